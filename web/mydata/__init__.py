"""The room in which people take their own data along: a readable file, or JSON."""

from web.mydata.routes import Links, MyDataSettings, routes

__all__ = ["Links", "MyDataSettings", "routes"]

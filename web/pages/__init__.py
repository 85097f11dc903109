"""The public pages: home, one page a country, and what search engines and lost visitors are told."""

from web.pages.export import BrokenLink, export
from web.pages.facts import CountryFacts, CountryPage, OpportunityLine, SpotlightLine
from web.pages.refusals import refusals
from web.pages.routes import routes
from web.pages.settings import PagesSettings

__all__ = [
    "BrokenLink",
    "CountryFacts",
    "CountryPage",
    "OpportunityLine",
    "PagesSettings",
    "SpotlightLine",
    "export",
    "refusals",
    "routes",
]

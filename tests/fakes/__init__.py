"""Vendors that tests can have on their own machine, stricter than the real ones."""

"""The web chat and the pages in a real browser, against a real service."""

"""One conversation on every wire: the whole service, real HTTP, and vendors that are stricter than they are."""

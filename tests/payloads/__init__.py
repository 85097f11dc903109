"""Captured wire messages, and the damage done to them."""

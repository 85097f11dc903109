"""The terminal: one message a line."""

"""What keeps a command from running, for the operator who can mend it."""


class NotReady(Exception):
    """Something is missing before this can run; the text says what, and what to do."""

"""The base template, the style sheet and the charts that pages, console and web chat share."""

from look.environment import Reader, environment, render
from look.files import FILES, Files
from look.forms import TooLarge, Unreadable, read_form
from look.headers import SecurityHeaders
from look.origin import from_own_page

__all__ = [
    "FILES",
    "Files",
    "Reader",
    "SecurityHeaders",
    "TooLarge",
    "Unreadable",
    "environment",
    "from_own_page",
    "read_form",
    "render",
]

"""What the engine itself says: never blaming, always with a way on."""

from locales import Message, _, _p

PATIENCE = 3
"""Unclear answers before other ways are offered."""

ONLY_TEXT = _("I only read written words, no voice messages, pictures or stickers yet. Please write it in a few words.")
MOVED_ON = _("We have moved on since then. Here is where we are.")
TOO_EARLY = _("Your answer came before this was on your screen, so I did not count it. Please look first.")
UNKNOWN_COMMAND = _("I do not know that command. Here is what I can do.")
STAFF_ONLY = _("That is for the staff of an office.")
DONE_ALREADY = _("What came before this is done and stays as it is.")
CANCELLED = _("All right, we leave it there.")
WELCOME = _("With pleasure.")
KEEP_OR_DROP = _("Shall I keep your answers for later?")
COURTESIES = {"thanks": WELCOME, "greeting": _("Hello! We were here:")}

GO_ON = _p("choice", "Go on")
START_OVER = _p("choice", "Start over")
KEEP_FOR_LATER = _p("choice", "Keep for later")
DROP = _p("choice", "Drop them")
TO_MENU = _p("choice", "Menu")
SKIP = _p("choice", "Skip")
CHANGE = _p("choice", "Change an answer")
MORE = _p("choice", "More")
A_PERSON = _p("choice", "Talk to a person")

_MISSED_AGAIN = _("I still did not get it. One or two simple words are enough.")
_MISSED_OFTEN = _("This one is hard for me. You can also take another way:")
_MISSED_STILL = _("Not clear to me yet, and that is my fault. Other ways are below.")


def after_misses(misses: int) -> Message:
    """The line above a question that was missed `misses` times (2 or more); never the same twice running."""
    if misses < PATIENCE:
        return _MISSED_AGAIN
    return _MISSED_OFTEN if misses % 2 else _MISSED_STILL

"""Help: the words that work everywhere, the commands, and the way to a person."""

from conversation import Choice, Screen, Talk, dialogue, opens
from conversation.words import EVERYWHERE
from handlers.commands import PUBLIC
from locales import _, _p

_OFFERED_BY_HELP = frozenset(("device", "person"))

_PERSON = Choice(_p("choice", "Talk to a person"), opens("person"))


@dialogue("help", needs="nothing")
def help_with(_talk: Talk) -> Screen:
    return Screen(
        (
            _("Write whom you are looking for, like “nurse in London”, or the phone number of someone you know."),
            _("These words work at any time: menu, back, cancel, help, language, stop, my data."),
            _("Numbers choose: 1, 2, 3… 0 is the menu, # goes back."),
            _("I am a bot. I never ask for money, codes or papers."),
        ),
        _PERSON,
        Choice(_p("choice", "My data"), opens("mydata")),
        Choice(_p("choice", "Another device"), opens("device")),
        Choice(_p("choice", "Commands"), opens("commands")),
    )


@dialogue("commands", needs="nothing")
def commands(_talk: Talk) -> Screen:
    """Those that help has not named yet: a screen has no room for all of them."""
    named = {*EVERYWHERE, *_OFFERED_BY_HELP}
    listed = (_("{command} – {what}", command=f"/{name}", what=PUBLIC[name]) for name in PUBLIC if name not in named)
    return Screen((_("Commands lead there at once, from anywhere:"), *listed), _PERSON)

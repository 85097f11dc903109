"""Help: the words that work everywhere, and the way to a person."""

from conversation import Choice, Screen, Talk, dialogue, opens
from locales import _, _p


@dialogue("help", needs="nothing")
def help_with(_talk: Talk) -> Screen:
    return Screen(
        (
            _("Write what you are looking for, like “nurse in London” or a phone number you know."),
            _("These words work at any time: menu, back, cancel, help, language, stop, my data."),
            _("Numbers choose: 1, 2, 3… 0 is the menu, # goes back."),
            _("I am a bot. I never ask for money, codes or papers."),
        ),
        Choice(_p("choice", "Talk to a person"), opens("person")),
        Choice(_p("choice", "My data"), opens("mydata")),
        Choice(_p("choice", "Another device"), opens("device")),
    )

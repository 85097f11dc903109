"""Stop and start: silence, at once, and its end."""

from conversation import Choice, Opens, Screen, Talk, dialogue, opens
from locales import _, _p
from services import announcements, knocks, people


@dialogue("stop", needs="nothing")
def stop(talk: Talk) -> Screen | Opens:
    """Silence; but staff whose announcement is on its way mean that one first."""
    if "me" not in talk.args and talk.once("sending", announcements.sending):
        return opens("stop_announcement")
    talk.do("stopped", people.stop)
    return Screen(
        (
            _("I will not write to you any more, and nobody finds your card while it is so."),
            _("Write “start” whenever you want to hear from me again."),
        ),
        Choice(_p("choice", "Start again"), opens("start")),
        Choice(_p("choice", "My data"), opens("mydata")),
    )


@dialogue("start", needs="nothing")
def start(talk: Talk) -> Screen | Opens:
    was_silent = talk.do("started", people.start)
    if not was_silent:
        return opens("menu")
    talk.do("knocks", knocks.tell_again)
    return Screen(
        _("Good to have you back. I write to you again."), Choice(_p("choice", "Find someone"), opens("search"))
    )

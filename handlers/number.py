"""A new phone number: shown to be one's own where one wrote from until now, and where one writes from now on."""

from conversation import Choice, Choose, Opens, OwnNumber, Screen, Talk, Telling, Text, YesNo, dialogue, opens, renders
from conversation.screen import Phrase
from locales import _, _p
from services import moving, phones
from services.moving import Moved

_TEAM = Choice(_p("choice", "Talk to a person"), opens("person"))


_SHARE = _(
    "Share your own contact here: it shows me that the new number is yours. "
    "Where that cannot be done, as in the web chat, open me on WhatsApp or Telegram with the new number."
)


@dialogue("number", title=_("changing your number"), needs="nothing")
def number(talk: Talk) -> Screen | Opens:
    if "code" in talk.args:
        return _arrive(talk, talk.args["code"])
    ways: dict[str, Phrase] = {
        "show": _p("choice", "From the old number"),
        "type": _p("choice", "I have a code"),
        "lost": _p("choice", "The old number is lost"),
    }
    prompt = _("Your new number takes the place of the old one. It takes both: a code goes from the old to the new.")
    way = talk.ask("way", Choose(prompt, ways))
    if way == "lost":
        return Screen(
            _("Without the old number only the team can help, and it will ask you things: else anyone could do it."),
            _TEAM,
        )
    if way == "type":
        return _arrive(talk, talk.ask("code", Text(_("Which code does the old number show?"), longest=20)))
    return _leave(talk)


@renders("number_moved")
def number_moved(_tell: Telling) -> Screen | None:
    return Screen(
        _("Your conversation goes on from your new number. Here I know nothing of it any more. If it was not you:"),
        _TEAM,
    )


def _leave(talk: Talk) -> Screen:
    code = talk.do("code", moving.offer_code)
    return Screen(
        (
            _("Open me with the new number and write there: /number {code}", code=code),
            _("The code is good once, for 15 minutes. Show it to nobody: whoever types it takes your conversation."),
            _("Then I let this place go, and nobody finds you by the old number."),
        ),
        Choice(_p("choice", "My data"), opens("mydata")),
    )


def _arrive(talk: Talk, code: str) -> Screen | Opens:
    if not talk.once("proved", phones.has_number):
        shared = talk.ask("number", Choose(_SHARE, {"no": _p("choice", "Not now")}, other=OwnNumber(_SHARE)))
        if shared == "no":
            return Screen(_("All right, nothing has changed."))
        talk.once("own", phones.check_own, shared)
    sure = _("From now on your conversation goes on here, and the old number is let go. Is it yours?")
    if not talk.ask("sure", YesNo(sure)):
        return Screen(_("All right, nothing has changed."))
    moved: Moved = talk.do("moved", moving.move, code)
    if not moved["moved"]:
        return Screen(_("This code is not good, or no longer. Ask for a new one at the old number."), _TEAM)
    return Screen(_("Done: your conversation goes on here from your next message on."), forgets=True)

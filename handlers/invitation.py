"""An invitation: somebody's list has a card for whoever reads this, which they make, or which is forgotten."""

from datetime import date

from conversation import Choice, Choose, Opens, OwnNumber, Screen, Talk, Telling, dialogue, opens, renders
from conversation.screen import Phrase
from handlers.portrait import line_of, lines, rooted, spoken, town_named, work_named
from locales import Day, _, _n, _p
from services import invitations, members, phones
from services.invitations import Brought, Invited

_ANSWERS: dict[str, Phrase] = {
    "yes": _p("choice", "Make my card"),
    "other": _p("choice", "Not me"),
    "forget": _p("choice", "No, forget it"),
}
_MENU = Choice(_p("choice", "Menu"), opens("menu"))
_CLOSED = _(
    "This link opens once, and only for the phone number it is meant for. Share your own contact here to show me that "
    "it is yours; where that cannot be done, write to me on WhatsApp from that number. "
    "Or make your card without it, in two minutes."
)


@dialogue("invitation", title=_("looking at an invitation"))
def invitation(talk: Talk) -> Screen | Opens:
    found = talk.once("found", invitations.find, code=talk.args.get("code", ""), card=talk.args.get("card", 0))
    return _opened(talk, found) if found else _closed(talk)


def _closed(talk: Talk) -> Screen | Opens:
    """The same words whether a link was used, is for another number or was never made: its office may ask."""
    ways: dict[str, Phrase] = {"register": _ANSWERS["yes"], "menu": _p("choice", "Menu")}
    shared = talk.ask("number", Choose(_CLOSED, ways, other=OwnNumber(_CLOSED)))
    if shared in ways:
        return opens(shared)
    talk.once("own", phones.check_own, shared)
    if found := talk.once("shown", invitations.find, code=talk.args.get("code", "")):
        return _opened(talk, found)
    gone = _("This invitation is not good, or no longer. You can make your card without it: it takes two minutes.")
    return Screen(gone, Choice(_ANSWERS["yes"], opens("register")), _MENU)


def _opened(talk: Talk, found: int) -> Screen | Opens:
    if talk.once("member", members.is_member):
        return _merged(talk, found)
    said = talk.args.get("says")
    answer = said or talk.ask("answer", Choose(_asked(talk.read(invitations.read, found)), _ANSWERS))
    if answer == "yes":
        return opens("register", invited=found)
    return _not_me(talk) if answer == "other" else _forgotten(talk, found)


def _merged(talk: Talk, found: int) -> Screen:
    """Whoever has a card keeps it as it is."""
    talk.do("accepted", invitations.accept, found)
    kept = _("You have a card already, and it stays as it is. What the list said about you is deleted here.")
    return Screen(kept, Choice(_p("choice", "My card"), opens("card")))


def _not_me(talk: Talk) -> Screen:
    """Phones are shared: if the list knows somebody else with this number, they are asked for next."""
    talk.do("next", invitations.recognise)
    return Screen(_("All right, and sorry for the mix-up. Nothing has changed."), _MENU)


def _forgotten(talk: Talk, found: int) -> Screen:
    talk.do("declined", invitations.decline, found)
    return Screen(
        (
            _("Forgotten: what the list said about you is deleted here, and you are not invited again."),
            _("The office keeps its own list, and does not learn what you answered."),
        ),
        _MENU,
    )


def _asked(invited: Invited | None) -> Phrase:
    """What a list says about somebody; nothing once it is answered."""
    if invited is None:
        return ""
    said = invited["draft"]
    town, work = said["town"], said["work"]
    where = town_named(town["id"], town["text"], town["country"]) if town else ""
    return lines(
        _("The list of {association} has a card for you:", association=invited["label"]),
        line_of(said["name"], work_named(work["code"], work["text"]) if work else "", where),
        rooted("abroad", said["origins"]),
        _("Speaks {languages}", languages=spoken(said["languages"])) if said["languages"] else "",
        _("On the list since {day}", day=Day(date.fromisoformat(said["since"]))) if said["since"] else "",
        _("Shall I make it? Nobody sees anything until you say so."),
        _("The office that made the list keeps its own, and does not learn what you answer."),
    )


@renders("listed")
def listed(tell: Telling) -> Screen | None:
    brought: Brought | None = tell.read(invitations.brought, tell.ids["invitation"])
    if brought is None:
        return None
    said = _n(
        "The list “{list}” was brought: {n} person is invited to make a card.",
        "The list “{list}” was brought: {n} people are invited to make a card.",
        brought["invited"],
        list=brought["label"],
    )
    asked = _(
        "They may ask you about it. They are seen by nobody before they say so, and what they answer stays theirs."
    )
    return Screen((said, asked), Choice(_p("choice", "The team"), opens("staff")))


@renders("invited")
def invited(tell: Telling) -> Screen | None:
    """Whoever writes from a number on a list is asked at once, in the same words as by its link."""
    card = tell.ids["invitation"]
    if not tell.read(invitations.find, card=card) or tell.read(members.is_member):
        return None
    said = _asked(tell.read(invitations.read, card))
    choices = [Choice(label, opens("invitation", card=card, says=answer)) for answer, label in _ANSWERS.items()]
    return Screen((said, _("You write from a number that is on it.")), *choices)

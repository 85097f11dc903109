"""Who sees what: each answer of one's card has an audience, never wider than the card's."""

from conversation import Choice, Choose, Screen, Talk, Telling, dialogue, opens, renders
from conversation.screen import Phrase
from handlers.portrait import PARTS, audience_named, countries_named, lines, watched
from locales import Listing, Message, _, _p
from services import members, risks
from services.directory import Card
from services.members import Shown
from services.risks import Offered
from services.visibility import AUDIENCES, wider

_AS_THE_CARD = "card"
_LABEL = _p("choice", "Seen by")
_WHO = Choice(_p("choice", "Who sees what"), opens("visibility"))
_VIEW = Choice(_p("choice", "What others see"), opens("view_card"))
_CARD = Choice(_p("choice", "My card"), opens("card"))

_CONSEQUENCES: dict[str, Message] = {
    "nobody": _("Nobody finds your card any more. People you are in touch with still know you."),
    "staff": _("Only the team finds your card."),
    "mentoring": _("Only the team, your mentor and your mentees find your card."),
    "public": _("It may stand on public pages, which anybody reads, and which others may copy. The town is not shown."),
}
"""What the widest and the narrowest choices for a whole card mean."""


@dialogue("visibility", title=_("choosing who sees what"), needs="member")
def visibility(talk: Talk) -> Screen:
    now: Shown = talk.once("now", members.who_sees)
    mine: Card = talk.once("mine", members.own_card)
    part = talk.ask("part", Choose(_listed(now, mine["origins"]), dict(PARTS), label=_("Answer")))
    said = talk.ask(f"who.{part}", _question(part, now, mine["origins"]))
    if _is_as_it_was(part, said, now):
        return Screen((_("It stays as it was."), _listed(now, mine["origins"])), _WHO, _VIEW, _CARD)
    talk.confirm("sure", _change(part, said, now, mine["origins"]), edits=("part", f"who.{part}"))
    talk.do("shown", members.show, part, None if said == _AS_THE_CARD else said)
    kept: Shown = talk.read(members.who_sees)
    return Screen((_("It is changed."), _listed(kept, mine["origins"])), _WHO, _VIEW, _CARD)


@renders("risk_tightened")
def risk_tightened(tell: Telling) -> Screen | None:
    found: Offered | None = tell.read(risks.offered, tell.ids["risk"])
    if found is None:
        return None
    said = _(
        "We now suggest more care to people from {country}. {part}: {audience}.",
        country=countries_named([found["country"]]),
        part=PARTS[found["part"]],
        audience=audience_named(found["audience"], [found["country"]]),
    )
    yours = _(
        "With you it is: {audience}. It stays so unless you change it.",
        audience=audience_named(found["mine"], [found["country"]]),
    )
    follow = Choice(_p("choice", "Do as suggested"), opens("follow_default", risk=tell.ids["risk"]))
    return Screen((lines(watched(found["watched"]), said), yours), follow, _WHO)


@dialogue("follow_default", needs="member")
def follow_default(talk: Talk) -> Screen:
    talk.do("followed", members.follow_default, talk.args["risk"])
    mine: Card = talk.read(members.own_card)
    return Screen((_("It is changed."), _listed(talk.read(members.who_sees), mine["origins"])), _WHO, _VIEW, _CARD)


def _question(part: str, now: Shown, origins: list[str]) -> Choose:
    """Only audiences that are no wider than the card's; as wide as that goes with it when it changes."""
    if part == "card":
        everybody: dict[str, Phrase] = {each: audience_named(each, origins) for each in AUDIENCES}
        return Choose(_("Who may find and see your card?"), everybody, label=_LABEL)
    most = now["widest"][part]
    fewer: dict[str, Phrase] = {each: audience_named(each, origins) for each in AUDIENCES if wider(most, each)}
    asked = _("{part}: who may see it?", part=PARTS[part])
    return Choose(asked, {_AS_THE_CARD: audience_named(most, origins)} | fewer, label=_LABEL)


def _is_as_it_was(part: str, said: str, now: Shown) -> bool:
    """Whether somebody chose what they had chosen."""
    return said == (now["audience"] if part == "card" else now["chosen"].get(part, _AS_THE_CARD))


def _change(part: str, said: str, now: Shown, origins: list[str]) -> Message:
    """What it was, what it will be, and what follows from it."""
    is_card = part == "card"
    before = now["audience"] if is_card else now["answers"][part]
    after = now["widest"][part] if said == _AS_THE_CARD else said
    if before == after:
        follows = _("{part}: seen by whoever sees the card, from now on.", part=PARTS[part])
        return lines(follows, _("Today that changes nothing: {audience}", audience=audience_named(after, origins)))
    return lines(
        _("{part}, from now on: {audience}", part=PARTS[part], audience=audience_named(after, origins)),
        _("Until now: {audience}", audience=audience_named(before, origins)),
        _CONSEQUENCES.get(said, "") if is_card else "",
    )


def _listed(now: Shown, origins: list[str]) -> Message:
    """The answers by their audiences, the widest first."""
    audiences = [each for each in reversed(AUDIENCES) if each in now["answers"].values()]
    seen = [
        _("{audience}: {parts}", audience=audience_named(each, origins), parts=Listing(_shown_to(each, now)))
        for each in audiences
    ]
    return lines(_("Who sees what:"), *seen)


def _shown_to(audience: str, now: Shown) -> list[Message]:
    return [PARTS[part] for part, said in now["answers"].items() if said == audience]

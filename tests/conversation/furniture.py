"""What stands on every stage: the words that work everywhere, and a dialogue with one of each thing: ordering tea."""

from sqlalchemy.orm import Session

from conversation import Choice, Choose, Screen, Talk, Telling, Text, YesNo, dialogue, opens, renders
from conversation.dialogue import DialogueFunction
from conversation.screen import Phrase
from locales import _, languages
from models.refusal import Refusal
from services import people
from tests.conversation.stage import effect

TEAS: dict[str, Phrase] = {"mint": _("Mint"), "ginger": _("Ginger"), "hibiscus": _("Hibiscus")}
SOLD_OUT = "ginger"


def furnish() -> None:
    """Register all of it."""
    dialogue("menu")(menu)
    for name in ("help", "stop", "start", "mydata", "person"):
        dialogue(name, needs="nothing")(_plain(name))
    dialogue("language", needs="nothing")(language)
    dialogue("search")(search)
    dialogue("welcome", needs="nothing")(welcome)
    dialogue("tea", title=_("ordering tea"), steps=4)(tea)
    renders("offer")(offer)


def menu(_talk: Talk) -> Screen:
    return Screen(_("What would you like?"), Choice(_("Order tea"), opens("tea")), Choice(_("Help"), opens("help")))


def _plain(name: str) -> DialogueFunction:
    def plain(_talk: Talk) -> Screen:
        return Screen(f"This is {name}.")

    return plain


def language(talk: Talk) -> Screen:
    spoken: dict[str, Phrase] = {each.code: each.own_name for each in languages()}
    talk.speak(talk.ask("to", Choose(_("Which language shall we speak?"), spoken)))
    return Screen(_("From now on I write in English."))


def search(talk: Talk) -> Screen:
    return Screen(f"You search for {talk.args['said']}.")


def welcome(talk: Talk) -> Screen:
    if talk.ask("agree", YesNo(_("Do you agree?"))):
        talk.do("agreed", people.accept_notice)
    return Screen(_("Thank you."))


def tea(talk: Talk) -> Screen:
    name = talk.ask("name", Text(_("Who is it for?"), label=_("Name"), longest=40, example=_("Awa")))
    kind = talk.ask("kind", Choose(_("Which tea, {name}?", name=name), TEAS, label=_("Tea")))
    sweet = talk.ask("sweet", YesNo(_("With sugar?"), label=_("Sugar")))
    note = talk.ask("note", Text(_("Anything else?"), label=_("Note"), optional=True))
    summary = _("{kind} for {name}, {note}.", kind=TEAS[kind], name=name, note=note or _("as usual"))
    talk.confirm("sure", summary, edits=("name", "kind", "sweet", "note"))
    talk.do("ordered", order, name=name, kind=kind, sweet=sweet)
    return Screen(_("It is on its way, {name}.", name=name), Choice(_("More tea"), opens("tea")))


def order(session: Session, person: int, *, name: str, kind: str, sweet: bool) -> str:
    """Leaves a row, and refuses one kind only after it has."""
    effect(session, person, "tea", name=name, kind=kind, sweet=int(sweet))
    if kind == SOLD_OUT:
        raise Refusal(_("There is none left."))
    return kind


def offer(tell: Telling) -> Screen | None:
    """A notice with two choices; one whose `left` is 0 is no longer true."""
    if not tell.ids.get("left", 1):
        return None
    return Screen(_("Fresh tea!"), Choice(_("Order tea"), opens("tea")), Choice(_("Help"), opens("help")))

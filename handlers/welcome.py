"""First contact: who we are, that this is a bot, and what is agreed before anything else."""

from conversation import Choose, Opens, Screen, Talk, Text, dialogue, opens
from conversation.questions import shorten
from conversation.screen import Phrase
from conversation.words import greeted_in
from handlers.commands import HELLO, WHAT_FOR
from handlers.menu import choices
from handlers.portrait import lines
from handlers.routes import ROUTER
from locales import Message, _, _p, languages
from services import erasures, invitations, joining, people
from services.consents import WORDINGS
from world.countries import country

_DATA = lines(
    _("I keep what you tell me, encrypted, only to do what you ask. I never ask for money, codes or papers."),
    _("Nobody sees your card before you say who may. Nobody gets your number before you say yes."),
    _("“My data” shows, corrects, takes along or erases everything. “Stop” ends every message."),
    _("The service is for people of 18 and over."),
)

_FIRST_WORDS = Text(_("What are you looking for?"), longest=200)


@dialogue("welcome", needs="nothing")
def welcome(talk: Talk) -> Screen | Opens:
    if talk.once("leaving", erasures.leaving):
        return opens("keep")
    begin: dict[str, Phrase] = {"yes": WORDINGS["adult"]}
    more: dict[str, Phrase] = {"data": _p("choice", "How is my data kept?")}
    others = _other_languages(talk.language.code)
    ways = begin | more | others
    said = talk.args.get("said", "")
    wish = said or talk.ask("start", Choose(_hello(talk.args.get("country")), ways, other=_FIRST_WORDS))
    if wish not in ways:
        if joining.is_code(wish):
            return opens("join", code=wish)
        greeted = greeted_in(wish)
        if greeted in others and not said:
            said, wish = wish, greeted
        else:
            said = wish
            first = _("“{said}”: I see to it as soon as we have begun.", said=shorten(said))
            wish = talk.ask("then", Choose(lines(first, WORDINGS["notice"]), ways))
    if wish == "data":
        wish = talk.ask("data", Choose(_DATA, begin | others))
    if wish in others:
        return opens("language", **{**talk.args, "to": wish, "next": "welcome", "said": said})
    talk.do("accepted", people.accept_notice, referral=talk.args.get("ref"))
    talk.do("recognised", invitations.recognise)
    if said:
        return ROUTER.free_text(said, talk.standing)
    if "then" in talk.args:
        return opens(talk.args["then"], country=talk.args["country"])
    return Screen(_("Thank you, and welcome."), *choices(talk.standing))


def _hello(origin: str | None) -> Message:
    if origin is None:
        links = HELLO
    else:
        links = _("Hello 👋 I am Passerelle, a bot that links {country} and its diaspora.", country=country(origin))
    return lines(links, WHAT_FOR, WORDINGS["notice"])


def _other_languages(spoken: str) -> dict[str, Phrase]:
    return {each.code: each.own_name for each in languages() if each.code != spoken}

"""Where words, commands, links and free text lead."""

import re
from collections.abc import Mapping
from functools import cache

from conversation.dialogue import Needs
from conversation.screen import Opens, opens
from conversation.standing import Router, Standing
from conversation.words import says
from handlers.menu import OFFERED
from locales import LANGUAGES, language
from services import joining
from world.countries import COUNTRIES_OF_ORIGIN
from world.folding import digits, fold
from world.phrases import understand

WORDS_TO_DIALOGUES: Mapping[str, str] = {
    "menu": "menu",
    "help": "help",
    "language": "language",
    "stop": "stop",
    "start": "start",
    "mydata": "mydata",
}

COMMANDS: Mapping[str, str] = {
    **WORDS_TO_DIALOGUES,
    "search": "search",
    "searches": "my_searches",
    "register": "register",
    "card": "card",
    "visibility": "visibility",
    "phone": "phone",
    "alerts": "alerts",
    "mentor": "mentor",
    "person": "person",
    "device": "device",
    "join": "join",
    "export": "export",
    "pause": "pause",
    "erase": "erase",
    "keep": "keep",
    "who": "who",
    "number": "number",
    "receipt": "receipt",
    "staff": "staff",
    "opportunity": "opportunity",
    "withdraw": "withdraw",
    "announce": "announce",
    "announcements": "announcement",
    "queue": "queue",
    "suspend": "suspend",
    "risk": "risk",
    "requests": "requests",
    "vouch": "vouch",
    "canary": "canary",
}

REST_OF_COMMAND: Mapping[str, str] = {
    "search": "said",
    "phone": "said",
    "join": "code",
    "receipt": "code",
    "number": "code",
    "staff": "code",
}
"""What follows a command, and the name it has for its dialogue."""

SHORT = 4
"""Words; a longer message is a search, whatever it names."""

WISHES: Mapping[str, str] = {
    "alerts": "alert alerts subscribe subscription opportunity opportunities newsletter "
    "alerte alertes abonner abonnement opportunite opportunites تنبيه تنبيهات اشتراك فرصة فرص الفرص",
    "mentor": "mentor mentors mentoring mentorat parrain parrainage مرشد مرشدة إرشاد موجه",
    "register": "register inscription inscrire تسجيل التسجيل",
    "card": "card profile fiche profil بطاقة بطاقتي",
}
"""Dialogues people ask for by name, and the names they use, as a dictionary would write them."""

ANSWERS = ("yes", "no", "skip", "done", "more", "edit")
"""What answers a question; where none is open there is nothing to look for in them."""

_PHONE = re.compile(r"(?:\d[\s().\-/]*){7,}")
_LINK = re.compile(r"(?:(?P<dialogue>[a-z]+)[-_])?(?P<country>[a-z]{2})", re.IGNORECASE)
_REFERRAL = re.compile(r"ref[-_](?P<by>[a-z0-9]{2,20})(?:[-_](?P<country>[a-z]{2}))?", re.IGNORECASE)
_JOINING = re.compile(r"join[-_](?P<code>[a-z0-9]{4}[-_]?[a-z0-9]{4})", re.IGNORECASE)
_INVITED = re.compile(r"inv[-_](?P<code>[a-z0-9]{12})", re.IGNORECASE)
_LINKED: Mapping[str, str] = {"country": "register", "register": "register", "alerts": "alerts", "mentor": "mentor"}
"""What a start link names, and the dialogue it opens; any other opens the first of them."""


class Routes:
    """The one router of the house."""

    def word(self, name: str, standing: Standing) -> Opens:
        """A word that works everywhere; before the notice the way to the menu is the notice, as it was opened."""
        if name in ("menu", "start") and not standing.noticed:
            return opens("welcome")
        return opens(WORDS_TO_DIALOGUES[name])

    def command(self, name: str, rest: str, standing: Standing) -> Opens | None:
        """A command without its slash, and what follows it."""
        if name not in COMMANDS:
            return None
        named = REST_OF_COMMAND.get(name)
        return opens(COMMANDS[name], **{named: rest}) if named and rest else opens(COMMANDS[name])

    def free_text(self, text: str, standing: Standing) -> Opens:
        """Words outside any dialogue: a code, a phone number, something one can ask for by name, or a search."""
        if any(says(kind, text) for kind in ANSWERS):
            return opens("menu")
        if joining.is_code(text):
            return opens("join", code=text)
        if _PHONE.search(digits(text)):
            return opens("phone", said=text)
        if offered := _menu().get(fold(text)):
            return offered
        if any(label in fold(text) for label in _a_person()):
            return opens("person")
        return _wished(text) or opens("search", said=text)

    def contact(self, number: str, standing: Standing) -> Opens:
        """A contact shared outside any dialogue."""
        return opens("shared_contact", number=number)

    def start(self, parameter: str, standing: Standing) -> Opens:
        """A start link: `BJ`, `alerts-BJ`, `join-CODE`, `inv-CODE`, `ref-NAME` or `ref-NAME-BJ`. Any other leads to the
        menu.

        By whose link somebody came matters before they agreed to the notice, and never after.
        """
        if joins := _JOINING.fullmatch(parameter.strip()):
            return opens("join", code=joins["code"].upper())
        if invited := _INVITED.fullmatch(parameter.strip()):
            return opens("invitation", code=invited["code"].upper())
        found = _REFERRAL.fullmatch(parameter.strip()) or _LINK.fullmatch(parameter.strip())
        named = found.groupdict() if found else {}
        country, by = (named.get("country") or "").upper(), (named.get("by") or "").lower()
        dialogue = _LINKED.get((named.get("dialogue") or "").lower(), "register")
        there = {"country": country} if country in COUNTRIES_OF_ORIGIN else {}
        if standing.noticed:
            return opens(dialogue, **there) if there else opens("menu")
        came = ({"ref": by} if by else {}) | (there | {"then": dialogue} if there else {})
        return opens("welcome", **came) if came else opens("menu")

    def unlock(self, needs: Needs) -> Opens | None:
        """The dialogue that gives a right; None when only staff can."""
        doors = {"notice": "welcome", "member": "register"}
        return opens(doors[needs]) if needs in doors else None


@cache
def _menu() -> Mapping[str, Opens]:
    """What the menu offers, by its words in any language."""
    return {fold(language(code).say(choice.label)): choice.action for code in LANGUAGES for choice in OFFERED}


@cache
def _a_person() -> frozenset[str]:
    """“Talk to a person” in any language, to be heard within a sentence too."""
    return frozenset(label for label, action in _menu().items() if action.dialogue == "person")


def _wished(text: str) -> Opens | None:
    """A dialogue that a short message asks for by name."""
    said = set(fold(text).split())
    asked = (dialogue for dialogue, names in WISHES.items() if said & set(fold(names).split()))
    named = next(asked, None) if len(fold(text).split()) <= SHORT else None
    return opens(named, **_country_in(text)) if named else None


def _country_in(text: str) -> dict[str, str]:
    """The country of origin a wish names, as an argument."""
    understood = understand(text)
    named = (each.code for each in (*understood.origins, *understood.residence))
    return next(({"country": code} for code in named if code in COUNTRIES_OF_ORIGIN), {})


ROUTER: Router = Routes()

"""Fields and values as people say them: the readable file has no code in it that somebody could not read."""

from collections.abc import Callable
from datetime import date
from typing import Any

from handlers.mydata import PURPOSES
from handlers.portrait import AUDIENCES, KINDS
from locales import Day, Listing, Message, _, _p
from locales import language as spoken
from services.alerts import OFTEN_NAMES
from services.opportunities import KIND_NAMES
from services.staff import ROLE_NAMES
from world.countries import country
from world.languages import SpokenLanguage
from world.places import place
from world.professions import profession

WHY: dict[str, Message] = {
    "person": _("What is kept of everyone who writes."),
    "member": _("What you told for the directory. Who sees which of it is yours to say."),
    "member_origin": _("The countries you said you come from."),
    "proved_number": _("You showed that they are yours. Who knows one can send you a word if you allow it."),
    "address": _("Where answers go. Nobody else sees this."),
    "consent": _("With the day on which you agreed, and on which you took it back."),
    "knock": _("What you wrote and what was written to you. What became of yours is here if you were told."),
    "mentor": _("What mentees see of your offer."),
    "mentorship": _("Questions between mentors and mentees, and the contacts that were given."),
    "alert": _("The opportunities you asked for."),
    "saved_search": _("What you want to be told of when somebody fits."),
    "help_request": _("With the answers you got."),
    "report": _("Only the team reads it; it is never told to whom it is about."),
    "block": _("They do not find you, nor you them. They are not told."),
    "sighting": _("Counted towards a day’s limit, and forgotten after a week."),
    "glance": _("By day, and never by whom."),
    "spotlight": _("The portrait on a country page."),
    "staff": _("What you may do here for others."),
    "invitation": _("Somebody who has your number put you on their list. Nobody sees it until you accept."),
}

FIELDS: dict[str, Message] = {
    "about": _p("field", "In your words"),
    "account": _p("field", "Our number or name there"),
    "active": _p("field", "In use"),
    "answer": _p("field", "Answer"),
    "answered_at": _p("field", "Answered on"),
    "approved_at": _p("field", "Approved on"),
    "added_at": _p("field", "Since"),
    "audience": _p("field", "Who may see it"),
    "came_by": _p("field", "You came by the link of"),
    "capacity": _p("field", "Places"),
    "channel": _p("field", "App"),
    "city_id": _p("field", "Town"),
    "city_text": _p("field", "Town, as you wrote it"),
    "closed_at": _p("field", "Closed on"),
    "confirmed": _p("field", "Each answer last confirmed"),
    "confirmed_at": _p("field", "Last confirmed"),
    "contact": _p("field", "Contact given"),
    "countries": _p("field", "Countries"),
    "country": _p("field", "Country"),
    "created_at": _p("field", "Since"),
    "day": _p("field", "Day"),
    "due_at": _p("field", "Waits until"),
    "expires_at": _p("field", "Kept until"),
    "external_id": _p("field", "Your name or number there"),
    "email": _p("field", "E-mail"),
    "given": _p("field", "Contact you gave"),
    "given_at": _p("field", "Agreed on"),
    "headline": _p("field", "Headline"),
    "heard_at": _p("field", "Last heard from"),
    "hidden_at": _p("field", "Hidden since"),
    "how": _p("field", "Shown by"),
    "kind": _p("field", "Kind"),
    "label": _p("field", "The list"),
    "language": _p("field", "Language"),
    "languages": _p("field", "Languages"),
    "last_active_at": _p("field", "Last written from"),
    "name": _p("field", "Name"),
    "next_at": _p("field", "Next letter"),
    "number": _p("field", "Number"),
    "offers": _p("field", "Offers"),
    "often": _p("field", "How often"),
    "open": _p("field", "Open to new questions"),
    "profession": _p("field", "Work"),
    "profession_text": _p("field", "Work, as you wrote it"),
    "proved_at": _p("field", "Shown on"),
    "purpose": _p("field", "For"),
    "question": _p("field", "Question"),
    "role": _p("field", "Role"),
    "rung_at": _p("field", "Last asked to write"),
    "shown": _p("field", "Who may see which answer"),
    "since": _p("field", "First word on"),
    "skills": _p("field", "Skills"),
    "status": _p("field", "How it stands"),
    "story": _p("field", "Story"),
    "taken": _p("field", "Places taken"),
    "times": _p("field", "How often"),
    "topics": _p("field", "Topics"),
    "trusted": _p("field", "From the beginning"),
    "viewers": _p("field", "By"),
    "withdrawn_at": _p("field", "Taken back on"),
    "wish": _p("field", "Looking for"),
    "words": _p("field", "Words"),
}
TECHNICAL = frozenset(
    {"version", "last_opportunity_id", "reasons", "look_at", "asked_at", "warned_at", "changed_at", "looked_at"}
)
"""Fields that say nothing to their owner; the JSON has them."""

_STATUS: dict[str, Message] = {
    "waiting": _p("status", "waits"),
    "held": _p("status", "waits"),
    "accepted": _p("status", "accepted"),
    "declined": _p("status", "declined"),
    "blocked": _p("status", "blocked"),
    "reported": _p("status", "reported"),
    "expired": _p("status", "time is over"),
    "open": _p("status", "open"),
    "answered": _p("status", "answered"),
    "closed": _p("status", "closed"),
    "asked": _p("status", "asked"),
    "ended": _p("status", "over"),
    "approved": _p("status", "approved"),
    "withdrawn": _p("status", "withdrawn"),
}
VIEWERS: dict[str, Message] = {
    "team": _p("seen by", "the team"),
    "roots": _p("seen by", "members with your roots"),
    "members": _p("seen by", "members"),
}
_WORDS: dict[str, dict[str, Message]] = {
    "audience": AUDIENCES,
    "kind": KINDS | KIND_NAMES | {"any": _p("choice", "All kinds")},
    "often": OFTEN_NAMES,
    "purpose": PURPOSES,
    "role": ROLE_NAMES,
    "status": _STATUS,
    "viewers": VIEWERS,
}


def value_of(name: str, value: Any) -> Any:
    """A value as its owner would say it; what is not known by a name stays as it was given."""
    match value:
        case bool():
            return _p("choice", "Yes") if value else _p("choice", "No")
        case list():
            return Listing([value_of(name, each) for each in value])
        case {"said": said} if name == "wish":
            return str(said)
        case dict():
            return Listing([value_of(name, each) for each in value.values()])
    if name in _WORDS:
        return _WORDS[name].get(value, value)
    return _READ[name](value) if name in _READ else _day(value) or str(value)


def _day(value: Any) -> Day | None:
    """The day of an ISO time; none for what is no time."""
    try:
        return Day(date.fromisoformat(value[:10])) if isinstance(value, str) and value[4:5] == "-" else None
    except ValueError:
        return None


_READ: dict[str, Callable[[Any], Any]] = {
    "city_id": lambda number: place(number) or str(number),
    "country": country,
    "countries": country,
    "language": lambda code: spoken(code).own_name,
    "languages": SpokenLanguage,
    "profession": lambda code: profession(code) or code,
}

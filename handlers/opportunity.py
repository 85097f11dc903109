"""Staff publish an opportunity, one answer at a time."""

from datetime import date

from conversation import (
    Choice,
    Choose,
    Countries,
    DayQuestion,
    Link,
    Screen,
    Talk,
    Text,
    dialogue,
    opens,
)
from handlers.opportunities import described
from handlers.portrait import lines
from locales import _, _p
from services import opportunities, staff
from services.opportunities import KIND_NAMES, LONGEST_TEXT, LONGEST_TITLE, Facts
from world.countries import COUNTRIES_OF_ORIGIN

EDITS = ("countries", "kind", "title", "text", "source", "url", "deadline")


@dialogue("opportunity", title=_("publishing an opportunity"), steps=7, needs="staff")
def publish(talk: Talk) -> Screen:
    countries = _countries(talk)
    kind = talk.ask("kind", Choose(_("What kind is it?"), KIND_NAMES, label=_("Kind")))
    title = talk.ask("title", Text(_("Its title, in one line?"), longest=LONGEST_TITLE, label=_("Title")))
    text = talk.ask("text", Text(_("What should people know?"), longest=LONGEST_TEXT, label=_("Text"), optional=True))
    source = talk.ask("source", Text(_("Who publishes it?"), longest=80, label=_("Source")))
    url = talk.ask("url", Link(_("Is there a link to it?"), label=_("Link"), optional=True))
    deadline = _deadline(talk)
    facts: Facts = {
        "kind": kind,
        "title": title,
        "text": text or "",
        "countries": countries,
        "source": source,
        "url": url,
        "deadline": deadline.isoformat() if deadline else None,
    }
    summary = lines(_("Shall I publish this?"), *described(facts))
    talk.confirm("sure", summary, edits=EDITS, yes=_p("choice", "Publish"))
    published = talk.do("published", opportunities.publish, language=talk.language.code, **facts)
    return Screen(
        _("It is published. People who want such news at once get it now, the others with their next letter."),
        Choice(_p("choice", "See it"), opens("read_opportunity", id=published)),
        Choice(_p("choice", "Publish another"), opens("opportunity")),
        Choice(_p("choice", "Withdraw it"), opens("withdraw", id=published)),
    )


def _countries(talk: Talk) -> list[str]:
    """For which countries: asked of those who look after several."""
    mine: list[str] = talk.once("mine", staff.my_countries, "editor")
    if len(mine) == 1:
        return mine
    offered = tuple(mine or COUNTRIES_OF_ORIGIN)
    question = Countries(_("For which countries?"), offered=offered, only=True, label=_("Countries"), most=13)
    chosen: list[str] = talk.ask("countries", question)
    return chosen


def _deadline(talk: Talk) -> date | None:
    today = date.fromisoformat(talk.once("today", opportunities.today))
    question = DayQuestion(_("Until which day? For example 28/02."), after=today, label=_("Deadline"), optional=True)
    day: date | None = talk.ask("deadline", question)
    return day

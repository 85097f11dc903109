"""Staff announce: the message, who gets it, the confirmation, how far it got, a stop in the middle, the report."""

from datetime import datetime, timedelta

from conversation import Choice, Choose, CountryQuestion, Opens, Screen, Talk, Telling, Text, dialogue, opens, renders
from conversation.questions import shorten
from conversation.screen import Phrase
from handlers.portrait import lines
from locales import Clock, Listing, Message, _, _n, _p, language
from services import announcements, staff
from services.announcements import LONGEST, Counts, Delivered, Progress, Started
from services.segments import EXCLUSIONS
from world.countries import COUNTRIES_OF_ORIGIN, country

RECOUNTS = 20
"""How often the numbers may change between being shown and confirmed."""

_ANNOUNCE = Choice(_p("choice", "A new announcement"), opens("announce"))
_OTHERS = Choice(_p("choice", "Other announcements"), opens("announcement"))
_TEAM = Choice(_p("choice", "The team"), opens("staff"))
_QUEUE = Choice(_p("choice", "Open the queue"), opens("queue"))
_NO_MORE = Choice(_p("choice", "Stop these messages"), opens("stop", me=1))


@dialogue("announce", title=_("writing an announcement"), needs="staff")
def announce(talk: Talk) -> Screen:
    origin = _origin(talk)
    before = talk.once("before", announcements.sending)
    if before is not None:
        return Screen(announcements.ONE_AT_A_TIME, _see(before), _stop(before))
    prompt = _("Write the message. You see who gets it before anything is sent.")
    words = talk.ask("words", Text(prompt, longest=LONGEST, label=_("Message"), passed_on=True))
    signature = _signed(talk.once("me", staff.my_name), origin, "····")
    preview = lines(_("This is how it arrives:"), words, signature)
    talk.confirm("seen", preview, edits=("words",), yes=_p("choice", "Choose who gets it"))
    residence = _residence(talk, origin)
    counts: Counts = talk.look("counts", announcements.count, origin, residence)
    for turn in range(1, RECOUNTS):
        counted = lines(*_counted(counts, origin, talk.language.code))
        if not counts["planned"]:
            return Screen((counted, _("So nothing is sent.")), _ANNOUNCE)
        summary = lines(counted, _("Shall I send it?"))
        talk.confirm(f"sure.{turn}", summary, edits=("words", "who"), yes=_p("choice", "Send it"))
        started: Started = talk.do(
            f"started.{turn}",
            announcements.start,
            country=origin,
            residence=residence,
            language=talk.language.code,
            words=words,
            counts=counts,
        )
        if started["counts"] is None:
            return _begun(started)
        counts = started["counts"]
    return Screen(_("The numbers keep changing. Please come back in a moment."), _ANNOUNCE)


@dialogue("announcement", needs="staff")
def progress(talk: Talk) -> Screen:
    """How an announcement went, for everyone on the team of its country; without an id, which of them."""
    number = talk.args.get("id") or _chosen(talk)
    if number is None:
        return Screen(_("Nothing was announced yet."), _TEAM)
    got: Progress = talk.read(announcements.progress, number)
    stop = (_stop(number),) if got["stoppable"] else ()
    again = () if got["finished"] else (_see(number),)
    return Screen((_quoted(got), *_report(got)), *again, *stop, _OTHERS)


@dialogue("stop_announcement", needs="staff")
def stop_announcement(talk: Talk) -> Screen | Opens:
    """What “stop” means to staff whose announcement is on its way: at once, and nothing else."""
    number = talk.args.get("id") or talk.once("which", announcements.sending)
    if number is None:
        return Screen(_("Nothing of yours is being sent."), _ANNOUNCE)
    got: Progress = talk.do("stopped", announcements.stop, number)
    return Screen(
        tuple(_report(got)),
        _see(number),
        Choice(_p("choice", "Stop messages to me"), opens("stop", me=1)),
        _ANNOUNCE,
    )


@renders("announcement")
def announcement_arrived(tell: Telling) -> Screen | None:
    got: Delivered | None = tell.read(announcements.read_delivered, tell.ids["announcement"])
    if got is None:
        return None
    return Screen((got["words"], _signed(got["author"], got["country"], got["code"])), _NO_MORE)


@renders("announcement_done")
def announcement_done(tell: Telling) -> Screen | None:
    got: Progress = tell.read(announcements.progress, tell.ids["announcement"])
    return Screen(tuple(_report(got)), _ANNOUNCE, _QUEUE)


def _origin(talk: Talk) -> str:
    """The country whose members are written to: asked of those who look after several."""
    mine: list[str] = talk.once("mine", staff.my_countries, "editor")
    if len(mine) == 1:
        return mine[0]
    question = CountryQuestion(
        _("To people linked to which country?"),
        offered=tuple(mine or COUNTRIES_OF_ORIGIN),
        only=True,
        label=_("Country"),
    )
    return str(talk.ask("country", question))


def _residence(talk: Talk, origin: str) -> str | None:
    everyone: dict[str, Phrase] = {"all": _p("choice", "All of them")}
    prompt = _(
        "To all members linked to {country}, or only to those who live in one country? Then write its name.",
        country=country(origin),
    )
    who = talk.ask("who", Choose(prompt, everyone, other=CountryQuestion(prompt, offered=()), label=_("Who gets it")))
    return None if who == "all" else str(who)


def _counted(counts: Counts, origin: str, written_in: str) -> list[Message]:
    """The dry run in words: how many of how many, in which languages, who is left out, when it is over."""
    said = [
        _(
            "{linked}; {reached}.",
            linked=_n(
                "{n} person is linked to {country}",
                "{n} people are linked to {country}",
                counts["total"],
                country=country(origin),
            ),
            reached=_n("{n} gets the message", "{n} get the message", counts["planned"]),
        )
    ]
    others = {code: number for code, number in counts["languages"].items() if code != written_in and number}
    if others:
        said.append(
            _("Some usually read another language: {counts}. They get it as you wrote it.", counts=_listed(others))
        )
    if any(counts["excluded"].values()):
        said.append(_("Left out: {reasons}.", reasons=Listing(_reasons(counts["excluded"]))))
    if counts["planned"]:
        end = datetime.fromisoformat(counts["at"]) + timedelta(seconds=counts["seconds"])
        said.append(_("It takes until about {time} (UTC).", time=Clock(end)))
    return said


def _listed(others: dict[str, int]) -> Listing:
    return Listing(
        _("{language} ({number})", language=language(code).own_name, number=number) for code, number in others.items()
    )


def _reasons(excluded: dict[str, int]) -> list[Message]:
    return [
        _("{reason} ({number})", reason=EXCLUSIONS[reason], number=number)
        for reason, number in excluded.items()
        if number
    ]


def _signed(author: str | None, origin: str, code: str) -> Message:
    """Who sent it and for which country, and the code by which a real one is told from an imitation."""
    return _(
        "{author}, for {country}. Check code: {code}",
        author=author or _("The team"),
        country=country(origin),
        code=code,
    )


def _begun(started: Started) -> Screen:
    return Screen(
        (
            _("It is on its way. Check code: {code}.", code=started["code"]),
            _("I report when it is through. “Stop” ends it in the middle."),
        ),
        _see(started["id"] or 0),
        _stop(started["id"] or 0),
    )


def _report(got: Progress) -> list[Message]:
    heads = {
        "sending": _("The announcement is on its way (check code {code}).", code=got["code"]),
        "stopped": _("The announcement is stopped (check code {code}).", code=got["code"]),
        "sent": _("The announcement is through (check code {code}).", code=got["code"]),
    }
    facts = [
        _n("{sent} of {n} person has it.", "{sent} of {n} people have it.", got["planned"], sent=got["sent"]),
        _("Not delivered: {number}.", number=got["failed"]) if got["failed"] else None,
        _("Not certain: {number}. Nobody is written to twice.", number=got["unknown"]) if got["unknown"] else None,
        _("Left out meanwhile: {number}.", number=got["skipped"]) if got["skipped"] else None,
        _("Still to go: {number}.", number=got["left"]) if got["left"] and not got["finished"] else None,
    ]
    return [heads[got["status"]], *(fact for fact in facts if fact)]


def _chosen(talk: Talk) -> int | None:
    """One of those that went out for the countries one looks after."""
    numbers: list[int] = talk.once("recent", announcements.list_recent)
    if not numbers:
        return None
    offered: dict[str, Phrase] = {str(each): _in_a_line(talk, each) for each in numbers}
    return int(talk.ask("which", Choose(_("Which announcement? The newest come first."), offered)))


def _in_a_line(talk: Talk, number: int) -> Message:
    got: Progress = talk.read(announcements.progress, number)
    return _p("choice", "{country}: {words}", country=country(got["country"]), words=shorten(got["words"], 50))


def _quoted(got: Progress) -> Message:
    return _("“{words}”", words=shorten(got["words"], 80))


def _see(number: int) -> Choice:
    return Choice(_p("choice", "See how far it is"), opens("announcement", id=number))


def _stop(number: int) -> Choice:
    return Choice(_p("choice", "Stop it"), opens("stop_announcement", id=number))

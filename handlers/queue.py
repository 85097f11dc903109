"""The queue of the team: questions answered and closed, reports looked into."""

from datetime import date

from conversation import Choice, Choose, Opens, Screen, Talk, Telling, Text, dialogue, opens, renders
from conversation.questions import shorten
from conversation.screen import Phrase
from handlers.portrait import lines
from locales import Day, Message, _, _n, _p
from services import queue, requests
from services.queue import Question, Reported, Waiting

_NEXT = Choice(_p("choice", "What else waits"), opens("queue"))


@dialogue("queue", title=_("looking after the queue"), needs="staff")
def open_queue(talk: Talk) -> Screen | Opens:
    waiting: list[Waiting] = talk.once("waiting", queue.list_waiting)
    if not waiting:
        return Screen(_("Nothing waits. Thank you for looking."), Choice(_p("choice", "The team"), opens("staff")))
    offered = {f"{each['kind']}.{each['id']}": _in_a_line(talk, each) for each in waiting}
    number: int = talk.read(queue.count_waiting)
    prompt = _n("{n} waits for an answer:", "{n} wait for an answer, the oldest first:", max(number, len(waiting)))
    kind, _dot, number = talk.ask("which", Choose(prompt, offered)).partition(".")
    return opens("queue_report" if kind == "report" else "queue_question", id=int(number))


@dialogue("queue_question", title=_("answering a question"), needs="staff")
def question(talk: Talk) -> Screen:
    """A question of the queue; readers see it, and others answer."""
    number = talk.args["id"]
    talk.once("opened", queue.open_question, number)
    if not talk.once("mine", requests.is_open, number):
        return Screen(_question(talk, number), _NEXT)
    ways: dict[str, Phrase] = {"answer": _p("choice", "Answer"), "close": _p("choice", "Close it")}
    way = talk.ask("way", Choose(_question(talk, number), ways))
    if way == "close":
        talk.do("closed", requests.close, number)
        return Screen(_("It is closed, and they are told."), _NEXT)
    words = talk.ask("words", Text(_("Your answer, in one message?"), longest=1000, passed_on=True))
    talk.do("answered", requests.answer, number, words)
    return Screen(_("Your answer is on its way."), _NEXT)


@dialogue("queue_report", title=_("looking into a report"), needs="staff")
def report(talk: Talk) -> Screen | Opens:
    number = talk.args["id"]
    seen: Reported | None = talk.once("seen", queue.open_report, number)
    if seen is None:
        return Screen(_("This report is not in your queue, or is closed already."), _NEXT)
    ways: dict[str, Phrase] = {"close": _p("choice", "Close it")}
    if seen["reported_id"]:
        ways["suspend"] = _p("choice", "Suspend the person")
    if talk.ask("way", Choose(_report(seen), ways)) == "suspend":
        return opens("suspend", who=seen["reported_id"], report=number)
    talk.do("closed", queue.close_report, number)
    return Screen(_("It is closed, and who reported it knows that you looked into it."), _NEXT)


@renders("reported")
def reported(tell: Telling) -> Screen | None:
    """That a message was reported, and nothing of it: a notice is shown where anybody may look on."""
    if not tell.read(queue.waits, tell.ids["report"]):
        return None
    said = _("A message was reported, and waits for the team to look at it.")
    return Screen(said, Choice(_p("choice", "Open the queue"), opens("queue")))


@renders("report_closed")
def report_closed(_tell: Telling) -> Screen | None:
    return Screen(
        _("The team has looked into what you reported. Thank you for saying it. You can block anyone at any time."),
        Choice(_p("choice", "Talk to a person"), opens("person")),
    )


def _in_a_line(talk: Talk, waiting: Waiting) -> Message:
    if waiting["kind"] == "report":
        reported: Reported | None = talk.read(queue.read_report, waiting["id"])
        words = reported and (reported["words"] or reported["reported"])
        return _p("choice", "Report: {words}", words=shorten(words or "…", 60))
    asked: Question | None = talk.read(queue.read_question, waiting["id"])
    return _p("choice", "Question: {words}", words=shorten(asked["words"] if asked else "…", 60))


def _question(talk: Talk, number: int) -> Phrase:
    asked: Question | None = talk.read(queue.read_question, number)
    if asked is None:
        return _("This question is not in your queue, or someone has taken care of it.")
    name = asked["name"] or _("Someone without a card")
    day = Day(date.fromisoformat(asked["day"]), "day")
    return lines(_("{name}, {day}:", name=name, day=day), _("“{words}”", words=asked["words"]))


def _report(seen: Reported) -> Message:
    return lines(
        _(
            "{reporter} reports {reported}, {day}:",
            reporter=seen["reporter"] or _("Someone without a card"),
            reported=seen["reported"] or _("someone without a card"),
            day=Day(date.fromisoformat(seen["day"]), "day"),
        ),
        _("“{words}”", words=seen["words"]) if seen["words"] else _("Without a word about it."),
        _("The message: “{words}”", words=seen["message"]) if seen["message"] else "",
    )

"""Talking to a person: a question to the team, and its answer in the same chat."""

from conversation import Choice, Screen, Talk, Telling, Text, dialogue, opens, renders
from conversation.questions import shorten
from locales import _, _p
from services import requests

_ASK_AGAIN = Choice(_p("choice", "Write to the team"), opens("person"))


@dialogue("person", title=_("writing to the team"), needs="nothing")
def person(talk: Talk) -> Screen:
    if talk.once("staffed", requests.is_staffed):
        prompt = _("Write your question in one message. Someone of the team answers you here, often within two days.")
    else:
        prompt = _("Nobody of the team is here yet. You can leave your question: whoever joins the team will find it.")
    words = talk.ask("words", Text(prompt, shortest=6, longest=1000))
    if talk.do("asked", requests.ask, words):
        return Screen(_("Your question is with the team. The answer arrives here."))
    return Screen(_("Your question is kept. There is nobody in the team yet, so it may take a while."))


@renders("help_asked")
def help_asked(tell: Telling) -> Screen | None:
    if not tell.read(requests.is_open, tell.ids["request"]):
        return None
    return Screen(_("Someone asks the team a question."), Choice(_p("choice", "Open the queue"), opens("queue")))


@renders("help_answered")
def help_answered(tell: Telling) -> Screen | None:
    asked = tell.read(requests.read_request, tell.ids["request"])
    if asked is None or asked["answer"] is None:
        return None
    return Screen(
        (
            _("You asked the team: “{words}”", words=shorten(asked["words"], 80)),
            _("Their answer: “{answer}”", answer=asked["answer"]),
        ),
        _ASK_AGAIN,
    )


@renders("help_closed")
def help_closed(tell: Telling) -> Screen | None:
    asked = tell.read(requests.read_request, tell.ids["request"])
    if asked is None:
        return None
    words = shorten(asked["words"], 80)
    said = _("The team has closed your question: “{words}”", words=words)
    return Screen((said, _("If it is still open for you, write to them again.")), _ASK_AGAIN)

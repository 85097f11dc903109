"""Who looked at my data, and when."""

from datetime import date

from conversation import Choice, Screen, Talk, dialogue, opens
from conversation.screen import Phrase
from handlers.portrait import joined
from locales import Day, Message, _, _n, _p
from services import looks
from services.looks import Act, Seen, Viewers
from services.staff import ROLE_NAMES

MOST_DAYS = 4

_ACTS: dict[str, Message] = {
    "read": _p("done with your data", "the team looked at your data"),
    "held": _p("done with your data", "the team put you on hold"),
    "freed": _p("done with your data", "the team ended the hold"),
    "taken": _p("done with your data", "you took your data along"),
    "joined": _p("done with your data", "a device joined"),
    "moved": _p("done with your data", "you changed your number"),
}


@dialogue("who", needs="nothing")
def who(talk: Talk) -> Screen:
    """By day and kind: who looked is not told, as nobody is told when you look."""
    seen: list[Seen] = talk.read(looks.seen)
    acts: list[Act] = talk.read(looks.acts)
    said: list[Phrase] = [*_days(seen), *(_act(each) for each in acts)]
    if not said:
        said = [_("Until yesterday, nobody looked at your card or your data.")]
    said.append(_("Today’s looks are told tomorrow. Members are counted, never named."))
    return Screen(tuple(said), Choice(_p("choice", "My data"), opens("mydata")))


def _days(seen: list[Seen]) -> list[Message]:
    days = list(dict.fromkeys(each["day"] for each in seen))[:MOST_DAYS]
    return [
        _(
            "{day}: {looks}",
            day=_day(day),
            looks=joined(" · ", [_looked(each["viewers"], each["times"]) for each in seen if each["day"] == day]),
        )
        for day in days
    ]


def _looked(viewers: Viewers, times: int) -> Message:
    match viewers:
        case "team":
            return _n("your card seen {n} time by the team", "your card seen {n} times by the team", times)
        case "roots":
            return _n(
                "your card seen by {n} member with your roots", "your card seen by {n} members with your roots", times
            )
    return _n("your card seen by {n} other member", "your card seen by {n} other members", times)


def _act(act: Act) -> Message:
    what: Phrase = _ACTS[act["what"]]
    if act["role"] is not None:
        what = _("{what} ({role})", what=what, role=ROLE_NAMES[act["role"]])
    return _("{day}: {looks}", day=_day(act["day"]), looks=what)


def _day(iso: str) -> Day:
    return Day(date.fromisoformat(iso), "day")

"""Joining the team with a code, and what staff may do from then on."""

from conversation import Choice, Screen, Talk, Telling, Text, dialogue, opens, renders
from handlers.portrait import countries_named
from locales import Message, _, _p
from services import staff
from services.staff import ROLE_NAMES, Colleague

_DUTIES: dict[str, tuple[Choice, ...]] = {
    "editor": (
        Choice(_p("choice", "Publish"), opens("opportunity")),
        Choice(_p("choice", "Withdraw"), opens("withdraw")),
        Choice(_p("choice", "Announce"), opens("announce")),
    ),
    "moderator": (
        Choice(_p("choice", "Suspend"), opens("suspend")),
        Choice(_p("choice", "Whom we met"), opens("vouch")),
    ),
    "administrator": (Choice(_p("choice", "Protecting members"), opens("protect")),),
    "reader": (
        Choice(_p("choice", "Queue"), opens("queue")),
        Choice(_p("choice", "Announcements"), opens("announcement")),
        Choice(_p("choice", "Links people came by"), opens("referrals")),
    ),
}


@dialogue("staff", title=_("joining the team"))
def join_team(talk: Talk) -> Screen:
    code = talk.args.get("code")
    if code is None and talk.standing.staff:
        return Screen(_greeting(talk), *_duties(talk.standing.staff))
    code = code or talk.ask("code", Text(_("Which code did you get? It is good for ten minutes."), longest=40))
    if not talk.do("bound", staff.bind, code):
        return Screen(
            _("I do not know this code, or its ten minutes are over. Whoever gave it to you can make another."),
            Choice(_p("choice", "Another code"), opens("staff")),
        )
    return Screen((_("Welcome to the team."), _greeting(talk)), *_duties(talk.standing.staff or ""))


@dialogue("protect", needs="staff")
def protect(_talk: Talk) -> Screen:
    return Screen(
        _(
            "What protects members: careful suggestions for people at risk, and invented members whom only "
            "scrapers meet."
        ),
        Choice(_p("choice", "People at risk"), opens("risk")),
        Choice(_p("choice", "Invented members"), opens("canary")),
    )


@renders("staff_bound")
def staff_bound(tell: Telling) -> Screen | None:
    colleague: Colleague | None = tell.read(staff.read_staff, tell.ids["staff"])
    if colleague is None:
        return None
    said = _("New in the team: {name}, {role}.", name=colleague["name"], role=_role(colleague))
    return Screen(said, Choice(_p("choice", "The team"), opens("staff")))


def _greeting(talk: Talk) -> Message:
    mine: Colleague = talk.read(staff.myself)
    return _("{name}, your role: {role}.", name=mine["name"], role=_role(mine))


def _role(colleague: Colleague) -> Message:
    role = ROLE_NAMES[colleague["role"]]
    if not colleague["countries"]:
        return _("{role} for all countries", role=role)
    return _("{role} for {countries}", role=role, countries=countries_named(colleague["countries"]))


def _duties(role: str) -> list[Choice]:
    return [choice for duty, choices in _DUTIES.items() if staff.includes(role, duty) for choice in choices]

"""Alerts: what a person wants to hear of, and how often."""

from conversation import Choice, Choose, CountryQuestion, Opens, Screen, Talk, dialogue, opens
from conversation.screen import Phrase
from locales import Message, _, _n, _p
from services import alerts, consents, opportunities, saved_searches
from services.alerts import OFTEN_NAMES, Wanted
from services.opportunities import KIND_NAMES
from world.countries import COUNTRIES_OF_ORIGIN, country

ANY_KIND = _p("choice", "All kinds")
KINDS: dict[str, Phrase] = {"any": ANY_KIND, **KIND_NAMES}

_MINE = Choice(_p("choice", "My alerts"), opens("my_alerts"))


@dialogue("alerts", title=_("choosing opportunities"))
def choose_alerts(talk: Talk) -> Screen | Opens:
    ways: dict[str, Phrase] = {
        "see": _p("choice", "See what is open"),
        "get": _p("choice", "Have them sent"),
    }
    if talk.once("mine", alerts.list_alerts):
        ways["mine"] = _p("choice", "My alerts")
    if talk.once("searches", saved_searches.how_many):
        ways["searches"] = _p("choice", "My searches")
    prompt = _("Opportunities: jobs, grants, training, events… Shall I show what is open, or send you what is new?")
    way = talk.ask("way", Choose(prompt, ways))
    if way == "mine":
        return opens("my_alerts")
    if way == "searches":
        return opens("my_searches")
    return opens("opportunities" if way == "see" else "subscribe", **talk.args)


@dialogue("subscribe", title=_("choosing opportunities"), steps=3)
def subscribe(talk: Talk) -> Screen:
    code = asked_country(talk, _("Opportunities of which country?"))
    kind = talk.ask("kind", Choose(_("Which kind, for {country}?", country=country(code)), KINDS, label=_("Kind")))
    often = talk.ask(
        "often",
        Choose(_("How often shall I write?"), OFTEN_NAMES, label=_("How often"), why=consents.WORDINGS["alerts"]),
    )
    talk.do("subscribed", alerts.subscribe, code, kind, often)
    now_open = talk.read(opportunities.count_open, code, kind)
    here = _n("{n} is open now.", "{n} are open now.", now_open) if now_open else _("Nothing is open just now.")
    return Screen(
        (
            _("It is set: {alert}.", alert=_described(code, kind, often)),
            here,
        ),
        Choice(_p("choice", "See what is open"), opens("opportunities", country=code, kind=kind)),
        Choice(_p("choice", "One more alert"), opens("subscribe")),
        _MINE,
    )


@dialogue("my_alerts", title=_("looking at your alerts"))
def my_alerts(talk: Talk) -> Screen | Opens:
    mine: list[Wanted] = talk.once("mine", alerts.list_alerts)
    if not mine:
        return Screen(
            _("You have no alerts. I only send opportunities you ask for."),
            Choice(_p("choice", "Have them sent"), opens("subscribe")),
            Choice(_p("choice", "See what is open"), opens("opportunities")),
        )
    offered: dict[str, Phrase] = {
        str(each["id"]): _described(each["country"], each["kind"], each["often"]) for each in mine
    }
    if len(mine) > 1:
        offered["all"] = _p("choice", "Stop all of them")
    offered["new"] = _p("choice", "A new alert")
    chosen = talk.ask("which", Choose(_("These are your alerts. Which one shall I stop?"), offered))
    if chosen == "new":
        return opens("subscribe")
    if chosen == "all":
        talk.do("stopped", alerts.unsubscribe_all)
        said = _("All your alerts are stopped.")
    else:
        talk.do("stopped", alerts.unsubscribe, int(chosen))
        said = _("It is stopped: {alert}.", alert=offered[chosen])
    return Screen(said, _MINE, Choice(_p("choice", "A new alert"), opens("subscribe")))


def asked_country(talk: Talk, prompt: Message) -> str:
    """One of our countries: the one a link named, else asked for, one's own first."""
    if "country" in talk.args:
        return str(talk.args["country"])
    roots = [code for code in talk.once("roots", alerts.roots) if code in COUNTRIES_OF_ORIGIN]
    offered = tuple(dict.fromkeys([*roots, *COUNTRIES_OF_ORIGIN]))
    return str(talk.ask("country", CountryQuestion(prompt, offered=offered, only=True, label=_("Country"))))


def _described(code: str, kind: str, often: str) -> Message:
    """“Benin · All kinds · Once a week”."""
    return _("{country} · {kind} · {often}", country=country(code), kind=KINDS[kind], often=OFTEN_NAMES[often])

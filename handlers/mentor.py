"""Mentoring: offering it, asking for it, and seeing where one's question is."""

from conversation import Choice, Choose, ProfessionQuestion, Screen, Talk, Text, dialogue, opens
from conversation.screen import Phrase
from handlers.contact import ask_contact
from handlers.portrait import countries_named, line_of, lines, town_named, work_named
from handlers.reasons import why
from locales import Message, _, _n, _p
from services import directory, mentoring
from services.consents import WORDINGS
from services.mentoring import LONGEST_QUESTION, MOST_PLACES, Asked, MentorCard, Overview, Shared, Suggestion

_ASK = Choice(_p("choice", "Ask for a mentor"), opens("ask_mentor"))
_OFFER = Choice(_p("choice", "Be a mentor"), opens("offer_mentor"))
_OFFER_AGAIN = Choice(_p("choice", "Offer again"), opens("offer_mentor"))
_PERSON = Choice(_p("choice", "Talk to a person"), opens("person"))


@dialogue("mentor", needs="member")
def overview(talk: Talk) -> Screen:
    mine: Overview = talk.read(mentoring.overview)
    choices = [_to_mentorship(talk, each) for each in (*mine["as_mentee"], *mine["as_mentor"])[:6]]
    offer = mine["offer"]
    said = _("A mentor answers a question about work, studies or a project, and stays for as long as both like.")
    if offer is None:
        return Screen(said, *choices, _ASK, _OFFER)
    taken, nobody = offer["taken"], _("You look after nobody just now.")
    places = _n("You look after {n} person.", "You look after {n} people.", taken) if taken else nobody
    if offer["open"]:
        return Screen((said, places), *choices, _ASK, Choice(_p("choice", "Pause my offer"), opens("pause_mentor")))
    return Screen((said, places, _("Your offer is paused.")), *choices, _ASK, _OFFER_AGAIN)


@dialogue("offer_mentor", title=_("offering to mentor"), steps=2, needs="member")
def offer_mentor(talk: Talk) -> Screen:
    numbers: dict[str, Phrase] = {str(n): _n("{n} person", "{n} people", n) for n in range(1, MOST_PLACES + 1)}
    prompt = _("How many people could you look after at a time? An hour a month for each is usual.")
    capacity = talk.ask("capacity", Choose(prompt, numbers, label=_("Places")))
    about = talk.ask(
        "about",
        Text(
            _("What can you help with? One sentence; it is shown to people who look for a mentor."),
            longest=200,
            links=False,
            label=_("Help"),
            optional=True,
        ),
    )
    places = _n("You look after {n} person at a time.", "You look after {n} people at a time.", int(capacity))
    shown = _(
        "Who looks for a mentor sees this, with your first name and initial, work, town and roots; "
        "your contact only if you accept."
    )
    summary = lines(places, _("“{words}”", words=about) if about else "", shown)
    talk.confirm("sure", summary, edits=("capacity", "about"))
    talk.do("offered", mentoring.offer, capacity=int(capacity), about=about)
    return Screen(
        _("Thank you. When somebody asks for you, I write; you say yes or no to each."),
        Choice(_p("choice", "Pause my offer"), opens("pause_mentor")),
    )


@dialogue("pause_mentor", needs="member")
def pause_mentor(talk: Talk) -> Screen:
    talk.do("paused", mentoring.pause)
    return Screen(
        _("Your offer is paused: nobody new is sent to you. Whom you look after stays with you."),
        _OFFER_AGAIN,
    )


@dialogue("ask_mentor", title=_("asking for a mentor"), steps=4, needs="member")
def ask_mentor(talk: Talk) -> Screen:
    if waiting := talk.once("waiting", mentoring.waiting):
        return Screen(
            _("Your question is with a mentor already. One at a time works best."),
            Choice(_p("choice", "See my request"), opens("mentorship", id=waiting)),
        )
    about = talk.ask("about", _about_question())
    work = about["code"] if about else None
    found: list[Suggestion] = talk.look("found", mentoring.find_mentors, work)
    picked = _pick(talk, found)
    if picked is None:
        return Screen(
            _("That is everyone who has a free place now. Places become free all the time: ask again in a few days."),
            _ASK,
            _PERSON,
        )
    return _ask(talk, work, picked, [each["mentor"] for each in found])


def _ask(talk: Talk, work: str | None, picked: int, found: list[int]) -> Screen:
    question = talk.ask(
        "question",
        Text(
            _("What is your question? A few sentences: where you stand, and what you would like to know."),
            longest=LONGEST_QUESTION,
            links=False,
            label=_("Question"),
            why=WORDINGS["mentoring"],
        ),
    )
    contact = ask_contact(talk, _("How may a mentor who accepts reach you?"))
    name = _name(talk, picked)
    summary = lines(
        _("{name} gets your card and this question:", name=name),
        _("“{words}”", words=question),
        _("If they accept, you get each other’s contact. Yours: {contact}", contact=contact),
    )
    talk.confirm("sure", summary, edits=("about", "question", "how", "contact"), yes=_p("choice", "Send it"))
    others = [each for each in found if each != picked]
    asked: Asked = talk.do("asked", mentoring.request, [picked, *others], work=work, question=question, contact=contact)
    gone = _("{name}’s last place has just gone; the next best is asked.", name=name)
    sent = _(
        "{name} has your question, and three days to answer; else I ask the next best. Nothing for you to do.",
        name=_name(talk, asked["mentor"]),
    )
    said = sent if asked["mentor"] == picked else lines(gone, sent)
    return Screen(said, Choice(_p("choice", "See my request"), opens("mentorship", id=asked["id"])))


def _about_question() -> ProfessionQuestion:
    return ProfessionQuestion(
        _("Which work is it about? Say it simply, for example “nurse”."), label=_("Work"), optional=True
    )


def _pick(talk: Talk, found: list[Suggestion]) -> int | None:
    """One suggestion after the other, best first, with the reasons; none when all were passed over."""
    for each in found:
        talk.once(f"seen.{each['mentor']}", directory.look_at, each["mentor"])
        card: MentorCard | None = talk.read(mentoring.visible_mentor, each["mentor"])
        ways: dict[str, Phrase] = {"this": _p("choice", "Ask this person")}
        ways["next"] = _p("choice", "Someone else")
        prompt = lines(_shown(card), why(each["reasons"])) if card else _("This mentor is away just now.")
        if talk.ask(f"pick.{each['mentor']}", Choose(prompt, ways)) == "this":
            return each["mentor"]
    return None


def _shown(card: MentorCard) -> Message:
    work = work_named(card["profession"], card["work"])
    return lines(
        line_of(card["name"], work, town_named(card["city_id"], card["city"], card["country"])),
        _("Roots: {countries}", countries=countries_named(card["origins"])) if card["origins"] else "",
        _("“{words}”", words=card["about"]) if card["about"] else "",
    )


def _name(talk: Talk, mentor: int) -> Phrase:
    card: MentorCard | None = talk.read(mentoring.visible_mentor, mentor)
    return card["name"] if card else _("your mentor")


def _to_mentorship(talk: Talk, number: int) -> Choice:
    shared: Shared | None = talk.read(mentoring.visible_mentorship, number)
    label = _labelled(shared) if shared else _p("choice", "Mentoring")
    return Choice(label, opens("mentorship", id=number))


def _labelled(shared: Shared) -> Message:
    name = shared["name"]
    if shared["status"] == "accepted":
        mentor, mentee = _p("choice", "Mentor: {name}", name=name), _p("choice", "You mentor {name}", name=name)
        return mentor if shared["asking"] else mentee
    mine, theirs = _p("choice", "Your question to {name}", name=name), _p("choice", "{name} asks you", name=name)
    return mine if shared["asking"] else theirs

"""What may be added to a card later, one thing at a time: languages, skills, what one offers."""

from conversation import Choice, Choose, Screen, Several, Talk, Text, dialogue, opens
from conversation.screen import Phrase
from handlers.portrait import OFFERED, describe
from locales import _, _p
from services import members
from services.directory import Card


@dialogue("skills", title=_("adding to your card"), needs="member")
def skills(talk: Talk) -> Screen:
    things: dict[str, Phrase] = {
        "languages": _p("choice", "Languages I speak"),
        "skills": _p("choice", "What I can do"),
        "offers": _p("choice", "What I offer"),
    }
    what = talk.ask("what", Choose(_("What would you like to add?"), things))
    if what == "offers":
        chosen = talk.ask("offers", Several(_("What do you offer? People who look for it find you."), OFFERED))
        talk.do("offered", members.edit, "offers", chosen)
    elif what == "languages":
        said = talk.ask("languages", Text(_("Which languages do you speak?"), longest=120, example=_("fon, French")))
        talk.do("spoken", members.set_languages, said)
    else:
        prompt = _("What can you do well? Up to five things, with commas between them.")
        said = talk.ask("skills", Text(prompt, longest=120, links=False, example=_("births, first aid")))
        talk.do("able", members.set_skills, said)
    mine: Card = talk.read(members.own_card)
    return Screen(
        (_("It is on your card:"), describe(mine)),
        Choice(_p("choice", "Add something"), opens("skills")),
        Choice(_p("choice", "My card"), opens("card")),
    )

"""Taking one's data along: what is in it, and the link to fetch it by."""

import json

from conversation import Choice, Screen, Talk, dialogue, opens
from handlers.kept import SECTIONS
from locales import Listing, _, _p
from services import privacy, takeout

SHORT = 900
"""Signs of JSON that fit on one screen of a small phone, read by thumb."""
_BACK = Choice(_p("choice", "My data"), opens("mydata"))


@dialogue("export", needs="nothing")
def export(talk: Talk) -> Screen:
    kept = talk.read(privacy.export)
    named = Listing([SECTIONS[name] for name in SECTIONS if name in kept])
    link = talk.do("link", takeout.offer_link)
    here = (Choice(_p("choice", "Show it here (JSON)"), opens("export_here")),) if len(_json(kept)) <= SHORT else ()
    return Screen(
        (
            _("This is what is in it: {sections}.", sections=named),
            _("Fetch it here, to read and print or for programs: {link}", link=link),
            _("The link is good for 15 minutes, for whoever has it: pass it to nobody."),
        ),
        *here,
        _BACK,
    )


@dialogue("export_here", needs="nothing")
def export_here(talk: Talk) -> Screen:
    """All of it in one message, where it is short."""
    text = _json(talk.read(privacy.export))
    return Screen((_("This is everything I keep about you, in a form that programs read too (JSON):"), text), _BACK)


def _json(kept: object) -> str:
    return json.dumps(kept, ensure_ascii=False, indent=1)

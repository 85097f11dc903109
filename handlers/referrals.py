"""By whose links people came, for the team."""

from conversation import Choice, Screen, Talk, dialogue, opens
from conversation.screen import Phrase
from locales import _, _n, _p
from services import referrals
from services.referrals import FEWEST, Came, Link

_TEAM = Choice(_p("choice", "The team"), opens("staff"))


@dialogue("referrals", needs="staff")
def came_by(talk: Talk) -> Screen:
    came: Came = talk.read(referrals.count)
    if not came["links"]:
        said = _("Nobody has come by a link with a name yet. Such a link ends in {ending}.", ending="start=ref-lyon")
        return Screen(said, _TEAM)
    others = came["others"]
    rest: list[Phrase] = [_n("{n} other link", "{n} other links", others)] if others else []
    return Screen((_("How many people came by which link:"), *map(_counted, came["links"]), *rest), _TEAM)


def _counted(link: Link) -> Phrase:
    if link["people"] is None:
        return _("{link}: fewer than {n}", link=link["name"], n=FEWEST)
    return _("{link}: {n}", link=link["name"], n=link["people"])

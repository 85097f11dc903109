"""Staff withdraw an opportunity."""

from conversation import Choice, Choose, Screen, Talk, YesNo, dialogue, opens
from conversation.screen import Phrase
from handlers.opportunities import in_a_line
from locales import _, _p
from services import opportunities
from services.opportunities import Card

_PUBLISH = Choice(_p("choice", "Publish one"), opens("opportunity"))


@dialogue("withdraw", title=_("withdrawing an opportunity"), needs="staff")
def withdraw(talk: Talk) -> Screen:
    chosen = talk.args.get("id") or _chosen(talk)
    if chosen is None:
        return Screen(_("Nothing that you could withdraw is open."), _PUBLISH)
    found: Card | None = talk.read(opportunities.read_opportunity, chosen)
    title: Phrase = found["title"] if found else _("this opportunity")
    prompt = _("Withdraw “{title}”? It goes from all lists and letters; what was read stays read.", title=title)
    if not talk.ask("sure", YesNo(prompt)):
        return Screen(_("All right, it stays open."), _PUBLISH)
    talk.do("withdrawn", opportunities.withdraw, chosen)
    return Screen(_("It is withdrawn."), Choice(_p("choice", "Withdraw another"), opens("withdraw")), _PUBLISH)


def _chosen(talk: Talk) -> int | None:
    ids: list[int] = talk.look("mine", opportunities.list_withdrawable)
    if not ids:
        return None
    listed: list[Card] = talk.read(opportunities.read_several, ids)
    titles: dict[str, Phrase] = {str(each["id"]): in_a_line(each) for each in listed}
    return int(talk.ask("which", Choose(_("Which one?"), titles)))

"""The language a person is spoken to in."""

from conversation import Choose, Opens, Screen, Talk, dialogue, opens
from conversation.screen import Phrase
from locales import _, languages


@dialogue("language", needs="nothing")
def language(talk: Talk) -> Screen | Opens:
    offered: dict[str, Phrase] = {each.code: each.own_name for each in languages()}
    chosen = talk.args.get("to") or talk.ask("to", Choose(_("Which language shall we speak?"), offered))
    talk.speak(chosen)
    if "next" in talk.args:
        rest = {name: value for name, value in talk.args.items() if name not in ("to", "next")}
        return opens(talk.args["next"], **rest)
    # TRANSLATORS: say the name of your own language
    return Screen(_("From now on I write in English."))

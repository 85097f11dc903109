"""The language a person is spoken to in."""

from conversation import LanguageQuestion, Opens, Screen, Talk, dialogue, opens
from locales import _


@dialogue("language", needs="nothing")
def language(talk: Talk) -> Screen | Opens:
    chosen = talk.args.get("to") or talk.ask("to", LanguageQuestion(_("Which language shall we speak?")))
    talk.speak(chosen)
    if "next" in talk.args:
        rest = {name: value for name, value in talk.args.items() if name not in ("to", "next")}
        return opens(talk.args["next"], **rest)
    # TRANSLATORS: say the name of your own language
    return Screen(_("From now on I write in English."))

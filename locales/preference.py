"""Which shipped language to greet someone in, from what their browser or app says of itself, or from where they are."""

from functools import cache

from babel.languages import get_territory_language_info

from locales.language import LANGUAGES, SOURCE

# spoken Arabic has many codes, written Arabic is one
_WRITTEN_AS = dict.fromkeys(("aao", "acm", "aeb", "afb", "ajp", "apc", "apd", "arq", "ary", "arz", "ayl", "shu"), "ar")
_MOST = 20


def guess(header_or_code: str | None, otherwise: str = SOURCE) -> str:
    """The best shipped language for an Accept-Language header or a locale ("fr-BJ", "pt_BR"); else `otherwise`."""
    ranked = sorted(map(_weighed, (header_or_code or "").split(",")[:_MOST]), key=lambda one: -one[1])
    return next((code for code, weight in ranked if weight > 0 and code in LANGUAGES), otherwise)


@cache
def spoken_in(territory: str) -> str:
    """The shipped language that most people read in a country (ISO 3166), an official one before others (CLDR)."""
    spoken = get_territory_language_info(territory)
    shipped = [(bool(known["official_status"]), known["population_percent"], code) for code, known in spoken.items()]
    return max((each for each in shipped if each[2] in LANGUAGES), default=(False, 0, SOURCE))[2]


def _weighed(part: str) -> tuple[str, float]:
    tag, *parameters = part.split(";")
    base = tag.strip().replace("_", "-").split("-")[0].lower()
    return _WRITTEN_AS.get(base, base), _weight(parameters)


def _weight(parameters: list[str]) -> float:
    """The q of RFC 9110 §12.4.2; 1 where there is none, 0 for one that is no weight."""
    stated = next((one.strip()[2:] for one in parameters if one.strip().lower().startswith("q=")), "1")
    try:
        weight = float(stated)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0

"""Where each page stands."""

from locales import LANGUAGES
from world.countries import COUNTRIES_OF_ORIGIN


def home_path(language: str) -> str:
    return f"/{language}"


def country_path(language: str, code: str) -> str:
    return f"/{language}/countries/{code.lower()}"


def chat_path(language: str, code: str = "") -> str:
    return f"/chat?lang={language}" + (f"&country={code}" if code else "")


def translations() -> list[dict[str, str]]:
    """The path of each page in each language, for the site map."""
    homes = {language: home_path(language) for language in LANGUAGES}
    countries = [{language: country_path(language, code) for language in LANGUAGES} for code in COUNTRIES_OF_ORIGIN]
    return [homes, *countries]

"""What one message says: who, from where, living where, doing what."""

from dataclasses import dataclass

from world.countries import Country
from world.places import Place
from world.professions import Profession


@dataclass(frozen=True, slots=True)
class Understood:
    origins: tuple[Country, ...] = ()
    residence: tuple[Country, ...] = ()
    places: tuple[Place, ...] = ()
    professions: tuple[Profession, ...] = ()
    offers: tuple[str, ...] = ()
    rest: str = ""


def understand(text: str, near: str | None = None) -> Understood:
    return Understood(rest=text)

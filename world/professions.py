"""Professions and their sectors, keyed by ISCO-08 unit groups."""

from dataclasses import dataclass

from world.reader import Reader


@dataclass(frozen=True, slots=True)
class Sector:
    code: str

    def say(self, language: Reader) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Profession:
    """A profession, by its ISCO-08 unit group ("2222"), or a part of one ("2212.1")."""

    code: str

    @property
    def sector(self) -> Sector:
        return Sector("health")

    def say(self, language: Reader) -> str:
        return self.code


SECTORS: tuple[Sector, ...] = ()


def profession(code: str) -> Profession | None:
    return None


def find_professions(text: str, limit: int = 3) -> list[Profession]:
    return []

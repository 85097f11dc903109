"""Making a card in the browser, as three people do it."""

from dataclasses import dataclass

from tests.browser.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Person:
    """Who registers, in which language, and what they then read. `town` is misspelt where a keyboard would do that."""

    language: str
    country: str
    name: str
    town: str
    town_meant: str
    work: str
    ready: str

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


AWA = Person("fr", "bj", "Awa Dossou", "villeurbane", "Villeurbanne", "sage femme", "Votre fiche est prête")
MONA = Person("ar", "eg", "منى سعيد", "بارس", "باريس", "مهندسة", "بطاقتك جاهزة")
AMA = Person("en", "gh", "Ama Owusu", "Leeds", "Leeds", "teacher", "Your card is ready")


def register(visitor: Visitor, person: Person) -> None:
    """The shortest way to a card that all members see."""
    visitor.begin(f"/chat?lang={person.language}&country={person.country}")
    visitor.choose(1)
    visitor.choose(1)
    visitor.say(person.name)
    visitor.say(person.town)
    visitor.say(person.work)
    visitor.choose(4)
    assert person.ready in visitor.choose(1)

"""The words of names, and what a misspelt one may be meant for."""

from functools import partial

import pytest

from models import NameSpelling, NameTerm
from services import members, privacy, vocabulary
from tests.services.house import House


async def near(house: House, word: str, mistakes: int = 1) -> list[str]:
    found = await house.store.read(partial(vocabulary.near, words=[word], mistakes=mistakes))
    return found[word]


async def learn(house: House, *words: str) -> None:
    await house.store.write(partial(vocabulary.learn, words=words))


@pytest.mark.parametrize("said", ["dosou", "dossuo", "dossouu", "dessou", "ossou"])
async def test_one_mistake_of_any_kind_is_met(house: House, said: str) -> None:
    await learn(house, "dossou", "mensah")

    assert await near(house, said) == ["dossou"]


@pytest.mark.parametrize("said", ["ouadraogi", "wedraogo", "ouedraoogp", "uedrago"])
async def test_two_mistakes_are_met_when_they_are_asked_for(house: House, said: str) -> None:
    await learn(house, "ouedraogo", "mensah")

    assert await near(house, said, mistakes=2) == ["ouedraogo"]


async def test_a_word_is_not_near_itself_and_the_nearest_comes_first(house: House) -> None:
    await learn(house, "diallo", "diallou", "dialloube")

    assert await near(house, "diallo", mistakes=2) == ["diallou"]
    assert await near(house, "dialloub", mistakes=2) == ["dialloube", "diallou", "diallo"]


async def test_two_letters_are_not_misspelt(house: House) -> None:
    await learn(house, "ba", "la")

    assert await near(house, "bq") == []


async def test_a_word_is_kept_once_whoever_brings_it(house: House) -> None:
    await learn(house, "dossou")
    await learn(house, "dossou", "awa")

    assert await house.rows(NameTerm) == 2


async def test_a_name_goes_with_the_last_who_has_it(house: House) -> None:
    awa, ama = await house.member("Awa Dossou"), await house.member("Ama Dossou")

    await house.do(privacy.erase, awa)
    assert (await house.rows(NameTerm, term="awa"), await house.rows(NameTerm, term="dossou")) == (0, 1)

    await house.do(members.edit, ama, "name", "Ama Mensah")
    assert (await house.rows(NameTerm, term="ama"), await house.rows(NameTerm, term="dossou")) == (1, 0)

    await house.do(privacy.erase, ama)
    assert (await house.rows(NameTerm), await house.rows(NameSpelling)) == (0, 0)


def test_words_that_differ_little_share_a_number() -> None:
    assert vocabulary.numbers("diallo", 1) & vocabulary.numbers("dialo", 1)
    assert not vocabulary.numbers("diallo", 1) & vocabulary.numbers("mensah", 1)

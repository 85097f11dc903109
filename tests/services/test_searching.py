"""Who is found by which words, and that the index proposes no more than a new one would."""

import random
from functools import partial

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import CardIndex, NameSpelling, NameTerm, Setting
from models.card_index import write_anew
from services import knocks, members, mentoring, privacy, reindexing, searching, suspensions
from services.proposals import propose
from services.visibility import Audience
from services.wishes import Wish, wish_for
from tests.services.house import COTONOU, LONDON, House
from world.folding import fold


def words(said: str) -> Wish:
    return Wish(words=tuple(fold(said).split()))


async def finds(house: House, viewer: int, wish: Wish) -> list[int]:
    return await house.do(searching.search, viewer, wish)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Awa Dossou", "awa dossou"),
        ("Awa Dossou", "dossou awa"),
        ("Awa Dossou", "awa dosou"),
        ("Awa Dossou", "wawa dossou"),
        ("Sènan Kpodékon", "senan kpodekon"),
        ("Ousmane N'Diaye", "ousmane ndiaye"),
        ("Ousmane Ndiaye", "ousmane n'diaye"),
        ("Ousmane N’Diaye", "usman njie"),
        ("Mamadou Diallo", "momodou jallow"),
        ("Mohamed Cissé", "muhammad ceesay"),
        ("Fodé Sissoko", "fode suso"),
        ("Jean-Bosco Niyonzima", "jeanbosco niyonzima"),
        ("Jean-Bosco Niyonzima", "niyonzima jean bosco"),
        ("Abdelaziz Bouteflika", "abdel aziz bouteflika"),
        ("Abd al-Rahman Sissako", "abderrahmane sissako"),
        ("Abdoul Kader Touré", "abdelkader touré"),
        ("محمد ديالو", "mohamed diallo"),
        ("Mohamed Diallo", "محمد ديالو"),
        ("أحمد القاسمي", "احمد القاسمى"),
        ("فاطمة الحسن", "fatima hassan"),
        ("Tesfaye Haile", "ተስፋዬ ኃይሌ"),
        ("ተስፋዬ ኃይሌ", "tesfay hayle"),
        ("ፀሐይ አበበ", "ጸሀይ አበበ"),
        ("Ouédraogo Rasmata", "wedraogo"),
        ("Ouédraogo Rasmata", "oued"),
        ("Awa Dossou", "awa marie dossou"),
    ],
)
async def test_a_name_is_found_as_other_people_spell_it(house: House, name: str, said: str) -> None:
    wanted, viewer = await house.member(name), await house.member("Xi Quell")
    await house.member("Rose Kpevi")

    assert await finds(house, viewer, words(said)) == [wanted]


@pytest.mark.parametrize(
    "said",
    ["tesfaye", "olaf kowalczyk", "awa kowalczyk", "dossou dossa", "john smith", "awa mensah", "owo", "هشام قدري"],
)
async def test_a_name_nobody_has_finds_nobody(house: House, said: str) -> None:
    viewer = await house.member("Koffi Agossou")
    await house.member("Awa Dozzou")
    await house.member("Jean Somda")

    assert await finds(house, viewer, words(said)) == []


@pytest.mark.parametrize("said", ["aminata dia", "aminata kpo", "kpod", "kpode aminata", "nurse kpo", "kpo in London"])
async def test_a_surname_is_not_spelt_out_letter_by_letter(house: House, said: str) -> None:
    viewer = await house.member("Xi Quell")
    await house.member("Aminata Kpodegbe")

    assert await finds(house, viewer, wish_for(said)) == []


@pytest.mark.parametrize("said", ["kpo", "ami", "amina", "kpodegbe amin", "kpodegbe", "aminata kpodegbé", "kpodebe"])
async def test_a_given_name_cut_short_three_letters_alone_and_a_whole_surname_are_found(
    house: House, said: str
) -> None:
    viewer, wanted = await house.member("Xi Quell"), await house.member("Aminata Kpodegbe")

    assert await finds(house, viewer, wish_for(said)) == [wanted]


async def test_an_organisation_is_found_by_any_beginning(house: House) -> None:
    viewer, wanted = await house.member("Xi Quell"), await house.member("Les Amis de Kpodegbe", kind="organisation")

    assert await finds(house, viewer, words("amis kpode")) == [wanted]


async def test_those_who_spell_it_so_come_first_and_then_who_was_confirmed_last(house: House) -> None:
    viewer = await house.member("Koffi Agossou")
    jallow, first = await house.member("Mamadou Jallow"), await house.member("Mamadou Diallo")
    house.clock.move(days=1)
    second = await house.member("Mamadou Diallo")

    assert await finds(house, viewer, words("mamadou diallo")) == [second, first, jallow]
    house.clock.move(days=1)
    await house.do(members.confirm, first)
    assert await finds(house, viewer, words("mamadou diallo")) == [first, second, jallow]


async def test_what_nobody_confirmed_for_nine_months_sinks(house: House) -> None:
    viewer, old = await house.member("Koffi Agossou"), await house.member("Awa Dossou")
    house.clock.move(days=275)
    new = await house.member("Hawa Dossou")

    assert await finds(house, viewer, words("awa dossou")) == [new, old]


async def test_a_hidden_answer_finds_nobody_whatever_else_is_asked(house: House) -> None:
    awa, viewer = await house.member("Awa Dossou"), await house.member("Koffi Agossou", origins=["TG"])
    for part in ("name", "city", "profession"):
        await house.do(members.show, awa, part, "staff")

    assert await finds(house, viewer, words("awa dossou")) == []
    assert await finds(house, viewer, Wish(professions=("2221",), origins=("BJ",))) == []
    assert await finds(house, viewer, Wish(places=(LONDON,), origins=("BJ",))) == []
    assert await finds(house, viewer, Wish(origins=("BJ",))) == [awa]


async def test_the_index_names_no_answer_to_those_it_is_hidden_from(house: House) -> None:
    awa = await house.member("Awa Dossou")
    await house.do(members.show, awa, "name", "nobody")

    terms = (await house.store.read(lambda session: session.scalars(select(CardIndex.terms)).one())).split()

    assert {each for each in terms if each.endswith(("awa", "dossou"))} == {"x/awa", "x/dossou"}
    assert not [each for each in terms if "~" in each]
    assert "m/o:BJ" in terms


async def test_moderators_find_people_whatever_their_cards_say(house: House) -> None:
    awa, viewer = await house.member("Awa Dossou", audience="nobody"), await house.staff(countries=["BJ"])

    assert await house.do(suspensions.find_people, viewer, "dossou awa") == [awa]
    assert await house.do(suspensions.find_people, viewer, "") == []


async def test_who_may_not_be_found_leaves_room_for_those_who_may(house: House) -> None:
    viewer, awa = await house.member("Koffi Agossou", profession=None), await house.member("Awa Dossou")
    others = [await house.member(f"Rose Sossa {each}") for each in "abc"]
    for other in others:
        await house.do(knocks.block_person, viewer, other)

    assert await finds(house, viewer, Wish(professions=("2221",))) == [awa]


async def test_mentors_are_found_without_another_word(house: House) -> None:
    awa, viewer = await house.member("Awa Dossou"), await house.member("Koffi Agossou")
    await house.do(mentoring.offer, awa, capacity=2, about=None)

    assert await finds(house, viewer, Wish(mentors=True)) == [awa]


async def test_words_and_answers_are_met_together(house: House) -> None:
    viewer, awa = await house.member("Koffi Agossou"), await house.member("Awa Dossou")
    await house.member("Awa Dossou", city={"id": COTONOU, "text": "Cotonou", "country": "BJ"})

    assert await finds(house, viewer, wish_for("nurse Awa Dosso in London")) == [awa]


async def test_cards_of_other_rules_are_indexed_anew_and_keep_their_places(house: House) -> None:
    viewer = await house.member("Koffi Agossou", profession=None)
    first, second = await house.member("Awa Dossou"), await house.member("Ama Dossou")
    await house.do(members.confirm, first)
    await house.sweep(reindexing.reindex)
    before = await house.store.read(state)
    await house.store.write(partial(spoil, member=second))

    assert await finds(house, viewer, words("ama dossou")) == []
    assert [await house.sweep(reindexing.reindex, 2) for _round in range(3)] == [2, 1, 0]
    assert await finds(house, viewer, words("ama dossou")) == [second]
    assert await house.store.read(state) == before


def spoil(session: Session, member: int) -> None:
    """As if the rules had been others."""
    session.execute(delete(Setting).where(Setting.key == reindexing.SETTING))
    card = session.scalars(select(CardIndex).where(CardIndex.member_id == member)).one()
    card.terms = "x/ama x/dossou"


def state(session: Session) -> tuple[list[tuple[int, str]], list[str]]:
    """The cards in their order with what they are found by, and the vocabulary."""
    cards = session.execute(select(CardIndex.member_id, CardIndex.terms).order_by(CardIndex.id))
    return [(member, terms) for member, terms in cards], sorted(session.scalars(select(NameTerm.term)))


NAMES = ("Awa Dossou", "Mamadou Diallo", "محمد ديالو", "N'Guessan Yao", "Awa Diallo")
AUDIENCES: tuple[Audience, ...] = ("nobody", "staff", "country", "members", "public")


@pytest.mark.parametrize("seed", range(8))
async def test_after_any_life_the_index_proposes_what_a_new_one_would(house: House, seed: int) -> None:
    dice = random.Random(seed)
    people = [await house.member(dice.choice(NAMES)) for _each in range(4)]
    for _step in range(15):
        await live(house, dice, people)

    kept, proposed = await house.store.read(state), await house.store.read(all_proposed)
    await house.store.write(build_anew)

    assert sorted(await house.store.read(all_proposed)) == sorted(proposed)
    assert [sorted(part) for part in await house.store.read(state)] == [sorted(part) for part in kept]


async def live(house: House, dice: random.Random, people: list[int]) -> None:
    """One thing that happens to somebody."""
    house.clock.move(days=1)
    someone = dice.choice(people)
    match dice.randrange(6):
        case 0:
            await house.do(members.edit, someone, "name", dice.choice(NAMES))
        case 1:
            await house.do(members.edit, someone, "origins", dice.sample(["BJ", "TG", "SN"], 2))
        case 2:
            await house.do(members.edit, someone, "audience", dice.choice(AUDIENCES))
        case 3:
            await house.do(members.confirm, someone)
        case 4:
            people.append(await house.member(dice.choice(NAMES)))
        case 5 if len(people) > 1:
            people.remove(someone)
            await house.do(privacy.erase, someone)
            await house.sweep(privacy.finish_erasures)


def build_anew(session: Session) -> None:
    for table in (CardIndex, NameSpelling, NameTerm, Setting):
        session.execute(delete(table))
    write_anew(session)
    reindexing.reindex(session, 100)


def all_proposed(session: Session) -> list[tuple[str, int]]:
    """Every term that any card has, with everyone it leads to."""
    terms = {each for found_by in session.scalars(select(CardIndex.terms)) for each in found_by.split()}
    return [
        (term, each.member_id)
        for mark, _slash, term in (each.partition("/") for each in sorted(terms))
        for each in propose(session, [mark], [[[term]]], most=100)
    ]

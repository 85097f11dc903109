"""Professions and sectors as they are written."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales import language
from world.professions import SECTORS, Profession, find_professions, find_sectors, profession, sector, told_apart
from world.tables import several, table

# What a row of a list shows on the narrowest channel.
LONGEST_LABEL = 25


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("sage femme", "2222"),
        ("sage-femme", "2222"),
        ("Sages-femmes", "2222"),
        ("midwife", "2222"),
        ("midwives", "2222"),
        ("قابلة", "2222"),
        ("infirmier", "2221"),
        ("Infirmière", "2221"),
        ("infirmier(ère)", "2221"),
        ("infirmier·ère", "2221"),
        ("infirmier diplômé", "2221"),
        ("infirmière diplômée d'État", "2221"),
        ("je suis infirmière", "2221"),
        ("nurse", "2221"),
        ("I am a nurse", "2221"),
        ("nures", "2221"),
        ("ممرضة", "2221"),
        ("ممرضات", "2221"),
        ("ነርስ", "2221"),
        ("aide soignante", "3221"),
        ("carer", "5322"),
        ("doctor", "2211"),
        ("docteur", "2211"),
        ("médecin", "2211"),
        ("طبيب", "2211"),
        ("طبيبة", "2211"),
        ("أطباء", "2211"),
        ("chirurgienne", "2212.1"),
        ("gynéco", "2212.3"),
        ("pharmacienne", "2262"),
        ("صيدلانية", "2262"),
        ("teacher", "2359"),
        ("prof", "2359"),
        ("معلمة", "2359"),
        ("institutrice", "2341"),
        ("professeur d'anglais", "2353"),
        ("dev", "2512"),
        ("développeuse", "2512"),
        ("software enginer", "2512"),
        ("informaticien", "2512"),
        ("مبرمجة", "2512"),
        ("web designer", "2513"),
        ("sysadmin", "2522"),
        ("تقني", "3119"),
        ("technicien supérieur", "3119"),
        ("ingénieur", "2149"),
        ("ingenieur civil", "2142"),
        ("مهندسة", "2149"),
        ("comptble", "2411"),
        ("محاسب", "2411"),
        ("avocate", "2611"),
        ("محامي", "2611"),
        ("journalist", "2642"),
        ("chef d'entreprise", "1120"),
        ("chefs d'entreprise", "1120"),
        ("entrepreneur", "1120"),
        ("commerçante", "5221"),
        ("coiffeuse", "5141"),
        ("coifeuse", "5141"),
        ("حلاق", "5141"),
        ("couturière", "7531"),
        ("tailor", "7531"),
        ("خياطة", "7531"),
        ("mecanicien", "7231"),
        ("plombier", "7126"),
        ("plumber", "7126"),
        ("électricienne", "7411"),
        ("maçon", "7112"),
        ("menuisier", "7115"),
        ("taxi driver", "8322"),
        ("chauffeur", "8322"),
        ("سائق", "8322"),
        ("chauffeur poids lourd", "8332"),
        ("zémidjan", "8321"),
        ("femme de ménage", "9111"),
        ("security guard", "5414"),
        ("vigile", "5414"),
        ("policemen", "5412"),
        ("agricultrice", "6111"),
        ("فلاح", "6111"),
        ("étudiante", "student"),
        ("طالب", "student"),
        ("retraité", "retired"),
        ("en recherche d'emploi", "seeking"),
        ("housewife", "home"),
    ],
)
def test_profession_is_understood(written: str, code: str) -> None:
    assert find_professions(written)[0].code == code


@pytest.mark.parametrize("written", ["", "7", "zzzz", "dompteur de nuages", "🙂"])
def test_unknown_profession_finds_none(written: str) -> None:
    assert find_professions(written) == []


@pytest.mark.parametrize("row", table("professions"), ids=lambda row: row["code"])
def test_profession_is_found_by_each_of_its_names(row: dict[str, str]) -> None:
    labels = [row[column] for column in ("en", "fr", "fr_m", "fr_f", "ar", "ar_m", "ar_f")]
    names = [*labels, *several(row["synonyms"])]
    assert [name for name in names if row["code"] not in _codes(name)] == []


def _codes(written: str) -> set[str]:
    return {found.code for found in find_professions(written, limit=20)}


def test_labels_come_before_synonyms() -> None:
    assert [found.code for found in find_professions("teacher", limit=2)] == ["2359", "2330"]


def test_labels_are_short_and_all_different() -> None:
    for spoken in ("en", "fr", "ar"):
        labels = [row[spoken] for row in table("professions")]
        assert len(set(labels)) == len(labels)
        assert max(map(len, labels)) <= LONGEST_LABEL


def test_codes_are_isco_unit_groups_or_parts_of_them() -> None:
    codes = [row["code"] for row in table("professions")]
    assert len(set(codes)) == len(codes) >= 120
    words = {"student", "retired", "seeking", "home"}
    assert {code for code in codes if not re.fullmatch(r"\d{4}(\.\d)?", code)} == words


def test_profession_says_a_name_that_supposes_no_gender() -> None:
    nurse = Profession("2221")
    assert [nurse.say(language(code)) for code in ("en", "fr", "ar")] == ["nurse", "soins infirmiers", "تمريض"]


def test_profession_knows_its_sector() -> None:
    assert Profession("2221").sector.say(language("fr")) == "santé"


def test_every_sector_has_professions_and_a_name_it_is_found_by() -> None:
    assert 18 <= len(SECTORS) <= 25
    assert {row["sector"] for row in table("professions")} == {each.code for each in SECTORS}
    for each in SECTORS:
        assert each in find_sectors(each.say(language("ar")))


@pytest.mark.parametrize(
    ("written", "code"),
    [("IT", "technology"), ("BTP", "construction"), ("health workers", "health"), ("ONG", "social")],
)
def test_sector_is_understood(written: str, code: str) -> None:
    assert find_sectors(written)[0].code == code


def test_unknown_codes_are_nothing() -> None:
    assert profession("9999") is None
    assert sector("magic") is None
    assert sector("health") in SECTORS


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_searched_without_complaint(text: str) -> None:
    assert len(find_professions(text)) <= 3
    assert len(find_sectors(text)) <= 3


def test_of_several_that_one_word_means_the_likeliest_is_told() -> None:
    doctor, surgeon, midwife = "2211", "2212.1", "2222"

    assert [each.code for each in told_apart([doctor, surgeon, midwife])] == [doctor, midwife]
    assert told_apart(["no longer known"]) == []

"""Somebody is looked for in a browser, in Arabic: right to left, by words and by numbers."""

from tests.browser.conftest import SitDown
from tests.browser.registration import MONA, Person, register

KARIM = Person("ar", "eg", "كريم حسن", "باريس", "باريس", "مهندس", "بطاقتك جاهزة")
RIGHT_EDGES = "nodes => nodes.map(node => Math.round(node.getBoundingClientRect().right))"


def test_an_engineer_in_paris_is_found_opened_and_led_back_from(sit_down: SitDown) -> None:
    register(sit_down("ar"), MONA)
    karim = sit_down("ar")
    register(karim, KARIM)

    listed = karim.say("مهندس في باريس")
    assert "هندسة · باريس" in listed
    choices = karim.last.locator(".choices button")
    assert "منى" in choices.first.inner_text()
    assert len(set(choices.evaluate_all(RIGHT_EDGES))) == 1
    assert (
        karim.page.evaluate("getComputedStyle(document.querySelector('article.post:last-of-type')).direction") == "rtl"
    )

    card = karim.say("١")
    assert "الأصول: مصر" in card
    assert karim.choose(2) == listed
    assert karim.say("1") == card
    assert karim.say("رجوع") == listed
    assert karim.axe() == []


def test_the_search_is_changed_and_saved_without_scripts_too(sit_down: SitDown) -> None:
    karim = sit_down("ar", scripts=False)
    karim.begin("/chat?lang=ar&country=eg")
    karim.choose(1)
    karim.choose(1)
    for answer in (KARIM.name, KARIM.town, KARIM.work):
        karim.say(answer)
    karim.choose(4)
    karim.choose(1)

    assert "لم أجد أحدًا بعد" in karim.say("طبيبة من بنين في ليون")
    ways = karim.last.locator(".choices button").all_inner_texts()
    changing = next(place for place, label in enumerate(ways, 1) if "تعديل البحث" in label)
    assert "ما الذي يتغير؟" in karim.choose(changing)
    assert "بنين" not in karim.choose(2)

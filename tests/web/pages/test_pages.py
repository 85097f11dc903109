"""The pages, read as a visitor and a search engine read them."""

import gzip
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import look
from locales import LANGUAGES
from tests.look.markup import Markup, read
from tests.web.pages.conftest import SITE
from tests.web.pages.facts import InventedFacts
from world.countries import COUNTRIES_OF_ORIGIN

COUNTRY_PAGES = [f"/{language}/countries/{code.lower()}" for language in LANGUAGES for code in COUNTRIES_OF_ORIGIN]
PAGES = ["/", *(f"/{language}" for language in LANGUAGES), *COUNTRY_PAGES]


def page(reader: TestClient, path: str, status: int = 200, **headers: str) -> Markup:
    answer = reader.get(path, headers=headers)
    assert answer.status_code == status
    return read(answer.text)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_well_formed_light_and_linked_to_its_translations(reader: TestClient, path: str) -> None:
    answer = reader.get(path)
    shown = read(answer.text)
    alternates = shown.all("link", rel="alternate")
    style = reader.get(look.FILES.address("style.css")).content

    assert answer.status_code == 200
    assert shown.faults == []
    assert [link["hreflang"] for link in alternates] == [*LANGUAGES, "x-default"]
    assert all(link["href"].startswith(SITE) for link in alternates)
    assert len(shown.all("h1")) == len(shown.all("main")) == 1
    assert not shown.all("script")
    assert len(answer.content) + len(style) <= 25_000
    assert len(gzip.compress(answer.content)) + len(gzip.compress(style)) <= 10_000


@pytest.mark.parametrize("code", LANGUAGES)
def test_home_leads_to_every_country_and_to_the_chat(reader: TestClient, code: str) -> None:
    links = {link["href"] for link in page(reader, f"/{code}").all("a")}

    assert {f"/{code}/countries/{country.lower()}" for country in COUNTRIES_OF_ORIGIN} <= links
    assert f"/chat?lang={code}" in links


@pytest.mark.parametrize(
    ("asked", "spoken"), [("", "en"), ("fr-BJ,fr;q=0.9,en;q=0.5", "fr"), ("ar", "ar"), ("de", "en"), ("\x01;q=x", "en")]
)
def test_the_front_page_speaks_as_the_browser_asks(reader: TestClient, asked: str, spoken: str) -> None:
    answer = reader.get("/", headers={"accept-language": asked})

    assert read(answer.text).all("html")[0]["lang"] == spoken
    assert answer.headers["vary"] == "accept-language"
    assert answer.text == reader.get(f"/{spoken}").text


def test_a_country_page_shows_what_is_open(reader: TestClient) -> None:
    text = " ".join(page(reader, "/en/countries/bj").text.split())

    assert "Benin and its diaspora" in text
    assert "Grant Bourses pour projets solaires Until 12 December 2026 · Ministère de l'Énergie" in text
    assert "From Cotonou to Lyon, and back each winter" in text


def test_its_button_opens_the_chat_with_country_and_language(reader: TestClient) -> None:
    shown = page(reader, "/fr/countries/bj")

    assert {link["href"] for link in shown.all("a") if "button" in link.get("class", "")} == {
        "/chat?lang=fr&country=BJ"
    }


def test_titles_keep_the_language_and_direction_they_were_written_in(reader: TestClient) -> None:
    titles = page(reader, "/en/countries/bj").all("h3")

    assert {"lang": "fr", "dir": "ltr"} in titles
    assert {"lang": "ar", "dir": "rtl"} in titles


def test_what_people_wrote_is_text_and_their_links_are_web_addresses(reader: TestClient) -> None:
    shown = page(reader, "/en/countries/bj")
    outside = shown.all("a", rel="noopener nofollow")

    assert "<b>Clinic</b>" in shown.text
    assert [link["href"] for link in outside] == ["https://example.org/solaire?a=1&b=2"]


def test_a_country_with_nothing_open_offers_a_way_on(reader: TestClient) -> None:
    assert "Nothing is open at the moment" in page(reader, "/en/countries/td").text


def test_names_stand_in_the_order_of_the_reader_s_alphabet(reader: TestClient) -> None:
    text = page(reader, "/fr").text

    assert text.index("Djibouti") < text.index("Égypte") < text.index("Éthiopie") < text.index("Gambie")


def test_a_hamza_does_not_send_a_name_behind_the_others(reader: TestClient) -> None:
    text = page(reader, "/ar").text

    assert text.index("إثيوبيا") < text.index("الجزائر") < text.index("الكاميرون") < text.index("بنين")


def test_a_demo_says_so_on_every_page(reader: TestClient, facts: InventedFacts) -> None:
    paths = ("/", "/ar", "/fr/countries/gh")
    ribbons = [page(reader, path).all("p", **{"class": "ribbon"}) for path in paths]
    facts.demo = False

    assert all(ribbons)
    assert not any(page(reader, path).all("p", **{"class": "ribbon"}) for path in paths)


def test_a_browser_that_has_the_page_gets_no_second_copy(reader: TestClient, facts: InventedFacts) -> None:
    first = reader.get("/en/countries/bj")
    again = reader.get("/en/countries/bj", headers={"if-none-match": first.headers["etag"]})
    facts.pages.clear()
    later = reader.get("/en/countries/bj", headers={"if-none-match": first.headers["etag"]})

    assert first.headers["cache-control"] == "public, max-age=300"
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert later.status_code == 200


def test_the_country_s_code_may_be_written_either_way(reader: TestClient) -> None:
    assert reader.get("/en/countries/BJ").text == reader.get("/en/countries/bj").text


def test_the_site_map_names_every_page_with_its_translations(reader: TestClient) -> None:
    tree = ElementTree.fromstring(reader.get("/sitemap.xml").text)  # noqa: S314  our own
    named = [place.text for place in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]

    assert len(named) == len(set(named)) == len(PAGES) - 1
    assert set(named) == {SITE + path for path in PAGES if path != "/"}
    assert len(list(tree.iter("{http://www.w3.org/1999/xhtml}link"))) == len(named) * len(LANGUAGES)


def test_robots_are_kept_out_of_conversations(reader: TestClient) -> None:
    text = reader.get("/robots.txt").text

    assert "Disallow: /chat\n" in text
    assert f"Sitemap: {SITE}/sitemap.xml" in text


@pytest.mark.parametrize(
    "path",
    ["/xx", "/en/countries/zz", "/en/countries/", "/en/nothing", "/en/countries/%00", "/%ff", "/FR/countries/bj"],
)
def test_whoever_is_lost_finds_a_way_on(reader: TestClient, path: str) -> None:
    answer = reader.get(path)
    shown = read(answer.text)

    assert answer.status_code == 404
    assert shown.faults == []
    assert shown.all("a", href="/en")
    assert shown.all("p", **{"class": "ribbon"})


def test_the_lost_may_ask_for_their_own_language(reader: TestClient) -> None:
    links = {link["href"] for link in page(reader, "/en/nothing", status=404).all("a")}

    assert {"/fr", "/ar"} <= links


def test_the_lost_are_spoken_to_in_the_language_of_the_address(reader: TestClient) -> None:
    assert 'lang="ar"' in reader.get("/ar/nothing").text


def test_a_wrong_method_is_refused_in_words(reader: TestClient) -> None:
    answer = reader.post("/en", data={"a": "b"})

    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert "The home page knows the way on" in answer.text


def test_a_fault_of_ours_is_called_ours(app: Starlette, facts: InventedFacts) -> None:
    facts.broken = True
    answer = TestClient(app, SITE, raise_server_exceptions=False).get("/fr/countries/bj")
    shown = read(answer.text)

    assert answer.status_code == 500
    assert shown.all("html")[0]["lang"] == "fr"
    assert shown.all("a", href="")

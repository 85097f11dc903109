"""Ways to reach somebody, told in passing."""

import pytest

from world.contacts import letters, tells_a_contact


@pytest.mark.parametrize(
    "text",
    [
        "call me on 0044 20 7946 0000",
        "mon numéro : 06.12.34.56.78",
        "06-12-34-56-78",
        "٠٦ ١٢ ٣٤ ٥٦ ٧٨",
        "۰۶۱۲۳۴۵۶۷۸",
        "０６１２３４５６７８",
        "፱፯ ፩፪ ፫፬ ፭፮",
        "0️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣",
        "⓪⑥①②③④⑤⑥⑦⑧",
        "0a6b1c2d3e4f5g6",
        "0 x 6 x 1 x 2 x 3 x 4 x 5",
        "zéro six douze trente-quatre cinquante-six soixante-dix-huit",
        "zero six twelve thirty four fifty six",
        "six, puis un, puis deux, trois, quatre, cinq, six",
        "صفر ستة واحد اثنان ثلاثة أربعة خمسة",
        "ዜሮ ዘጠኝ አንድ አንድ ሁለት ሶስት አራት",
        "zéro 6 douze 34 cinquante 6",
        "301 2345",
        "t.me/koffi",
        "wa.me/2290197123456",
        "see http://example.org",
        "www.example.org",
        "koffi.com",
        "koffi . com",
        "koffi dot com",
        "koffi point com",
        "koffi@example.org",
        "koffi (at) example.org",
        "koffi arobase gmail",
        "@koffi",
        "je suis @koffi_bj sur Telegram",
        "insta: koffi.bj",
        "WhatsApp: Koffi",
        "my gmail is koffi",
    ],
)
def test_what_reaches_somebody_is_seen(text: str) -> None:
    assert tells_a_contact(text)


@pytest.mark.parametrize(
    "text",
    [
        "I have 2 children and 15 years of work",
        "born in 1987",
        "M. Dossou",
        "e.g. tea",
        "Bonjour.Je suis Koffi, le fils de tante Rose.",
        "J'ai étudié à Cotonou de 2015 à 2020, puis 2021-2024.",
        "Rendez-vous le 24/12/2026 à 14h30",
        "rendez-vous le 24.12.2026",
        "Le projet coûte 10 000 000 FCFA",
        "un ami, une soeur et deux cousins, trois ans après",
        "2 infirmières à Paris 75018",
        "Nous sommes 3 frères de 12, 15 et 18 ans",
        "Je cherche un conseil sur WhatsApp et Telegram pour mon commerce",
        "أبحث عن مهندس في باريس منذ ٣ سنوات",
        "Je travaille chez Yaya et Fils",
        "Salut... c'est moi. Me voici de retour",
        "one or two words with you",
    ],
)
def test_ordinary_sentences_pass(text: str) -> None:
    assert not tells_a_contact(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [("Awa", 3), ("e\u0301te\u0301", 3), ("👍🏾", 1), ("👩‍👩‍👧", 1), ("🇧🇯🇫🇷", 2), ("نَعَم", 3), ("❤️", 1), ("", 0)],
)
def test_letters_are_counted_as_people_count(text: str, count: int) -> None:
    assert letters(text) == count

"""Forms from our own pages, and others."""

import pytest

from look.origin import from_own_page

SITE = "https://passerelle.example"


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": SITE}, False),
        ({"origin": SITE}, True),
        ({"origin": "http://10.0.0.7:8000", "host": "10.0.0.7:8000"}, True),
        ({"origin": "https://elsewhere.example", "host": "passerelle.example"}, False),
        ({"origin": "null", "host": "passerelle.example"}, False),
        ({"origin": "https://[", "host": "passerelle.example"}, False),
        ({"host": "passerelle.example"}, True),
    ],
)
def test_a_form_of_another_site_is_told_from_ours(headers: dict[str, str], *, own: bool) -> None:
    assert from_own_page(headers, SITE) is own

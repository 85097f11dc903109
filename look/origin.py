"""Whether a form was sent from one of our own pages."""

from collections.abc import Mapping


def from_own_page(headers: Mapping[str, str], public_url: str) -> bool:
    """False for a form that another site made the browser send (OWASP ASVS 3.5.1).

    Browsers say so in Sec-Fetch-Site, older ones in Origin. What sends neither is no browser that another site
    could misuse, or one that is kept safe by the cookie's SameSite.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return True
    return _host(origin) in (headers.get("host"), _host(public_url))


def _host(address: str) -> str:
    return address.partition("://")[2].partition("/")[0]

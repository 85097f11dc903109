"""From a neutral post to the HTML that page and event stream share."""

import re
from collections.abc import Sequence
from pathlib import Path
from secrets import token_urlsafe

from jinja2 import Environment
from markupsafe import Markup

import look
from channels.wire import Post
from locales import Language, _, _n, language
from locales.direction import is_settled

_TEMPLATES = Path(__file__).parent / "templates"
_LINK = re.compile(r"""(https?://[^\s<>"\u2066-\u2069]*[^\s<>"\u2066-\u2069.,;:!?)\]»”’'])""")


def templates(reader: Language) -> Environment:
    return look.environment(reader, _, _n, _TEMPLATES)


def post_html(post: Post, *, answerable: bool, away: bool = False) -> Markup:
    """One post in its own language; `answerable` ones have buttons, `away` puts a heading above."""
    template = templates(language(post.language)).get_template("post.html")
    text = paragraphs(post.text)
    reads = _direction_of(post)
    html = template.render(post=post, text=text, reads=reads, nonce=fresh_nonce(), answerable=answerable, away=away)
    return Markup(html)  # noqa: S704  the template escapes


def _direction_of(post: Post) -> str:
    """What somebody wrote reads in its own direction; a choice they pressed in that of the page, whatever letters it
    begins with.
    """
    return language(post.language).direction if is_settled(post.heard) else "auto"


def fresh_nonce() -> str:
    """Makes each form shown another one, so that a form sent twice is known."""
    return token_urlsafe(12)


def log_html(posts: Sequence[Post], seen: int | None = None) -> list[Markup]:
    """Several posts in a row. Only the last reply and the last push of them can still be answered.

    `seen` is the last post this browser has shown, where it has been away since.
    """
    newest = {post.push: post.id for post in posts}
    away = _first_missed(posts, seen)
    return [post_html(post, answerable=newest[post.push] == post.id, away=post.id == away) for post in posts]


def _first_missed(posts: Sequence[Post], seen: int | None) -> int | None:
    """The post over which "while you were away" stands: the first pushed one after what this browser has shown."""
    if seen is None:
        return None
    return next((post.id for post in posts if post.push and post.id > seen), None)


def paragraphs(text: str) -> Markup:
    """Escaped text, a paragraph a line; a web address, written out, can be followed."""
    lines = (line for line in text.split("\n") if line.strip())
    return Markup("\n").join(Markup("<p>{}</p>").format(_line(line)) for line in lines)


def _line(line: str) -> Markup:
    pieces = _LINK.split(line)
    return Markup("").join(_linked(piece) if at % 2 else piece for at, piece in enumerate(pieces))


def _linked(address: str) -> Markup:
    return Markup('<a href="{0}" rel="noopener nofollow" target="_blank">{0}</a>').format(address)

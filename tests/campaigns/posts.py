"""The screens of the web chat, read back from its HTML."""

import re
from dataclasses import dataclass
from html import unescape

_POST = re.compile(r'<article class="post( push)?" id="post-(\d+)"(.*?)</article>', re.DOTALL)
_HEARD = re.compile(r'<div class="heard"><b class="unseen">[^<]*</b><p dir="auto">(.*?)</p>', re.DOTALL)
_TEXT = re.compile(r'<div class="text"><b class="unseen">Passerelle: </b>(.*?)</div>', re.DOTALL)
_CHOICE = re.compile(r'<button name="choice" value="([^"]*)"><i>\d+</i> <span>(.*?)</span></button>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class SeenPost:
    """One screen as a visitor sees it; `choices` are labels and tokens, and none where it can no longer be answered."""

    id: int
    push: bool
    heard: str
    text: str
    choices: tuple[tuple[str, str], ...]

    def choice(self, wanted: str) -> tuple[str, str]:
        """The label and token of the choice that has this in one of them."""
        return next((label, token) for label, token in self.choices if wanted in label or wanted in token)


def read_posts(html: str) -> list[SeenPost]:
    return [_read(*found.groups()) for found in _POST.finditer(html)]


def _read(push: str | None, number: str, inside: str) -> SeenPost:
    heard, text = _HEARD.search(inside), _TEXT.search(inside)
    return SeenPost(
        id=int(number),
        push=push is not None,
        heard=unescape(heard[1]) if heard else "",
        text=unescape(_TAG.sub("", text[1])) if text else "",
        choices=tuple((unescape(label), unescape(token)) for token, label in _CHOICE.findall(inside)),
    )

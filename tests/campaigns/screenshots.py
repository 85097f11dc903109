"""`make screenshots`: the pictures in docs/images/, taken anew from an invented community."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from tests.browser.service import serving
from tests.browser.visitor import sit_down

PICTURES = Path("docs/images")
MOST_BYTES = 120_000


@dataclass(frozen=True, slots=True)
class Picture:
    """What is opened, what is said there (numbers are choices), and how it is looked at."""

    name: str
    language: str
    path: str
    said: tuple[str, ...] = ()
    width: int = 390
    scheme: Literal["light", "dark"] = "light"


ALL = (
    Picture("home", "en", "/en", width=1100),
    Picture("country", "fr", "/fr/countries/bj", width=1100),
    Picture("chat-french", "fr", "/chat?lang=fr&country=BJ", ("1", "1", "Awa Dossou", "villeurbane", "sage femme")),
    Picture("chat-arabic", "ar", "/chat?lang=ar&country=EG", ("1", "1", "منى سعيد", "باريس", "مهندسة")),
    Picture(
        "chat-dark",
        "en",
        "/chat?lang=en&country=GM",
        ("1", "1", "Ebrima Jallow", "London", "teacher", "4", "1", "doctor from benin in lyon"),
        scheme="dark",
    ),
)


def main() -> None:
    """Take every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), invented=True) as served,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for picture in ALL:
            take(browser, served.base, picture)
        browser.close()


def take(browser: Browser, base: str, picture: Picture) -> None:
    visitor = sit_down(browser, base, picture.language, width=picture.width, color_scheme=picture.scheme)
    visitor.open(picture.path)
    if picture.said:
        visitor.greeted()
    for line in picture.said:
        visitor.choose(int(line)) if line.isdecimal() else visitor.say(line)
    visitor.page.mouse.move(0, 0)
    file = PICTURES / f"{picture.name}.png"
    visitor.page.screenshot(path=file)
    weight = file.stat().st_size
    print(f"{file}: {weight // 1000} kB")
    assert weight < MOST_BYTES


if __name__ == "__main__":
    main()

"""An invented country, as the house would tell it."""

from dataclasses import dataclass, field
from datetime import date

from web.pages import CountryPage, OpportunityLine, SpotlightLine

BENIN = CountryPage(
    opportunities=(
        OpportunityLine(
            "grant", "Bourses pour projets solaires", "Ministère de l'Énergie", "https://example.org/solaire?a=1&b=2",
            date(2026, 12, 12), "fr",
        ),
        OpportunityLine("event", "منتدى الجالية في برلين", "Haus der Kulturen", None, date(2026, 12, 5), "ar"),
        OpportunityLine("job", "Midwife, Parakou", "<b>Clinic</b>", "javascript:alert(1)", None, "en"),
    ),
    spotlights=(
        SpotlightLine(
            "Isatou C.", "From Cotonou to Lyon, and back each winter",
            "She trains midwives in Parakou.\nTwo of them now train others.",
        ),
    ),
)  # fmt: skip


@dataclass
class InventedFacts:
    """`broken` makes it fail, as a lost store does."""

    demo: bool = True
    broken: bool = False
    pages: dict[str, CountryPage] = field(default_factory=lambda: {"BJ": BENIN})

    async def country(self, code: str, language: str) -> CountryPage:
        if self.broken:
            raise OSError
        return self.pages.get(code, CountryPage())

    async def is_demo(self) -> bool:
        return self.demo

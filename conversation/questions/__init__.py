"""Typed questions: each owns its parsing, its limits, its re-prompts."""

from conversation.questions.choose import Choose, Several, YesNo
from conversation.questions.question import Answer, Draft, Hearing, Option, Question, Unclear, shorten
from conversation.questions.text import Link, Text, clean
from conversation.questions.world import (
    Countries,
    CountryQuestion,
    DayQuestion,
    LanguageQuestion,
    OwnNumber,
    PhoneQuestion,
    PlaceQuestion,
    ProfessionQuestion,
    number_placed,
)

__all__ = [
    "Answer",
    "Choose",
    "Countries",
    "CountryQuestion",
    "DayQuestion",
    "Draft",
    "Hearing",
    "LanguageQuestion",
    "Link",
    "Option",
    "OwnNumber",
    "PhoneQuestion",
    "PlaceQuestion",
    "ProfessionQuestion",
    "Question",
    "Several",
    "Text",
    "Unclear",
    "YesNo",
    "clean",
    "number_placed",
    "shorten",
]

"""The language that handlers are written in: dialogues, questions, screens."""

from conversation.dialogue import dialogue, renders
from conversation.questions import (
    Choose,
    Countries,
    CountryQuestion,
    DayQuestion,
    LanguageQuestion,
    Link,
    OwnNumber,
    PhoneQuestion,
    PlaceQuestion,
    ProfessionQuestion,
    Several,
    Text,
    YesNo,
)
from conversation.screen import Choice, Opens, Screen, opens
from conversation.standing import Standing
from conversation.talk import Talk, Telling

__all__ = [
    "Choice",
    "Choose",
    "Countries",
    "CountryQuestion",
    "DayQuestion",
    "LanguageQuestion",
    "Link",
    "Opens",
    "OwnNumber",
    "PhoneQuestion",
    "PlaceQuestion",
    "ProfessionQuestion",
    "Screen",
    "Several",
    "Standing",
    "Talk",
    "Telling",
    "Text",
    "YesNo",
    "dialogue",
    "opens",
    "renders",
]

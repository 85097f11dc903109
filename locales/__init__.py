"""The catalogues, and the few lines that load them."""

from locales.language import LANGUAGES, SOURCE, Language, language, languages
from locales.message import Clock, Day, Listing, Message, Sayable, Value, _, _n, _p
from locales.preference import guess, spoken_in
from locales.words import WORDS, words

__all__ = [
    "LANGUAGES",
    "SOURCE",
    "WORDS",
    "Clock",
    "Day",
    "Language",
    "Listing",
    "Message",
    "Sayable",
    "Value",
    "_",
    "_n",
    "_p",
    "guess",
    "language",
    "languages",
    "spoken_in",
    "words",
]

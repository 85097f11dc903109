"""Which plural forms a catalogue has, and for which numbers: CLDR's, as gettext writes them."""

from collections import Counter
from gettext import c2py

from babel import Locale
from babel.messages.plurals import get_plural

# where gettext's usual table is not CLDR's: https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
_FORMS = {
    "am": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}


def plural_forms(code: str) -> str:
    """The Plural-Forms header of a language. CLDR's "many" of French, for round millions, has no form in gettext."""
    return _FORMS.get(code) or get_plural(Locale.parse(code)).plural_forms


def rare_forms(expression: str) -> frozenset[int]:
    """The forms that stand for two numbers at most (none, one, two): there the sentence may leave the number out."""
    form = c2py(expression)
    uses = Counter(form(n) for n in range(1000))
    return frozenset(index for index, numbers in uses.items() if numbers <= 2)

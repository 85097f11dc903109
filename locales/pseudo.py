"""The pseudo-language `qps`: English with accents, a third longer, to see what breaks before a translator does."""

import re
from gettext import NullTranslations

PSEUDO = "qps"
_ACCENTS = str.maketrans(
    "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz",
    "ÅåƁƀÇçÐðÉéƑƒĜĝĤĥÎîĴĵĶķĻļɱɱÑñÖöÞþǪǫŔŕŠšŢţÛûṼṽŴŵẊẋÝýŽž",
)
# places, commands and addresses are for machines
_KEPT = re.compile(r"(\{[a-z_][a-z0-9_]*\}|https?://\S+|(?<!\w)/\w+)")
_LONGER = 0.35


def pseudo(text: str) -> str:
    """The same sentence between brackets, 35 % longer, each place, command and address as it was."""
    pieces = _KEPT.split(text)
    accented = "".join(piece if at & 1 else piece.translate(_ACCENTS) for at, piece in enumerate(pieces))
    padding = "~" * round(sum(map(len, pieces[::2])) * _LONGER)
    return f"[{accented}{padding}]"


class PseudoTranslations(NullTranslations):
    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: float) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return pseudo(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: float) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)

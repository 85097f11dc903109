"""The kinds of things the atlas knows names of."""

from enum import IntFlag


class Kind(IntFlag):
    """Flags, because one way to write something may name things of several kinds; stored, so never renumbered."""

    PLACE = 1
    COUNTRY = 2
    DEMONYM = 4
    PROFESSION = 8
    SECTOR = 16
    LANGUAGE = 32
    OFFER = 64


ANY = ~Kind(0)

"""The small words around what matters: in, from, looking for… in French, English and Arabic."""

import re
from enum import Enum

from world.folding import fold

_ELISION = re.compile(r"\b([dlj]|qu)['’ʼ´`](?=\w)", re.IGNORECASE)


class Cue(Enum):
    """What a small word says of the name after it."""

    IN = "in"
    OF = "of"
    FROM = "from"
    SPEAKS = "speaks"


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


_IN = _folded("""
    in at near around inside based living lives live residing resident residents located lived
    à au aux en dans chez vers près proche vit vis vivant vivent vivre habite habitant habitent habitants réside
    résidant installé installée établi établie basé basée
    في ب قرب يعيش تعيش أعيش مقيم مقيمة يسكن تسكن أسكن ساكن ساكنة قاطن يقيم تقيم
""")
_OF = _folded("de du des d")
_FROM = _folded("""
    from originally native born origin roots originaire originaires venant natif né née من أصله أصلها أصلي
""")
_LONGEST_PREPOSITION = 3
_SPEAKS = _folded("""
    speaks speak speaking fluent language parle parles parlent parlant parler langue langues
    teach teaches teaching learn enseigne enseignes enseignent enseigner apprendre apprend
    يتكلم تتكلم أتكلم يتحدث تتحدث أتحدث لغة يعلم تعلم يدرس تدرس أتعلم
""")
_ARTICLES = _folded("the le la les l un une a an some any")

_FIRST_OF_NAMES = _folded("the le la les l") | _OF
_CONJUNCTIONS = _folded("and or et ou و أو")

_SEEKING = _folded("""
    find finding search searching look looking seek seeking need needs want wants wanted show list
    cherche cherches cherchons recherche recherchons trouver trouve trouvez besoin voudrais veux liste
    أبحث ابحث نبحث أريد اريد أحتاج احتاج محتاج بحث
""")
_FILLERS = (
    _ARTICLES
    | _CONJUNCTIONS
    | _SEEKING
    | _folded("""
    m mr mrs ms miss dr sir madam mme mlle monsieur madame السيد السيدة الدكتور
    can could would might peut peux pourrait sait
    i im ive we you me my am is are be who whos which that someone somebody anyone anybody people person persons
    please for with to as work works working worker job there here hello hi hey good morning
    je j jai cest tu il elle on nous vous suis es est sommes êtes sont qui que qu quelqu quelquun personne personnes
    gens svp sil plaît plait pour avec comme travaille travaillant travaillent métier ici bonjour bonsoir salut
    mon ma mes ce cette des moi
    أنا انا نحن هو هي عن شخص أشخاص أحد ناس الذي التي الذين مع يعمل تعمل أعمل مرحبا السلام عليكم سلام هل يا
    رجاء فضلك لو سمحت كل أي
""")
)


def cue_of(word: str) -> Cue | None:
    """What this folded word announces."""
    for words, cue in ((_IN, Cue.IN), (_OF, Cue.OF), (_FROM, Cue.FROM), (_SPEAKS, Cue.SPEAKS)):
        if word in words:
            return cue
    return None


def is_article(word: str) -> bool:
    return word in _ARTICLES


def may_begin_name(word: str) -> bool:
    """Whether a small word can be the first of a name: Le Caire, The Hague, Des Moines."""
    return word in _FIRST_OF_NAMES


def may_end_name(word: str) -> bool:
    """Whether a small word can be the last of a name; "in" begins the next one: «مصر في» is not «مصرفي», a banker."""
    return cue_of(word) is not Cue.IN or len(word) > _LONGEST_PREPOSITION


def is_conjunction(word: str) -> bool:
    """Whether what announced the name before announces the next one too: "in Lyon or Paris"."""
    return word in _CONJUNCTIONS


def is_filler(word: str) -> bool:
    """Whether a folded word carries nothing to search for."""
    return word in _FILLERS or cue_of(word) not in (None, Cue.OF)


def without_elisions(text: str) -> str:
    """The article or preposition of "l’Égypte" and "d'Alger" made a word of its own."""
    return _ELISION.sub(r"\1 ", text)


def bare(text: str) -> str:
    """What is left when small words are taken from its beginning: "je suis du Bénin" is "Bénin"."""
    words = without_elisions(text).split()
    while len(words) > 1 and (is_filler(fold(words[0])) or cue_of(fold(words[0]))):
        words = words[1:]
    return " ".join(words)

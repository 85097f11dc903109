"""The small words around what matters: in, from, looking for… in French, English, Arabic and a little Amharic."""

import re
from enum import Enum

from world.folding import fold

_ELISION = re.compile(r"\b([dlj]|qu)['’ʼ´`](?=\w)", re.IGNORECASE)
_COMPOUND = re.compile(
    r"(?<=\w)-(?=(?:born|based|speaking|speaker|speakers|t-il|t-elle|il|vous|tu|moi)\b)", re.IGNORECASE
)


class Cue(Enum):
    """What a small word says of the name after it."""

    IN = "in"
    OF = "of"
    FROM = "from"
    SPEAKS = "speaks"
    LANGUAGE = "language"
    """Among translators and lessons, "French" is rather a language than a people."""


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


_IN = _folded("""
    in at near around inside based living lives live residing resident residents located lived
    à au aux en dans chez vers près proche vit vis vivant vivent vivre habite habitant habitent habitants réside
    résidant installé installée établi établie basé basée sur autour alentours
    في ف ب قرب يعيش تعيش يعيشون أعيش عايش عايشة مقيم مقيمة مقيمين مقيمون يسكن تسكن يسكنون أسكن ساكن ساكنة ساكنين
    قاطن يقيم تقيم مدينة بمدينة بلد
""")
_OF = _folded("of de du des d")
_FROM = _folded("""
    from originally native born origin origins roots originaire originaires origine venant natif né née
    من أصله أصلها أصلي أصل أصول جذوره جذورها
""")
_LONGEST_PREPOSITION = 3
_SPEAKS = _folded("""
    speaks speak speaking fluent language parle parles parlent parlant parler langue langues
    teach teaches teaching learn enseigne enseignes enseignent enseigner apprendre apprend
    يتكلم تتكلم يتكلمون أتكلم بيتكلم بتتكلم يتحدث تتحدث أتحدث يجيد تجيد لغة يعلم تعلم يدرس تدرس أتعلم
""")
_SPEAKERS = _folded("speaking speaker speakers")
_OF_LANGUAGES = _folded("""
    translator translators interpreter interpreters translation lessons lesson classes course courses tutor tutors
    traducteur traducteurs traductrice traductrices interprète interprètes traduction cours leçon leçons
    مترجم مترجمة مترجمين مترجمون ترجمة ترجمان درس دروس كورس
""")
_ARTICLES = _folded("the le la les l un une a an some any")

_FIRST_OF_NAMES = _folded("the le la les l community african africa afrique africaine") | _OF
_CONJUNCTIONS = _folded("and or et ou و أو")

_DIRECTIONS = _folded("""
    south north east west central greater downtown sud nord est ouest centre banlieue agglomération environs
    جنوب شمال شرق غرب وسط ضواحي ضاحية
""")

_SEEKING = _folded("""
    find finding search searching look looking seek seeking need needs want wants wanted show list
    lookin lookng loking serching serch seach required wanting like know knows meet
    cherche cherches cherchons cherch cherce recherche recherches recherchons rechercher chercher trouver trouve
    trouvez
    besoin voudrais voudrait veux veut vx souhaite souhaiterais aimerais faut liste connaît connais connaissez
    connaître
    rencontrer contacter joindre
    أبحث ابحث نبحث بحث أريد اريد نريد أحتاج احتاج محتاج محتاجة محتاجين عايز عايزة عاوز عاوزة بدي ابغى أبغى
    نحوس بغيت محتاجه عايزين يعرف تعرف تعرفون يعرفون نعرف أعرف دلوني دلني ألاقي الاقي
""")
_TITLES = _folded("السيد السيدة")
_FILLERS = (
    _ARTICLES
    | _CONJUNCTIONS
    | _SEEKING
    | _folded("""
    m mr mrs ms miss dr sir madam mme mlle monsieur madame الدكتور
    can could would might peut peux pourrait sait
    i im ive we you me my am is are be who whos which that someone somebody anyone anybody people person persons
    do does did have has had got id ill one ones who's
    pls plz thanks thank thx give gives giving offer offers offering good best great experienced qualified
    professional local women woman men help helping helps village villages
    african africans africa brother sister uncle aunt cousin friend family
    diaspora community country city town area region project projects companies back home
    please for with to as work works working worker job there here hello hi hey good morning
    je j jai cest tu il elle on nous vous suis es est sommes êtes sont qui que qu quelqu quelquun personne personnes
    y a t ai as ont donner donne donnent donnant propose proposent offre offrent aider both avez avoir aurait
    auriez il ya quel quelle quels quelles votre vos notre nos leur leurs ses
    bon bonne bons bonnes meilleur meilleure sérieux sérieuse jeune jeunes expérimenté expérimentée professionnel
    africain africaine africains africaines afrique frère soeur sœur oncle tante cousine fille garçon famille
    m'appelle
    village villages ancien ancienne anciens anciennes monté monter créé créer lancé lancer entreprise
    diaspora communauté compatriote compatriotes pays ville région quartier projet projets entreprises sociétés
    m'aider m'aide slt bjr bsr merci bcp vraiment urgent urgence là-bas
    gens svp sil plaît plait pour avec comme travaille travaillant travaillent métier ici bonjour bonsoir salut
    mon ma mes ce cette des moi
    أنا انا نحن هو هي عن شخص أشخاص أحد ناس الذي التي الذين مع يعمل تعمل أعمل مرحبا السلام عليكم سلام هل يا
    رجاء فضلك لو سمحت كل أي يوجد توجد هناك فيه حد حدا مين أين وين فين عندكم عندك عند اي احد اخ أخ اخت أخت جيد جيدة
    ممتاز أخي اخي أختي اختي صديقي ابن عائلة يبحث تبحث أفريقي افريقي أفارقة شاطر شاطرة قريب قريبة حوالي يقدم تقدم
    يقدر تقدر يساعد تساعد يساعدني تساعدني كاش عمي عمتي خالي خالتي قرية قريتي
    يعطي تعطي جالية الجالية مشروع مشاريع شركات منطقة شكرا اللي
    ውስጥ የሚኖር የምትኖር የሚኖሩ የሚሰራ የምትሰራ እፈልጋለሁ እየፈለግኩ ፈልግ ፈልጉ እባክህ እባክሽ እባክዎ ሰው ሰዎች አንድ አለ እና
""")
)


def cue_of(word: str) -> Cue | None:
    """What this folded word announces."""
    for words, cue in ((_IN, Cue.IN), (_OF, Cue.OF), (_FROM, Cue.FROM), (_SPEAKS, Cue.SPEAKS)):
        if word in words:
            return cue
    return None


def is_speaker(word: str) -> bool:
    """Whether the word before this one is a language: "Arabic speaking", "a Mandinka speaker"."""
    return word in _SPEAKERS


def is_of_languages(word: str) -> bool:
    """Whether this word is about languages: translators, lessons."""
    return word in _OF_LANGUAGES


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
    return word in _FILLERS or word in _SPEAKERS or cue_of(word) not in (None, Cue.OF)


def is_title(word: str) -> bool:
    """Whether a word is a title before a name, and a name of its own after one: أحمد السيد is no Mr Ahmed."""
    return word in _TITLES


def is_direction(word: str) -> bool:
    """Whether a word says which side of a town is meant: South London, banlieue de Paris."""
    return word in _DIRECTIONS


def without_elisions(text: str) -> str:
    """What is written onto a word made a word of its own: "l’Égypte", "d'Alger", "UK-based", "avez-vous"."""
    return _ELISION.sub(r"\1 ", _COMPOUND.sub(" ", text))


def bare(text: str) -> str:
    """What is left when small words are taken from its beginning: "je suis du Bénin" is "Bénin"."""
    words = without_elisions(text).split()
    while len(words) > 1 and (is_filler(fold(words[0])) or cue_of(fold(words[0]))):
        words = words[1:]
    return " ".join(words)

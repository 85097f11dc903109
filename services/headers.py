"""The columns of lists of people, by the names that offices give them."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, Literal, get_args

from rapidfuzz.fuzz import ratio

from services.workbooks import Line
from world.spelling import key

Field = Literal[
    "name", "surname_first", "surname", "given", "whatsapp", "phone", "town", "country", "profession", "origins",
    "languages", "email", "since",
]  # fmt: skip
FIELDS: Final[tuple[Field, ...]] = get_args(Field)
NAMES: Final = frozenset({"name", "surname_first", "surname", "given"})
_DEEPEST: Final = 40
"""Lines that may stand above the names of the columns."""
_LONGEST: Final = 60
_ALIKE: Final = 88
_SHORTEST_MISSPELT: Final = 6

WORDS: Final[Mapping[Field | Literal["left out"], str]] = {
    "name": (
        "name; full name; member name; name of member; member; names; complete name; nom complet; nom du membre; "
        "identité; membre; adhérent; nom de l'adhérent; prénom et nom; prénoms et nom; prénom(s) & nom; "
        "prénom nom; prénoms nom; first name and surname; first and last name; given name and surname; "
        "الاسم الكامل; الاسم; الإسم; اسم العضو; الاسم واللقب; الاسم و اللقب; الإسم الكامل; الاسم الثلاثي; العضو"
    ),
    "surname_first": (
        "nom et prénom; nom et prénoms; noms et prénoms; nom & prénom; nom & prénoms; nom prénom; nom prénoms; "
        "nom, prénom; nom/prénom; noms prénoms; surname and first name; surname, given name; last name, first name; "
        "surname and given names; surname and other names; اللقب والاسم; اللقب و الاسم"
    ),
    "surname": (
        "surname; last name; family name; lastname; nom; noms; nom de famille; patronyme; "
        "اللقب; اسم العائلة; الكنية; لقب; النسب"
    ),
    "given": (
        "first name; given name; given names; first names; firstname; forename; other names; prénom; prénoms; "
        "الاسم الأول; الاسم الشخصي; الاسم الاول"
    ),
    "whatsapp": (
        "whatsapp; n° whatsapp; numéro whatsapp; whatsapp number; tél whatsapp; contact whatsapp; whatsapp no; "
        "watsapp; "
        "واتساب; واتس اب; رقم الواتساب; رقم واتساب; الواتساب"
    ),
    "phone": (
        "phone; phone number; telephone; telephone number; tel; tel no; mobile; mobile number; mobile phone; cell; "
        "cell phone; cellphone; phone no; contact; contact number; contacts; tél; téléphone; n° de téléphone; "
        "n° tél; n° de tél; n° téléphone; numéro de téléphone; numéro de tél; portable; n° portable; gsm; "
        "n° gsm; tél portable; tél mobile; téléphone portable; tél fixe; téléphone fixe; téléphone mobile; fixe; "
        "cellulaire; joignable au; téléphone 1; téléphone 2; tél 1; tél 2; contact 1; contact 2; phone 1; phone 2; "
        "الهاتف; رقم الهاتف; هاتف; الجوال; رقم الجوال; المحمول; رقم المحمول; الموبايل; رقم التليفون; الهاتف المحمول"
    ),
    "town": (
        "town; city; city of residence; town of residence; residence; place of residence; city/town; location; "
        "city/country; town/country; ville/pays; ville et pays; "
        "ville; ville de résidence; lieu de résidence; résidence; localité; commune; ville actuelle; "
        "المدينة; مدينة الإقامة; محل الإقامة; مكان الإقامة; الإقامة; مكان السكن; "
        "محل السكن; مقر السكن; السكن; مقر الإقامة"
    ),
    "country": (
        "country; country of residence; residence country; host country; pays; pays de résidence; pays d'accueil; "
        "pays hôte; pays de domicile; بلد الإقامة; دولة الإقامة; البلد; الدولة; بلد الاقامة"
    ),
    "profession": (
        "profession; occupation; job; job title; work; trade; position; career; profession/métier; métier; emploi; "
        "fonction; activité; activité professionnelle; poste; métier/profession; profession actuelle; "
        "profession ou métier; spécialité; المهنة; الوظيفة; العمل; مهنة; المهنة الحالية; الاختصاص; التخصص"
    ),
    "origins": (
        "origin; country of origin; origins; roots; home country; nationality; nationalities; citizenship; "
        "pays d'origine; origine; origines; nationalité; nationalités; pays d’origine; "
        "البلد الأصلي; بلد الأصل; الجنسية; بلد المنشأ; الأصل; بلد الاصل"
    ),
    "languages": (
        "language; languages; languages spoken; spoken languages; langue; langues; langues parlées; langue(s); "
        "langue(s) parlée(s); langue parlée; اللغة; اللغات; اللغات المتحدثة; لغات"
    ),
    "email": (
        "email; e-mail; mail; email address; e-mail address; courriel; adresse mail; adresse e-mail; adresse email; "
        "adresse électronique; mél; البريد; البريد الإلكتروني; الإيميل; البريد الالكتروني; ايميل"
    ),
    "since": (
        "member since; joined; joined on; date joined; date of joining; membership date; registration date; since; "
        "date of membership; date d'adhésion; date adhésion; adhésion; membre depuis; date d'inscription; "
        "date d'entrée; adhérent depuis; depuis; تاريخ الانضمام; تاريخ التسجيل; تاريخ الانخراط; عضو منذ; تاريخ الإنخراط"
    ),
    "left out": (
        "no; n; nr; s/n; sn; id; n° d'ordre; n°; numéro d'ordre; ordre; row; sex; gender; sexe; genre; civilité; "
        "title; titre; m/f; date of birth; birth date; birthday; age; date de naissance; né le; né(e) le; âge; "
        "lieu de naissance; place of birth; religion; ethnie; ethnic group; passport; passport number; passeport; "
        "n° passeport; id number; n° cni; cni; carte consulaire; n° carte; signature; émargement; "
        "address; adresse; domicile; العنوان; remarks; notes; "
        "observation; observations; comment; comments; remarques; cotisation; situation matrimoniale; marital status; "
        "الرقم; رقم; ر.م; م; الجنس; النوع; العمر; تاريخ الميلاد; مكان الميلاد; تاريخ الازدياد; الديانة; رقم الجواز; "
        "ملاحظات; ملاحظة; التوقيع; الحالة العائلية; الحالة الاجتماعية"
    ),
}
"""Names of columns in any language, as their offices write them. What is left out is not read, whatever it says."""

_NOT_READ: Final = "left out"


def read_header(cell: str) -> Field | None:
    """What a column holds, by its name; None for one that is not read."""
    found = _named(cell)
    return None if found in (None, _NOT_READ) else found  # type: ignore[return-value]


def header_at(lines: Sequence[Line]) -> int | None:
    """Where the names of the columns stand: titles and empty lines may be above them."""
    scores = [_score(line) for line in lines[:_DEEPEST]]
    best = max(scores, default=0)
    return scores.index(best) if best else None


def columns_of(line: Line) -> dict[int, Field]:
    """What each column holds, by its place. A lone “Nom” is a whole name, and of two towns the first is read."""
    found: dict[int, Field] = {}
    for place, cell in enumerate(line.cells):
        field = read_header(cell)
        if field and (field in ("phone", "whatsapp") or field not in found.values()):
            found[place] = field
    held = set(found.values())
    if "given" not in held:
        return {place: "name" if field == "surname" and "name" not in held else field for place, field in found.items()}
    return found


def _score(line: Line) -> int:
    """How many different things a line names; none where it has not both a name and something else: “Members, 12”."""
    fields = {read_header(cell) for cell in line.cells} - {None}
    return len(fields) if fields & NAMES and fields - NAMES else 0


def _named(cell: str) -> str | None:
    word = key(cell)
    if not word or len(cell) > _LONGEST:
        return None
    known = _known()
    return known.get(word) or known.get(word.rstrip("0123456789")) or _nearly(word)


def _nearly(word: str) -> str | None:
    """The known name that a misspelt one is nearest to."""
    if len(word) < _SHORTEST_MISSPELT:
        return None
    likeness, named = max((ratio(word, known), field) for known, field in _known().items())
    return named if likeness >= _ALIKE else None


@cache
def _known() -> dict[str, str]:
    return {key(name): field for field, names in WORDS.items() for name in names.split(";")}

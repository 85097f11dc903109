"""Risks: the audiences that are suggested first to people from countries that follow them abroad.

In force is the narrowest of what the file of a release says and what the store remembers. The store remembers all that
was ever in force, so that no release widens a default in silence: only an administrator does, in the open.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, TypedDict, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from locales import _
from models import Member, MemberOrigin, Staff
from models import Risk as Remembered
from models.clock import now
from models.refusal import Refusal
from services import audit, notices, staff
from services.directory import levels_of
from services.visibility import FIELDS, Audience, Field, narrower, wider
from world.risks import RISKS, Risk

CARD: Final = "card"
"""Beside the answers of a card: the card as a whole."""
PARTS: Final = (CARD, *FIELDS)
WATCHED: Final = "watched"
"""The reason of a default: people from there were watched abroad by their state."""
SUGGESTED: Final[Audience] = "nationals"
SUGGESTED_TO_ORGANISATIONS: Final[Audience] = "members"
"""What is suggested first where no risk is known."""
_CODES: Final = dict[tuple[str, str], Risk]({(each.country, each.field): each for each in RISKS})


class Suggestion(TypedDict):
    """Who is to see a new card, and which answers are for fewer.

    `careful` are the roots it is for, `watched` those of which a source says that their state watches people abroad.
    """

    audience: Audience
    answers: dict[str, Audience]
    careful: list[str]
    watched: list[str]


class Default(TypedDict):
    """What is suggested for one part of a card to people from a country.

    `filed` is what the file says; `held`: the store keeps it narrower than a newer file does.
    """

    part: str
    audience: Audience | None
    filed: Audience | None
    held: bool


class Offered(TypedDict):
    """A narrower default as somebody is told of it whose own choice is wider; `watched`: see `Suggestion`."""

    country: str
    part: str
    audience: Audience
    mine: Audience
    watched: list[str]


class Widened(TypedDict):
    """A default that was widened, as the team is told."""

    country: str
    part: str
    audience: Audience
    before: Audience
    by: str


def suggest(session: Session, person_id: int, kind: str, origins: Sequence[str]) -> Suggestion:
    """What somebody with these roots is suggested for a new card."""
    known, usual = in_force(session, origins), SUGGESTED_TO_ORGANISATIONS if kind == "organisation" else SUGGESTED
    narrowest = _narrowest(known.values())
    card = narrower(narrowest.pop(CARD, usual), usual)
    careful = [code for code in origins if known[code]]
    return {"audience": card, "answers": narrowest, "careful": careful, "watched": _watched(careful)}


def answers(session: Session, origins: Sequence[str]) -> dict[str, Audience]:
    """The audience of the answers of somebody with these roots who chose none; of others the card's holds."""
    narrowest = _narrowest(in_force(session, origins).values())
    return {part: audience for part, audience in narrowest.items() if part != CARD}


def in_force(session: Session, countries: Collection[str]) -> dict[str, dict[str, Audience]]:
    """The defaults of each of these countries, by the part of the card."""
    rows = session.scalars(select(Remembered).where(Remembered.country.in_(countries)))
    kept = [(row.country, row.field, _audience(row)) for row in rows]
    filed = [(each.country, each.field, cast("Audience", each.audience)) for each in RISKS]
    found: dict[str, dict[str, Audience]] = {country: {} for country in countries}
    for country, part, audience in (*kept, *filed):
        if country in found:
            found[country][part] = narrower(found[country].get(part, audience), audience)
    return found


def overview(session: Session, person_id: int, country: str) -> list[Default]:
    """Every part of a card and its default for people from a country, for an administrator of it."""
    staff.require(session, person_id, "administrator", country)
    known, held = in_force(session, [country])[country], {row.field for row in _held(session) if row.country == country}
    return [
        {"part": part, "audience": known.get(part), "filed": _filed(country, part), "held": part in held}
        for part in PARTS
    ]


def tighten(session: Session, person_id: int, country: str, part: str, audience: Audience) -> None:
    """Suggest a narrower audience from now on; who chose a wider one is told, and nothing changes by itself."""
    staff.require(session, person_id, "administrator", country)
    before = in_force(session, [country])[country].get(part)
    if before is not None and not wider(before, audience):
        raise Refusal(_("That is not narrower than what is suggested now."))
    risk = _keep(session, country, part, audience, before=before, by=person_id)
    risk.offered_to = 0
    audit.record(session, person_id, "risk.tightened", risk=risk.id, country=country, part=part, audience=audience)


def loosen(session: Session, person_id: int, country: str, part: str, audience: Audience) -> None:
    """Suggest a wider audience from now on, never wider than the file says; all the team of the country is told."""
    staff.require(session, person_id, "administrator", country)
    before, filed = in_force(session, [country])[country].get(part), _filed(country, part)
    if before is None or not wider(audience, before):
        raise Refusal(_("That is not wider than what is suggested now."))
    if filed is not None and wider(audience, filed):
        raise Refusal(_("The list that comes with each release suggests less than that, and is followed."))
    risk = _keep(session, country, part, audience, before=before, by=person_id)
    risk.offered_to = None
    audit.record(session, person_id, "risk.loosened", risk=risk.id, country=country, part=part, audience=audience)
    for colleague in session.scalars(select(Staff).where(Staff.person_id != person_id).order_by(Staff.person_id)):
        if not colleague.countries or country in colleague.countries:
            notices.tell(session, colleague.person_id, "risk_loosened", risk=risk.id)


def remember(session: Session, chunk: int) -> int:
    """Keep at most `chunk` defaults of the file that are narrower than the store's; how many."""
    kept = {(row.country, row.field): _audience(row) for row in session.scalars(select(Remembered))}
    new = [each for each in RISKS if _is_news(each, kept)][:chunk]
    for each in new:
        before = kept.get((each.country, each.field))
        audience = cast("Audience", each.audience)
        _keep(session, each.country, each.field, audience, before=before, by=None).offered_to = 0
        audit.record(session, None, "risk.filed", country=each.country, part=each.field, audience=audience)
    return len(new)


def offer(session: Session, chunk: int) -> int:
    """Tell at most `chunk` members of a narrower default whose own choice is wider; how many were looked at."""
    due = select(Remembered).where(Remembered.offered_to.is_not(None)).order_by(Remembered.id).limit(1)
    risk = session.scalar(due.with_for_update(skip_locked=True))
    if risk is None or risk.offered_to is None:
        return 0
    theirs = select(MemberOrigin.member_id).where(MemberOrigin.country == risk.country)
    some = select(Member).where(Member.person_id.in_(theirs), Member.person_id > risk.offered_to)
    found = session.scalars(some.order_by(Member.person_id).limit(chunk)).all()
    for member in found:
        if wider(_chosen(member, risk.field), _audience(risk)):
            notices.tell(session, member.person_id, "risk_tightened", risk=risk.id)
    risk.offered_to = found[-1].person_id if len(found) == chunk else None
    return len(found)


def offered(session: Session, person_id: int, risk_id: int) -> Offered | None:
    """A default that is narrower than what this person chose; None when it is not, or no longer."""
    risk, member = session.get(Remembered, risk_id), session.get(Member, person_id)
    if risk is None or member is None or session.get(MemberOrigin, (person_id, risk.country)) is None:
        return None
    mine = _chosen(member, risk.field)
    if not wider(mine, _audience(risk)):
        return None
    told = _watched([risk.country])
    return {"country": risk.country, "part": risk.field, "audience": _audience(risk), "mine": mine, "watched": told}


def widened(session: Session, person_id: int, risk_id: int) -> Widened | None:
    """A default that a colleague widened, for the team of that country."""
    risk = session.get(Remembered, risk_id)
    if risk is None or risk.before is None or not staff.may(session, person_id, "reader", risk.country):
        return None
    by = session.get(Staff, risk.changed_by) if risk.changed_by else None
    before = cast("Audience", risk.before)
    told = {"country": risk.country, "part": risk.field, "audience": _audience(risk), "before": before}
    return cast("Widened", told | {"by": by.name if by else ""})


def count_held(session: Session) -> int:
    """How many defaults the store keeps narrower than the file of this release."""
    return sum(1 for _row in _held(session))


def _watched(countries: Sequence[str]) -> list[str]:
    return [code for code in countries if any(each.country == code and each.why == WATCHED for each in RISKS)]


def _narrowest(defaults: Iterable[Mapping[str, Audience]]) -> dict[str, Audience]:
    """Of several roots the narrowest."""
    found: dict[str, Audience] = {}
    for part, audience in (each for country in defaults for each in country.items()):
        found[part] = narrower(found.get(part, audience), audience)
    return found


def _held(session: Session) -> Iterable[Remembered]:
    """What an older file said, and this one says wider or not at all."""
    for row in session.scalars(select(Remembered).where(Remembered.changed_by.is_(None))):
        filed = _filed(row.country, row.field)
        if filed is None or wider(filed, _audience(row)):
            yield row


def _is_news(risk: Risk, kept: Mapping[tuple[str, str], Audience]) -> bool:
    before = kept.get((risk.country, risk.field))
    return before is None or wider(before, cast("Audience", risk.audience))


def _keep(
    session: Session, country: str, part: str, audience: Audience, *, before: Audience | None, by: int | None
) -> Remembered:
    this = select(Remembered).where(Remembered.country == country, Remembered.field == part)
    risk = session.scalar(this.with_for_update())
    if risk is None:
        risk = Remembered(country=country, field=part)
        session.add(risk)
    risk.audience, risk.before, risk.changed_at, risk.changed_by = audience, before, now(session), by
    session.flush()
    return risk


def _chosen(member: Member, part: str) -> Audience:
    if part == CARD:
        return cast("Audience", member.audience)
    return levels_of(member)[cast("Field", part)]


def _filed(country: str, part: str) -> Audience | None:
    risk = _CODES.get((country, part))
    return cast("Audience", risk.audience) if risk else None


def _audience(row: Remembered) -> Audience:
    return cast("Audience", row.audience)

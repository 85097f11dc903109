"""Consents taken back one by one, with all that rests on them."""

from sqlalchemy.orm import Session

from locales import _
from models.refusal import Refusal
from services import alerts, consents, members, mentoring, phones
from services.consents import Purpose

OPTIONAL: tuple[Purpose, ...] = ("directory", "phone", "alerts", "mentoring")
"""Without the others there is no service: taking those back is erasing everything."""


def held(session: Session, person_id: int) -> list[Purpose]:
    """What a person agrees to at this time."""
    return [purpose for purpose in consents.PURPOSES if consents.holds(session, person_id, purpose)]


def take_back(session: Session, person_id: int, purpose: Purpose) -> None:
    """Take one consent back: the card is shown to nobody, the number finds nobody, letters and mentoring end."""
    match purpose:
        case "directory":
            members.edit(session, person_id, "audience", "nobody")
        case "phone":
            phones.set_findable(session, person_id, findable=False)
        case "alerts":
            alerts.unsubscribe_all(session, person_id)
        case "mentoring":
            mentoring.leave(session, person_id)
        case _:
            raise Refusal(_("Without this I cannot go on. You can erase everything instead."))
    consents.withdraw(session, person_id, purpose)

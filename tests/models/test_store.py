"""The two doors of the store."""

from sqlalchemy.orm import Session

from models import HelpRequest, Person
from models.clock import now
from models.store import Store
from tests.clock import FakeClock


def ask_for_help(session: Session) -> int:
    person = Person(created_at=now(session))
    session.add(person)
    session.flush()
    session.add(HelpRequest(person_id=person.id, words="où êtes-vous ?", created_at=now(session)))
    return person.id


async def test_what_was_written_is_read_back_as_it_was(store: Store, clock: FakeClock) -> None:
    person_id = await store.write(ask_for_help)

    person = await store.read(lambda session: session.get_one(Person, person_id))
    request = await store.read(lambda session: session.query(HelpRequest).one())

    assert (person.language, person.created_at) == ("en", clock())
    assert request.words == "où êtes-vous ?"

"""Someone of the team who talks to the bot in a test."""

from collections.abc import Sequence
from functools import partial

from services import staff
from tests.handlers.chats import Chat
from tests.handlers.conftest import Guest


async def join(guest: Guest, name: str, role: str, countries: Sequence[str] = ()) -> Chat:
    """Write the code that an operator made for this name."""
    chat = await guest(name)
    code = staff.new_code()
    await chat.store.write(partial(staff.invite, actor_id=None, name=name, role=role, countries=countries, code=code))
    await chat.say(f"/staff {code}")
    return chat

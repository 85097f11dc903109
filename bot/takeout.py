"""The links by which people take their data along, in the store."""

from functools import partial

from models.store import Store
from services import takeout


class StoredLinks:
    """The data is read beside the writers; only that it was taken is written."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def reader(self, token: str) -> str | None:
        return await self._store.read(partial(takeout.reader, token=token))

    async def take(self, token: str, form: str) -> takeout.Taken | None:
        if not await self._store.write(partial(takeout.note, token=token, form=form)):
            return None
        return await self._store.read_at_length(partial(takeout.take, token=token))

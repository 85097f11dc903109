"""aiogram's states and data in a SQLite file, as people write it: one connection, a commit for each change."""

import json
from collections.abc import Mapping
from typing import Any

import aiosqlite
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

_TABLE = """
CREATE TABLE IF NOT EXISTS conversations (
    bot INTEGER, chat INTEGER, user INTEGER, state TEXT, data TEXT, PRIMARY KEY (bot, chat, user)
) WITHOUT ROWID
"""
_SET_STATE = """
INSERT INTO conversations (bot, chat, user, state) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET state = excluded.state
"""
_SET_DATA = """
INSERT INTO conversations (bot, chat, user, data) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET data = excluded.data
"""


class SqliteStorage(BaseStorage):
    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def create(self) -> None:
        await self._connection.execute(_TABLE)
        await self._connection.commit()

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        await self._write(_SET_STATE, (*_place(key), name))

    async def get_state(self, key: StorageKey) -> str | None:
        return await self._read("state", key)

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._write(_SET_DATA, (*_place(key), json.dumps(dict(data))))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        data = await self._read("data", key)
        return json.loads(data) if data else {}

    async def close(self) -> None:
        await self._connection.close()

    async def _write(self, statement: str, values: tuple[object, ...]) -> None:
        await self._connection.execute(statement, values)
        await self._connection.commit()

    async def _read(self, column: str, key: StorageKey) -> str | None:
        query = f"SELECT {column} FROM conversations WHERE bot = ? AND chat = ? AND user = ?"  # noqa: S608  (a column of ours)
        async with self._connection.execute(query, _place(key)) as found:
            row = await found.fetchone()
        return row[0] if row else None


def _place(key: StorageKey) -> tuple[int, int, int]:
    return key.bot_id, key.chat_id, key.user_id


async def open_file(file: str) -> aiosqlite.Connection:
    """A commit is on the disk when it returns, and readers do not wait for writers."""
    connection = await aiosqlite.connect(file)
    await connection.execute("PRAGMA journal_mode = WAL")
    await connection.execute("PRAGMA synchronous = FULL")
    return connection

"""Where the aiogram rivals keep the cards of who registered: beside their conversations."""

import json
from collections.abc import Mapping
from typing import Protocol

import aiosqlite
from redis.asyncio import Redis

Card = Mapping[str, str]


class Cards(Protocol):
    async def keep(self, user: int, card: Card) -> None: ...

    async def has(self, user: int) -> bool: ...


class DictCards:
    """In memory."""

    def __init__(self) -> None:
        self._cards: dict[int, Card] = {}

    async def keep(self, user: int, card: Card) -> None:
        self._cards[user] = card

    async def has(self, user: int) -> bool:
        return user in self._cards


class SqliteCards:
    """A table in the file that keeps the conversations."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def create(self) -> None:
        await self._connection.execute(
            "CREATE TABLE IF NOT EXISTS members (id INTEGER PRIMARY KEY, card TEXT NOT NULL)"
        )
        await self._connection.commit()

    async def keep(self, user: int, card: Card) -> None:
        await self._connection.execute("REPLACE INTO members VALUES (?, ?)", (user, json.dumps(dict(card))))
        await self._connection.commit()

    async def has(self, user: int) -> bool:
        async with self._connection.execute("SELECT 1 FROM members WHERE id = ?", (user,)) as found:
            return await found.fetchone() is not None


class RedisCards:
    """A hash in the server that keeps the conversations."""

    def __init__(self, redis: "Redis", key: str) -> None:
        self._redis, self._key = redis, key

    async def keep(self, user: int, card: Card) -> None:
        await self._redis.hset(self._key, str(user), json.dumps(dict(card)))

    async def has(self, user: int) -> bool:
        return bool(await self._redis.hexists(self._key, str(user)))

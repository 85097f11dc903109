"""A thousand histories, shuffled, duplicated, delayed and batched, end as the clean ones they are made of.

Those that are played side by side share a house, as people do; each has people of its own. What fails is the same at
each run, and names the day it was disturbed by.
"""

from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.conftest import NO_SKIPS
from tests.conversation.exploring import store_folder
from tests.databases import copy_template, create_tables, own_database
from tests.histories.delivery import Delivery, Disturbed
from tests.histories.playing import Played, play

SIDE_BY_SIDE = 25
BAD_DAYS = 5
"""How often each clean history is disturbed, each time otherwise."""
EVENINGS = 8 if NO_SKIPS else 1
"""A thousand disturbed histories, or a taste of them where someone waits."""


def seeds(evening: int) -> list[str]:
    return [f"{evening}.{at}" for at in range(SIDE_BY_SIDE)]


def assert_same(clean: Played, disturbed: Played, bad_day: str) -> None:
    """First what people read, as it says more than what the store holds."""
    assert not [row for row in clean.holds if row.startswith("inbound") and "'done'" not in row]
    for name, rounds in clean.told.items():
        assert disturbed.told[name] == rounds, f"{name} reads something else when {bad_day}"
    assert disturbed.holds == clean.holds, f"the store holds something else when {bad_day}"


@pytest.mark.parametrize("evening", range(EVENINGS))
async def test_a_disturbed_history_ends_as_the_clean_one(evening: int, template: Path, tmp_path: Path) -> None:
    with store_folder(tmp_path) as folder:
        clean = await play(copy_template(template, folder), seeds(evening), Delivery())
        assert clean.acts >= 5 * SIDE_BY_SIDE
        for number in range(BAD_DAYS):
            bad_day = f"disturbed by {evening}/{number}"
            disturbed = await play(copy_template(template, folder), seeds(evening), Disturbed(bad_day))
            assert_same(clean, disturbed, bad_day)


async def test_it_ends_so_where_several_write_at_once(postgres_server: URL, template: Path, tmp_path: Path) -> None:
    """The clean ones on SQLite: the two stores come to the same, too."""
    clean = await play(copy_template(template, tmp_path), seeds(-1), Delivery())
    with own_database(postgres_server, f"passerelle_histories_{tmp_path.name}") as url:
        create_tables(url)
        disturbed = await play(url.render_as_string(hide_password=False), seeds(-1), Disturbed("postgres"))
    assert_same(clean, disturbed, "disturbed on PostgreSQL")

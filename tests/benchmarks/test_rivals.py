"""Each rival registers a person through the driver and the stub network."""

import pytest

from benchmarks.bots import RIVALS, Bot, serving
from benchmarks.loads import SCRIPT, register
from benchmarks.rivals import words

AWA = "1001"
IN_MEMORY = [bot for bot in RIVALS if not bot.durable]


def names(bot: Bot) -> str:
    return bot.name


@pytest.mark.parametrize("bot", RIVALS, ids=names)
async def test_registers_a_person_in_as_many_turns_as_the_script_has_lines(bot: Bot) -> None:
    with bot.store() as store:
        if store is None:
            pytest.skip("no Redis answers on 127.0.0.1:6379")
        async with serving(bot, store) as (_running, driver):
            took: list[float] = []
            await register(driver, AWA, took)
            await driver.say(AWA, "hello")

            assert driver.shown[int(AWA)].text == words.BACK
            assert driver.api.calls["sendMessage"] == len(SCRIPT) + 1
            assert driver.api.surplus == 0


async def test_a_rival_on_sqlite_goes_on_where_it_was_after_a_kill() -> None:
    (bot,) = (bot for bot in RIVALS if bot.name == "aiogram, SQLite")
    with bot.store() as store:
        assert store is not None
        async with serving(bot, store) as (running, driver):
            for line in SCRIPT[:5]:
                await driver.say(AWA, line)
            running.kill()
            await running.start()
            driver.url = running.url
            await driver.say(AWA, "Benin")

            assert driver.shown[int(AWA)].text == words.TOWN.text


@pytest.mark.parametrize("bot", IN_MEMORY, ids=names)
async def test_an_update_with_another_secret_is_refused(bot: Bot) -> None:
    with bot.store() as store:
        assert store is not None
        async with serving(bot, store) as (_running, driver):
            driver.secret = "somebody else's"

            assert not await driver.post(driver.update(int(AWA), "hello"))
            assert driver.api.calls["sendMessage"] == 0

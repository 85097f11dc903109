"""The kill campaign sees what is lost: a bot that keeps everything in memory forgets everyone."""

from benchmarks.bots import RIVALS
from benchmarks.kills import Campaign, losses_of


async def test_a_bot_in_memory_loses_every_place_and_every_registration() -> None:
    (bot,) = (bot for bot in RIVALS if bot.name == "python-telegram-bot, in memory")

    losses = await losses_of(bot, Campaign(kills=1, seed=1, conversations=4, patience=1))

    assert losses.midway == 4
    assert losses.astray + losses.ignored == losses.midway
    assert losses.finished >= 4
    assert losses.gone == losses.finished

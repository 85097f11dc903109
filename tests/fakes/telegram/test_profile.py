"""How the bot presents itself, as both libraries set and read it."""

import telegram
from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands

from tests.fakes.telegram.client import Wire
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.server import FakeTelegram


async def test_commands_lie_by_scope_and_language(aio: Bot, ptb: telegram.Bot, fake: FakeTelegram) -> None:
    private = BotCommandScopeAllPrivateChats()
    await aio.set_my_commands([BotCommand(command="start", description="Begin")])
    await aio.set_my_commands([BotCommand(command="start", description="Aller")], scope=private, language_code="fr")

    everyone = await ptb.get_my_commands()
    french = await ptb.get_my_commands(telegram.BotCommandScopeAllPrivateChats(), "fr")
    arabic = await ptb.get_my_commands(language_code="ar")

    assert [command.description for command in everyone] == ["Begin"]
    assert [command.description for command in french] == ["Aller"]
    assert arabic == ()
    assert not fake.violations


async def test_deleted_commands_are_gone(aio: Bot, ptb: telegram.Bot) -> None:
    await ptb.set_my_commands([("start", "Begin")])

    await ptb.delete_my_commands()

    assert await aio.get_my_commands() == []


async def test_texts_are_read_in_the_readers_language_or_the_common_one(aio: Bot, ptb: telegram.Bot) -> None:
    await aio.set_my_description("A bridge")
    await aio.set_my_description("Un pont", language_code="fr")
    await aio.set_my_short_description("Short")
    await aio.set_my_name("Bridge")

    assert (await ptb.get_my_description("fr")).description == "Un pont"
    assert (await ptb.get_my_description("ar")).description == "A bridge"
    assert (await ptb.get_my_short_description()).short_description == "Short"
    assert (await ptb.get_my_name("fr")).name == "Bridge"


async def test_the_menu_button_is_set_for_everyone_or_for_one(
    aio: Bot, ptb: telegram.Bot, ada: Person, fake: FakeTelegram
) -> None:
    await aio.set_chat_menu_button(menu_button=MenuButtonCommands())
    await ptb.set_chat_menu_button(ada.id, telegram.MenuButtonDefault())

    assert (await ptb.get_chat_menu_button()).type == "commands"
    assert (await ptb.get_chat_menu_button(ada.id)).type == "default"
    assert not fake.violations


async def test_both_libraries_read_who_the_bot_is(aio: Bot, ptb: telegram.Bot, ada: Person, wire: Wire) -> None:
    assert (await aio.me()).username == ptb.username == wire.fake.account.card["username"]
    assert (await aio.get_chat(ada.id)).first_name == (await ptb.get_chat(ada.id)).first_name == "Ada"

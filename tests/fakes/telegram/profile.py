"""How the bot presents itself: its commands, names and descriptions in each language, and the menu button."""

from collections.abc import Callable
from typing import Any

from tests.fakes.telegram.account import Account
from tests.fakes.telegram.refusals import Json, bad_request

Act = Callable[[Account, Json], Any]


def get_me(account: Account, call: Json) -> Json:
    del call
    return account.card | {
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def shelf(call: Json) -> tuple[str, str]:
    """Where a list of commands lies: by scope, then by language."""
    scope = call.get("scope") or {"type": "default"}
    return "/".join(str(scope[key]) for key in sorted(scope, reverse=True)), call.get("language_code", "")


def set_my_commands(account: Account, call: Json) -> bool:
    account.commands[shelf(call)] = call["commands"]
    return True


def get_my_commands(account: Account, call: Json) -> list[Json]:
    return account.commands.get(shelf(call), [])


def delete_my_commands(account: Account, call: Json) -> bool:
    account.commands.pop(shelf(call), None)
    return True


def setter(field: str) -> Act:
    """An empty text takes away what was said in that language."""

    def act(account: Account, call: Json) -> bool:
        account.texts[field, call.get("language_code", "")] = call.get(field, "")
        return True

    return act


def getter(field: str, otherwise: str) -> Act:
    """What a reader of that language sees: its own text, or else the one for everybody."""

    def act(account: Account, call: Json) -> Json:
        own = account.texts.get((field, call.get("language_code", "")))
        return {field: own or account.texts.get((field, "")) or otherwise}

    return act


def set_chat_menu_button(account: Account, call: Json) -> bool:
    account.menus[menu_of(account, call)] = call.get("menu_button", {"type": "default"})
    return True


def get_chat_menu_button(account: Account, call: Json) -> Json:
    return account.menus.get(menu_of(account, call)) or account.menus.get(None) or {"type": "commands"}


def menu_of(account: Account, call: Json) -> int | None:
    chat_id: int | None = call.get("chat_id")
    if chat_id is not None and not account.known(chat_id).is_private:
        raise bad_request("chat not found")
    return chat_id

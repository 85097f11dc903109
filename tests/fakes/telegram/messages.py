"""What is done with messages: sent, edited, deleted, presses answered."""

from datetime import timedelta

from tests.fakes.telegram import limits
from tests.fakes.telegram.account import Account, Chat
from tests.fakes.telegram.refusals import Json, bad_request, fault
from tests.fakes.telegram.rules import keys

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def send_message(account: Account, call: Json) -> Json:
    chat = account.reached(call["chat_id"])
    check_keys(chat, call.get("reply_markup", {}))
    message: Json = {
        "message_id": next(account.message_ids),
        "from": account.card,
        "chat": chat.card,
        "date": account.now(),
        "text": call["text"],
    }
    reply_to = replied(chat, call.get("reply_parameters"))
    if reply_to is not None:
        message["reply_to_message"] = reply_to
    if call.get("entities"):
        message["entities"] = call["entities"]
    show_keyboard(chat, message, call.get("reply_markup", {}))
    chat.messages[message["message_id"]] = message
    chat.arrivals.put_nowait(message)
    return message


def check_keys(chat: Chat, markup: Json) -> None:
    for key in keys(markup):
        if key.get("request_contact") and not chat.is_private:
            raise fault("phone number can be requested in private chats only")
        if key.get("request_location") and not chat.is_private:
            raise fault("location can be requested in private chats only")


def show_keyboard(chat: Chat, message: Json, markup: Json) -> None:
    if markup.get("inline_keyboard"):
        message["reply_markup"] = {"inline_keyboard": markup["inline_keyboard"]}
    if "keyboard" in markup:
        chat.keyboard = markup
    if "remove_keyboard" in markup:
        chat.keyboard = None


def replied(chat: Chat, reply: Json | None) -> Json | None:
    if reply is None:
        return None
    if "chat_id" in reply and reply["chat_id"] != chat.id:
        raise fault("a reply to another chat is beyond what this server plays")
    message = chat.messages.get(reply["message_id"])
    if message is not None:
        return {key: value for key, value in message.items() if key != "reply_to_message"}
    if not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return None


def edit_message_reply_markup(account: Account, call: Json) -> Json:
    message = account.own_message(account.reached(call["chat_id"]), call["message_id"], "edit")
    return edited(account, message, {key: message[key] for key in ("text", "entities") if key in message}, call)


def edit_message_text(account: Account, call: Json) -> Json:
    message = account.own_message(account.reached(call["chat_id"]), call["message_id"], "edit")
    return edited(account, message, {key: call[key] for key in ("text", "entities") if call.get(key)}, call)


def edited(account: Account, message: Json, content: Json, call: Json) -> Json:
    """Keyboards that an edit does not name are gone: the vendor keeps none."""
    rows = call.get("reply_markup", {}).get("inline_keyboard")
    if rows:
        content["reply_markup"] = {"inline_keyboard": rows}
    if content == {key: message[key] for key in ("text", "entities", "reply_markup") if key in message}:
        raise fault(NOT_MODIFIED)
    for key in ("entities", "reply_markup"):
        message.pop(key, None)
    message |= content | {"edit_date": account.now()}
    return message


def delete_message(account: Account, call: Json) -> bool:
    chat = account.reached(call["chat_id"])
    message_id = call["message_id"]
    if message_id in chat.deleted:
        raise bad_request("message to delete not found")
    if message_id not in chat.messages:
        raise fault("message to delete not found")
    if chat.messages[message_id]["date"] < account.now() - limits.DELETE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message_id]
    chat.deleted.add(message_id)
    return True


def answer_callback_query(account: Account, call: Json) -> bool:
    """Answered once, and in time; an id that never was is the caller's fault."""
    press = account.presses.get(call["callback_query_id"])
    if press is None:
        raise fault(TOO_OLD)
    is_late = account.clock() > press.at + timedelta(seconds=limits.CALLBACK_SECONDS)
    if is_late or press.answer is not None:
        raise bad_request(TOO_OLD)
    press.answer = call
    return True


def send_chat_action(account: Account, call: Json) -> bool:
    account.reached(call["chat_id"])
    return True


def leave_chat(account: Account, call: Json) -> bool:
    chat = account.reached(call["chat_id"])
    if chat.is_private:
        raise fault("chat member status can't be changed in private chats")
    chat.closed = f"bot is not a member of the {chat.card['type']} chat"
    return True


def get_chat(account: Account, call: Json) -> Json:
    return account.known(call["chat_id"]).card | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }

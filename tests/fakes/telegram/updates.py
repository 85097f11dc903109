"""The bodies of updates as the vendor writes them, without their number."""

from typing import Any

from tests.fakes.telegram.refusals import Json

CHAT_INSTANCE = "3141592653589793238"


def user(user_id: int, name: str = "Ada", language_code: str | None = None, **more: Any) -> Json:
    card = {"id": user_id, "is_bot": False, "first_name": name} | more
    return card | ({"language_code": language_code} if language_code else {})


def private(user_card: Json) -> Json:
    names = {key: user_card[key] for key in ("first_name", "last_name", "username") if key in user_card}
    return {"id": user_card["id"], "type": "private"} | names


def group(chat_id: int, title: str, kind: str = "group") -> Json:
    return {"id": chat_id, "type": kind, "title": title}


def message(message_id: int, sender: Json | None, chat: Json, date: int, **content: Any) -> Json:
    """A channel's post has no sender."""
    signed = {"from": sender} if sender else {"sender_chat": chat}
    return {"message_id": message_id, **signed, "chat": chat, "date": date, **content}


def text(words: str) -> Json:
    """A text, with the command it may begin with marked as one."""
    if not words.startswith("/"):
        return {"text": words}
    length = len(words.split(maxsplit=1)[0].encode("utf-16-le")) // 2
    return {"text": words, "entities": [{"type": "bot_command", "offset": 0, "length": length}]}


def contact(phone: str, name: str, owner: int | None) -> Json:
    """A card; `owner` is its user, when the vendor knows one."""
    card: Json = {"phone_number": phone, "first_name": name}
    return {"contact": card | ({"user_id": owner} if owner else {})}


def location(latitude: float, longitude: float) -> Json:
    return {"location": {"latitude": latitude, "longitude": longitude}}


def file_ids(name: str) -> Json:
    return {"file_id": f"AgAC{name}", "file_unique_id": f"u{name}"}


def photo(caption: str = "") -> Json:
    sizes = [{**file_ids(f"p{side}"), "width": side, "height": side, "file_size": side * 20} for side in (90, 320)]
    return {"photo": sizes} | ({"caption": caption} if caption else {})


def sticker() -> Json:
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": file_ids("s") | shape | {"emoji": "👍"}}


def voice(seconds: int = 3) -> Json:
    return {"voice": file_ids("v") | {"duration": seconds, "mime_type": "audio/ogg"}}


def dice() -> Json:
    return {"dice": {"emoji": "🎲", "value": 4}}


def forwarded(words: str, origin: Json, date: int) -> Json:
    return {"text": words, "forward_origin": {"type": "user", "sender_user": origin, "date": date}}


def callback(press_id: str, sender: Json, message: Json, data: str) -> Json:
    return {"id": press_id, "from": sender, "message": message, "chat_instance": CHAT_INSTANCE, "data": data}


def inaccessible(chat: Json, message_id: int) -> Json:
    """What is left of a message that the bot cannot see any more."""
    return {"chat": chat, "message_id": message_id, "date": 0}


def membership(chat: Json, actor: Json, bot: Json, date: int, *, before: str, now: str) -> Json:
    """How the bot's own standing in a chat changed."""
    return {
        "chat": chat,
        "from": actor,
        "date": date,
        "old_chat_member": standing(bot, before),
        "new_chat_member": standing(bot, now),
    }


def standing(bot: Json, status: str) -> Json:
    return {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})


def queue_of(kind: str, body: Json) -> tuple[str, int]:
    """Order is kept within a queue only: a person's presses are in another one than their messages. Source:
    Client.cpp, `user_id + (3 << 33)` for callback queries.
    """
    if kind == "callback_query":
        return "callback", body["from"]["id"]
    chat = body.get("chat")
    return ("chat", chat["id"]) if isinstance(chat, dict) else (kind, 0)

"""From a neutral post to what is sent: one message a turn, for each is billed."""

import re
from typing import Any

from channels.capabilities import Capabilities
from channels.ladder import Face, Shaped, shape
from channels.whatsapp.messages import RUNG
from channels.whatsapp.sender import is_phone
from channels.wire import Post
from locales import _p, language

CAN = Capabilities(buttons=3, label=20, text=4096, body=1024, rows=10, row=24, detail=72)
"""https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages and
…/interactive-reply-buttons-messages"""
LONGEST_LINE = 200
"""Of what waits, a template shows the beginning: the whole of it comes once its person writes."""
_TAG_OF_RING = "r"
_ISOLATE, _ISOLATE_ENDS = re.compile("[\u2066-\u2068]"), "\u2069"

Payload = dict[str, Any]


def payloads(post: Post, address: str) -> list[Payload]:
    """One, but where a text is longer than WhatsApp takes: what is beyond goes on in a next."""
    if _asks_for_number(post, address):
        return [_message(post, address, "interactive", _number_request(post.text))]
    shaped = shape(post, CAN)
    *before, last = shaped.messages
    texts = [_message(post, address, "text", _text(text)) for text in before]
    return [*texts, _last(post, address, last, shaped)]


def ring(post: Post, address: str, template: str) -> Payload:
    """The approved template that asks somebody to write: how what waits begins, and a button that fetches it."""
    line = {"type": "body", "parameters": [{"type": "text", "text": first_line(post.text)}]}
    button = {
        "type": "button",
        "sub_type": "quick_reply",
        "index": "0",
        "parameters": [{"type": "payload", "payload": RUNG}],
    }
    content = {"name": template, "language": {"code": post.language}, "components": [line, button]}
    return _message(post, address, "template", content) | {"biz_opaque_callback_data": f"{post.id}{_TAG_OF_RING}"}


def read_mark(message: str) -> Payload:
    """Says that a message was read and that an answer is being written; the answer ends it, or 25 seconds."""
    return {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": message,
        "typing_indicator": {"type": "text"},
    }


def first_line(text: str) -> str:
    """The first line with a word in it, fit for a template: no tab, no runs of spaces, cut at the end of a word."""
    line = " ".join(next((line for line in text.split("\n") if line.strip()), "").split())
    if len(line) <= LONGEST_LINE:
        return line
    room = LONGEST_LINE - 1
    words, _space, _rest = line[: room + 1].rpartition(" ")
    begun = (words or line[:room]).rstrip(" ,;:·")
    opened = len(_ISOLATE.findall(begun)) - begun.count(_ISOLATE_ENDS)
    return f"{begun[: room - opened]}{_ISOLATE_ENDS * opened}…"


def _last(post: Post, address: str, text: str, shaped: Shaped) -> Payload:
    match shaped.under:
        case "buttons":
            return _message(post, address, "interactive", _buttons(text, shaped.faces))
        case "list":
            return _message(post, address, "interactive", _list(text, shaped.faces, post.language))
    return _message(post, address, "text", _text(text))


def _message(post: Post, address: str, kind: str, content: Payload) -> Payload:
    """`to` where the number is known, as Meta wants it: the number then stays in what it tells us of this person."""
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to" if is_phone(address) else "recipient": address,
        "biz_opaque_callback_data": str(post.id),
        "type": kind,
        kind: content,
    }


def _text(text: str) -> Payload:
    return {"body": text, "preview_url": False}


def _buttons(text: str, faces: tuple[Face, ...]) -> Payload:
    buttons = [{"type": "reply", "reply": {"id": face.token, "title": face.title}} for face in faces]
    return {"type": "button", "body": {"text": text}, "action": {"buttons": buttons}}


def _list(text: str, faces: tuple[Face, ...], code: str) -> Payload:
    # limit: 20 letters on the button that opens a list
    opens = language(code).say(_p("button", "Choose"))
    action = {"button": opens, "sections": [{"rows": [_row(face) for face in faces]}]}
    return {"type": "list", "body": {"text": text}, "action": action}


def _row(face: Face) -> Payload:
    row = {"id": face.token, "title": face.title}
    return row | {"description": face.detail} if face.detail else row


def _asks_for_number(post: Post, address: str) -> bool:
    """Whoever writes from a number need not be asked for it."""
    return post.asks == "contact" and not post.choices and not is_phone(address) and len(post.text) <= CAN.body


def _number_request(text: str) -> Payload:
    return {"type": "request_contact_info", "body": {"text": text}, "action": {"name": "request_contact_info"}}

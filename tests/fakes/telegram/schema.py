"""The methods this server plays and the objects they take: names, types, what is required, how long.

Written from core.telegram.org/bots/api; tests hold the names against python-telegram-bot's signatures.
"""

from tests.fakes.telegram import limits
from tests.fakes.telegram.kinds import (
    AlwaysTrue,
    ByField,
    ByType,
    ChatId,
    Flag,
    Kind,
    ListOf,
    OneOf,
    Shape,
    Unsupported,
    Whole,
    Words,
    in_bytes,
    in_utf16,
)

# fmt: off
UPDATE_KINDS = frozenset(
    {
        "message", "edited_message", "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result",
        "callback_query", "shipping_query", "pre_checkout_query", "poll", "poll_answer", "my_chat_member",
        "chat_member", "chat_join_request", "chat_boost", "removed_chat_boost", "message_reaction",
        "message_reaction_count", "business_connection", "business_message", "edited_business_message",
        "deleted_business_messages", "purchased_paid_media", "managed_bot", "guest_message",
    }
)
ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)
ENTITY_KINDS = frozenset(
    {
        "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic", "underline",
        "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link", "text_mention",
        "custom_emoji", "date_time",
    }
)
# fmt: on

TEXT = Words(1, limits.TEXT, in_utf16, short="message text is empty", long="message is too long")
LANGUAGE = Words(pattern="([a-z]{2})?", odd="invalid language code specified")
LABEL = Words(1, short="text buttons are unallowed in the inline keyboard")
STYLE = OneOf(frozenset({"danger", "success", "primary"}))
WEB_APP = Shape("WebAppInfo", {"url": Words(1)})

ENTITY = Shape(
    "MessageEntity",
    {"type": OneOf(ENTITY_KINDS), "offset": Whole(0), "length": Whole(1)},
    {
        "url": Words(1),
        "user": Unsupported(),
        "language": Words(1),
        "custom_emoji_id": Words(1),
        "unix_time": Whole(0),
        "date_time_format": Words(),
    },
)
ENTITY_LIST = ListOf(ENTITY, most=limits.ENTITIES)
LINK_PREVIEW = Shape(
    "LinkPreviewOptions",
    optional={
        "is_disabled": Flag(),
        "url": Words(),
        "prefer_small_media": Flag(),
        "prefer_large_media": Flag(),
        "show_above_text": Flag(),
    },
)
REPLY = Shape(
    "ReplyParameters",
    {"message_id": Whole(1)},
    {
        "chat_id": ChatId(),
        "allow_sending_without_reply": Flag(),
        "quote": Words(1, 1024, in_utf16),
        "quote_parse_mode": Unsupported(),
        "quote_entities": ENTITY_LIST,
        "quote_position": Whole(0),
        "checklist_task_id": Unsupported(),
        "poll_option_id": Unsupported(),
    },
)
INLINE_BUTTON = Shape(
    "InlineKeyboardButton",
    {"text": LABEL},
    {
        "url": Words(1),
        "callback_data": Words(
            1, limits.CALLBACK_DATA, in_bytes, short="BUTTON_DATA_INVALID", long="BUTTON_DATA_INVALID"
        ),
        "copy_text": Shape("CopyTextButton", {"text": Words(1, limits.COPY_TEXT)}),
        "switch_inline_query": Words(),
        "switch_inline_query_current_chat": Words(),
        "switch_inline_query_chosen_chat": Unsupported(),
        "web_app": WEB_APP,
        "login_url": Unsupported(),
        "callback_game": Unsupported(),
        "pay": Unsupported(),
        "style": STYLE,
        "icon_custom_emoji_id": Words(1),
    },
)
KEY = Shape(
    "KeyboardButton",
    {"text": LABEL},
    {
        "request_contact": Flag(),
        "request_location": Flag(),
        "request_poll": Unsupported(),
        "request_users": Unsupported(),
        "request_chat": Unsupported(),
        "request_managed_bot": Unsupported(),
        "web_app": WEB_APP,
        "style": STYLE,
        "icon_custom_emoji_id": Words(1),
    },
)
PLACEHOLDER = Words(1, limits.PLACEHOLDER)
INLINE_KEYBOARD = Shape("InlineKeyboardMarkup", {"inline_keyboard": ListOf(ListOf(INLINE_BUTTON))})
REPLY_KEYBOARD = Shape(
    "ReplyKeyboardMarkup",
    {"keyboard": ListOf(ListOf(KEY, least=1), least=1)},
    {
        "is_persistent": Flag(),
        "resize_keyboard": Flag(),
        "one_time_keyboard": Flag(),
        "selective": Flag(),
        "input_field_placeholder": PLACEHOLDER,
    },
)
KEYBOARD_REMOVE = Shape("ReplyKeyboardRemove", {"remove_keyboard": AlwaysTrue()}, {"selective": Flag()})
FORCE_REPLY = Shape(
    "ForceReply", {"force_reply": AlwaysTrue()}, {"selective": Flag(), "input_field_placeholder": PLACEHOLDER}
)
MARKUP = ByField(
    {
        "inline_keyboard": INLINE_KEYBOARD,
        "keyboard": REPLY_KEYBOARD,
        "remove_keyboard": KEYBOARD_REMOVE,
        "force_reply": FORCE_REPLY,
    }
)
COMMAND = Shape(
    "BotCommand",
    {
        "command": Words(
            1, limits.COMMAND, pattern="[a-z0-9_]+", odd="BOT_COMMAND_INVALID", long="BOT_COMMAND_INVALID"
        ),
        "description": Words(1, limits.COMMAND_DESCRIPTION, long="BOT_COMMAND_DESCRIPTION_INVALID"),
    },
)
TYPE = {"type": Words(1)}
SCOPE = ByType(
    {
        "default": Shape("BotCommandScopeDefault", TYPE),
        "all_private_chats": Shape("BotCommandScopeAllPrivateChats", TYPE),
        "all_group_chats": Shape("BotCommandScopeAllGroupChats", TYPE),
        "all_chat_administrators": Shape("BotCommandScopeAllChatAdministrators", TYPE),
        "chat": Shape("BotCommandScopeChat", TYPE | {"chat_id": ChatId()}),
        "chat_administrators": Shape("BotCommandScopeChatAdministrators", TYPE | {"chat_id": ChatId()}),
        "chat_member": Shape("BotCommandScopeChatMember", TYPE | {"chat_id": ChatId(), "user_id": Whole(1)}),
    }
)
MENU_BUTTON = ByType(
    {
        "default": Shape("MenuButtonDefault", TYPE),
        "commands": Shape("MenuButtonCommands", TYPE),
        "web_app": Shape("MenuButtonWebApp", TYPE | {"text": Words(1), "web_app": WEB_APP}),
    }
)
ALLOWED_UPDATES = ListOf(OneOf(UPDATE_KINDS))
EDITED: dict[str, Kind] = {
    "chat_id": ChatId(),
    "message_id": Whole(1),
    "inline_message_id": Unsupported(),
    "business_connection_id": Unsupported(),
    "reply_markup": INLINE_KEYBOARD,
}

METHODS = {
    shape.name: shape
    for shape in (
        Shape("getMe"),
        Shape(
            "getUpdates",
            optional={
                "offset": Whole(),
                "limit": Whole(1, limits.BATCH),
                "timeout": Whole(0, limits.POLL_SECONDS),
                "allowed_updates": ALLOWED_UPDATES,
            },
        ),
        Shape(
            "setWebhook",
            {"url": Words()},
            {
                "certificate": Unsupported(),
                "ip_address": Unsupported(),
                "max_connections": Whole(1, limits.CONNECTIONS),
                "allowed_updates": ALLOWED_UPDATES,
                "drop_pending_updates": Flag(),
                "secret_token": Words(
                    1,
                    limits.SECRET_TOKEN,
                    pattern="[A-Za-z0-9_-]*",
                    long="secret token is too long",
                    odd="secret token contains unallowed characters",
                ),
            },
        ),
        Shape("deleteWebhook", optional={"drop_pending_updates": Flag()}),
        Shape("getWebhookInfo"),
        Shape(
            "sendMessage",
            {"chat_id": ChatId(), "text": TEXT},
            {
                "parse_mode": Unsupported(),
                "entities": ENTITY_LIST,
                "link_preview_options": LINK_PREVIEW,
                "disable_notification": Flag(),
                "protect_content": Flag(),
                "reply_parameters": REPLY,
                "reply_markup": MARKUP,
                "message_thread_id": Unsupported(),
                "business_connection_id": Unsupported(),
                "message_effect_id": Unsupported(),
                "allow_paid_broadcast": Flag(),
                "direct_messages_topic_id": Unsupported(),
                "suggested_post_parameters": Unsupported(),
            },
        ),
        Shape("editMessageReplyMarkup", optional=EDITED),
        Shape(
            "editMessageText",
            {"text": TEXT},
            EDITED | {"parse_mode": Unsupported(), "entities": ENTITY_LIST, "link_preview_options": LINK_PREVIEW},
        ),
        Shape("deleteMessage", {"chat_id": ChatId(), "message_id": Whole(1)}),
        Shape(
            "answerCallbackQuery",
            {"callback_query_id": Words(1)},
            {
                "text": Words(0, limits.CALLBACK_ANSWER, in_utf16, long="MESSAGE_TOO_LONG"),
                "show_alert": Flag(),
                "url": Unsupported(),
                "cache_time": Whole(0),
            },
        ),
        Shape(
            "sendChatAction",
            {"chat_id": ChatId(), "action": OneOf(ACTIONS)},
            {"message_thread_id": Unsupported(), "business_connection_id": Unsupported()},
        ),
        Shape(
            "setMyCommands",
            {"commands": ListOf(COMMAND, most=limits.COMMANDS)},
            {"scope": SCOPE, "language_code": LANGUAGE},
        ),
        Shape("getMyCommands", optional={"scope": SCOPE, "language_code": LANGUAGE}),
        Shape("deleteMyCommands", optional={"scope": SCOPE, "language_code": LANGUAGE}),
        Shape("setMyName", optional={"name": Words(0, limits.NAME), "language_code": LANGUAGE}),
        Shape("getMyName", optional={"language_code": LANGUAGE}),
        Shape("setMyDescription", optional={"description": Words(0, limits.DESCRIPTION), "language_code": LANGUAGE}),
        Shape("getMyDescription", optional={"language_code": LANGUAGE}),
        Shape(
            "setMyShortDescription",
            optional={"short_description": Words(0, limits.SHORT_DESCRIPTION), "language_code": LANGUAGE},
        ),
        Shape("getMyShortDescription", optional={"language_code": LANGUAGE}),
        Shape("setChatMenuButton", optional={"chat_id": Whole(1), "menu_button": MENU_BUTTON}),
        Shape("getChatMenuButton", optional={"chat_id": Whole(1)}),
        Shape("leaveChat", {"chat_id": ChatId()}),
        Shape("getChat", {"chat_id": ChatId()}),
    )
}

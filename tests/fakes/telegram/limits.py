"""The Bot API's own limits. Sources: core.telegram.org/bots/api, telegram.constants of python-telegram-bot (a test
holds the two equal), and the source of the vendor's server (tdlib/telegram-bot-api) where neither says it.
"""

TEXT = 4096
ENTITIES = 100
CALLBACK_DATA = 64
"""In bytes of UTF-8."""
COPY_TEXT = 256
INLINE_BUTTONS = 100
INLINE_ROW = 8
PLACEHOLDER = 64
START_PARAMETER = 64
CALLBACK_ANSWER = 200
COMMANDS = 100
COMMAND = 32
COMMAND_DESCRIPTION = 256
NAME = 64
DESCRIPTION = 512
SHORT_DESCRIPTION = 120
BATCH = 100
CONNECTIONS = 100
DEFAULT_CONNECTIONS = 40
SECRET_TOKEN = 256

POLL_SECONDS = 50
"""Longer polls are cut to this. Source: the vendor's server."""
MESSAGE_SECONDS = 24 * 3600
CALLBACK_SECONDS = 150
"""How long an update, and the right to answer a press, last. Source: Client.cpp, add_update."""
REDELIVERY_SECONDS = 1.0
REDELIVERY_MOST = 60.0
"""The first wait after a webhook that failed, and the longest: it doubles. Source: WebhookActor.cpp."""
RETRY_AFTER_MOST = 3600.0
WEBHOOK_SECONDS = 60.0
"""How long the vendor waits for a webhook's answer."""
DELETE_SECONDS = 48 * 3600
"""Until when a message can be deleted for everyone."""

UNSOLICITED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds of updates that come only when allowed_updates names them."""

"""The web chat: a small page that works with scripts off, and lives by server-sent events with them on."""

from channels.webchat.conversation import Closing, Conversation
from channels.webchat.routes import routes
from channels.webchat.settings import WebchatSettings

__all__ = ["Closing", "Conversation", "WebchatSettings", "routes"]

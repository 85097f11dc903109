"""WhatsApp, by the Cloud API: a webhook takes what people write, one call a turn answers."""

from channels.whatsapp.settings import WhatsAppSettings
from channels.whatsapp.whatsapp import WhatsApp

__all__ = ["WhatsApp", "WhatsAppSettings"]

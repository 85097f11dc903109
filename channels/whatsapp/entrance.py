"""The address of our number, as a link begins that opens it. See https://faq.whatsapp.com/5913398998672934."""

from channels.whatsapp.graph import Declined, Graph, Unanswered
from channels.whatsapp.reading import text_of
from channels.whatsapp.settings import WhatsAppSettings


async def entrance(settings: WhatsAppSettings) -> str:
    """What stands before the parameter of a start link; nothing where Meta does not tell the number people see."""
    async with Graph(settings) as graph:
        try:
            told = await graph.ask(settings.phone_number_id, fields="display_phone_number")
        except (Unanswered, Declined):
            return ""
    number = "".join(filter(str.isdecimal, text_of(told, "display_phone_number")))
    return f"https://wa.me/{number}?text=/start%20" if number else ""

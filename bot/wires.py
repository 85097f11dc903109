"""The wires that the settings switch on. A new channel is one folder in `channels/` and a few lines here."""

from collections.abc import Callable

from pydantic import SecretStr

from bot.settings import Settings
from bot.trouble import NotReady
from channels.channel import Wire
from models.clock import Clock, utc_now


def open_wires(settings: Settings, clock: Clock = utc_now) -> dict[str, Wire]:
    """Each channel that is set up, by its name; one that is set up by halves is refused in words."""
    wires = (make(settings, clock) for make in WIRES)
    return {wire.name: wire for wire in wires if wire is not None}


def _telegram(settings: Settings, clock: Clock) -> Wire | None:
    if settings.telegram_bot_token is None:
        return None
    # aiogram takes a second and more memory than all the rest: not where nobody uses it
    from channels.telegram import Telegram, TelegramSettings  # noqa: PLC0415

    secret = settings.telegram_webhook_secret
    return Telegram(
        TelegramSettings(
            token=settings.telegram_bot_token.get_secret_value(),
            api_base=settings.telegram_api_base,
            webhook_secret=secret.get_secret_value() if secret else None,
            public_url=settings.public_url,
            clock=clock,
        )
    )


def _whatsapp(settings: Settings, clock: Clock) -> Wire | None:
    given = {name: getattr(settings, name) for name in WHATSAPP_NEEDS}
    missing = [name.upper() for name, value in given.items() if value is None]
    if len(missing) == len(given):
        return None
    if missing:
        msg = f"WhatsApp is set up by halves: {', '.join(missing)} missing."
        raise NotReady(msg)
    from channels.whatsapp import WhatsApp, WhatsAppSettings  # noqa: PLC0415  (as above: its client is not for everyone)

    plain = {name: each.get_secret_value() if isinstance(each, SecretStr) else each for name, each in given.items()}
    return WhatsApp(
        WhatsAppSettings(
            **{name.removeprefix("whatsapp_"): each for name, each in plain.items()},
            api_base=settings.whatsapp_api_base,
            templates=dict(pair.split("=") for pair in settings.whatsapp_templates.split(",") if pair),
            clock=clock,
        )
    )


WHATSAPP_NEEDS = ("whatsapp_access_token", "whatsapp_phone_number_id", "whatsapp_app_secret", "whatsapp_verify_token")

WIRES: tuple[Callable[[Settings, Clock], Wire | None], ...] = (_telegram, _whatsapp)
"""Each makes its channel, None where it is not set up."""

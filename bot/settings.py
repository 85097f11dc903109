"""What the operator sets, by environment variables and nothing else."""

import re

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from models.engines import check_url

_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,256}", re.ASCII)
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)
_TEMPLATES = re.compile(r"(?:[a-z_]+|\*)=[a-z0-9_]+(?:,(?:[a-z_]+|\*)=[a-z0-9_]+)*", re.ASCII)


class Settings(BaseSettings):
    """The variables of the contract; unset channels are off."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore")

    database_url: str = "sqlite+aiosqlite:///data/passerelle.db"
    secret_key: SecretStr | None = None
    metrics_token: SecretStr | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public_url: str = "http://127.0.0.1:8000"
    telegram_bot_token: SecretStr | None = None
    telegram_api_base: str | None = None
    telegram_webhook_secret: SecretStr | None = None
    whatsapp_access_token: SecretStr | None = None
    whatsapp_phone_number_id: str | None = None
    whatsapp_app_secret: SecretStr | None = None
    whatsapp_verify_token: SecretStr | None = None
    whatsapp_api_base: str = "https://graph.facebook.com/v24.0"
    whatsapp_templates: str = ""

    @field_validator("database_url")
    @classmethod
    def _names_a_store(cls, url: str) -> str:
        try:
            check_url(make_url(url))
        except ArgumentError:
            msg = "this names no store; it begins with sqlite+aiosqlite:/// or postgresql+psycopg://"
            raise ValueError(msg) from None
        return url

    @field_validator("telegram_bot_token")
    @classmethod
    def _is_a_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not _TOKEN.fullmatch(token.get_secret_value()):
            msg = "this is no bot token; @BotFather gives one like 123456789:AA…"
            raise ValueError(msg)
        return token

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _is_a_webhook_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not _WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
            msg = "Telegram takes 1 to 256 of the signs A-Z a-z 0-9 _ -"
            raise ValueError(msg)
        return secret

    @field_validator("whatsapp_phone_number_id")
    @classmethod
    def _is_an_id(cls, number: str | None) -> str | None:
        if number is not None and not (number.isascii() and number.isdecimal()):
            msg = "this is not the phone number but its id in Meta's console: digits only"
            raise ValueError(msg)
        return number

    @field_validator("whatsapp_templates")
    @classmethod
    def _names_templates(cls, templates: str) -> str:
        if templates and not _TEMPLATES.fullmatch(templates):
            msg = "write kind=template pairs with commas between them, like *=news or alert=offers,*=news"
            raise ValueError(msg)
        return templates

    @field_validator("telegram_api_base", "whatsapp_api_base")
    @classmethod
    def _is_a_base(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("https://", "http://")):
            msg = "it begins with https://"
            raise ValueError(msg)
        return url.rstrip("/") if url else url

    @field_validator("public_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        if not url.startswith(("https://", "http://")):
            msg = "it begins with https:// and is how people reach this service"
            raise ValueError(msg)
        return url.rstrip("/")

    @property
    def embedded(self) -> bool:
        """Whether the store is a file of ours, which one serving process holds."""
        return self.database_url.startswith("sqlite")

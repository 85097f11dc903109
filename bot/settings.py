"""What the operator sets, by environment variables and nothing else."""

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from models.engines import check_url


class Settings(BaseSettings):
    """The variables of the contract; unset channels are off."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore")

    database_url: str = "sqlite+aiosqlite:///data/passerelle.db"
    secret_key: SecretStr | None = None
    metrics_token: SecretStr | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public_url: str = "http://127.0.0.1:8000"

    @field_validator("database_url")
    @classmethod
    def _names_a_store(cls, url: str) -> str:
        try:
            check_url(make_url(url))
        except ArgumentError:
            msg = "this names no store; it begins with sqlite+aiosqlite:/// or postgresql+psycopg://"
            raise ValueError(msg) from None
        return url

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

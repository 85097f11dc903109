"""What the operator sets, by environment variables and nothing else."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The variables of the contract; unset channels are off."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore")

    database_url: str = "sqlite+aiosqlite:///data/passerelle.db"
    secret_key: SecretStr | None = None
    metrics_token: SecretStr | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public_url: str = "http://127.0.0.1:8000"

    @property
    def embedded(self) -> bool:
        """Whether the store is a file of ours, which one serving process holds."""
        return self.database_url.startswith("sqlite")

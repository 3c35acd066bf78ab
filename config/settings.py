"""Settings, from the environment (prefix ``ROUNDLOG_``)."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Network = IPv4Network | IPv6Network


class Settings(BaseSettings):
    """Everything that can be set. Unset or empty, each has a safe default.

    Attributes:
        data_dir: Folder of the database, the lock and the keys.
        database_url: SQLAlchemy address of the database; SQLite in `data_dir` unless set.
        public_url: Where people reach this service; None keeps links out of messages.
        allow_private: Networks (CIDR, comma-separated) that feeds and webhooks may reach though they aren't public.
        contact: Address or page that goes into the User-Agent, so that publishers can reach the operator.
        poll_interval: Seconds between two polls of a feed that asks for nothing else.
        tick_interval: Seconds between two looks for due feeds and messages.
    """

    model_config = SettingsConfigDict(env_prefix="ROUNDLOG_", env_ignore_empty=True, extra="ignore", frozen=True)

    data_dir: Path = Path("var")
    database_url: str = ""
    public_url: str | None = None
    allow_private: Annotated[tuple[Network, ...], NoDecode] = ()
    contact: str | None = None
    poll_interval: Annotated[float, Field(gt=0, le=86_400)] = 900.0
    tick_interval: Annotated[float, Field(gt=0, le=60)] = 1.0

    @field_validator("allow_private", mode="before")
    @classmethod
    def _split_networks(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
        return value

    @field_validator("public_url")
    @classmethod
    def _check_address(cls, value: str | None) -> str | None:
        if value is not None and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
            raise ValueError("it must be an address like https://roundlog.example.org")
        return value

    @field_validator("contact")
    @classmethod
    def _check_header(cls, value: str | None) -> str | None:
        if value is not None and not (value.isascii() and value.isprintable()):
            raise ValueError("it goes into a header of HTTP, so it must be of printable ASCII characters")
        return value

    @property
    def database(self) -> str:
        """The address of the database in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'roundlog.db'}"

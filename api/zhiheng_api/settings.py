"""Settings, from the environment (`ZHIHENG_...`) or given in code."""

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from zhiheng.audit.note import COSIGNATURE, Verifier, read_verifier
from zhiheng_api.signing import key_of_secret


class Settings(BaseSettings):
    """data: folder of papers and of the default database.

    database_url: SQLAlchemy URL; empty means SQLite in the data folder.
    """

    model_config = SettingsConfigDict(env_prefix="ZHIHENG_", hide_input_in_errors=True)

    data: Path = Path("var")
    database_url: str = ""
    agency: str = "jingyue"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    session_hours: int = 12
    confirm_minutes: int = 5
    """How long a password just entered may still sign (design.md §18)."""
    writes_per_minute: int = 600
    """Of one account, by one process; 0: no limit."""
    logins_per_minute: int = 120
    """Attempts from one address, at one process; 0: no limit."""
    sweep_seconds: Annotated[float, Field(ge=0)] = 10
    """How often this process looks for timers, warnings and cards whose time has come; 0: never."""
    reads_seconds: Annotated[float, Field(gt=0, le=60)] = 2
    """How often what was read is written to the log; what is not yet there a kill can lose."""
    address: str = ""
    """Where people reach this service, for links in what leaves the house."""
    send_seconds: Annotated[float, Field(ge=0)] = 5
    """How often this process sends what is due by webhook and e-mail; 0: never."""
    webhook_url: str = ""
    """Where notices go; `https`, or `http` on this machine. Empty: nowhere."""
    webhook_secret: SecretStr = SecretStr("")
    """`whsec_` and base64 of at least 24 bytes: signs what goes there."""
    smtp_host: str = ""
    """The mail server; empty: no e-mail."""
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_tls: bool = True
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    mail_from: str = ""
    mail_book: Path | None = None
    """A YAML file: recipient (`person:gh-1`, `post:GH-c`) -> e-mail address."""
    seal_seconds: Annotated[float, Field(ge=0)] = 0.2
    """How often this process seals, if it has the key; 0: never, another process does."""
    seal_batch: Annotated[int, Field(ge=1, le=100_000)] = 5_000
    """Entries sealed in one transaction."""
    seal_key: Path | None = None
    """The file of the sealing key; by default `seal.key` in the data folder."""
    seal_pending: bool = False
    """Note what waits to be sealed: for databases without `xid8`; the same for all processes."""
    log_name: Annotated[str, Field(pattern=r"^[^\s+]+$")] = "zhiheng"
    """What all logs of this house are called by; never changed once something is sealed."""
    witnesses: str = ""
    """Public keys of the witnesses whose cosignatures are kept, by commas or blanks."""
    log_reads_per_minute: int = 1200
    """Questions about the sealed log from one address, at one process; 0: no limit."""
    risk_register: Path | None = None
    """The bureau's risk register (docs/formats/register.md); by default the shipped sample's."""
    max_body: int = 2 * 1024 * 1024
    max_document: int = 20 * 1024 * 1024

    @model_validator(mode="after")
    def _can_send(self) -> Self:
        """Prevents a service that starts and then cannot send, or sends where nobody meant to."""
        if self.webhook_url:
            _must_be_safe(self.webhook_url)
            key_of_secret(self.webhook_secret.get_secret_value())
        if self.smtp_host and not (self.mail_from and self.mail_book):
            raise ValueError("e-mail needs ZHIHENG_MAIL_FROM and ZHIHENG_MAIL_BOOK")
        return self

    @field_validator("witnesses")
    @classmethod
    def _are_witnesses(cls, words: str) -> str:
        """Prevents a service that starts and then keeps no cosignature."""
        if any(key.kind != COSIGNATURE for key in _verifiers(words)):
            raise ValueError("ZHIHENG_WITNESSES names a key that is not a witness's")
        return words

    @property
    def witness_keys(self) -> tuple[Verifier, ...]:
        """The keys of the witnesses."""
        return _verifiers(self.witnesses)

    @property
    def key_path(self) -> Path:
        """Where the sealing key lies, or would."""
        return self.seal_key or self.data / "seal.key"

    @property
    def url(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.data / 'zhiheng.db'}"

    @property
    def documents(self) -> Path:
        """Where papers lie."""
        return self.data / "documents"

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        return self.host in ("127.0.0.1", "::1", "localhost")


def _verifiers(words: str) -> tuple[Verifier, ...]:
    return tuple(map(read_verifier, words.replace(",", " ").split()))


def _must_be_safe(url: str) -> None:
    """Notices go over TLS, or do not leave this machine."""
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        raise ValueError("ZHIHENG_WEBHOOK_URL names no user; the secret signs")
    local = parts.scheme == "http" and _is_loopback(parts.hostname or "")
    if not parts.hostname or not (parts.scheme == "https" or local):
        raise ValueError("ZHIHENG_WEBHOOK_URL is https, or http on a loopback address")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

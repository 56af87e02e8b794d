"""The settings of one installation, read from the environment and refused when wrong."""

import secrets
from enum import StrEnum
from pathlib import Path

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

MEGABYTE = 1024 * 1024


class Mode(StrEnum):
    """Whether real people depend on this installation."""

    DEMO = "demo"
    PRODUCTION = "production"


class SettingsRefused(Exception):
    """The settings contradict each other; the message says which and what to do."""


class Settings(BaseSettings):
    """Every setting of the portal; the environment variable is PORTAL_ and the name in capitals."""

    model_config = SettingsConfigDict(env_prefix="PORTAL_", frozen=True, extra="ignore")

    mode: Mode = Field(
        Mode.PRODUCTION, description="demo shows the demo world; production is for real people"
    )
    data: Path = Field(Path("var"), description="folder for database, files, mails and the job queue")
    secret_key: str = Field("", description="signs cookies and links; at least 32 characters")
    base_url: str = Field(
        "http://localhost:8000", description="the address that people type, printed in mails and letters"
    )
    database_url: str = Field("", description="SQLAlchemy address; empty: one SQLite file in the data folder")
    files_url: str = Field(
        "", description="fsspec address of the file store; empty: a folder in the data folder"
    )
    mail_url: str = Field(
        "", description="smtp://user:password@host:port; empty: mails are written to a folder"
    )
    mail_sender: str = Field("portal@exchange.example", description="sender of all mails")
    jobs_url: str = Field(
        "", description="redis:// address of the queue; empty: a SQLite file in the data folder"
    )
    limits_url: str = Field(
        "memory://", description="where rate limits are counted; shared if there are several processes"
    )
    web_processes: int = Field(1, ge=1, le=64, description="processes of the web server")
    proxies: int = Field(0, ge=0, le=4, description="trusted proxies in front of the web server")
    portal_name: str = Field("Berlin City Exchange", description="the name in the head of every page")
    operator: str = Field(
        "", description="who runs the portal, for the imprint: name and postal address, parts separated by |"
    )
    contact: str = Field(
        "portal@exchange.example", description="address for questions, privacy and accessibility"
    )
    metrics_from: str = Field(
        "127.0.0.0/8 ::1/128", description="networks that may read /metrics, separated by spaces"
    )
    proof_minutes: int = Field(
        10,
        ge=1,
        le=60,
        description="how long a proof of who acts counts before approvals, releases and exports",
    )
    max_upload_mb: int = Field(60, ge=1, le=500, description="largest request that is read")
    testing: bool = Field(
        False, description="set by the tests: jobs run at once, forms carry no key of forgery"
    )

    @field_validator("base_url")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @model_validator(mode="after")
    def _consistent(self) -> "Settings":
        if self.mode is Mode.PRODUCTION and len(self.secret_key) < 32:
            raise ValueError("PORTAL_SECRET_KEY needs at least 32 characters outside the demo")
        if self.web_processes > 1 and self.limits_url.startswith("memory"):
            raise ValueError(
                "PORTAL_LIMITS_URL must be shared (redis://…) when there are several web processes"
            )
        if self.mode is Mode.PRODUCTION and not self.testing and self.base_url.startswith("http://"):
            raise ValueError("PORTAL_BASE_URL must begin with https:// outside the demo")
        return self

    @property
    def is_demo(self) -> bool:
        """Whether the demo world, its accounts and its tour exist here."""
        return self.mode is Mode.DEMO

    @property
    def database(self) -> str:
        """The address of the database that is used."""
        return self.database_url or f"sqlite:///{self.data.resolve() / 'portal.sqlite'}"

    @property
    def key(self) -> str:
        """The signing key: the one that is set, or in the demo one that the data folder keeps."""
        return self.secret_key or kept_key(self.data / "secret")


def kept_key(path: Path) -> str:
    """The demo's signing key, made once and kept in its data folder for later starts."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(48))
        path.chmod(0o600)
    return path.read_text().strip()


def load_settings(**changes: object) -> Settings:
    """The settings of this process; wrong ones stop the start with a sentence each."""
    try:
        return Settings(**changes)  # type: ignore[arg-type]  # pydantic checks each value itself
    except ValidationError as wrong:
        sentences = [str(problem["msg"]).removeprefix("Value error, ") for problem in wrong.errors()]
        raise SettingsRefused("; ".join(sentences)) from wrong

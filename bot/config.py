"""The settings, read from the environment; every mistake in them is reported at once, in sentences."""

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from pydantic import Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_DATABASES: Final = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
_KEY_LENGTH: Final = 32
_SIGNING_LENGTH: Final = 16
_OURS: Final = ("BYWHEN_", "SLACK_")
_NEAR: Final = 0.8


_THIS_COMPUTER: Final = ("localhost", "127.0.0.1", "[::1]")


class Settings(BaseSettings):
    """What an operator may set, by environment; each field says by which name. Secrets never print."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, extra="ignore")

    database_url: str = Field(default="sqlite:///bywhen.db", validation_alias="BYWHEN_DATABASE_URL")
    public_url: HttpUrl | None = Field(default=None, validation_alias="BYWHEN_PUBLIC_URL")
    secret_key: SecretStr | None = Field(
        default=None, validation_alias="BYWHEN_SECRET_KEY", min_length=_KEY_LENGTH
    )
    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN")
    slack_signing_secret: SecretStr | None = Field(
        default=None, validation_alias="SLACK_SIGNING_SECRET", min_length=_SIGNING_LENGTH
    )
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN")
    slack_api_url: HttpUrl = Field(
        default=HttpUrl("https://slack.com/api/"), validation_alias="SLACK_API_URL"
    )
    host: str = Field(default="127.0.0.1", validation_alias="HOST")
    port: int = Field(default=3000, validation_alias="PORT", ge=1, le=65535)
    sweep_seconds: int = Field(default=15, validation_alias="BYWHEN_SWEEP_SECONDS", ge=1, le=3600)

    @field_validator("database_url")
    @classmethod
    def _of_a_known_kind(cls, url: str) -> str:
        if not url.startswith(_DATABASES):
            raise ValueError("unknown kind of database")
        return url

    @field_validator("slack_bot_token")
    @classmethod
    def _of_a_bot(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not token.get_secret_value().startswith("xoxb-"):
            raise ValueError("not the token of a bot")
        return token

    @field_validator("public_url")
    @classmethod
    def _safe_for_links(cls, url: HttpUrl | None) -> HttpUrl | None:
        if url is not None and url.scheme != "https" and url.host not in _THIS_COMPUTER:
            raise ValueError("personal links would travel in the open")
        return url

    @field_validator("slack_app_token")
    @classmethod
    def _of_an_app(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not token.get_secret_value().startswith("xapp-"):
            raise ValueError("not the token of an app")
        return token

    @property
    def has_slack(self) -> bool:
        """Whether Slack is configured: over HTTP its requests are signed, by Socket Mode we have asked for them."""
        has_way_in = self.slack_signing_secret is not None or self.slack_app_token is not None
        return self.slack_bot_token is not None and has_way_in

    @property
    def has_pages(self) -> bool:
        """Whether people's own pages can be served: their links need an address and a key to sign with."""
        return self.public_url is not None and self.secret_key is not None


class Mistakes(Exception):
    """The settings cannot be used. `sentences` says what to do about each mistake; it holds no secret."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


_SENTENCES: Final = {
    "BYWHEN_DATABASE_URL": "BYWHEN_DATABASE_URL should start with sqlite:/// or postgresql://.",
    "BYWHEN_PUBLIC_URL": (
        "BYWHEN_PUBLIC_URL should be a web address that begins with https://, such as https://bywhen.example.org."
    ),
    "BYWHEN_SECRET_KEY": f"BYWHEN_SECRET_KEY should have at least {_KEY_LENGTH} characters, at random.",
    "SLACK_BOT_TOKEN": "SLACK_BOT_TOKEN should be the token of a bot; it starts with xoxb-.",
    "SLACK_SIGNING_SECRET": (
        "SLACK_SIGNING_SECRET is too short. Slack shows it under Basic Information, App Credentials."
    ),
    "SLACK_APP_TOKEN": "SLACK_APP_TOKEN should be the token of an app; it starts with xapp-.",
    "SLACK_API_URL": "SLACK_API_URL should be a web address, such as https://slack.com/api/.",
    "PORT": "PORT should be a whole number from 1 to 65535.",
    "BYWHEN_SWEEP_SECONDS": "BYWHEN_SWEEP_SECONDS should be a whole number from 1 to 3600.",
}
_TOGETHER: Final = (
    ("SLACK_BOT_TOKEN", ("SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN")),
    ("SLACK_SIGNING_SECRET", ("SLACK_BOT_TOKEN",)),
    ("SLACK_APP_TOKEN", ("SLACK_BOT_TOKEN",)),
)
"""What is of no use without one of the others."""


def read() -> Settings:
    """Return the settings of this process. Raises `Mistakes` with all that is wrong at once."""
    alone = (*_alone(os.environ), *_misspelt(os.environ))
    try:
        settings = Settings()
    except ValidationError as error:
        # Only the names are used: the error also quotes what was set, which may be a secret.
        names = dict.fromkeys(str(one["loc"][0]) for one in error.errors(include_input=False))
        raise Mistakes((*(_SENTENCES[name] for name in names), *alone)) from None
    if alone:
        raise Mistakes(alone)
    return settings


def _alone(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return a sentence for each setting that is there without the one that it needs."""
    return tuple(
        f"{name} is set, and {needed[0]} is not. Slack needs both."
        for name, needed in _TOGETHER
        if environment.get(name) and not any(environment.get(one) for one in needed)
    )


def _misspelt(environment: Mapping[str, str]) -> Iterator[str]:
    """Give a sentence for each name that is nearly one of ours, and would be passed over in silence."""
    known = [str(field.validation_alias) for field in Settings.model_fields.values()]
    for name in sorted(environment):
        if name in known or not name.startswith(_OURS):
            continue
        meant = get_close_matches(name, known, n=1, cutoff=_NEAR)
        if meant:
            yield f"{name} is no setting. Did you mean {meant[0]}?"

"""The names by which the program is set."""

from typing import Final

NAMES: Final = (
    "BYWHEN_DATABASE_URL",
    "BYWHEN_PUBLIC_URL",
    "BYWHEN_SECRET_KEY",
    "BYWHEN_SWEEP_SECONDS",
    "HOST",
    "PORT",
    "SLACK_API_URL",
    "SLACK_APP_TOKEN",
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
)

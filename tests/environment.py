"""The names by which the program is set."""

from typing import Final

NAMES: Final = (
    "BYWHEN_DATABASE_URL",
    "BYWHEN_OLD_SECRET_KEYS",
    "BYWHEN_PUBLIC_URL",
    "BYWHEN_SECRET_KEY",
    "BYWHEN_SWEEP_SECONDS",
    "HOST",
    "IMAP_URL",
    "MAIL_FROM",
    "PORT",
    "SLACK_API_URL",
    "SLACK_APP_TOKEN",
    "SLACK_BOT_TOKEN",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "SLACK_SIGNING_SECRET",
    "SMTP_URL",
    "TEAMS_CLIENT_ID",
    "TEAMS_CLIENT_SECRET",
    "TEAMS_TENANT_ID",
    "TEAMS_UNAUTHENTICATED",
)

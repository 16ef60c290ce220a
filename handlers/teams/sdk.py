"""The parts of Teams' SDK that we use, loaded without its remarks about what else it has in preview."""

import warnings

with warnings.catch_warnings(action="ignore"):
    from microsoft_teams.api import ClientCredentials, TokenProtocol
    from microsoft_teams.api.auth.cloud_environment import PUBLIC
    from microsoft_teams.apps.auth import TokenValidator
    from microsoft_teams.apps.token_manager import TokenManager
    from microsoft_teams.common import Client, ClientOptions

__all__ = [
    "PUBLIC",
    "Client",
    "ClientCredentials",
    "ClientOptions",
    "TokenManager",
    "TokenProtocol",
    "TokenValidator",
]

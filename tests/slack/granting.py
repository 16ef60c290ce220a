"""How the server that stands in for Slack lets apps in: codes and tokens that work once, and what is taken back."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

Data = dict[str, Any]

CLIENT_ID, CLIENT_SECRET = "1.2", "a-client-secret"
TWELVE_HOURS = 43200


@dataclass
class Grants:
    """What people have allowed, by the code that stands for it, and the tokens that came of it."""

    codes: dict[str, Data] = field(default_factory=dict)
    refreshes: dict[str, Data] = field(default_factory=dict)
    workspaces: dict[str, Data] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    _count: "count[int]" = field(default_factory=lambda: count(1))

    def allow(
        self, team: str, *, name: str = "Castle", enterprise: str = "", rotates: bool = False, bot: str = ""
    ) -> str:
        """Allow us in somewhere, and return the code that Slack sends the browser back with."""
        code = f"code-{next(self._count)}"
        self.codes[code] = {
            "team": {"id": team, "name": name} if team else None,
            "enterprise": {"id": enterprise, "name": name} if enterprise else None,
            "is_enterprise_install": not team,
            "bot_user_id": bot or f"UBOT-{team or enterprise}",
            "rotates": rotates,
        }
        return code

    def revoke(self, team: str) -> None:
        """Take back every token of a workspace."""
        self.revoked |= {token for token, one in self.workspaces.items() if one["team_id"] == team}

    def refuses(self, authorization: str) -> bool:
        return authorization.removeprefix("Bearer ") in self.revoked

    def whose(self, authorization: str, otherwise: Data) -> Data:
        return self.workspaces.get(authorization.removeprefix("Bearer "), otherwise)

    def exchange(self, arguments: Data) -> Data:
        """Answer as oauth.v2.access does."""
        if (arguments["client_id"], arguments["client_secret"]) != (CLIENT_ID, CLIENT_SECRET):
            return {"error": "bad_client_secret"}
        if arguments.get("grant_type") == "refresh_token":
            granted = self.refreshes.pop(arguments["refresh_token"], None)
            return {"error": "invalid_refresh_token"} if granted is None else self._tokens(granted)
        granted = self.codes.pop(arguments["code"], None)
        return {"error": "invalid_code"} if granted is None else self._tokens(granted)

    def _tokens(self, granted: Data) -> Data:
        number = next(self._count)
        where = granted["team"] or granted["enterprise"]
        lasts: Data = {}
        token = f"xoxb-{where['id']}-{number}"
        if granted["rotates"]:
            self.refreshes[f"xoxe-{number}"] = granted
            token = f"xoxe.{token}"
            lasts = {"refresh_token": f"xoxe-{number}", "expires_in": TWELVE_HOURS}
        self.workspaces[token] = {"team_id": where["id"], "team": where["name"]}
        shown = {name: value for name, value in granted.items() if name != "rotates"}
        return {"app_id": "A1", "token_type": "bot", "access_token": token, **lasts, **shown}

"""The App itself as GitHub knows it: what it asks for, where it is installed, where its webhooks go, how that went."""

from typing import Any

from pydantic import BaseModel

from bot.github.auth import AppTokens

LATELY = 100
_OK = range(200, 300)


class Owner(BaseModel):
    """Whose an App or an installation is."""

    login: str = ""
    type: str = ""

    @property
    def organization(self) -> str:
        """The organisation; empty where it is a person's."""
        return self.login if self.type == "Organization" else ""


class Registered(BaseModel):
    """What the App asks for."""

    slug: str
    html_url: str = ""
    owner: Owner | None = None
    permissions: dict[str, str] = {}
    events: list[str] = []


class Installation(BaseModel):
    """One installation, with what it was given."""

    id: int
    account: Owner = Owner()
    html_url: str = ""
    permissions: dict[str, str] = {}
    suspended_at: str | None = None


class HookConfig(BaseModel):
    """Where GitHub sends what happens; a secret that is set is shown as stars."""

    url: str = ""
    content_type: str = "json"
    insecure_ssl: str | int = "0"
    secret: str = ""


class Delivered(BaseModel):
    """How one attempt to deliver something went; a further attempt has the same guid."""

    guid: str = ""
    event: str = ""
    status: str = ""
    status_code: int = 0

    @property
    def taken(self) -> bool:
        """Whether somebody took it."""
        return self.status_code in _OK


async def registered(tokens: AppTokens) -> Registered:
    """What the App asks for.

    Raises:
        RateLimited, Retryable, GitHubError: GitHub did not answer, or refused.
    """
    return Registered.model_validate(await tokens.call(lambda app: _told(app, "/app")))


async def installed(tokens: AppTokens) -> list[Installation]:
    """Where it is installed, the first hundred.

    Raises:
        RateLimited, Retryable, GitHubError: as for `registered`.
    """
    rows = await tokens.call(lambda app: _told(app, f"/app/installations?per_page={LATELY}"))
    return [Installation.model_validate(row) for row in rows]


async def hook_config(tokens: AppTokens) -> HookConfig:
    """Where its webhooks go.

    Raises:
        RateLimited, Retryable, GitHubError: as for `registered`.
    """
    return HookConfig.model_validate(await tokens.call(lambda app: _told(app, "/app/hook/config")))


async def delivered(tokens: AppTokens) -> list[Delivered]:
    """How the last hundred attempts to deliver went, newest first.

    Raises:
        RateLimited, Retryable, GitHubError: as for `registered`.
    """
    rows = await tokens.call(lambda app: _told(app, f"/app/hook/deliveries?per_page={LATELY}"))
    return [Delivered.model_validate(row) for row in rows]


def _told(app: Any, path: str) -> Any:
    return app.requester.requestJsonAndCheck("GET", path)[1]

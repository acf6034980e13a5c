"""The App's own webhook deliveries and installations, as GitHub lists them; PyGithub has no methods for these."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

import github
import structlog
from github import GithubIntegration
from pydantic import AwareDatetime, BaseModel, ValidationError

from bot.github.answer import NOT_INTEGRATED
from bot.github.auth import AppTokens

PAGE = 100
FORBIDDEN, NOT_FOUND, UNPROCESSABLE = 403, 404, 422
_NEXT = re.compile(r'[?&]cursor=([^&>]+)[^>]*>;\s*rel="next"')
_GONE = frozenset({400, 404, 422})
_log = structlog.get_logger(__name__)


class Attempt(BaseModel):
    """One attempt to deliver one event; a redelivery is a further attempt with the same guid."""

    id: int
    guid: str
    event: str
    delivered_at: AwareDatetime
    installation_id: int | None = None


class Account(BaseModel):
    """Whose something is."""

    login: str = ""


class Installed(BaseModel):
    """One installation of the App."""

    id: int
    account: Account | None = None
    created_at: AwareDatetime | None = None
    suspended_at: AwareDatetime | None = None


class Held(BaseModel):
    """One repository of an installation."""

    id: int
    node_id: str
    full_name: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some attempts, newest first, and where the older ones are."""

    attempts: tuple[Attempt, ...]
    older: str | None

    def since(self, moment: datetime) -> list[Attempt]:
        """Those of them that are not older than a moment."""
        return [attempt for attempt in self.attempts if attempt.delivered_at >= moment]

    def reaches(self, moment: datetime) -> bool:
        """Whether there is nothing newer than a moment on the following pages."""
        return self.older is None or any(attempt.delivered_at < moment for attempt in self.attempts)


async def attempts(tokens: AppTokens, cursor: str | None = None) -> Page:
    """A page of the App's deliveries.

    Raises:
        RateLimited: the App asked too often.
        Retryable, GitHubError: GitHub did not answer, or refused.
    """
    parameters = {"per_page": PAGE, **({"cursor": cursor} if cursor else {})}

    def ask(app: GithubIntegration) -> Page:
        headers, listed = app.requester.requestJsonAndCheck("GET", "/app/hook/deliveries", parameters=parameters)
        found = _NEXT.search(str(headers.get("link", "")))
        read = (_read(Attempt, one) for one in _rows(listed))
        return Page(tuple(attempt for attempt in read if attempt), found[1] if found else None)

    return await tokens.call(ask)


async def ask_again(tokens: AppTokens, attempt: Attempt) -> bool:
    """Ask GitHub to deliver something again; False where it does not keep it any more.

    Raises:
        RateLimited, Retryable, GitHubError: as for `attempts`.
    """

    def ask(app: GithubIntegration) -> bool:
        try:
            app.requester.requestJsonAndCheck("POST", f"/app/hook/deliveries/{attempt.id}/attempts")
        except github.GithubException as error:
            if error.status in _GONE:
                return False
            raise
        return True

    return await tokens.call(ask)


async def installations(tokens: AppTokens, page: int) -> list[Installed]:
    """A page of the App's installations; an empty one after the last.

    Raises:
        RateLimited, Retryable, GitHubError: as for `attempts`.
    """
    parameters = {"per_page": PAGE, "page": page}

    def ask(app: GithubIntegration) -> list[Installed]:
        _, listed = app.requester.requestJsonAndCheck("GET", "/app/installations", parameters=parameters)
        return [one for row in _rows(listed) if (one := _read(Installed, row))]

    return await tokens.call(ask)


async def repositories(tokens: AppTokens, installation: int, page: int) -> list[Held]:
    """A page of an installation's repositories; an empty one after the last.

    Raises:
        RateLimited, Retryable, NotInstalled, GitHubError: as for `attempts`.
    """
    parameters = {"per_page": PAGE, "page": page}

    def ask(gh: github.Github) -> list[Held]:
        _, found = gh.requester.requestJsonAndCheck("GET", "/installation/repositories", parameters=parameters)
        rows = _rows(found.get("repositories")) if isinstance(found, dict) else []
        return [one for row in rows if (one := _read(Held, row))]

    return await tokens.rest(installation, ask)


async def permission(tokens: AppTokens, installation: int, repo: str, login: str) -> tuple[str, str]:
    """What somebody may do in a repository: GitHub's name for the role, and the old word for what it is based on.

    Raises:
        Gone: there is nobody of this name.
        RateLimited, Retryable, NotInstalled, GitHubError: as for `attempts`.
    """

    def ask(gh: github.Github) -> tuple[str, str]:
        address = f"/repos/{repo}/collaborators/{quote(login, safe='')}/permission"
        _, told = gh.requester.requestJsonAndCheck("GET", address)
        return str(told.get("role_name", "")), str(told.get("permission", ""))

    return await tokens.rest(installation, ask)


async def login_of(tokens: AppTokens, installation: int, number: int) -> str:
    """The login that an account has today, by GitHub's number of it.

    Raises:
        Gone: there is no such account any more.
        RateLimited, Retryable, NotInstalled, GitHubError: as for `attempts`.
    """

    def ask(gh: github.Github) -> str:
        _, told = gh.requester.requestJsonAndCheck("GET", f"/user/{number}")
        return str(told["login"])

    return await tokens.rest(installation, ask)


async def put_unless_there(
    tokens: AppTokens, installation: int, path: str, body: Mapping[str, Any]
) -> tuple[int, str] | None:
    """Make something of which GitHub knows nothing yet; gives why GitHub will not take it, nothing where it is there.

    What is there stays as it is: whoever leads a team must not become a plain member by being invited to it.

    Raises:
        Gone: there is no such thing, or not for us.
        RateLimited, Retryable, NotInstalled, GitHubError: as for `attempts`.
    """

    def ask(gh: github.Github) -> tuple[int, str] | None:
        try:
            if not _is_there(gh, path):
                gh.requester.requestJsonAndCheck("PUT", path, input=dict(body))
        except github.GithubException as error:
            message = str(error.data.get("message", "")) if isinstance(error.data, dict) else ""
            if error.status == UNPROCESSABLE or (error.status == FORBIDDEN and NOT_INTEGRATED in message):
                return error.status, message
            raise
        return None

    return await tokens.rest(installation, ask)


def compared(repository: Any, base: str, head: str) -> Any | None:
    """PyGithub's comparison of two branches of a repository and its forks; None where they have nothing in common."""
    try:
        return repository.compare(base, head)
    except github.UnknownObjectException:
        return None


def _is_there(gh: github.Github, path: str) -> bool:
    try:
        gh.requester.requestJsonAndCheck("GET", path)
    except github.GithubException as error:
        if error.status != NOT_FOUND:
            raise
        return False
    return True


def _rows(listed: Any) -> list[Mapping[str, Any]]:
    return [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []


def _read(model: Any, row: Mapping[str, Any]) -> Any:
    """A row as a model; one that cannot be read is passed over and told."""
    try:
        return model.model_validate(row)
    except ValidationError as error:
        _log.warning("not understood", what=model.__name__, problems=error.error_count())
        return None

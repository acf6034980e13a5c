"""Who we are to GitHub: the App's own token, and one for each installation, kept until shortly before it expires.

PyGithub signs and asks. Its `Github` objects must never be shared between threads, and its own retries repeat requests
that may have had their effect; so each call makes a new one, without retries and pauses. Reading the private key takes
a hundred times as long as signing with it: it is read once. To sign takes long, too: a proof of who we are serves for a
minute. It is made by GitHub's clock, for that one decides whether it is good.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Protocol, TypeAlias, TypeVar
from weakref import WeakValueDictionary

import github
import jwt
import requests
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import SecretStr

from bot.clock import Clock
from bot.errors import BadToken, GitHubError, Gone, NotInstalled, Retryable
from bot.github.counted import Counted, asked
from bot.github.limits import rate_limit
from bot.github.theirtime import GitHubTime

T = TypeVar("T")
_Refused: TypeAlias = Callable[[int, str], GitHubError]

TIMEOUT_S = 10
USER_AGENT = "fingerpost"
_MARGIN = timedelta(minutes=2)
_SERVES, _DRIFT, _GOOD_FOR = timedelta(minutes=1), timedelta(minutes=1), timedelta(minutes=5)
_UNAUTHORIZED, _NOT_FOUND, _SERVER_ERROR = 401, 404, 500


class Tokens(Protocol):
    """Where installation tokens come from."""

    async def token(self, installation: int) -> str:
        """A token that is good now."""
        ...

    def refused(self, installation: int, token: str) -> None:
        """GitHub did not take this token: the next one is asked for anew."""
        ...


@dataclass(frozen=True, slots=True)
class _Held:
    token: str
    renew_at: datetime
    permissions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Installed:
    """An installation of the App, and what it was given there: `{"issues": "write"}`."""

    id: int
    permissions: dict[str, str]
    suspended: bool


class _Token(Counted, github.Auth.Token):
    """Says which installation asks."""


class _Proof(Counted, github.Auth.AppAuth):
    """Says that the App asks."""


@lru_cache(maxsize=1)
def _read(private_key: SecretStr) -> RSAPrivateKey:
    """The App's key, remembered: to check one takes long."""
    key = load_pem_private_key(private_key.get_secret_value().encode(), None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("the App's key is an RSA key")
    return key


class AppTokens:
    """Installation tokens of a GitHub App."""

    def __init__(
        self, app_id: int, private_key: SecretStr, api_url: str, clock: Clock, time: GitHubTime | None = None
    ) -> None:
        self._app_id, self._api_url, self._clock = app_id, api_url, clock
        self._time = time or GitHubTime(clock)
        self._proof: tuple[datetime, str] | None = None
        self._key = _read(private_key)
        self._held: dict[int, _Held] = {}
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._asking = asyncio.Lock()
        self._login: str | None = None

    async def token(self, installation: int) -> str:
        """A token that is good now, asked for once however many want it.

        Raises:
            NotInstalled: the App is not installed there, or suspended.
            RateLimited: the App asked too often.
            Retryable: GitHub did not answer.
            GitHubError: GitHub does not know the App, or not by this key.
        """
        return (await self._current(installation)).token

    async def permissions(self, installation: int) -> dict[str, str]:
        """What the App was given there, as of the present token: `{"contents": "write"}`.

        Raises:
            NotInstalled, RateLimited, Retryable, GitHubError: as for `token`.
        """
        return (await self._current(installation)).permissions

    async def _current(self, installation: int) -> _Held:
        async with self._turns.setdefault(installation, asyncio.Lock()):
            kept = self._held  # what is forgotten meanwhile is forgotten: an answer on its way is not kept then
            held = kept.get(installation)
            if held is None or held.renew_at <= self._time.now():
                held = kept[installation] = await self._ask(installation)
            return held

    def refused(self, installation: int, token: str) -> None:
        """GitHub did not take this token: the next one is asked for anew."""
        held = self._held.get(installation)
        if held is not None and held.token == token:
            del self._held[installation]

    @property
    def app_id(self) -> int:
        """The App's number, which GitHub names beside all that it made."""
        return self._app_id

    @property
    def known_login(self) -> str | None:
        """The App's own login, where GitHub was asked for it already."""
        return self._login

    def forget(self, installation: int) -> None:
        """Whatever is held for an installation is out of date: its permissions changed."""
        self._held = {whose: held for whose, held in self._held.items() if whose != installation}

    async def login(self) -> str:
        """The App's own login, `name[bot]`: what it did itself carries it."""
        async with self._asking:
            return self._login or await self._learn_login()

    async def learn_login(self) -> str:
        """Ask for the App's own login anew: its owner may have given it another name."""
        async with self._asking:
            return await self._learn_login()

    def forget_login(self) -> None:
        """The App has another name."""
        self._login = None

    async def _learn_login(self) -> str:
        slug = (await self.call(lambda integration: integration.get_app())).slug
        if not slug:  # remembered, it would have the bot take its own deeds for a person's
            raise Retryable("GitHub did not say what the App is called")
        self._login = f"{slug}[bot]"
        return self._login

    async def installation_of(self, owner: str, name: str) -> int | None:
        """The App's installation that covers a repository; None where there is none."""
        found = await self.installed(owner, name)
        return found.id if found else None

    async def installed(self, owner: str, name: str) -> Installed | None:
        """The App's installation that covers a repository, with what it may do; None where there is none."""

        def find(integration: github.GithubIntegration) -> Installed | None:
            try:
                told: Any = integration.get_repo_installation(owner, name)
            except github.UnknownObjectException:
                return None
            return Installed(told.id, dict(told.permissions), suspended=told.suspended_at is not None)

        return await self.call(find)

    async def call(self, work: Callable[[github.GithubIntegration], T]) -> T:
        """Run something as the App, in a thread; GitHub's refusals become errors of ours."""
        return await self._proved(lambda: asked(self._integration(), work), self._refused_app)

    async def rest(self, installation: int, work: Callable[[github.Github], T]) -> T:
        """Run something as an installation, in a thread, over REST."""
        for again in (True, False):
            token = await self.token(installation)

            def run(token: str = token) -> T:
                auth = _Token(token)
                return asked(github.Github(auth=auth, base_url=self._api_url, lazy=True, **_PLAIN), work)

            try:
                return await self._guarded(run, self._refused_us)
            except BadToken:
                self.refused(installation, token)
                if not again:
                    raise Retryable("GitHub refused a token that it had just given") from None
        raise AssertionError("unreachable")

    async def _ask(self, installation: int) -> _Held:
        try:
            answer = await self._proved(
                lambda: asked(self._integration(), lambda app: app.get_access_token(installation)),
                self._refused_installation,
            )
        except NotInstalled:
            await self.login()  # where GitHub knows no App of ours either, its 404 meant the address
            raise
        now = self._time.now()
        margin = min(_MARGIN, max((answer.expires_at - now) / 4, timedelta()))
        return _Held(answer.token, answer.expires_at - margin, dict(answer.permissions or {}))

    def _integration(self) -> github.GithubIntegration:
        auth = _Proof(self._app_id, sign_func=self._sign)
        return github.GithubIntegration(auth=auth, base_url=self._api_url, **_PLAIN)

    def _sign(self, _payload: dict[str, Any]) -> str:
        """A proof for GitHub; PyGithub would have made it by this machine's clock."""
        now, proof = self._time.now(), self._proof
        if proof is None or not timedelta() <= now - proof[0] < _SERVES:
            claims = {"iat": now - _DRIFT, "exp": now + _GOOD_FOR, "iss": str(self._app_id)}
            self._proof = proof = (now, jwt.encode(claims, self._key, algorithm="RS256"))
        return proof[1]

    async def _proved(self, work: Callable[[], T], refused: _Refused) -> T:
        """Run something with a proof of who we are; once more where GitHub's refusal tells that its time is another."""
        ahead = self._time.ahead()
        try:
            return await self._guarded(work, refused)
        except GitHubError:
            if abs(self._time.ahead() - ahead) < _DRIFT:
                raise
            self._proof = None
        return await self._guarded(work, refused)

    async def _guarded(self, work: Callable[[], T], refused: _Refused) -> T:
        try:
            return await asyncio.to_thread(work)
        except github.GithubException as error:
            raise self._translated(error, refused) from None
        except requests.RequestException as error:
            raise Retryable(f"GitHub did not answer at {self._api_url}: {type(error).__name__}") from None

    def _translated(self, error: github.GithubException, refused: _Refused) -> GitHubError:
        headers = {key.lower(): value for key, value in (error.headers or {}).items()}
        self._time.heard(headers)
        message = str(error.data.get("message", "")) if isinstance(error.data, dict) else ""
        if limited := rate_limit(error.status, headers, message, self._clock.now()):
            return limited
        if "suspended" in message:
            return NotInstalled("the App is suspended there", suspended=True)
        if error.status >= _SERVER_ERROR:
            return Retryable(f"GitHub answered {error.status}")
        return refused(error.status, message)

    def _refused_installation(self, status: int, message: str) -> GitHubError:
        if status == _NOT_FOUND:
            return NotInstalled("the App is not installed there any more")
        return self._refused_app(status, message)

    def _refused_app(self, status: int, message: str) -> GitHubError:
        if status == _NOT_FOUND:
            return Retryable(f"there is no GitHub API at {self._api_url} (check GITHUB_API_URL)")
        if status == _UNAUTHORIZED:
            return Retryable(f"GitHub does not know this App by its key: {message} (check GITHUB_APP_ID and the key)")
        return GitHubError(f"GitHub refused with {status}: {message}")

    def _refused_us(self, status: int, message: str) -> GitHubError:
        if status == _NOT_FOUND:
            return Gone(f"GitHub finds no such thing: {message}")
        if status == _UNAUTHORIZED:
            return BadToken(message)
        return GitHubError(f"GitHub refused with {status}: {message}")


_PLAIN: dict[str, Any] = {
    "timeout": TIMEOUT_S,
    "user_agent": USER_AGENT,
    "retry": None,
    "seconds_between_requests": None,
    "seconds_between_writes": None,
}

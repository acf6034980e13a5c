"""Reads and writes over GraphQL: one request, every answer understood, no retries of its own.

What may be tried again, and when, is for the worker to decide: it alone knows whether the lane's order allows it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import structlog

from bot.action import Write
from bot.clock import Clock
from bot.errors import Ambiguous, BadToken, GitHubError, NotInstalled, PermissionMissing, Retryable
from bot.github.auth import TIMEOUT_S, USER_AGENT, Tokens
from bot.github.document import Document, Fault, Part, faults, mutation, query
from bot.github.limits import rate_limit, wait_asked_for
from bot.metrics import GITHUB_REQUESTS

READ_LAG = timedelta(seconds=60)
NOT_INTEGRATED = "Resource not accessible by integration"
ABSENT = frozenset({"NOT_FOUND", "FORBIDDEN"})

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_LIMITS = frozenset({"RATE_LIMITED", "RATE_LIMIT"})
_OK, _UNAUTHORIZED, _SERVER_ERROR = 200, 401, 500
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the data by alias, and what went wrong in parts of it."""

    data: Mapping[str, Any]
    faults: tuple[Fault, ...] = ()

    @property
    def fault_of_all(self) -> Fault | None:
        """What went wrong with the request as a whole."""
        return next((fault for fault in self.faults if not fault.path), None)

    def fault_at(self, alias: str) -> Fault | None:
        """What went wrong with one part, be it with the whole request."""
        return next((fault for fault in self.faults if fault.path[:1] == (alias,)), self.fault_of_all)

    def faulty(self, alias: str, field: str) -> bool:
        """Whether something in a field of one part could not be told."""
        return any(fault.path[:2] == (alias, field) for fault in self.faults)

    def found(self, alias: str) -> Any:
        """What GitHub says of one part; None where there is no such thing, or none that the App may see.

        Raises:
            Retryable: it could not tell now, which is not the same as that there is none.
        """
        fault = self.fault_at(alias)
        if fault is not None and fault.kind not in ABSENT:
            raise Retryable(f"GitHub says: {fault.message}")
        return self.data.get(alias)


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one write: its answer, or the fault."""

    write: Write
    answer: Mapping[str, Any] | None
    fault: Fault | None = None


class GraphQL:
    """GitHub's GraphQL API, as the installations of one App see it."""

    def __init__(self, url: str, tokens: Tokens, clock: Clock, client: httpx.AsyncClient | None = None) -> None:
        self._url, self._tokens, self._clock = url, tokens, clock
        timeout = httpx.Timeout(TIMEOUT_S, connect=5)
        self._client = client or httpx.AsyncClient(timeout=timeout, headers={"User-Agent": USER_AGENT})

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def read(self, installation: int, parts: Sequence[Part], deliveries: Sequence[str] = ()) -> Answer:
        """Ask for several things at once; what GitHub does not find is null in the answer, with a fault.

        Raises:
            Retryable: GitHub could not answer now.
            RateLimited: the installation must wait.
            NotInstalled: the App is not there any more.
            GitHubError: the question itself was refused.
        """
        answer = await self._ask(installation, query(parts), deliveries, writes=False)
        if answer.fault_of_all is not None and not any(answer.data.values()):
            raise _refused_whole(answer.fault_of_all)
        return answer

    async def write(self, installation: int, writes: Sequence[Write], deliveries: Sequence[str] = ()) -> list[Written]:
        """Do several things at once, in order; each succeeds or fails on its own.

        Raises:
            Ambiguous: no clear answer came; any of them may have happened.
            Retryable: the request was certainly not carried out, and may be sent again.
            RateLimited, NotInstalled, GitHubError: as for `read`; nothing was carried out.
        """
        answer = await self._ask(installation, mutation(writes), deliveries, writes=True)
        written = [Written(write, answer.data.get(f"w{n}"), answer.fault_at(f"w{n}")) for n, write in enumerate(writes)]
        unclear = [each for each in written if each.answer is None and (each.fault is None or _passing(each.fault))]
        if unclear:
            raise self._unclear(unclear[0].fault)
        if answer.fault_of_all is not None and not any(answer.data.values()):
            raise _refused_whole(answer.fault_of_all)
        return written

    async def _ask(self, installation: int, document: Document, deliveries: Sequence[str], *, writes: bool) -> Answer:
        for again in (True, False):
            token = await self._tokens.token(installation)
            try:
                return self._answer(await self._send(document, token, deliveries, writes=writes), writes=writes)
            except BadToken:
                self._tokens.refused(installation, token)
                if not again:
                    raise Retryable("GitHub refused a token that it had just given") from None
        raise AssertionError("unreachable")

    async def _send(self, document: Document, token: str, deliveries: Sequence[str], *, writes: bool) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"}
        if deliveries:
            headers["X-Fingerpost-Delivery"] = ",".join(deliveries[:20])
        body = {"query": document.text, "variables": document.variables}
        GITHUB_REQUESTS.labels(kind="mutation" if writes else "query").inc()
        try:
            return await self._client.post(self._url, json=body, headers=headers)
        except _NOT_SENT as error:
            raise Retryable(f"GitHub could not be reached: {type(error).__name__}") from None
        except httpx.HTTPError as error:
            raise self._no_answer(f"GitHub did not answer: {type(error).__name__}", writes=writes) from None

    def _answer(self, response: httpx.Response, *, writes: bool) -> Answer:
        message, content = _content(response)
        if limited := rate_limit(response.status_code, response.headers, message, self._clock.now()):
            raise limited
        if response.status_code == _UNAUTHORIZED:
            raise BadToken(message)
        if response.status_code >= _SERVER_ERROR or (response.status_code == _OK and content is None):
            raise self._no_answer(f"GitHub answered {response.status_code}", writes=writes)
        if response.status_code != _OK or content is None:
            raise _refused(response.status_code, message, response.headers)
        data = content.get("data")
        answer = Answer(data if isinstance(data, dict) else {}, faults(content.get("errors") or ()))
        for fault in answer.faults:
            if fault.kind in _LIMITS or "rate limit" in fault.message.lower():
                raise self._limited(response.headers, fault.message, partly=writes and any(answer.data.values()))
        return answer

    def _limited(self, headers: Mapping[str, str], message: str, *, partly: bool) -> GitHubError:
        now = self._clock.now()
        limited = wait_asked_for(headers, message, now)
        # What came before the limit has happened.
        return Ambiguous(message, max(limited.until, now + READ_LAG)) if partly else limited

    def _no_answer(self, message: str, *, writes: bool) -> Retryable:
        return Ambiguous(message, self._clock.now() + READ_LAG) if writes else Retryable(message)

    def _unclear(self, fault: Fault | None) -> Ambiguous:
        said = f"GitHub says: {fault.message}" if fault else "GitHub left out a part of its answer"
        return Ambiguous(said, self._clock.now() + READ_LAG)


def _content(response: httpx.Response) -> tuple[str, dict[str, Any] | None]:
    try:
        content = response.json()
    except ValueError:
        return "", None
    if not isinstance(content, dict):
        return "", None
    return str(content.get("message", "")), content


def _refused(status: int, message: str, headers: Mapping[str, str]) -> GitHubError:
    if "suspended" in message:
        return NotInstalled("the App is suspended there")
    if NOT_INTEGRATED in message:
        needed = headers.get("x-accepted-github-permissions", "")
        return PermissionMissing(f"the App lacks a permission{f': {needed}' if needed else ''}")
    return GitHubError(f"GitHub refused with {status}: {message or 'is GITHUB_API_URL right?'}")


def _passing(fault: Fault) -> bool:
    """Whether an error of the whole request may be GitHub's own trouble; a request that is wrong stays wrong."""
    return (
        "something went wrong" in fault.message.lower()
        or "timed out" in fault.message.lower()
        or "timeout" in fault.message.lower()
    )


def _refused_whole(fault: Fault) -> GitHubError:
    if _passing(fault):
        return Retryable(f"GitHub says: {fault.message}")
    if fault.kind == "FORBIDDEN" or NOT_INTEGRATED in fault.message:
        return PermissionMissing(f"the App lacks a permission: {fault.message}")
    return GitHubError(f"GitHub refused the request: {fault.message}")

"""One request to GitHub's GraphQL API, and what came of it; no retries but one for a token that is good no more.

What may be tried again, and when, is for the worker to decide: it alone knows whether the lane's order allows it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import httpx
import orjson

from bot.clock import Clock
from bot.errors import Ambiguous, BadToken, GitHubError, NotInstalled, PermissionMissing, RateLimited, Retryable
from bot.github.answer import NOT_INTEGRATED, READ_LAG, Answer
from bot.github.auth import TIMEOUT_S, USER_AGENT, Tokens
from bot.github.document import Document, faults
from bot.github.limits import Budget, budget_of, is_limit, rate_limit, wait_asked_for
from bot.github.theirtime import GitHubTime
from bot.github.wire import Wire
from bot.metrics import count_request, tell_points

MOST_NAMED = 100
_MOST_BUDGETS = 20_000
_CONNECTIONS, _CONNECT_S = 100, 5
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_OK, _UNAUTHORIZED, _SERVER_ERROR = 200, 401, 500


class Transport:
    """Sends documents, and remembers what GitHub said is left of each installation's hour.

    It remembers, too, how long an installation must wait: what is in hand when GitHub asks for that hears it here.
    """

    def __init__(
        self,
        url: str,
        tokens: Tokens,
        clock: Clock,
        wire: httpx.AsyncBaseTransport | None = None,
        time: GitHubTime | None = None,
    ) -> None:
        self._url, self._tokens, self._clock = httpx.URL(url), tokens, clock
        self._time = time or GitHubTime(clock)
        self._wire = wire or Wire(url, connections=_CONNECTIONS, connect_s=_CONNECT_S, answer_s=TIMEOUT_S)
        self._budgets: dict[int, Budget] = {}
        self._waits: dict[int, RateLimited] = {}

    async def close(self) -> None:
        """Let go of the connections."""
        await self._wire.aclose()

    def budget(self, installation: int) -> Budget | None:
        """What was left of an installation's hour when last heard of."""
        return self._budgets.get(installation)

    async def post(
        self,
        installation: int,
        document: Document,
        deliveries: Sequence[str] = (),
        *,
        writes: bool,
        before: datetime | None = None,
    ) -> Answer:
        """Send a document, before a moment by GitHub's clock or not at all.

        Raises:
            Ambiguous: it writes, and no clear answer came; any of it may have happened.
            Retryable: GitHub could not answer now, or it is too late to send it; nothing was written.
            RateLimited: the installation must wait.
            NotInstalled: the App is not there any more.
            GitHubError: the request itself was refused.
        """
        for again in (True, False):
            token = await self._tokens.token(installation)
            self._heed(installation, before)
            try:
                response = await self._send(document, token, deliveries, writes=writes)
                headers = dict(response.headers.items())
                self._time.heard(headers)
                self._remember(installation, headers)
                answer = self._answer(response, headers, writes=writes)
            except RateLimited as limited:
                self._waits[installation] = limited
                raise
            except BadToken:
                self._tokens.refused(installation, token)
                if not again:
                    raise Retryable("GitHub refused a token that it had just given") from None
            else:
                if wait := answer.limited:
                    self._waits[installation] = wait
                return answer
        raise AssertionError("unreachable")

    def _heed(self, installation: int, before: datetime | None) -> None:
        """Send nothing while GitHub asks to wait, nor what is too old: this is the last moment before it goes out."""
        now = self._clock.now()
        if before is not None and self._time.now() >= before:
            raise Retryable("it was held up for too long to be sent")
        self._waits = {owner: limited for owner, limited in self._waits.items() if limited.until > now}
        if limited := self._waits.get(installation):
            raise RateLimited(str(limited), limited.until)

    async def _send(self, document: Document, token: str, deliveries: Sequence[str], *, writes: bool) -> httpx.Response:
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "User-Agent": USER_AGENT,
            "Accept-Encoding": "gzip",
        }
        if deliveries:
            headers["X-Fingerpost-Delivery"] = ",".join(deliveries[:MOST_NAMED])
        body = orjson.dumps({"query": document.text, "variables": document.variables})
        count_request("mutation" if writes else "query")
        try:
            # Without httpx's client: GitHub's API has no cookies, redirections or logins to look for.
            request = httpx.Request("POST", self._url, content=body, headers=headers)
            response = await self._wire.handle_async_request(request)
            await response.aread()
        except _NOT_SENT as error:
            raise Retryable(f"GitHub could not be reached: {type(error).__name__}") from None
        except httpx.HTTPError as error:
            raise self._no_answer(f"GitHub did not answer: {type(error).__name__}", writes=writes) from None
        return response

    def _remember(self, installation: int, headers: Mapping[str, str]) -> None:
        budget = budget_of(headers)
        if budget is None:
            return
        self._budgets[installation] = budget
        tell_points("graphql", budget.remaining, budget.limit)
        if len(self._budgets) > _MOST_BUDGETS:
            del self._budgets[next(iter(self._budgets))]

    def _answer(self, response: httpx.Response, headers: Mapping[str, str], *, writes: bool) -> Answer:
        message, content = _content(response)
        now = self._clock.now()
        if limited := rate_limit(response.status_code, headers, message, now):
            raise limited
        if response.status_code == _UNAUTHORIZED:
            raise BadToken(message)
        if response.status_code >= _SERVER_ERROR or (response.status_code == _OK and content is None):
            raise self._no_answer(f"GitHub answered {response.status_code}", writes=writes)
        if response.status_code != _OK or content is None:
            raise _refused(response.status_code, message, headers)
        data, errors = content.get("data"), content.get("errors")
        found = faults(errors if isinstance(errors, list) else ())
        resumes = wait_asked_for(headers, "", now).until if any(map(is_limit, found)) else None
        return Answer(data if isinstance(data, dict) else {}, found, resumes)

    def _no_answer(self, message: str, *, writes: bool) -> Retryable:
        return Ambiguous(message, self._clock.now() + READ_LAG) if writes else Retryable(message)


def _content(response: httpx.Response) -> tuple[str, dict[str, Any] | None]:
    try:
        content = orjson.loads(response.content)
    except ValueError:
        return "", None
    if not isinstance(content, dict):
        return "", None
    return str(content.get("message", "")), content


def _refused(status: int, message: str, headers: Mapping[str, str]) -> GitHubError:
    if "suspended" in message:
        return NotInstalled("the App is suspended there", suspended=True)
    if NOT_INTEGRATED in message:
        needed = headers.get("x-accepted-github-permissions", "")
        return PermissionMissing(f"the App lacks a permission{f': {needed}' if needed else ''}")
    return GitHubError(f"GitHub refused with {status}: {message or 'is GITHUB_API_URL right?'}")

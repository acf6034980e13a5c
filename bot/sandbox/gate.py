"""Every API request passes here: who calls, faults, limits, counting; then its handler, then GitHub's headers."""

import asyncio
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.sandbox.auth import AppCaller, Unauthorized, app_caller
from bot.sandbox.faults import Fault
from bot.sandbox.limits import Budget
from bot.sandbox.refusals import Forbidden, NotFound, Refusal
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.shapes.lens import Lens
from bot.sandbox.world.change import Change
from bot.sandbox.world.grant import Grant
from bot.sandbox.world.records import Installation

DOCS = "https://docs.github.com/rest"
_LIMIT_DOCS = f"{DOCS}/using-the-rest-api/rate-limits-for-the-rest-api"
_LARGEST_BODY = 10 * 1024 * 1024
_WRITES = {"comment", "open", "review"}


@dataclass(slots=True)
class Call:
    """One API request on its way."""

    sandbox: Sandbox
    request: Request
    body: bytes
    id: str
    label: str
    kind: str = "rest"
    contents: int = 0
    app: AppCaller | None = None
    installation: Installation | None = None
    grant: Grant | None = None
    headers: dict[str, str] = field(default_factory=dict)
    prefix: str = ""

    @property
    def deliveries(self) -> tuple[str, ...]:
        """The webhook deliveries in answer to which the client says it calls."""
        named = self.request.headers.get("x-fingerpost-delivery", "")
        return tuple(dict.fromkeys(guid.strip() for guid in named.split(",") if guid.strip()))

    @property
    def address(self) -> str:
        """The address by which the caller came."""
        return f"{self.request.url.scheme}://{self.request.headers.get('host', self.request.url.netloc)}"

    def lens(self, *, past: bool = False) -> Lens:
        """The world as it is, or as a lagging replica shows it."""
        reader = self.sandbox.world.past(self.sandbox.read_lag()) if past else self.sandbox.world
        return self.sandbox.lens(reader, self.address, self.prefix)

    def json(self) -> Any:
        """The body, which must be JSON."""
        if not self.body:
            return {}
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError:
            raise Problems("Problems parsing JSON") from None


class Problems(Refusal):
    """A body that is not what it should be: 400."""

    status = 400


class Dropped(Response):
    """No answer: the connection is closed."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Close it."""
        del send
        scope["connection"].transport.abort()
        await receive()  # the server says when it has seen that the connection is gone


class Gate:
    """Wraps handlers into endpoints."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    async def pass_through(self, call: Call, handler: Any, *, needs: str = "token", resource: str = "core") -> Response:
        """Let a request through to its handler, and answer as GitHub does."""
        sandbox = self.sandbox
        fault = next((rule for rule in sandbox.faults if rule.takes(call.label)), None)
        sandbox.counters.request(call.kind, call.label, call.deliveries)
        if sandbox.config.latency_ms:
            await asyncio.sleep(sandbox.config.latency_ms / 1000)
        response = None
        if fault is None or fault.when == "after":
            response = self._answer(call, handler, needs, resource)
        if fault is not None:
            with suppress(Refusal):
                self._authenticate(call, needs)
            response = await self._failed(call, fault, resource)
        assert response is not None  # noqa: S101 - one of the two branches was taken
        sandbox.counters.statuses[response.status_code] += 1
        response.headers["date"] = format_datetime(sandbox.clock.now(), usegmt=True)
        response.headers["x-github-request-id"] = call.id
        response.headers["x-github-media-type"] = "github.v3; format=json"
        for name, value in call.headers.items():
            response.headers[name] = value
        return response

    def _answer(self, call: Call, handler: Any, needs: str, resource: str) -> Response:
        try:
            self._authenticate(call, needs)
            refused = self._limited(call, resource)
            if refused:
                return refused
            actor = self.sandbox.bot()
            with self.sandbox.changing(
                actor, via="rest" if call.kind == "rest" else "graphql", request=call.id, deliveries=call.deliveries,
                grant=call.grant,
            ) as change:  # fmt: skip
                answer: Response = handler(call, change)
            self._count_contents(call, change)
        except Refusal as refusal:
            return refused_as(refusal)
        return answer

    def _authenticate(self, call: Call, needs: str) -> None:
        scheme, _, token = call.request.headers.get("authorization", "").partition(" ")
        if not token or scheme.lower() not in {"bearer", "token"}:
            if needs == "nothing":
                return
            raise Unauthorized("A JSON web token could not be decoded" if needs == "app" else "Requires authentication")
        sandbox = self.sandbox
        if token.count(".") == 2:  # noqa: PLR2004 - a JWT has three parts
            moments = (sandbox.machine.now(), sandbox.clock.now())
            call.app = app_caller(token, sandbox.key, sandbox.app.id, moments)
            if needs == "token":
                raise Forbidden("", "Resource not accessible by integration")
        elif needs == "app":
            raise Unauthorized("A JSON web token could not be decoded")
        else:
            call.installation, call.grant = sandbox.tokens.caller(sandbox.world, token, sandbox.now())

    def budget(self, call: Call, resource: str) -> Budget:
        """The budget that this request draws on."""
        number = call.installation.id if call.installation else 0
        return self.sandbox.limits.budget(number, resource, self.sandbox.clock.now(), self.sandbox.config.primary_limit)

    def _limited(self, call: Call, resource: str) -> Response | None:
        number = call.installation.id if call.installation else 0
        budget = self.budget(call, resource)
        if budget.used >= budget.limit:
            return self._limit(call, "graphql" if resource == "graphql" else "primary", resource)
        if self.sandbox.limits.too_much(number, call.contents, self.sandbox.clock.now(), self.sandbox.config):
            return self._limit(call, "secondary", resource)
        budget.used += 1
        call.headers |= budget.headers(resource)
        return None

    def _count_contents(self, call: Call, change: Change) -> None:
        if call.installation is None:
            return
        for entry in change.audit:
            if entry["did"] in _WRITES and not entry["noop"]:
                in_minute = self.sandbox.limits.created(call.installation.id, self.sandbox.clock.now())
                self.sandbox.counters.contents(in_minute)

    async def _failed(self, call: Call, fault: Fault, resource: str) -> Response:
        if fault.kind in {"hang", "drop"}:
            if fault.kind == "hang":
                await asyncio.sleep(fault.seconds)
            return Dropped()
        if fault.kind == "limit":
            return self._limit(call, fault.limit, resource)
        if fault.kind == "graphql_error":
            return answer(200, {"data": None, "errors": [{"message": fault.message}]})
        return answer(fault.status, {"message": fault.message, "documentation_url": DOCS, "status": str(fault.status)})

    def _limit(self, call: Call, which: str, resource: str) -> Response:
        number = call.installation.id if call.installation else 0
        used_up = f"API rate limit exceeded for installation ID {number}."
        if which.startswith("secondary"):
            told = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
            body = {"message": told, "documentation_url": f"{_LIMIT_DOCS}#about-secondary-rate-limits"}
            return answer(429 if which == "secondary_429" else 403, body, {"retry-after": "60"})
        budget = self.budget(call, resource)
        headers = budget.headers(resource) | {"x-ratelimit-remaining": "0", "x-ratelimit-used": str(budget.limit)}
        call.headers.clear()
        if which == "graphql":
            return answer(200, {"errors": [{"type": "RATE_LIMITED", "message": used_up}]}, headers)
        if which == "graphql_new":
            error = {"type": "RATE_LIMIT", "code": "graphql_rate_limit", "message": used_up}
            return answer(200, {"errors": [error]}, headers)
        return answer(403, {"message": used_up, "documentation_url": _LIMIT_DOCS}, headers)


async def call_of(sandbox: Sandbox, request: Request, label: str) -> Call:
    """Read a request."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_BODY:
            raise ClientDisconnect
    number = ":".join(secrets.token_hex(2).upper() for _ in range(5))
    return Call(sandbox, request, bytes(body), number, label, prefix=request.scope.get("api_prefix", ""))


def answer(status: int, body: Any = None, headers: dict[str, str] | None = None) -> Response:
    """A JSON answer."""
    content = b"" if status in {204, 304} else orjson.dumps(body)
    return Response(content, status, headers, media_type="application/json; charset=utf-8" if content else None)


def refused_as(refusal: Refusal) -> Response:
    """A refusal as REST says it."""
    body: dict[str, Any] = {"message": refusal.message}
    headers = {}
    if isinstance(refusal, NotFound):
        body["message"] = "Not Found"
    elif isinstance(refusal, Forbidden) and refusal.needs:
        headers["x-accepted-github-permissions"] = refusal.needs
    elif refusal.errors is not None:
        body |= {"message": "Validation Failed", "errors": refusal.errors}
    body |= {"documentation_url": DOCS, "status": str(refusal.status)}
    return answer(refusal.status, body, headers)

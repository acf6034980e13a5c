"""Hears GitHub: `POST /webhooks/github`. Nothing is acknowledged before it is on disk.

A plain Starlette endpoint on raw bytes; FastAPI's own routes cost twice as much. The answers, complete: 202 stored,
repeated or ping; 400 missing headers or undecodable; 401 signature; 413 too large; 415 form-encoded; 503 store
unavailable, or too much at once.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, assert_never

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.clock import Clock, milliseconds
from bot.inbox import Incoming, Receipt
from bot.item import Ignored, Routed
from bot.store.errors import StoreUnavailable
from webhooks.delivery import Delivery, Refused, check_headers

LARGEST_BODY = 25 * 1024 * 1024
_SLOWEST_BODY_S = 10.0  # GitHub itself gives up then
_MOST_AT_ONCE = 256 * 1024 * 1024
"""Bytes of all bodies on their way: each costs memory before its signature can be told from a stranger's."""
_ALWAYS_TAKEN = 256 * 1024
"""Bytes of a body for which there is room whatever else comes; GitHub's are seldom larger."""
_RETRY_AFTER_S = "30"
_LONGEST_LENGTH = 12
_BUSY = 503

_log = structlog.get_logger(__name__)


class Keeper(Protocol):
    """Where deliveries are kept: the inbox."""

    async def put(self, incoming: Incoming) -> Receipt:
        """Keep a delivery; when this returns it is on disk."""
        ...


Router = Callable[[str, str | None, Mapping[str, Any]], Routed | Ignored]
"""From event, action and payload to the lane in which a delivery waits, or the reason why it waits in none."""


class Receiver:
    """Turns requests into kept deliveries and answers them."""

    def __init__(
        self,
        inbox: Keeper,
        route: Router,
        secrets: Sequence[bytes],
        clock: Clock,
        slowest_body_s: float = _SLOWEST_BODY_S,
        most_at_once: int = _MOST_AT_ONCE,
    ) -> None:
        """A receiver.

        Args:
            inbox: keeps what was heard.
            route: decides where it waits.
            secrets: the webhook secrets in force.
            clock: says when a delivery came.
            slowest_body_s: how long a body may take to arrive.
            most_at_once: how many bytes of bodies may be on their way; small ones come in beside them.
        """
        self._inbox = inbox
        self._route = route
        self._secrets = secrets
        self._clock = clock
        self._slowest_body_s = slowest_body_s
        self._most_at_once, self._on_their_way = most_at_once, 0

    async def hear(self, request: Request) -> Response:
        """Answer one request, and write one line about it."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        said: dict[str, object] = {}
        tell, headers = _log.warning, {}
        try:
            # Decoded, a delivery is several times as large: nobody keeps it while the store writes.
            incoming = self._addressed(await self._read(request, said))
            status, message = 202, await self._keep(incoming, said)
            tell = _log.info
        except Refused as refusal:
            status, message = refusal.status, refusal.message
            headers = {"Retry-After": _RETRY_AFTER_S} if status == _BUSY else {}
        except StoreUnavailable as failure:
            said["reason"] = str(failure)
            status, message = 503, "The delivery could not be stored and is not accepted; deliver it again later."
            headers = {"Retry-After": _RETRY_AFTER_S}
        tell("delivery", **said, outcome=message, status=status, ms=round((loop.time() - started) * 1000, 1))
        return JSONResponse({"message": message}, status, headers)

    async def _read(self, request: Request, said: dict[str, object]) -> Delivery:
        length = request.headers.get("content-length", "")
        if length.isdecimal() and (len(length) > _LONGEST_LENGTH or int(length) > LARGEST_BODY):
            raise _too_large()
        check_headers(request.headers)
        said |= {"delivery": request.headers["x-github-delivery"], "heard": request.headers["x-github-event"]}
        try:
            async with asyncio.timeout(self._slowest_body_s):
                body = await self._body(request)
        except (TimeoutError, ClientDisconnect):
            raise Refused(400, "The body did not arrive whole; deliver it again.") from None
        return Delivery.from_request(request.headers, body, self._secrets)

    async def _body(self, request: Request) -> bytes:
        body = bytearray()
        try:
            async for chunk in request.stream():
                body += chunk
                self._on_their_way += len(chunk)
                if len(body) > LARGEST_BODY:
                    raise _too_large()
                if len(body) > _ALWAYS_TAKEN and self._on_their_way > self._most_at_once:
                    raise Refused(_BUSY, "Too much comes at once; deliver it again later.")
            return bytes(body)
        finally:
            self._on_their_way -= len(body)

    async def _keep(self, incoming: Incoming, said: dict[str, object]) -> str:
        said |= {"heard": incoming.event, "lane": incoming.lane, "installation": incoming.installation}
        receipt = await self._inbox.put(incoming)
        match receipt:
            case "repeated":
                return "repeated"
            case "stored" | "revived":
                if incoming.event == "ping":
                    return "pong"
                return "stored" if incoming.ignored is None else f"ignored: {incoming.ignored}"
            case _:
                assert_never(receipt)

    def _addressed(self, delivery: Delivery) -> Incoming:
        received = milliseconds(self._clock.now())
        if delivery.event == "ping":
            place: Routed | Ignored = Ignored("GitHub only asks whether we hear")
        else:
            place = self._route(delivery.event, delivery.action, delivery.payload)
        if isinstance(place, Routed):
            where = (place.event, place.lane, place.installation)
            return Incoming(delivery.id, *where, delivery.body, received, rank=place.rank)
        return Incoming(delivery.id, delivery.event, "", 0, delivery.body, received, ignored=place.reason)


def _too_large() -> Refused:
    return Refused(413, "The body is larger than 25 MiB; GitHub sends none that is.")

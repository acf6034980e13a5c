"""How much, and for how long, the receiver listens to whoever speaks to it."""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from structlog.testing import capture_logs

from bot.clock import SystemClock
from bot.inbox import Incoming, Receipt
from bot.item import Routed
from webhooks.receiver import LARGEST_BODY, Receiver

BODY = b'{"action": "opened"}'
PATH = "/webhooks/github"


class Memory:
    """Keeps deliveries for as long as a test lasts."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    async def put(self, incoming: Incoming) -> Receipt:
        self.kept.append(incoming.delivery)
        return "stored"


def app(inbox: Memory, slowest_body_s: float = 10, **limits: int) -> Starlette:
    def route(event: str, _action: str | None, _payload: Mapping[str, Any]) -> Routed:
        return Routed("1#7", 42, event)

    receiver = Receiver(inbox, route, [b"secret"], SystemClock(), slowest_body_s, **limits)
    return Starlette(routes=[Route(PATH, receiver.hear, methods=["POST"])])


def said(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["message"]


async def test_thirty_mebibytes_are_refused(serve: Any, sign: Any) -> None:
    body = b" " * (30 * 1024 * 1024)
    inbox = Memory()
    client = await serve(app(inbox))
    answer = await client.post(PATH, content=body, headers=sign(body))
    assert (said(answer), inbox.kept) == (
        (413, "The body is larger than 25 MiB; GitHub sends none that is."),
        [],
    )


async def test_the_largest_body_that_github_sends_is_stored(serve: Any, sign: Any) -> None:
    body = BODY + b" " * (LARGEST_BODY - len(BODY))
    inbox = Memory()
    client = await serve(app(inbox))
    answer = await client.post(PATH, content=body, headers=sign(body))
    assert said(answer) == (202, "stored")


async def raw(client: httpx.AsyncClient, *parts: bytes) -> int:
    """Send bytes without ending the request; the status of the answer that comes all the same."""
    url = client.base_url
    reader, writer = await asyncio.open_connection(url.host, url.port)
    for part in parts:
        writer.write(part)
    await writer.drain()
    status = int((await reader.readline()).split()[1])
    writer.close()
    return status


def head(headers: Mapping[str, str]) -> bytes:
    lines = [f"POST {PATH} HTTP/1.1", "Host: localhost", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


@pytest.mark.parametrize("length", [str(LARGEST_BODY + 1), "9" * 18])
async def test_a_length_over_the_limit_is_refused_before_any_body_comes(serve: Any, sign: Any, length: str) -> None:
    inbox = Memory()
    client = await serve(app(inbox))
    status = await raw(client, head(sign(b"") | {"Content-Length": length}))
    assert (status, inbox.kept) == (413, [])


async def test_a_body_without_a_length_is_counted_and_refused_before_it_ends(serve: Any, sign: Any) -> None:
    inbox = Memory()
    client = await serve(app(inbox))
    mebibyte = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
    status = await raw(client, head(sign(b"") | {"Transfer-Encoding": "chunked"}), *[mebibyte] * 26)
    assert (status, inbox.kept) == (413, [])


async def test_no_body_is_awaited_when_the_headers_are_wrong(serve: Any, sign: Any) -> None:
    inbox = Memory()
    client = await serve(app(inbox))
    status = await raw(client, head(sign(b"") | {"X-Hub-Signature-256": "", "Content-Length": "1000"}))
    assert (status, inbox.kept) == (401, [])


async def test_a_body_that_does_not_come_is_not_awaited_for_ever(serve: Any, sign: Any) -> None:
    inbox = Memory()
    client = await serve(app(inbox, slowest_body_s=0.01))
    status = await raw(client, head(sign(b"") | {"Content-Length": "1000"}), b"{")
    assert (status, inbox.kept) == (400, [])


async def test_a_body_that_breaks_off_is_refused(serve: Any, sign: Any) -> None:
    inbox = Memory()
    client = await serve(app(inbox))
    with capture_logs() as lines:
        url = client.base_url
        _, writer = await asyncio.open_connection(url.host, url.port)
        writer.write(head(sign(BODY) | {"Content-Length": "1000"}) + BODY)
        await writer.drain()
        writer.close()
        while not lines:  # noqa: ASYNC110 - the line is all that is ever seen of it
            await asyncio.sleep(0)
    assert ([line["status"] for line in lines], inbox.kept) == ([400], [])


async def test_what_is_on_its_way_is_bounded_all_together_and_small_bodies_come_in_beside_it(
    serve: Any, sign: Any
) -> None:
    inbox = Memory()
    client = await serve(app(inbox, most_at_once=1_000_000))
    large = BODY + b" " * 500_000

    async def told(body: bytes, delivery: str) -> int:
        answer = await client.post(PATH, content=body, headers=sign(body, delivery=delivery))
        return int(answer.status_code)

    url = client.base_url
    _, stranger = await asyncio.open_connection(url.host, url.port)
    stranger.write(head(sign(b"") | {"Content-Length": "900000"}) + b" " * 800_000)
    await stranger.drain()
    async with asyncio.timeout(9):
        while await told(large, "d-1") != 503:
            pass  # so much of the other one has not come yet
    beside = await told(BODY, "d-2")
    stranger.close()
    async with asyncio.timeout(9):
        while await told(large, "d-3") != 202:
            pass  # it is not seen yet that the other one broke off
    assert (beside, inbox.kept[-2:]) == (202, ["d-2", "d-3"])

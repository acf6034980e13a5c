"""The receiver over real HTTP, with the real store on a real file."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.routing import Route
from structlog.testing import capture_logs

from bot.clock import SystemClock
from bot.inbox import Inbox, Incoming, Receipt
from bot.item import Ignored, Routed
from bot.store.errors import StoreUnavailable
from bot.store.executor import StoreExecutor, open_store
from bot.store.schema import inbox as inbox_table
from webhooks.receiver import Keeper, Receiver

BODY = b'{"action": "opened"}'
PATH = "/webhooks/github"


class Noon:
    def now(self) -> datetime:
        return datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


class BrokenStore:
    """A store whose disk is full."""

    async def put(self, incoming: Incoming) -> Receipt:
        raise StoreUnavailable(f"No room for {incoming.delivery}.")


class SlowStore:
    """A store that commits when it is told to."""

    def __init__(self) -> None:
        self.asked = asyncio.Queue[Incoming]()
        self.commits = asyncio.Event()

    async def put(self, incoming: Incoming) -> Receipt:
        self.asked.put_nowait(incoming)
        await self.commits.wait()
        return "stored"


def route(event: str, action: str | None, _payload: Mapping[str, Any]) -> Routed | Ignored:
    if event == "issues":
        return Routed("1#7", 42, f"issues.{action}")
    return Ignored(f"{event} is not an event that we use")


def app(keeper: Keeper, *secrets: bytes) -> Starlette:
    receiver = Receiver(keeper, route, secrets or (b"secret",), Noon())
    return Starlette(routes=[Route(PATH, receiver.hear, methods=["POST"])])


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[StoreExecutor]:
    executor = await open_store(f"sqlite:///{tmp_path / 'test.db'}", SystemClock())
    yield executor
    await executor.close()


async def kept(store: StoreExecutor) -> list[tuple[Any, ...]]:
    """What the inbox holds: delivery, event, lane, installation, state, note."""
    table = inbox_table.c
    query = sa.select(table.delivery, table.event, table.lane, table.installation, table.state, table.note)
    return await store.read(lambda connection: [tuple(row) for row in connection.execute(query.order_by(table.seq))])


def said(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["message"]


async def test_a_delivery_is_stored_in_its_lane(serve: Any, sign: Any, store: StoreExecutor) -> None:
    client = await serve(app(Inbox(store)))
    answer = await client.post(PATH, content=BODY, headers=sign(BODY))
    assert (said(answer), await kept(store)) == (
        (202, "stored"),
        [("d-1", "issues.opened", "1#7", 42, "ready", None)],
    )


async def test_a_repeat_is_told_and_changes_nothing(serve: Any, sign: Any, store: StoreExecutor) -> None:
    client = await serve(app(Inbox(store)))
    answers = [await client.post(PATH, content=BODY, headers=sign(BODY)) for _ in range(2)]
    assert ([said(answer) for answer in answers], len(await kept(store))) == (
        [(202, "stored"), (202, "repeated")],
        1,
    )


async def test_a_repeat_of_one_that_was_given_up_is_stored_again(serve: Any, sign: Any, store: StoreExecutor) -> None:
    client = await serve(app(Inbox(store)))
    await client.post(PATH, content=BODY, headers=sign(BODY))
    await store.write(lambda connection: connection.execute(sa.update(inbox_table).values(state="dead")).rowcount)
    answer = await client.post(PATH, content=BODY, headers=sign(BODY))
    assert (said(answer), [row[4] for row in await kept(store)]) == ((202, "stored"), ["ready"])


async def test_a_ping_is_answered_and_kept_as_ignored(serve: Any, sign: Any, store: StoreExecutor) -> None:
    client = await serve(app(Inbox(store)))
    answer = await client.post(PATH, content=BODY, headers=sign(BODY, event="ping"))
    assert (said(answer), await kept(store)) == (
        (202, "pong"),
        [("d-1", "ping", "", 0, "ignored", "GitHub only asks whether we hear")],
    )


async def test_an_event_without_use_is_kept_with_the_reason(serve: Any, sign: Any, store: StoreExecutor) -> None:
    client = await serve(app(Inbox(store)))
    answer = await client.post(PATH, content=BODY, headers=sign(BODY, event="star"))
    assert (said(answer), await kept(store)) == (
        (202, "ignored: star is not an event that we use"),
        [("d-1", "star", "", 0, "ignored", "star is not an event that we use")],
    )


async def test_both_secrets_are_heard_while_one_replaces_the_other(serve: Any, sign: Any, store: StoreExecutor) -> None:
    client = await serve(app(Inbox(store), b"new", b"old"))
    answers = [
        await client.post(PATH, content=BODY, headers=sign(BODY, secret, delivery=secret.decode()))
        for secret in (b"old", b"new", b"wrong")
    ]
    assert [answer.status_code for answer in answers] == [202, 202, 401]


@pytest.mark.parametrize(
    ("changed", "body", "status"),
    [
        ({"X-GitHub-Event": ""}, BODY, 400),
        ({"X-GitHub-Delivery": ""}, BODY, 400),
        ({"X-GitHub-Delivery": "x" * 5000}, BODY, 400),
        ({"X-GitHub-Event": "issues\tor: 1=1"}, BODY, 400),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"payload=%7B%7D", 415),
        ({"X-Hub-Signature-256": ""}, BODY, 401),
        ({"X-Hub-Signature-256": "sha256=" + "0" * 64}, BODY, 401),
        ({"X-Hub-Signature-256": "sha1=" + "0" * 40}, BODY, 401),
        ({"X-Hub-Signature-256": "\xff" * 64}, BODY, 401),
        ({}, BODY[:-3], 400),
        ({}, b"[1, 2]", 400),
        ({}, b"", 400),
    ],
)
async def test_what_is_refused_is_not_kept(
    serve: Any, sign: Any, store: StoreExecutor, changed: dict[str, str], body: bytes, status: int
) -> None:
    client = await serve(app(Inbox(store)))
    headers = {name: value.encode("latin-1") for name, value in (sign(body) | changed).items()}
    answer = await client.post(PATH, content=body, headers=headers)
    assert (answer.status_code, list(answer.json()), await kept(store)) == (status, ["message"], [])


async def test_a_store_that_fails_acknowledges_nothing(serve: Any, sign: Any) -> None:
    client = await serve(app(BrokenStore()))
    answer = await client.post(PATH, content=BODY, headers=sign(BODY))
    assert (said(answer), answer.headers["retry-after"]) == (
        (503, "The delivery could not be stored and is not accepted; deliver it again later."),
        "30",
    )


async def test_a_store_that_is_closed_is_said_to_be_unavailable(serve: Any, sign: Any, store: StoreExecutor) -> None:
    client = await serve(app(Inbox(store)))
    await store.close()
    answer = await client.post(PATH, content=BODY, headers=sign(BODY))
    assert answer.status_code == 503


async def test_nothing_is_acknowledged_before_the_commit(serve: Any, sign: Any) -> None:
    slow = SlowStore()
    client = await serve(app(slow))
    asking = asyncio.create_task(client.post(PATH, content=BODY, headers=sign(BODY)))
    await slow.asked.get()
    early = asking.done()
    slow.commits.set()
    assert (early, said(await asking)) == (False, (202, "stored"))


async def test_many_at_once_are_each_stored_once(serve: Any, sign: Any, store: StoreExecutor) -> None:
    client = await serve(app(Inbox(store)))
    ids = [f"d-{number % 20}" for number in range(40)]
    answers = await asyncio.gather(
        *(client.post(PATH, content=BODY, headers=sign(BODY, delivery=delivery)) for delivery in ids)
    )
    messages = [answer.json()["message"] for answer in answers]
    assert (messages.count("stored"), messages.count("repeated"), len(await kept(store))) == (20, 20, 20)


def accepted(line: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name != "ms"}


@pytest.mark.parametrize(
    ("secret", "line"),
    [
        (
            b"secret",
            {
                "log_level": "info",
                "event": "delivery",
                "delivery": "d-1",
                "heard": "issues.opened",
                "lane": "1#7",
                "installation": 42,
                "outcome": "stored",
                "status": 202,
            },
        ),
        (
            b"wrong",
            {
                "log_level": "warning",
                "event": "delivery",
                "delivery": "d-1",
                "heard": "issues",
                "outcome": (
                    "The signature does not match; "
                    "the secret in the App's webhook settings and GITHUB_WEBHOOK_SECRET differ."
                ),
                "status": 401,
            },
        ),
    ],
)
async def test_each_delivery_is_one_line_in_the_log(
    serve: Any, sign: Any, store: StoreExecutor, secret: bytes, line: dict[str, Any]
) -> None:
    client = await serve(app(Inbox(store)))
    with capture_logs() as lines:
        await client.post(PATH, content=BODY, headers=sign(BODY, secret))
    assert [accepted(dict(each)) for each in lines] == [line]

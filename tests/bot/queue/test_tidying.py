"""What is forgotten, when, and what is kept."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot import ledger
from bot.clock import SystemClock, milliseconds
from bot.inbox import Inbox, Incoming
from bot.ledger import Entry
from bot.queue.backlog import listing, show
from bot.queue.tidying import keep_tidy, tidy
from bot.store import decisions, items
from bot.store.errors import StoreUnavailable
from bot.store.executor import StoreExecutor, open_store
from bot.store.items import ItemRecord
from bot.store.schema import metadata

ITEM = partial(
    ItemRecord,
    lane="1#2",
    installation=9,
    repo_id=1,
    repo="o/r",
    repo_node="R",
    private=False,
    kind="issue",
    number=2,
    node_id="I",
    title="t",
    url="u",
    author="a",
)
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
MONTH = timedelta(days=30)


class Noon:
    def now(self) -> datetime:
        return NOON


class Deaf:
    """A store that does not answer, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: asyncio.Queue[None] = asyncio.Queue()

    async def write(self, work: Callable[[sa.Connection], Any]) -> Any:
        self.asked.put_nowait(None)
        raise StoreUnavailable(f"No answer to {work}.")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[StoreExecutor]:
    executor = await open_store(f"sqlite:///{tmp_path / 'test.db'}", SystemClock())
    yield executor
    await executor.close()


async def test_only_what_is_older_than_the_retention_is_forgotten(store: StoreExecutor) -> None:
    old, young = NOON - MONTH - timedelta(seconds=1), NOON - MONTH + timedelta(seconds=1)
    for name, day in (("old", old), ("young", young)):
        at = milliseconds(day)
        await Inbox(store).put(Incoming(name, "star", "", 0, b"{}", at, ignored="of no use"))
        await store.write(lambda connection, name=name, at=at: decisions.save(connection, name, at, [name], {}))  # type: ignore[misc]  # mypy cannot infer defaults
    forgotten = await tidy(store, Noon(), MONTH)
    bodies = [(await store.read(lambda c, name=name: show(c, name))).body for name in ("old", "young")]  # type: ignore[misc,union-attr]  # as above
    kept = [decision.lane for decision in await store.read(decisions.recent)]
    assert (forgotten, bodies, kept) == (2, [None, b"{}"], ["young"])


@pytest.mark.parametrize(("age", "receipt"), [(34, "repeated"), (36, "stored")])
async def test_the_id_of_a_delivery_is_known_longer_than_its_payload(
    store: StoreExecutor, age: int, receipt: str
) -> None:
    at = milliseconds(NOON - timedelta(days=age))
    delivery = Incoming("old", "star", "", 0, b"{}", at, ignored="of no use")
    await Inbox(store).put(delivery)
    await tidy(store, Noon(), timedelta(days=1))
    assert await Inbox(store).put(delivery) == receipt


@pytest.mark.parametrize(
    ("state", "days", "kept"),
    [("open", 900, True), ("closed", 300, True), ("closed", 400, False), ("merged", 400, False)],
)
async def test_what_was_done_is_known_while_the_item_is_open_and_a_year_longer(
    store: StoreExecutor, state: str, days: int, kept: bool
) -> None:
    at = milliseconds(NOON - timedelta(days=days))
    entry = Entry("c", "1#2", "rule", 0, "bug", "label")
    await store.write(lambda connection: ledger.intend(connection, [entry], 9, at))
    await store.write(lambda connection: items.save(connection, ITEM(state=state, seen_at=at)))
    await tidy(store, Noon(), MONTH)
    left = await store.read(lambda c: (len(ledger.history(c, "1#2")), items.find(c, "1#2") is not None))
    assert left == (int(kept), kept)


async def test_every_table_that_grows_is_tidied_or_bounded() -> None:
    tidied = {"inbox", "decision", "mention", "redelivery", "ledger", "item", "absence", "taker", "forgotten", "stay"}
    tidied |= {"news"}
    while_there_is_work = {"lane", "timer", "installation", "creations", "unconfirmed"}
    by_place_or_person = {"person", "rulefile", "extending", "mark", "record", "board_name"}
    history = {"asked", "vote", "contribution", "told"}  # what a community counts, and what it decided
    assert tidied | while_there_is_work | by_place_or_person | history == set(metadata.tables)


async def test_tidying_goes_on_when_the_store_did_not_answer() -> None:
    deaf: Any = Deaf()
    with capture_logs() as lines:
        task = asyncio.create_task(keep_tidy(deaf, Noon(), MONTH, every_s=0))
        for _ in range(2):
            await deaf.asked.get()
        task.cancel()
        await asyncio.wait([task])
    assert [line["event"] for line in lines[:1]] == ["not tidied"]


async def test_what_was_forgotten_is_logged_once(store: StoreExecutor) -> None:
    at = milliseconds(NOON - MONTH - timedelta(days=1))
    await Inbox(store).put(Incoming("old", "star", "", 0, b"{}", at, ignored="of no use"))
    with capture_logs() as lines:
        task = asyncio.create_task(keep_tidy(store, Noon(), MONTH, every_s=0))
        while not lines:  # noqa: ASYNC110 - the line is all that is ever seen of it
            await asyncio.sleep(0.001)
        task.cancel()
        await asyncio.wait([task])
    left = await store.read(listing)
    assert ([(line["event"], line["forgotten"]) for line in lines], len(left)) == ([("tidied", 1)], 1)

"""All who work on one PostgreSQL live by its time; a file of this machine by this machine's."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.clock import SystemClock, milliseconds
from bot.inbox import Inbox, Incoming
from bot.queue.claim import Claim, Done
from bot.queue.handled import Handled
from bot.steered import Reading, SteeredClock
from bot.store.errors import StoreUnavailable
from bot.store.executor import AsksServer, StoreExecutor, open_store
from bot.store.servertime import ServerClock, clock_of
from bot.worker import Worker

WRONG = timedelta(hours=5)


class WrongClock:
    """A machine's clock that somebody set badly."""

    def __init__(self, by: timedelta = WRONG) -> None:
        self.by = by

    def now(self) -> datetime:
        return SystemClock().now() + self.by


class Stopwatch:
    """Seconds that go forward by hand."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


class Answering:
    """A store whose server says what it is told to say, each time after so many seconds."""

    def __init__(self, watch: Stopwatch, *answers: tuple[datetime, float]) -> None:
        self.watch, self.answers = watch, list(answers)

    async def read(self, work: Any) -> Any:
        return work(self)

    def execute(self, _statement: object) -> "Answering":
        return self

    def scalar_one(self) -> datetime:
        moment, took = self.answers.pop(0)
        self.watch.seconds += took
        return moment


NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


class Noon:
    def now(self) -> datetime:
        return NOON


def test_a_file_of_this_machine_lives_by_this_machine() -> None:
    machine = SystemClock()
    assert clock_of("sqlite:////tmp/x.db", machine) is machine


def test_a_server_lives_by_its_own() -> None:
    assert isinstance(clock_of("postgresql+psycopg://x@y/z", SystemClock()), ServerClock)


@pytest.mark.postgres
@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
async def test_a_machine_with_a_wrong_clock_lives_by_the_servers(store_url: str) -> None:
    clock = ServerClock(WrongClock())
    before = clock.now() - SystemClock().now()
    with capture_logs() as lines:
        store = await open_store(store_url, clock)
    after = clock.now() - SystemClock().now()
    await store.close()
    assert [round(each / timedelta(minutes=1)) for each in (before, after)] == [300, 0]
    assert [line["event"] for line in lines] == ["this machine's clock differs; the database's counts"]


@pytest.mark.postgres
@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
async def test_workers_with_wrong_clocks_neither_steal_nor_starve(store_url: str) -> None:
    early, late = ServerClock(WrongClock(-WRONG)), ServerClock(WrongClock(WRONG))
    stores = [await open_store(store_url, clock) for clock in (early, late)]
    in_hand, go_on = asyncio.Event(), asyncio.Event()

    async def hold(claim: Claim) -> Handled:
        in_hand.set()
        await go_on.wait()
        return Handled({waiting.seq: Done() for waiting in claim.deliveries})

    first, second = Worker(stores[0], early, hold), Worker(stores[1], late, hold)
    await Inbox(stores[1]).put(Incoming("a", "issues", "1#1", 7, b"{}", milliseconds(late.now())))
    holding = asyncio.create_task(first.drain())
    await in_hand.wait()
    async with asyncio.timeout(20):  # what is stolen is held
        stolen = await second.drain()
    await Inbox(stores[1]).put(Incoming("b", "issues", "1#2", 7, b"{}", milliseconds(late.now())))
    in_hand.clear()
    serving = asyncio.create_task(second.drain())
    await in_hand.wait()
    go_on.set()
    assert (stolen, await serving, await holding) == (0, 1, 1)
    for store in stores:
        await store.close()


async def test_between_two_answers_the_time_goes_on_by_itself() -> None:
    watch = Stopwatch()
    clock = ServerClock(Noon(), watch)
    await clock.ask_server(Answering(watch, (NOON + timedelta(minutes=3), 0.5)))  # type: ignore[arg-type]  # as far as it goes
    watch.seconds += 59.75  # 60 since the middle of the question
    assert clock.now() == NOON + timedelta(minutes=4)


@pytest.mark.parametrize(
    ("answer", "took", "shown"),
    [
        (timedelta(seconds=40), 0.0, timedelta(seconds=40)),  # the server was set back: it counts
        (timedelta(seconds=60, milliseconds=40), 0.0, timedelta(seconds=60)),  # only the way of the answer
        (timedelta(seconds=59.96), 0.16, timedelta(seconds=60.16)),  # it may have looked at any moment of these
        (timedelta(seconds=90), 1.5, timedelta(seconds=61.5)),  # too slow to say when it looked
    ],
)
async def test_a_later_answer_counts_where_it_says_something(answer: timedelta, took: float, shown: timedelta) -> None:
    watch = Stopwatch()
    clock = ServerClock(Noon(), watch)
    server = Answering(watch, (NOON, 0.0), (NOON + answer, took))
    await clock.ask_server(server)  # type: ignore[arg-type]  # as above
    watch.seconds += 60
    await clock.ask_server(server)  # type: ignore[arg-type]  # as above
    assert clock.now() == NOON + shown


async def test_while_nobody_answers_the_time_goes_on(store: StoreExecutor) -> None:
    watch = Stopwatch()
    clock = ServerClock(Noon(), watch)
    await store.close()
    watch.seconds += 5
    with pytest.raises(StoreUnavailable):
        await clock.ask_server(store)
    assert clock.now() == NOON + timedelta(seconds=5)


async def test_only_a_clock_of_the_server_is_asked_for_the_servers_time() -> None:
    steered = SteeredClock(lambda: Reading(now=NOON), SystemClock())
    assert (isinstance(steered, AsksServer), isinstance(ServerClock(SystemClock()), AsksServer)) == (False, True)

"""What the worker does with lanes: handles them, takes failures, stops."""

import asyncio
import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import structlog

from bot import inbox, ledger, timers
from bot.clock import moment
from bot.errors import Ambiguous, NotInstalled, PermissionMissing, RateLimited, Retryable
from bot.inbox import Desk, Inbox, Incoming
from bot.ledger import Entry, Settled
from bot.queue.claim import Claim, Done
from bot.queue.handled import Handle, Handled
from bot.queue.patience import Patience
from bot.store import schema
from bot.store.executor import StoreExecutor, open_store
from bot.store.presence import Presence
from bot.timers import Timer
from bot.worker import Pace, Worker

SECOND = 1_000
STEADY = Patience(rng=random.Random(1))  # noqa: S311 - the test wants the same pauses each time


class Stage:
    """A handler that does what the test says for each delivery, and writes down what it was given."""

    def __init__(self) -> None:
        self.seen: list[list[str]] = []
        self.fails: dict[str, list[Exception]] = {}
        self.always: dict[str, Exception] = {}

    async def __call__(self, claim: Claim) -> Handled:
        ids = [waiting.delivery for waiting in claim.deliveries]
        self.seen.append(ids)
        for delivery in ids:
            if delivery in self.always:
                raise self.always[delivery]
            if self.fails.get(delivery):
                raise self.fails[delivery].pop(0)
        return all_done(claim)


def all_done(claim: Claim) -> Handled:
    return Handled({waiting.seq: Done("handled") for waiting in claim.deliveries})


async def put(store: StoreExecutor, clock: Any, *deliveries: str, lane: str = "1#1", installation: int = 7) -> None:
    for delivery in deliveries:
        await Inbox(store).put(Incoming(delivery, "issues", lane, installation, b"{}", clock.ms))


async def states(store: StoreExecutor) -> dict[str, tuple[str, int, str | None]]:
    rows = await store.read(lambda connection: connection.execute(sa.select(schema.inbox)).all())
    return {row.delivery: (row.state, row.attempts, row.note) for row in rows}


def worker(store: StoreExecutor, clock: Any, handle: Handle, **more: Any) -> Worker:
    return Worker(store, clock, handle, patience=STEADY, pace=Pace(poll_s=0.01, **more))


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not happened():  # noqa: ASYNC110 - what happens is seen from outside only
            await asyncio.sleep(0.005)


async def test_nothing_waits_until_a_clock_that_was_set_back_comes_to_where_it_was(
    store: StoreExecutor, clock: Any
) -> None:
    stage = Stage()
    await put(store, clock, "in a dead hand", lane="1#1")
    await store.write(partial(Desk("dead").claim, now=clock.ms, wanted=1, lease_ms=60 * SECOND))
    await put(store, clock, "fails", lane="1#2")
    stage.fails["fails"] = [Retryable("GitHub answered 502")]
    again = Timer("again", "1#3", 7, "again", b"{}", clock.ms + 90 * SECOND, every=90 * SECOND)
    await store.write(partial(timers.start, wanted=again))
    works = worker(store, clock, stage)
    seen = []
    for passes in (0, -3_600, 60, 30):
        clock.forward(passes * SECOND)
        await works.drain()
        seen.append([delivery.partition(":")[0] for [delivery] in stage.seen])
        stage.seen.clear()
    assert seen == [["fails"], ["fails"], ["in a dead hand"], ["timer"]]


async def test_what_is_due_is_handled_in_one_claim(store: StoreExecutor, clock: Any) -> None:
    stage = Stage()
    await put(store, clock, "a", "b")
    assert await worker(store, clock, stage).drain() == 1
    assert stage.seen == [["a", "b"]]
    assert await states(store) == {"a": ("done", 1, "handled"), "b": ("done", 1, "handled")}


async def test_records_are_written_with_the_outcome(store: StoreExecutor, clock: Any) -> None:
    entry = Entry("a", "1#1", "welcome", 0, "bug", "label")

    def records(connection: sa.Connection) -> None:
        ledger.intend(connection, [entry], 7, clock.ms)
        ledger.settle(connection, {entry: Settled("done")}, clock.ms)

    async def handle(claim: Claim) -> Handled:
        return Handled(all_done(claim).outcomes, records)

    await put(store, clock, "a")
    await worker(store, clock, handle).drain()
    done = await store.read(lambda connection: ledger.done_by_us(connection, "1#1"))
    assert [record.entry for record in done] == [entry]


async def test_records_that_cannot_be_written_leave_no_outcome(store: StoreExecutor, clock: Any) -> None:
    def records(_connection: sa.Connection) -> None:
        raise ValueError("no such column")

    async def handle(claim: Claim) -> Handled:
        return Handled(all_done(claim).outcomes, records)

    await put(store, clock, "a")
    await worker(store, clock, handle).drain()
    assert await states(store) == {"a": ("ready", 1, "ValueError: no such column")}


async def test_what_could_not_be_done_now_is_done_later(store: StoreExecutor, clock: Any) -> None:
    stage = Stage()
    stage.fails["a"] = [Retryable("GitHub answered 502.")]
    await put(store, clock, "a")
    busy = worker(store, clock, stage)
    await busy.drain()
    assert await states(store) == {"a": ("ready", 1, "GitHub answered 502.")}
    clock.forward(SECOND)
    await busy.drain()
    assert stage.seen == [["a"], ["a"]]
    assert await states(store) == {"a": ("done", 2, "handled")}


async def test_a_failing_lane_holds_up_no_other(store: StoreExecutor, clock: Any) -> None:
    stage = Stage()
    stage.always["a"] = Retryable("GitHub answered 502.")
    await put(store, clock, "a")
    busy = worker(store, clock, stage)
    await busy.drain()
    await put(store, clock, "b", lane="1#2")
    await busy.drain()
    assert (await states(store))["b"] == ("done", 1, "handled")


async def test_an_outage_of_an_hour_kills_nothing(store: StoreExecutor, clock: Any) -> None:
    stage = Stage()
    stage.always["a"] = Retryable("GitHub answered 502.")
    await put(store, clock, "a")
    busy = worker(store, clock, stage)
    for _ in range(60):
        clock.forward(60 * SECOND)
        await busy.drain()
    assert (await states(store))["a"][0] == "ready"


async def test_what_fails_for_ever_dies_in_the_end(store: StoreExecutor, clock: Any) -> None:
    stage = Stage()
    stage.always["a"] = Retryable("GitHub answered 502.")
    await put(store, clock, "a")
    busy = worker(store, clock, stage)
    for _ in range(60):
        clock.forward(600 * SECOND)
        await busy.drain()
    assert await states(store) == {"a": ("dead", 32, "GitHub answered 502.")}


async def test_what_was_given_up_is_told_once_in_the_log_with_the_way_back(store: StoreExecutor, clock: Any) -> None:
    stage = Stage()
    stage.always["a"] = PermissionMissing("The App may not write issues.")
    await put(store, clock, "a")
    with structlog.testing.capture_logs() as logs:
        await worker(store, clock, stage).drain()
    told = [(line["delivery"], line["reason"], line["fix"]) for line in logs if line["event"] == "given up"]
    assert told == [("a", "The App may not write issues.", "fingerpost inbox retry")]


async def test_a_poison_delivery_dies_alone(store: StoreExecutor, clock: Any) -> None:
    stage = Stage()
    stage.always["poison"] = KeyError("number")
    await put(store, clock, "a", "poison", "b")
    busy = worker(store, clock, stage)
    for _ in range(10):
        await busy.drain()
        clock.forward(60 * SECOND)
    assert await states(store) == {
        "a": ("done", 2, "handled"),
        "poison": ("dead", 5, "KeyError: 'number'"),
        "b": ("done", 2, "handled"),
    }


async def test_an_unexpected_error_is_shown_in_the_log_once(store: StoreExecutor, clock: Any) -> None:
    stage = Stage()
    stage.always["poison"] = KeyError("number")
    await put(store, clock, "poison")
    busy = worker(store, clock, stage)
    with structlog.testing.capture_logs() as logs:
        for _ in range(10):
            await busy.drain()
            clock.forward(60 * SECOND)
    assert [line["exc_info"] for line in logs if line["event"] == "worker.failed"] == [True] + [False] * 4


async def test_a_rate_limit_parks_the_installation_and_costs_no_attempt(store: StoreExecutor, clock: Any) -> None:
    stage = Stage()
    stage.fails["a"] = [RateLimited("Secondary limit.", clock.now() + timedelta(seconds=60))]
    await put(store, clock, "a")
    busy = worker(store, clock, stage)
    await busy.drain()
    await put(store, clock, "b", lane="1#2")
    await put(store, clock, "c", lane="2#1", installation=8)
    await busy.drain()
    assert stage.seen == [["a"], ["c"]]
    assert (await states(store))["a"] == ("ready", 0, "Secondary limit.")
    clock.forward(60 * SECOND)
    await busy.drain()
    assert sorted(stage.seen[2:]) == [["a"], ["b"]]


async def test_an_ambiguous_write_is_looked_at_again_once_it_has_settled(store: StoreExecutor, clock: Any) -> None:
    stage = Stage()
    stage.fails["a"] = [Ambiguous("No answer.", clock.now() + timedelta(seconds=60))]
    await put(store, clock, "a")
    busy = worker(store, clock, stage)
    await busy.drain()
    clock.forward(60 * SECOND - 1)
    assert await busy.drain() == 0
    clock.forward(1)
    assert await busy.drain() == 1


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (NotInstalled("Not installed on that account any more."), "done"),
        (PermissionMissing("The App may not write issues."), "dead"),
    ],
)
async def test_what_trying_again_would_not_help_is_over_at_once(
    store: StoreExecutor, clock: Any, error: Exception, state: str
) -> None:
    stage = Stage()
    stage.always["a"] = error
    await put(store, clock, "a")
    await worker(store, clock, stage).drain()
    assert await states(store) == {"a": (state, 1, str(error))}


async def test_a_handler_that_says_nothing_is_not_called_for_ever(store: StoreExecutor, clock: Any) -> None:
    async def handle(_claim: Claim) -> Handled:
        return Handled({})

    await put(store, clock, "a")
    assert await worker(store, clock, handle).drain() == 1
    assert (await states(store))["a"][:2] == ("ready", 1)


async def test_a_timer_is_handled_when_it_is_due(store: StoreExecutor, clock: Any) -> None:
    stage = Stage()
    timer = timers.Timer("nudge:1#1", "1#1", 7, "nudge", b"{}", clock.ms + SECOND)
    await store.write(lambda connection: timers.start(connection, timer))
    busy = worker(store, clock, stage)
    assert await busy.drain() == 0
    clock.forward(SECOND)
    await busy.drain()
    assert stage.seen == [[f"timer:nudge:1#1:{clock.ms}"]]


async def test_never_more_lanes_at_once_than_allowed_and_never_one_twice(store: StoreExecutor, clock: Any) -> None:
    now: dict[str, int] = {}
    most: list[int] = []

    async def handle(claim: Claim) -> Handled:
        now[claim.lane] = now.get(claim.lane, 0) + 1
        most.append(len(now))
        assert now[claim.lane] == 1
        await asyncio.sleep(0)
        del now[claim.lane]
        return all_done(claim)

    for n in range(30):
        await put(store, clock, f"{n}", lane=f"1#{n % 10}")
    await worker(store, clock, handle, lanes=4).drain()
    assert max(most) == 4
    assert {state for state, _, _ in (await states(store)).values()} == {"done"}


async def test_a_delivery_that_comes_wakes_the_worker(store: StoreExecutor, clock: Any) -> None:
    stage = Stage()
    sleepy = Worker(store, clock, stage, pace=Pace(poll_s=3600))
    running = asyncio.create_task(sleepy.run())
    await asyncio.sleep(0.05)
    await Inbox(store, sleepy.wake).put(Incoming("a", "issues", "1#1", 7, b"{}", clock.ms))
    await until(lambda: stage.seen == [["a"]])
    await sleepy.stop()
    await running


async def test_a_delivery_stored_by_another_process_is_found(store: StoreExecutor, clock: Any) -> None:
    stage = Stage()
    polling = worker(store, clock, stage)
    running = asyncio.create_task(polling.run())
    await put(store, clock, "a")
    await until(lambda: stage.seen == [["a"]])
    await polling.stop()
    await running


async def test_stopping_finishes_what_is_in_hand(store: StoreExecutor, clock: Any) -> None:
    started, go_on = asyncio.Event(), asyncio.Event()

    async def handle(claim: Claim) -> Handled:
        started.set()
        await go_on.wait()
        return all_done(claim)

    await put(store, clock, "a")
    busy = worker(store, clock, handle)
    running = asyncio.create_task(busy.run())
    await started.wait()
    stopping = asyncio.create_task(busy.stop())
    await asyncio.sleep(0)
    go_on.set()
    await stopping
    await running
    assert await states(store) == {"a": ("done", 1, "handled")}


async def test_what_cannot_be_finished_in_time_is_given_back(store: StoreExecutor, clock: Any) -> None:
    started = asyncio.Event()

    async def handle(_claim: Claim) -> Handled:
        started.set()
        await asyncio.Event().wait()
        raise AssertionError

    await put(store, clock, "a")
    busy = worker(store, clock, handle)
    running = asyncio.create_task(busy.run())
    await started.wait()
    await busy.stop(within_s=0)
    await running
    claims = await store.write(lambda connection: Desk("next").claim(connection, clock.ms, 1, SECOND))
    assert [claim.deliveries[0].attempts for claim in claims] == [0]


async def test_a_lane_that_was_lost_is_handled_no_further(store: StoreExecutor, clock: Any) -> None:
    started, cancelled = asyncio.Event(), asyncio.Event()

    async def handle(_claim: Claim) -> Handled:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()
        raise AssertionError

    await put(store, clock, "a")
    slow = worker(store, clock, handle, lease_ms=30)
    running = asyncio.create_task(slow.run())
    await started.wait()
    later = clock.ms + 3600 * SECOND
    async with asyncio.timeout(20):
        # PostgreSQL passes over a lane that is being renewed at this very moment.
        while not await store.write(lambda connection: Desk("quick").claim(connection, later, 1, 3600 * SECOND)):
            pass
        await cancelled.wait()
    await slow.stop()
    await running
    assert await states(store) == {"a": ("ready", 0, None)}


async def test_a_lane_in_hand_stays_in_hand_however_long_it_takes(store: StoreExecutor, clock: Any) -> None:
    started, go_on = asyncio.Event(), asyncio.Event()

    async def handle(claim: Claim) -> Handled:
        started.set()
        await go_on.wait()
        return all_done(claim)

    await put(store, clock, "a")
    busy = worker(store, clock, handle, lease_ms=3 * SECOND)
    running = asyncio.create_task(busy.run())
    await started.wait()
    clock.forward(2 * SECOND)
    due = sa.select(schema.lane.c.due)

    async def renewed() -> bool:
        ends = await store.read(lambda connection: connection.execute(due).scalar_one())
        return bool(ends == clock.ms + 3 * SECOND)

    async with asyncio.timeout(20):
        while not await renewed():  # noqa: ASYNC110 - seen in the database only
            await asyncio.sleep(0.05)
    go_on.set()
    await busy.stop()
    await running
    assert await states(store) == {"a": ("done", 1, "handled")}


async def test_a_worker_that_cannot_renew_its_leases_says_so_and_gives_its_lanes_back(
    store: StoreExecutor, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> set[str]:
        raise ValueError("no such column")

    async def handle(_claim: Claim) -> Handled:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(inbox, "renew", broken)
    await put(store, clock, "a")
    with pytest.raises(ValueError, match="no such column"):
        await worker(store, clock, handle, lease_ms=30).run()
    claims = await store.write(lambda connection: Desk("next").claim(connection, clock.ms, 1, SECOND))
    assert [claim.deliveries[0].attempts for claim in claims] == [0]


async def test_a_new_process_goes_on_at_once_where_a_dead_one_left_off(tmp_path: Path, clock: Any) -> None:
    url = f"sqlite:///{tmp_path / 'fingerpost.db'}"
    store = await open_store(url, clock)
    await put(store, clock, "a")
    await store.write(lambda connection: Desk("dead").claim(connection, clock.ms, 1, 3600 * SECOND))
    stage = Stage()
    alive = Worker(store, clock, stage, pace=Pace(poll_s=0.01), presence=Presence(url))
    running = asyncio.create_task(alive.run())
    await until(lambda: stage.seen == [["a"]])
    await alive.stop()
    await running
    await store.close()


async def test_leases_of_a_living_worker_are_left_alone(tmp_path: Path, clock: Any) -> None:
    url = f"sqlite:///{tmp_path / 'fingerpost.db'}"
    store = await open_store(url, clock)
    living, coming, last = Presence(url), Presence(url), Presence(url)
    assert living.arrive() is True
    living.settle()
    assert coming.arrive() is False
    living.leave()
    coming.leave()
    assert last.arrive() is True
    last.leave()
    await store.close()


async def test_a_worker_waits_for_a_database_that_is_gone_and_goes_on(tmp_path: Path, clock: Any) -> None:
    """The file cannot be written for a while: a stand-in for a database that is away."""
    path = tmp_path / "fingerpost.db"
    store = await open_store(f"sqlite:///{path}", clock)
    stage = Stage()
    await put(store, clock, "a")
    hold = sa.create_engine(f"sqlite:///{path}", isolation_level="AUTOCOMMIT")
    with hold.connect() as connection:
        connection.exec_driver_sql("BEGIN EXCLUSIVE")
        busy = worker(store, clock, stage)
        running = asyncio.create_task(busy.run())
        await asyncio.sleep(0.1)
        assert stage.seen == []
        connection.exec_driver_sql("ROLLBACK")
    await until(lambda: stage.seen == [["a"]])
    await busy.stop()
    await running
    await store.close()
    hold.dispose()


def test_a_moment_survives_the_way_through_the_store(clock: Any) -> None:
    assert moment(clock.ms) == clock.now()

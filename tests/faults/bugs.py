"""Bugs that are planted one at a time, to see whether the simulation finds them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

import bot.errors
import bot.github.answer
import bot.github.transport
import bot.hearing.nudges
import bot.inbox
import bot.ledger
import bot.looking.freshness
import bot.looking.scene
import bot.perform
import bot.queue.patience
import bot.reconcile
import bot.store.lanes
import bot.worker
from bot.queue.claim import Done, Retry
from tests.faults.simulation import simulate

Plant = Callable[[], Any]


def found_at(name: str, seeds: int) -> tuple[str, int | None]:
    """The first seed that shows a bug, and is right without it; None where none does."""
    for seed in range(seeds):
        with BUGS[name]():
            wrong = simulate(seed).wrong
        if wrong and not simulate(seed).wrong:
            return name, seed
    return name, None


@contextmanager
def _acknowledged_before_commit() -> Iterator[None]:
    """The receiver answers 202 and stores a little later."""

    async def put(self: bot.inbox.Inbox, incoming: bot.inbox.Incoming) -> str:
        import asyncio  # noqa: PLC0415 - the bug's own

        async def later() -> None:
            await asyncio.sleep(0.5)
            await real(self, incoming)

        self._late = [*getattr(self, "_late", []), asyncio.ensure_future(later())]  # type: ignore[attr-defined]
        return "stored"

    real = bot.inbox.Inbox.put
    with patch.object(bot.inbox.Inbox, "put", put):
        yield


@contextmanager
def _not_deduplicated() -> Iterator[None]:
    """A repeated delivery is stored under a new id."""
    real, count = bot.inbox.put, iter(range(10**9))

    def put(connection: Any, arrivals: Any) -> Any:
        return real(connection, [replace(one, delivery=f"{one.delivery}.{next(count)}") for one in arrivals])

    with patch.object(bot.inbox, "put", put):
        yield


@contextmanager
def _blind_retry() -> Iterator[None]:
    """A write that may have happened is sent again at once, without a look."""
    real = bot.perform.Performer._carry_out

    async def carry_out(self: Any, target: Any, *rest: Any) -> None:
        try:
            await real(self, target, *rest)
        except bot.errors.Ambiguous:
            await real(self, target, *rest)

    with patch.object(bot.perform.Performer, "_carry_out", carry_out):
        yield


@contextmanager
def _unclear_taken_for_not_done() -> Iterator[None]:
    """What is not known to be done is taken for not done at once, whatever the item shows."""
    at_once = timedelta()
    with (
        patch.object(bot.reconcile, "wait_for_unclear", lambda *_: None),
        patch("bot.looking.look.wait_for_unclear", lambda *_: None),
        patch("bot.looking.conclude.happened", lambda *_: False),
        patch.object(bot.github.transport, "READ_LAG", at_once),
        patch.object(bot.github.answer, "READ_LAG", at_once),
    ):
        yield


@contextmanager
def _lost_lease_kept() -> Iterator[None]:
    """Whoever lost the lane finishes all the same."""
    with patch.object(bot.store.lanes, "is_held", lambda *_: True):
        yield


@contextmanager
def _stale_read_trusted() -> Iterator[None]:
    """An answer that lags behind is believed."""
    with (
        patch("bot.looking.look.trusted_from", lambda *_: None),
        patch("bot.looking.look.may_come_yet", lambda *_: None),
    ):
        yield


@contextmanager
def _outcome_before_effect() -> Iterator[None]:
    """The ledger says done before anything was sent."""
    real = bot.ledger.intend

    def intend(connection: Any, entries: Any, installation: int, now: int, **more: Any) -> Any:
        todo = real(connection, entries, installation, now, **more)
        bot.ledger.settle(connection, {entry: bot.ledger.Settled("done") for entry in todo}, now)
        return todo

    with patch.object(bot.ledger, "intend", intend):
        yield


@contextmanager
def _facts_lost_in_a_crash() -> Iterator[None]:
    """A claim removes its deliveries, as a queue does that hands out destructively."""
    real = bot.inbox.Desk.claim

    def claim(self: Any, connection: Any, *rest: Any) -> Any:
        claims = real(self, connection, *rest)
        for one in claims:
            for waiting in one.deliveries:
                connection.exec_driver_sql("UPDATE inbox SET state = 'done' WHERE seq = ?", (waiting.seq,))
        return claims

    with patch.object(bot.inbox.Desk, "claim", claim):
        yield


@contextmanager
def _order_ignored() -> Iterator[None]:
    """What waits in a lane is taken last first."""
    real = bot.hearing.nudges._by_time

    def backwards(events: Any) -> Any:
        return list(reversed(real(events)))

    with patch.object(bot.hearing.nudges, "_by_time", backwards):
        yield


@contextmanager
def _own_echo_heard() -> Iterator[None]:
    """What the bot did itself sets off rules like anybody's deed."""
    real = bot.hearing.nudges.Nudges.occasions

    def occasions(self: Any, *given: Any) -> Any:
        return tuple(one._replace(own=False) for one in real(self, *given))

    with patch.object(bot.hearing.nudges.Nudges, "occasions", occasions):
        yield


@contextmanager
def _undo_not_respected() -> Iterator[None]:
    """What a person undid is done again."""
    with patch("bot.looking.remembered._undone", lambda *_: {"undone": frozenset(), "meant": None}):
        yield


@contextmanager
def _retry_drops_the_rest() -> Iterator[None]:
    """After a failure only the first delivery of a lane is tried again."""
    real = bot.queue.patience.Patience.after

    def after(self: Any, error: Exception, claim: Any, now: int) -> Any:
        fate = real(self, error, claim, now)
        first = claim.deliveries[0].seq
        kept = {
            seq: Done("dropped") if isinstance(outcome, Retry) and seq != first else outcome
            for seq, outcome in fate.outcomes.items()
        }
        return replace(fate, outcomes=kept)

    with patch.object(bot.queue.patience.Patience, "after", after):
        yield


@contextmanager
def _limit_ignored() -> Iterator[None]:
    """A secondary limit is taken for a passing failure."""
    real = bot.queue.patience.Patience.after

    def after(self: Any, error: Exception, claim: Any, now: int) -> Any:
        if isinstance(error, bot.errors.RateLimited):
            error = bot.errors.Retryable(str(error))
        return real(self, error, claim, now)

    with (
        patch.object(bot.queue.patience.Patience, "after", after),
        patch.object(bot.github.transport.Transport, "_heed", lambda *_: None),
    ):
        yield


@contextmanager
def _nothing_recovered() -> Iterator[None]:
    """What GitHub could not deliver is never asked for."""
    with patch("bot.recover.begin", lambda *_, **__: None):
        yield


@contextmanager
def _hand_on_the_label_ignored() -> Iterator[None]:
    """The card has the last word over the stage label, whoever changed what last."""
    with patch("bot.planning.mirror._Mirror._label_is_newer", lambda *_: False):
        yield


BUGS: Mapping[str, Plant] = MappingProxyType(
    {
        "acknowledged before the commit": _acknowledged_before_commit,
        "no de-duplication": _not_deduplicated,
        "an ambiguous write is repeated blindly": _blind_retry,
        "an unclear write is taken for not done": _unclear_taken_for_not_done,
        "a lost lease is kept": _lost_lease_kept,
        "a stale read is trusted": _stale_read_trusted,
        "the outcome is written before the effect": _outcome_before_effect,
        "a crash loses event facts": _facts_lost_in_a_crash,
        "the order is ignored": _order_ignored,
        "own echoes are heard": _own_echo_heard,
        "an undo is not respected": _undo_not_respected,
        "a retry drops the rest of the lane": _retry_drops_the_rest,
        "a secondary limit is ignored": _limit_ignored,
        "lost deliveries are not recovered": _nothing_recovered,
        "the card wins over a hand on its label": _hand_on_the_label_ignored,
    }
)

"""What the ledger remembers."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from bot import ledger
from bot.ledger import Entry, Settled
from bot.store.executor import StoreExecutor

NOW = 1_000_000
LABEL = Entry("d1", "1#1", "welcome", 0, "bug", "label")
CARD = Entry("d1", "1#1", "welcome", 1, "Triage", "stage")


async def intend(store: StoreExecutor, *entries: Entry, now: int = NOW) -> list[Entry]:
    return await store.write(lambda connection: ledger.intend(connection, entries, 7, now))


async def settle(store: StoreExecutor, outcomes: dict[Entry, Settled], now: int = NOW + 5) -> None:
    await store.write(lambda connection: ledger.settle(connection, outcomes, now))


async def entries(store: StoreExecutor, records: Callable[[sa.Connection], list[ledger.Record]]) -> list[Entry]:
    return [record.entry for record in await store.read(records)]


async def test_an_intent_without_an_outcome_is_unsettled(store: StoreExecutor) -> None:
    assert await intend(store, LABEL, CARD) == [LABEL, CARD]
    await settle(store, {LABEL: Settled("done")})
    open_ones = await store.read(lambda connection: ledger.unsettled(connection, "1#1"))
    assert open_ones == [ledger.Record(CARD, "intended", "", 7, NOW, None)]


async def test_what_is_done_is_never_to_be_done_again(store: StoreExecutor) -> None:
    await intend(store, LABEL)
    await settle(store, {LABEL: Settled("done", "added")})
    assert await intend(store, LABEL, CARD, now=NOW + 9) == [CARD]
    [done] = await store.read(lambda connection: ledger.done_by_us(connection, "1#1"))
    assert done == ledger.Record(LABEL, "done", "added", 7, NOW, NOW + 5)


async def test_what_failed_may_be_tried_again(store: StoreExecutor) -> None:
    await intend(store, LABEL)
    await settle(store, {LABEL: Settled("failed", "502")})
    assert await intend(store, LABEL, now=NOW + 9) == [LABEL]
    open_ones = await store.read(lambda connection: ledger.unsettled(connection, "1#1"))
    assert open_ones == [ledger.Record(LABEL, "intended", "", 7, NOW + 9, None)]


async def test_an_intent_that_is_repeated_counts_from_then(store: StoreExecutor) -> None:
    await intend(store, LABEL)
    await intend(store, LABEL, now=NOW + 9)
    open_ones = await store.read(lambda connection: ledger.unsettled(connection, "1#1"))
    assert [record.intended_at for record in open_ones] == [NOW + 9]


async def test_the_same_effect_for_another_cause_is_another_one(store: StoreExecutor) -> None:
    again = Entry("d2", "1#1", "welcome", 0, "bug", "label")
    await intend(store, LABEL)
    await settle(store, {LABEL: Settled("done")})
    assert await intend(store, again) == [again]


async def test_what_we_did_is_found_by_verb_and_by_cause(store: StoreExecutor) -> None:
    other_cause = Entry("d2", "1#1", "size", 0, "small", "label")
    other_item = Entry("d1", "1#2", "welcome", 0, "bug", "label")
    everything = (LABEL, CARD, other_cause, other_item)
    await intend(store, *everything)
    await settle(store, dict.fromkeys(everything, Settled("done")))
    assert await entries(store, lambda c: ledger.done_by_us(c, "1#1")) == [LABEL, CARD, other_cause]
    assert await entries(store, lambda c: ledger.done_by_us(c, "1#1", "label")) == [LABEL, other_cause]
    assert await entries(store, lambda c: ledger.done_in(c, "1#1", "d1")) == [LABEL, CARD]
    assert await entries(store, lambda c: ledger.history(c, "1#1", most=2)) == [CARD, other_cause]


async def test_how_often_something_was_done_is_counted_since_a_moment(store: StoreExecutor) -> None:
    for n in range(4):
        flap = Entry(f"d{n}", "1#1", "welcome", 0, "bug", "label")
        await intend(store, flap)
        await settle(store, {flap: Settled("done")}, now=NOW + n)

    def times(connection: sa.Connection) -> int:
        return ledger.times(connection, "1#1", "label", "bug", since=NOW + 2)

    assert await store.read(times) == 2


async def test_a_note_is_kept_short_and_clean(store: StoreExecutor) -> None:
    await intend(store, LABEL)
    await settle(store, {LABEL: Settled("failed", "a\0b\ud800" + "x" * 9_999)})
    [record] = await store.read(lambda connection: ledger.history(connection, "1#1"))
    assert record.note == "ab?" + "x" * 1_996


async def test_nothing_to_write_writes_nothing(store: StoreExecutor, clock: Any) -> None:
    assert await intend(store) == []
    await settle(store, {}, now=clock.ms)
    assert await entries(store, lambda c: ledger.history(c, "1#1")) == []


async def test_another_verb_at_the_same_place_of_a_rule_is_another_deed(store: StoreExecutor) -> None:
    off = Entry(LABEL.cause, LABEL.item, LABEL.rule, LABEL.position, LABEL.target, "unlabel")
    await intend(store, LABEL)
    await settle(store, {LABEL: Settled("done")})
    assert await intend(store, LABEL, off) == [off]
    await settle(store, {off: Settled("failed")})
    assert await entries(store, lambda connection: ledger.done_by_us(connection, "1#1")) == [LABEL]

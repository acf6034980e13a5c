"""Numbers and requests that outlive the process, and what is forgotten in pieces, on every database."""

from typing import Any

from bot import ledger
from bot.inbox import Incoming, put
from bot.ledger import Entry
from bot.queue import backlog
from bot.store import items, marks, redeliveries
from bot.store.executor import StoreExecutor
from bot.store.redeliveries import Asked


async def test_a_mark_is_kept_until_it_is_forgotten(store: StoreExecutor) -> None:
    def work(connection: Any) -> list[int | None]:
        for name, value in (("sweep:R_1:issue", 7), ("sweep:R_1:issue", 8), ("heard", 9)):
            marks.put(connection, name, value)
        before = [marks.find(connection, name) for name in ("sweep:R_1:issue", "heard", "other")]
        marks.forget_all(connection, "sweep:R_")
        return [*before, *(marks.find(connection, name) for name in ("sweep:R_1:issue", "heard"))]

    assert await store.write(work) == [8, 9, None, None, 9]


async def test_a_percent_sign_in_a_beginning_is_only_a_percent_sign(store: StoreExecutor) -> None:
    def work(connection: Any) -> int | None:
        marks.put(connection, "sweep:R", 1)
        marks.forget_all(connection, "%")
        return marks.find(connection, "sweep:R")

    assert await store.write(work) == 1


async def test_what_was_asked_for_is_known_until_it_came(store: StoreExecutor) -> None:
    first, second, spent = Asked("a", 5, 1, 50), Asked("b", 7, 2, 60), Asked("c", 1, 8, 70)

    def work(connection: Any) -> list[Any]:
        for one in (first, second, spent):
            redeliveries.save(connection, one)
        before = [redeliveries.among(connection, ["a", "x"]), redeliveries.oldest(connection, 8, 50)]
        before += [redeliveries.oldest(connection, 8, since) for since in (51, 61)]
        redeliveries.came(connection, ["a"])
        left = [redeliveries.among(connection, ["a"]), redeliveries.oldest(connection, 8, 0)]
        return [*before, *left, redeliveries.purge(connection, 65), redeliveries.among(connection, ["b", "c"])]

    assert await store.write(work) == [{"a": first}, 5, 7, None, {}, 7, 1, {"c": spent}]


async def test_deliveries_are_forgotten_once_they_are_old_and_only_then(store: StoreExecutor) -> None:
    def work(connection: Any) -> tuple[int, set[str]]:
        given = [("old", 10, "no"), ("young", 90, "no"), ("waits", 10, None)]
        put(connection, [Incoming(name, "star", "1#2", 9, b"{}", at, ignored=why) for name, at, why in given])
        return backlog.forget(connection, 50), backlog.known(connection, ["old", "young", "waits"])

    assert await store.write(work) == (1, {"young", "waits"})


async def test_a_sweep_knows_how_many_of_its_items_wait(store: StoreExecutor) -> None:
    def work(connection: Any) -> list[int]:
        given = [("sweep:1#1:7", "sweep", None), ("sweep:1#2:17", "sweep", None), ("sweep:1#3:7", "sweep", "no")]
        put(connection, [Incoming(name, event, "1#2", 9, b"{}", 1, ignored=why) for name, event, why in given])
        return [backlog.waiting(connection, "sweep", ending) for ending in (":7", ":17", ":%")]

    assert await store.write(work) == [1, 1, 0]


async def test_deeds_without_an_item_are_old_after_a_year_as_well(store: StoreExecutor) -> None:
    def work(connection: Any) -> tuple[int, int, int]:
        entries = [Entry("c", lane, "r", 0, "bug", "label") for lane in ("1#1", "1#2")]
        ledger.intend(connection, entries, 9, 10)
        old = ledger.done_with(connection, 50)
        return len(old), ledger.forget(connection, old), items.forget_closed(connection, 50)

    assert await store.write(work) == (2, 2, 0)

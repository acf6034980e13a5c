"""What goes to the driver as it is comes to the same as what SQLAlchemy passes on."""

from typing import Any

import pytest
import sqlalchemy as sa

from bot.store import database
from bot.store.executor import StoreExecutor, open_store
from bot.store.ready import Ready
from bot.store.schema import mark, rulefile
from bot.store.sql import insert

KEEP = Ready(lambda connection: insert(connection, mark).on_conflict_do_nothing(index_elements=["name"]))
UP_TO = Ready(lambda _: sa.select(mark).where(mark.c.value <= sa.bindparam("most")).order_by(mark.c.name).limit(2))
FORGET = Ready(lambda _: sa.delete(mark).where(mark.c.name == sa.bindparam("which")))
SET = Ready(lambda _: sa.update(mark).where(mark.c.value < 3).values(value=mark.c.value + sa.bindparam("more")))

RULEFILE = {
    "repo_id": 2**40,
    "path": "it's.yml",
    "valid": True,
    "oid": "",
    "text": "a: 'b' %s ? :c",
    "problem": "",
    "seen_at": 1,
    "bases": {"a": [1, None, "é"]},
    "messages": {},
}


async def test_it_says_how_many_rows_it_wrote(store: StoreExecutor) -> None:
    def work(connection: sa.Connection) -> list[int]:
        return [
            KEEP.run(connection),
            KEEP.run(connection, {"name": "a", "value": 1}),
            KEEP.run(connection, {"name": "a", "value": 9}),
            KEEP.run(connection, *({"name": name, "value": 2} for name in "abc")),
            SET.run(connection, {"more": 2}),
            FORGET.run(connection, {"which": "b"}),
            FORGET.run(connection, {"which": "b"}),
        ]

    assert await store.write(work) == [0, 1, 0, 2, 3, 1, 0]


async def test_it_finds_what_there_is_and_keeps_to_its_own_bounds(store: StoreExecutor) -> None:
    rows = [{"name": name, "value": place} for place, name in enumerate("abcd")]
    await store.write(lambda connection: KEEP.run(connection, *rows))
    assert await store.read(lambda connection: UP_TO.rows(connection, {"most": 2})) == [("a", 0), ("b", 1)]
    assert await store.read(lambda connection: UP_TO.first(connection, {"most": 0})) == ("a", 0)
    assert await store.read(lambda connection: UP_TO.first(connection, {"most": -1})) is None


async def test_values_of_every_kind_come_back_as_sqlalchemy_tells_them(store: StoreExecutor) -> None:
    columns = [rulefile.c[name] for name in RULEFILE]
    keep, all_of_it = Ready(lambda _: sa.insert(rulefile)), Ready(lambda _: sa.select(*columns))

    def work(connection: sa.Connection) -> tuple[list[Any], list[Any]]:
        keep.run(connection, RULEFILE)
        return all_of_it.rows(connection, {}), [tuple(row) for row in connection.execute(sa.select(*columns))]

    ready, usual = await store.write(work)
    assert ready == usual == [tuple(RULEFILE.values())]
    assert ready[0][2] is True


async def test_a_work_that_fails_leaves_nothing_behind(store: StoreExecutor) -> None:
    def work(connection: sa.Connection) -> None:
        KEEP.run(connection, {"name": "a", "value": 1})
        Ready(lambda _: sa.insert(mark)).run(connection, {"name": "a", "value": 1})

    with pytest.raises(Exception, match=r"(?i)unique"):
        await store.write(work)
    assert await store.read(lambda connection: UP_TO.rows(connection, {"most": 9})) == []


async def test_what_it_is_the_first_to_ask_is_asked_within_a_transaction(store_url: str, clock: Any) -> None:
    await (await open_store(store_url, clock)).close()
    engine = database.reader(database.parse(store_url), 1)
    with engine.connect() as connection:
        before = connection.in_transaction()
        UP_TO.rows(connection, {"most": 9})
        assert (before, connection.in_transaction()) == (False, True)
    engine.dispose()


async def test_a_value_that_looks_like_a_parameter_is_a_value(store: StoreExecutor) -> None:
    called = Ready(lambda _: sa.select(mark.c.value).where(mark.c.name == sa.bindparam("which")))
    names = ["%s", "?", ":which", "%(which)s"]
    await store.write(lambda connection: KEEP.run(connection, *({"name": name, "value": 7} for name in names)))
    assert await store.read(lambda one: [called.rows(one, {"which": name}) for name in names]) == [[(7,)]] * 4

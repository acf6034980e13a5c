"""What comes from outside is kept in a form that every database takes."""

from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from bot.store import decisions
from bot.store.executor import StoreExecutor
from bot.store.schema import board_name
from bot.store.sql import plainly, upsert


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"a": ["é", 1, None, True, 1.5]}, {"a": ["é", 1, None, True, 1.5]}),
        ({"a": "half \ud83d", "b\0": ("x\0y", {"c": "\udc00"})}, {"a": "half ?", "b": ["xy", {"c": "?"}]}),
        ({"a": r"\u0000 in words"}, {"a": r"\u0000 in words"}),
        ({"a": 2**70, 7: "no text"}, {"a": 2**70, "7": "no text"}),
    ],
)
async def test_a_document_comes_back_as_it_was_but_for_what_no_database_takes(
    store: StoreExecutor, given: dict[Any, Any], kept: dict[str, Any]
) -> None:
    await store.write(partial(decisions.save, lane="5#1", at=1, deliveries=["d"], document=given))
    (found,) = await store.read(partial(decisions.of_item, lane="5#1"))
    assert found.document == kept


def test_what_is_plain_is_left_as_it_is() -> None:
    document = {"a": ("b", {"c": "é"})}
    assert plainly(document) is document


async def test_what_is_written_twice_is_there_once_as_it_was_written_last(store: StoreExecutor) -> None:
    rows = [{"project": "P", "place": "", "name": name, "node": node} for name, node in (("a", "1"), ("b", "2"))]

    def work(connection: sa.Connection) -> list[Any]:
        upsert(connection, board_name, *rows)
        upsert(connection, board_name, rows[0] | {"node": "3"})
        return [tuple(row) for row in connection.execute(sa.select(board_name.c.name, board_name.c.node))]

    assert sorted(await store.write(work)) == [("a", "3"), ("b", "2")]

"""What one delivery costs the database, from its receipt to its end."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from bot.store import ready

MOST_STATEMENTS = 40
RULES = """
board: {project: 1, stages: {Triage: {}, Done: {done: true}}}
rules:
  - name: welcome
    on: issues.opened
    do: [{label: bug}, {comment: "Hello."}, {assign: ben}, {stage: Triage}]
"""


class Overheard:
    """A cursor that says what it is given."""

    def __init__(self, cursor: Any, heard: Any) -> None:
        self._cursor, self._heard = cursor, heard

    def execute(self, statement: str, values: Any) -> None:
        self._heard(None, None, statement)
        self._cursor.execute(statement, values)

    def executemany(self, statement: str, values: Any) -> None:
        self._heard(None, None, statement)
        self._cursor.executemany(statement, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """What every database of this process is told meanwhile, without the values."""
    told: Counter[str] = Counter()

    def heard(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        told[re.sub(r"(\?, )*\?", "?", " ".join(statement.split()))] += 1

    own = ready.cursor_of
    monkeypatch.setattr(ready, "cursor_of", lambda connection: Overheard(own(connection), heard))

    def begun(_connection: Any) -> None:
        told["BEGIN"] += 1

    event.listen(sa.Engine, "before_cursor_execute", heard)
    event.listen(sa.Engine, "begin", begun)
    try:
        yield told
    finally:
        event.remove(sa.Engine, "before_cursor_execute", heard)
        event.remove(sa.Engine, "begin", begun)


async def test_a_fresh_delivery_costs_the_database_seven_transactions_and_few_statements(
    story: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await story.begin(RULES)
    await story.opens()
    await story.works()
    await story.opens(title="Another")
    with watched(monkeypatch) as told:
        await story.works(echoes=False)
    # Kept, claimed, intended, admitted, finished, and a look whether there is more; one look at what is remembered.
    assert told.pop("BEGIN") == 7
    assert {statement for statement, times in told.items() if times > 2} == set()
    assert sum(told.values()) <= MOST_STATEMENTS

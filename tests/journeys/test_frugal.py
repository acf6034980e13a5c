"""What one delivery costs the database, from its receipt to its end."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

MOST_STATEMENTS = 40
RULES = """
board: {project: 1, stages: {Triage: {}, Done: {done: true}}}
rules:
  - name: welcome
    on: issues.opened
    do: [{label: bug}, {comment: "Hello."}, {assign: ben}, {stage: Triage}]
"""


@contextmanager
def watched() -> Iterator[Counter[str]]:
    """What every database of this process is told meanwhile, without the values."""
    told: Counter[str] = Counter()

    def heard(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        told[re.sub(r"(\?, )*\?", "?", " ".join(statement.split()))] += 1

    def begun(_connection: Any) -> None:
        told["BEGIN"] += 1

    event.listen(sa.Engine, "before_cursor_execute", heard)
    event.listen(sa.Engine, "begin", begun)
    try:
        yield told
    finally:
        event.remove(sa.Engine, "before_cursor_execute", heard)
        event.remove(sa.Engine, "begin", begun)


async def test_a_fresh_delivery_costs_the_database_seven_transactions_and_few_statements(story: Any) -> None:
    await story.begin(RULES)
    await story.opens()
    await story.works()
    await story.opens(title="Another")
    with watched() as told:
        await story.works(echoes=False)
    # Kept, claimed, intended, admitted, finished, and a look whether there is more; one look at what is remembered.
    assert told.pop("BEGIN") == 7
    assert {statement for statement, times in told.items() if times > 2} == set()
    assert sum(told.values()) <= MOST_STATEMENTS

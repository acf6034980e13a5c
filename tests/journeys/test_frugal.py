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

    event.listen(sa.Engine, "before_cursor_execute", heard)
    try:
        yield told
    finally:
        event.remove(sa.Engine, "before_cursor_execute", heard)


async def test_a_fresh_delivery_costs_the_database_seven_transactions_and_few_statements(story: Any) -> None:
    await story.begin(RULES)
    await story.opens()
    await story.works()
    await story.opens(title="Another")
    with watched() as told:
        await story.works(echoes=False)
    # Kept, claimed, intended, admitted, finished, and a look whether there is more; one look at what is remembered.
    assert (told.pop("BEGIN IMMEDIATE"), told.pop("BEGIN")) == (6, 1)
    often = {statement for statement, times in told.items() if times > 2}
    assert {statement.partition("(")[0] for statement in often} == {"WITH RECURSIVE found"}
    assert sum(told.values()) <= MOST_STATEMENTS

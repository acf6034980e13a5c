"""Repositories by their names."""

import sqlalchemy as sa
from sqlalchemy import event

from bot.store.community import metadata
from webhooks.visitors import known


def test_a_name_is_found_by_an_index_so_that_time_tells_nobody_which_names_there_are() -> None:
    engine = sa.create_engine("sqlite://")
    asked: list[tuple[str, object]] = []
    with engine.begin() as connection:
        metadata.create_all(connection)
        event.listen(engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
        assert known.named(connection, "Acme/None") is None
        [(statement, values)] = asked
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()  # type: ignore[arg-type]  # as it was
    engine.dispose()
    assert [row.detail for row in plan] == ["SEARCH item USING INDEX item_name (<expr>=?)"]

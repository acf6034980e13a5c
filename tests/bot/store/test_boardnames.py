"""What things on boards were called, on every database."""

from typing import Any

from bot.store import boardnames
from bot.store.executor import StoreExecutor


async def test_a_name_is_its_newest_bearers_and_each_board_has_its_own(store: StoreExecutor) -> None:
    def work(connection: Any) -> list[dict[tuple[str, str], str]]:
        boardnames.remember(connection, "PVT_1", {("", "status"): "F_1", ("F_1", "review"): "o1"})
        boardnames.remember(connection, "PVT_1", {("F_1", "review"): "o2"})
        boardnames.remember(connection, "PVT_2", {("F_1", "review"): "o3"})
        return [dict(boardnames.of(connection, project)) for project in ("PVT_1", "PVT_2", "PVT_3")]

    assert await store.write(work) == [
        {("", "status"): "F_1", ("F_1", "review"): "o2"},
        {("F_1", "review"): "o3"},
        {},
    ]

"""What a board's event says of a card's column."""

import json
from typing import Any

import pytest

from bot.events import Move, decode

OPTION = {"id": "1", "name": "Doing"}


def moved(change: Any) -> Move | None:
    payload = {
        "installation": {"id": 7},
        "projects_v2_item": {"node_id": "PVTI_1", "content_node_id": "I_1"},
        "changes": {"field_value": change},
    }
    return decode("d", "projects_v2_item.edited", json.dumps(payload).encode()).move


@pytest.mark.parametrize(
    ("change", "move"),
    [
        ({"project_number": 1, "field_name": "Status", "to": OPTION}, Move(1, "Status", "Doing")),
        ({"project_number": 1, "field_name": "Status", "to": None}, Move(1, "Status", None)),
        ({"project_number": 1, "field_name": "Status", "to": "Doing"}, Move(1, "Status", "Doing")),
        ({"project_number": "1", "field_name": "Status", "to": OPTION}, None),
        ({"field_type": "single_select"}, None),
        ("Doing", None),
    ],
)
def test_a_move_is_told_only_where_the_board_tells_all_of_it(change: Any, move: Move | None) -> None:
    assert moved(change) == move

"""Which names a board's columns can be called by."""

from typing import Any

from bot.github.boards import seen
from bot.github.renamed import Columns, columns_of, names_now

FIELD: dict[str, Any] = {
    "id": "F_1",
    "name": "Status",
    "dataType": "SINGLE_SELECT",
    "options": [{"id": "o1", "name": "Triage"}, {"id": "o2", "name": "Looking"}],
}
PAST = {
    ("", "status"): "F_1",
    ("F_1", "triage"): "o1",
    ("F_1", "review"): "o2",
    ("F_1", "icebox"): "o9",
    ("F_2", "high"): "o1",
}


def answer(field: Any) -> Any:
    return {"projectV2": {"id": "PVT_1", "closed": False, "field": field, "fields": {"nodes": [FIELD]}}}


def test_a_former_name_is_the_columns_as_long_as_no_other_column_bears_it() -> None:
    ids = {"Triage": "o1", "Looking": "o2", "review": "o2"}
    assert columns_of(FIELD, PAST) == Columns(ids, {"review": "Looking"}, frozenset({"icebox"}))
    taken = {**PAST, ("F_1", "looking"): "o1"}
    assert columns_of(FIELD, taken) == Columns(ids, {"review": "Looking"}, frozenset({"icebox"}))


def test_what_things_are_called_today_is_what_is_remembered() -> None:
    assert names_now(FIELD) == {("", "status"): "F_1", ("F_1", "triage"): "o1", ("F_1", "looking"): "o2"}


def test_a_renamed_field_is_found_by_its_id_and_only_by_that() -> None:
    board = seen(answer(None), "orchard", 1, "Stage", {("", "stage"): "F_1"})
    assert (board.field, board.facts.renamed) == ("Status", {"": "Status"})
    assert board.ids is not None
    assert (board.ids.field, board.ids.options) == ("F_1", {"triage": "o1", "looking": "o2"})
    unknown = seen(answer(None), "orchard", 1, "Stage", {("", "stage"): "F_7"})
    assert unknown.facts.problem == "project 1 of orchard has no single-select field Stage"

from typing import Any


def test_the_labels_that_are_named_and_there_come_off(said: Any, item: Any) -> None:
    came = said(
        "/unlabel bug, docs", by="tess", facts=item.but(labels=("Bug",), undone=frozenset({("unlabel", "bug")}))
    )
    assert (came.done, came.signs) == ([{"do": "unlabel", "labels": ["Bug"]}], ["+1"])


def test_a_stage_is_not_taken_away_this_way(said: Any, item: Any) -> None:
    came = said("/untag stage/Review", facts=item.but(labels=("stage/Review",)))
    assert (came.done, came.told[:36]) == ([], "The label `stage/Review` has a comma")

from typing import Any


def test_the_item_is_closed_as_not_planned(said: Any, item: Any) -> None:
    came = said("/decline It belongs elsewhere.", by="tess", facts=item.but(labels=("triage",)))
    closed = {"do": "close", "reason": "not_planned"}
    assert (came.done, came.signs) == ([{"do": "unlabel", "labels": ["triage"]}, closed], ["+1"])


def test_it_stays_open_without_a_reason(said: Any) -> None:
    came = said("/decline", by="tess")
    assert (came.done, came.told) == ([], "Whoever opened this wants to know why: `/decline REASON`.")

from typing import Any

import pytest


@pytest.mark.parametrize("label", ["needs-triage", "Triage", "status: needs triage", "status/needs-triage"])
def test_the_label_that_asks_for_it_comes_off(said: Any, item: Any, label: str) -> None:
    came = said("/triage", by="tess", facts=item.but(labels=("docs", label)))
    assert (came.done, came.signs) == ([{"do": "unlabel", "labels": [label]}], ["+1"])


def test_labels_that_are_named_go_on(said: Any, item: Any) -> None:
    came = said("/triage bug", by="tess", facts=item.but(labels=("needs-triage",)))
    assert [one["do"] for one in came.done] == ["unlabel", "label"]


def test_nothing_is_done_where_a_label_has_a_command_of_its_own(said: Any, item: Any) -> None:
    came = said("/triage stage/Review", facts=item.but(labels=("needs-triage",)))
    assert (came.done, came.signs) == ([], ["confused"])


def test_it_is_understood_where_nothing_is_to_be_done(said: Any) -> None:
    came = said("/triaged", by="tess")
    assert (came.done, came.signs, came.told) == ([], ["+1"], "")

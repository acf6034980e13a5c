from typing import Any

import pytest

MOVED = [{"do": "stage", "stage": "Drafting"}]


@pytest.mark.parametrize(("stage", "done"), [(None, MOVED), ("Ideas", MOVED), ("Drafting", []), ("Review", [])])
def test_it_goes_from_the_first_stage_to_the_second(said: Any, item: Any, stage: str | None, done: Any) -> None:
    came = said("/accept", by="tess", facts=item.but(stage=stage))
    assert (came.done, came.signs) == (done, ["+1"])


def test_it_leaves_triage_too(said: Any, item: Any) -> None:
    came = said("/accept", facts=item.but(labels=("needs-triage",)), file={"board": {"stages": {"Only": {}}}})
    assert came.done == [{"do": "unlabel", "labels": ["needs-triage"]}]


def test_a_discussion_cannot_be_taken_on(said: Any, item: Any) -> None:
    came = said("/accept", facts=item.but(kind="discussion"))
    assert (came.done, came.told) == ([], "`/accept` means something only on: issues, pull requests.")

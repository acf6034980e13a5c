from typing import Any

import pytest

from rules.facts import Facts


@pytest.mark.parametrize("wish", ["#12", "12", "#12, I think"])
def test_the_item_is_closed_and_says_where_the_work_goes_on(said: Any, item: Facts, wish: str) -> None:
    came = said(f"/duplicate {wish}", by="tess", facts=item.but(named={12: "open"}))
    assert came.done == [{"do": "close", "reason": "duplicate"}]
    assert came.answer == "This says what #12 says already, so the work goes on there."


@pytest.mark.parametrize("wish", ["", "#", "the other one", "#0", "#7", "x#12"])
def test_without_another_number_it_stays_open(said: Any, item: Facts, wish: str) -> None:
    came = said(f"/duplicate {wish}", by="tess", facts=item.but(named={}))
    assert (came.done, came.signs, came.answer) == ([], ["confused"], "")


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (None, "There is no #12 here."),
        ("duplicate", "#12 was itself closed as a duplicate. Please name the one where the work goes on."),
    ],
)
def test_what_it_repeats_must_be_there_and_not_repeat_another(said: Any, item: Facts, other: Any, told: str) -> None:
    came = said("/duplicate #12", by="tess", facts=item.but(named={12: other}))
    assert (came.done, came.told) == ([], told)

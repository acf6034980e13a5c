from typing import Any

import pytest


@pytest.mark.parametrize("wish", ["#12", "12", "#12, I think"])
def test_the_item_is_closed_and_says_where_the_work_goes_on(said: Any, wish: str) -> None:
    came = said(f"/duplicate {wish}", by="tess")
    assert came.done == [{"do": "close", "reason": "duplicate"}]
    assert came.answer == "This says what #12 says already, so the work goes on there."


@pytest.mark.parametrize("wish", ["", "#", "the other one", "#0", "#7", "x#12"])
def test_without_another_number_it_stays_open(said: Any, wish: str) -> None:
    came = said(f"/duplicate {wish}", by="tess")
    assert (came.done, came.signs, came.answer) == ([], ["confused"], "")

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("", "need"),
        ("a reviewer", "need: a reviewer"),
        ("a < b\x07", "need: a b"),
        ("<>", "need"),
    ],
)
def test_what_somebody_misses_is_kept_with_the_item(said: Any, wish: str, name: str) -> None:
    came = said(f"/need {wish}", by="newcomer")
    assert (came.done, came.signs) == ([{"do": "record", "name": name}], ["+1"])


def test_however_long_it_is_it_can_be_kept(said: Any) -> None:
    [record] = said(f"/need {'x' * 400}", by="newcomer").done
    assert record["name"] == "need: " + "x" * 80

from typing import Any


def test_anybody_may_say_that_they_are_still_at_it(said: Any) -> None:
    came = said("/keep", by="newcomer")
    assert (came.done, came.signs, came.told) == ([], ["+1"], "")

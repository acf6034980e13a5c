from typing import Any

from tests.bot.voting.community import asked


def test_who_takes_no_side_is_heard_too(said: Any, item: Any) -> None:
    came = said("/abstain She is my cousin.", by="ada", facts=item.but(votes=(asked(),)))
    assert (came.done, came.signs) == ([], ["+1"])

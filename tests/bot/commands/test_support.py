from typing import Any

import pytest

from rules.votes import Vote
from tests.bot.voting.community import asked


def vote(do: str = "decide: consent") -> Vote:
    return asked(do)


def test_a_voice_of_somebody_who_may_vote_is_heard(said: Any, item: Any) -> None:
    came = said("/support", by="ada", facts=item.but(votes=(vote(),)))
    assert (came.done, came.signs, came.told) == ([], ["+1"], "")


@pytest.mark.parametrize("command", ["/support", "/object no", "/abstain", "/dafür"])
@pytest.mark.parametrize(
    ("by", "votes", "told"),
    [
        ("ada", (), "Nothing is being decided here at present."),
        ("zoe", (vote(),), "zoe has no vote in “consent” here; what you think is welcome all the same."),
        (
            "fay",
            (vote("decide: {decision: nomination, nominee: fay}"),),
            "fay is a part of what “nomination” decides here, so this is not counted.",
        ),
    ],
)
def test_who_has_no_vote_is_told(said: Any, item: Any, command: str, by: str, votes: Any, told: str) -> None:
    came = said(command, by=by, facts=item.but(votes=votes))
    assert (came.signs, came.told) == (["confused"], told)

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rules.facts import Facts, Member
from rules.recognition import OwnCredit

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ROLES = {"roles": {"ambassador": {"may": ["credit"]}}}
TALK = OwnCredit(login="Ada", type="talk", what="Trust", at=NOW)
BLOG = OwnCredit(login="ben", type="blog", what="", at=NOW)
OLD = OwnCredit(login="Ada", type="video", what="", at=NOW - timedelta(days=30))


@pytest.fixture
def here(item: Facts) -> Facts:
    return item.but(now=NOW, people=(Member(login="ben", roles=("ambassador",)),), unconfirmed=(OLD, TALK, BLOG))


@pytest.mark.parametrize("line", ["/confirm", "/confirm @ada"])
def test_what_others_claim_is_confirmed_and_what_is_ones_own_is_not(said: Any, here: Facts, line: str) -> None:
    came = said(line, by="ben", facts=here, file=ROLES)
    assert (came.done, came.signs) == ([{"do": "credit", "name": "credit: talk, Ada: Trust"}], ["+1"])
    assert came.facts.unconfirmed == (OLD, BLOG)


@pytest.mark.parametrize(
    ("line", "by", "told"),
    [
        ("/confirm @cem", "ben", "Nothing waits here to be confirmed."),
        ("/confirm @ben", "ben", "**ben**, somebody else has to confirm what you did; nobody confirms their own."),
        ("/confirm @!", "ben", "Nothing waits here to be confirmed."),
        ("/confirm", "ada", "**ada**: `/confirm` is for people who may `credit`. "),
    ],
)
def test_what_cannot_be_is_refused_with_a_word(said: Any, here: Facts, line: str, by: str, told: str) -> None:
    came = said(line, by=by, facts=here, file=ROLES)
    assert (came.done, came.signs, came.told[: len(told)]) == ([], ["confused"], told)

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.commands.credit import MOST_WAITING, wished
from rules.facts import Facts, Member
from rules.recognition import OwnCredit

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ROLES = {"roles": {"ambassador": {"may": ["credit"]}}}


@pytest.fixture
def here(item: Facts) -> Facts:
    people = (Member(login="ben", roles=("ambassador",)), Member(login="quiet", opted_out=True))
    return item.but(now=NOW, people=people, claimants={"ada": 0, "quiet": 0, "ben": 0, "lost": None})


def waits(login: str, type_: str = "talk", what: str = "", at: datetime = NOW) -> OwnCredit:
    return OwnCredit(login=login, type=type_, what=what, at=at)


@pytest.mark.parametrize(
    ("wish", "meant"),
    [
        ("@ada talk", (("ada",), "talk", "")),
        ("@ada, @Ben: talk", (("ada", "Ben"), "talk", "")),
        ('me talk "Trust <at> work"', (("Me",), "talk", "Trust at work")),
        ("@me @ME: talk „Trust“", (("Me",), "talk", "Trust")),
        ("talk", (("Me",), "talk", "")),
        ("@-no-login- @ada talk", (("ada",), "talk", "")),
        ("", (("Me",), "", "")),
        ("@ada", (("ada",), "", "")),
        (f"@ada talk {'x' * 200}", (("ada",), "talk", "x" * 80)),
    ],
)
def test_a_wish_says_who_as_what_and_what_for(wish: str, meant: Any) -> None:
    assert wished(wish, "Me") == meant


def test_others_are_credited_at_once_each_by_name_but_who_opted_out(said: Any, here: Facts) -> None:
    came = said("/credit @Ada @quiet Talk", by="ben", facts=here, file=ROLES)
    assert (came.done, came.signs) == (
        [{"do": "credit", "name": "credit: talk, Ada"}, {"do": "credit", "name": "credit: talk, somebody 1"}],
        ["+1"],
    )


def test_what_is_ones_own_waits_whoever_one_is(said: Any, here: Facts) -> None:
    for by in ("ben", "ada"):
        came = said("/credit talk Trust", by=by, facts=here, file=ROLES)
        assert came.done == [{"do": "acknowledge", "login": by, "type": "talk"}]
        assert came.facts.unconfirmed == (waits(by, what="Trust"),)
        assert list(came.facts.sections) == ["/credit"]


@pytest.mark.parametrize("before", ["credit: talk, ada", "credit: talk, ada: trust"])
def test_what_is_remembered_or_waits_already_is_not_said_again(said: Any, here: Facts, before: str) -> None:
    facts = here.but(recorded=frozenset({before}))
    assert said("/credit @ada talk", by="ben", facts=facts, file=ROLES).done == []
    facts = here.but(unconfirmed=(waits("Ada"),))
    assert said("/credit me talk", by="ada", facts=facts, file=ROLES).done == []


def test_a_claim_that_nobody_confirmed_in_time_may_be_made_again(said: Any, here: Facts) -> None:
    facts = here.but(unconfirmed=(waits("ada", at=NOW - timedelta(days=30)),))
    came = said("/credit talk", by="ada", facts=facts, file=ROLES)
    assert came.done == [{"do": "acknowledge", "login": "ada", "type": "talk"}]


@pytest.mark.parametrize(
    ("line", "by", "told"),
    [
        ("/credit @ada", "ben", "I did not understand for what. "),
        ("/credit @ada tallk", "ben", "There is no kind of contribution called `tallk`. Did you mean `talk`? "),
        ("/credit @lost talk", "ben", "There is nobody called `lost` on GitHub."),
        ("/credit @ben talk", "ada", "**ada**: `/credit` is for people who may `credit`. "),
    ],
)
def test_what_cannot_be_is_refused_with_a_word(said: Any, here: Facts, line: str, by: str, told: str) -> None:
    came = said(line, by=by, facts=here, file=ROLES)
    assert (came.done, came.signs, came.told[: len(told)]) == ([], ["confused"], told)


def test_not_more_wait_than_people_can_look_through(said: Any, here: Facts) -> None:
    facts = here.but(unconfirmed=tuple(waits("ada", what=str(n)) for n in range(MOST_WAITING)))
    came = said("/credit talk", by="ada", facts=facts, file=ROLES)
    assert (came.done, came.told.startswith("So many contributions wait for a word here")) == ([], True)


def test_who_is_not_named_is_counted_each_time(said: Any, here: Facts) -> None:
    facts = here.but(recorded=frozenset({"credit: talk, somebody 1", "credit: talk, somebody 2"}))
    came = said("/credit @quiet talk", by="ben", facts=facts, file=ROLES)
    assert came.done == [{"do": "credit", "name": "credit: talk, somebody 3"}]

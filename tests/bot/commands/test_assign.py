from datetime import UTC, datetime
from typing import Any

import pytest

from rules.facts import UNKNOWN, Facts, Inviting
from rules.takers import Taker

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
INVITING = tuple(Inviting(number=number, title=f"Task {number}") for number in (3, 4, 5))
EVERYBODY = {"tess": 0, "newcomer": 0, "alice": 0, "ben": 0, "nobody": None}


@pytest.fixture
def free(item: Facts) -> Facts:
    """An issue that nobody has."""
    return item.but(now=NOW, claimants=EVERYBODY, inviting=INVITING)


def assign(*logins: str) -> dict[str, Any]:
    return {"do": "assign", "assignees": list(logins)}


@pytest.mark.parametrize("words", ["/assign", "/claim", "/take me", "/assign @newcomer", "/tomar", "@fingerpost claim"])
@pytest.mark.parametrize("by", ["newcomer", "tess"])
def test_whoever_asks_has_it(said: Any, free: Facts, words: str, by: str) -> None:
    came = said(words.replace("newcomer", by), by=by, facts=free)
    assert (came.done, came.signs, came.told) == ([assign(by)], ["+1"], "")


@pytest.mark.parametrize("words", ["/assign I would like to", "/assign I will, as @Newcomer"])
def test_a_sentence_behind_it_is_only_a_sentence(said: Any, free: Facts, words: str) -> None:
    assert said(words, by="newcomer", facts=free).done == [assign("newcomer")]


def test_the_author_may_take_their_own(said: Any, free: Facts) -> None:
    assert said("/assign", by="Alice", facts=free).done == [assign("alice")]


def test_whoever_has_it_has_it(said: Any, free: Facts) -> None:
    came = said("/assign", by="Newcomer", facts=free.but(assignees=("newcomer",), labels=("blocked",)))
    assert (came.done, came.signs) == ([], ["+1"])


def test_others_are_given_it_by_whoever_may_triage(said: Any, free: Facts) -> None:
    assert said("/assign @ben and @me", by="tess", facts=free).done == [assign("ben", "tess")]
    came = said("/assign @ben", by="newcomer", facts=free)
    assert (came.done, came.signs) == ([], ["confused"])
    assert came.told.startswith("**newcomer**: `/assign` is for people who may `triage`.")


def test_somebody_is_meant_only_with_an_at_sign(said: Any, free: Facts) -> None:
    came = said("/assign ben", by="tess", facts=free)
    told = "If you mean a person, write `ben` with an `@` in front; for yourself the command alone is enough."
    assert (came.done, came.told) == ([], told)


def test_nobody_is_given_what_they_cannot_have(said: Any, free: Facts) -> None:
    came = said("/assign @ben @nobody", by="tess", facts=free)
    assert (came.done, came.told) == ([], "There is nobody called `nobody` on GitHub.")


def test_whoever_is_late_stands_in_line_and_hears_of_two_others(said: Any, free: Facts) -> None:
    waiting = (Taker(login="ada", at=NOW),)
    came = said("/assign", by="newcomer", facts=free.but(assignees=("ben",), takers=waiting))
    assert came.done == [{"do": "wait", "login": "newcomer", "state": "waits"}]
    assert [one.login for one in came.facts.takers] == ["ada", "newcomer"]
    assert came.signs == ["confused"]
    assert came.told == (
        "**newcomer**, thank you! ben was first and has this already. You are number 2 in line, and I tell you when it "
        "is free.\n\nUntil then, these wait for somebody:\n\n- #3 Task 3\n- #4 Task 4"
    )


def test_whoever_asks_again_keeps_their_place(said: Any, free: Facts) -> None:
    waiting = (Taker(login="Newcomer", at=NOW), Taker(login="ada", at=NOW.replace(hour=10)))
    came = said("/assign", by="newcomer", facts=free.but(assignees=("ben",), takers=waiting, inviting=()))
    told = "**newcomer**, thank you! ben was first and has this already. You are number 1 in line, and I tell you when"
    assert (came.done, came.told) == ([], f"{told} it is free.")


def test_without_other_work_to_tell_of_the_place_in_line_is_told(said: Any, free: Facts) -> None:
    came = said("/assign", by="newcomer", facts=free.but(assignees=("ben",), inviting=UNKNOWN))
    assert (came.done[0]["login"], "Until then" in came.told) == ("newcomer", False)


def test_a_line_has_an_end(said: Any, free: Facts) -> None:
    waiting = tuple(Taker(login=f"p{number}", at=NOW) for number in range(20))
    came = said("/assign", by="newcomer", facts=free.but(assignees=("ben",), takers=waiting, inviting=()))
    told = "**newcomer**, thank you! ben was first and has this already."
    assert (came.done, came.told) == ([], told)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"state": "closed"}, "this is closed, so there is nothing to take"),
        ({"state": "merged", "kind": "pull_request"}, "this is closed, so there is nothing to take"),
        ({"labels": ("bug", "Blocked")}, "something is still in the way here: it carries the label `Blocked`"),
    ],
)
def test_what_is_not_to_be_had_is_not_had(said: Any, free: Facts, told: dict[str, Any], why: str) -> None:
    came = said("/assign", by="newcomer", facts=free.but(**told))
    assert (came.done, came.told.startswith(f"**newcomer**, {why}")) == ([], True)


def test_a_role_makes_nobody_a_newcomer_and_whoever_may_triage_gives_beyond_the_limits(said: Any, free: Facts) -> None:
    file = {"limits": {"claims_for_newcomers": 0, "open_claims": 1}}
    facts = free.but(claimants={"tess": 0, "ben": 9})
    assert said("/assign", by="tess", facts=facts, file=file).done == [assign("tess")]
    assert said("/assign @ben", by="tess", facts=facts, file=file).done == [assign("ben")]

from typing import Any

import pytest

from rules.facts import Review

NOT_YET = "`Published` still needs approvals \\(1 of 2\\), a successful check license."


@pytest.fixture
def pull(item: Any) -> Any:
    return item.but(kind="pull_request", reviews=(Review(author="ed", state="APPROVED"),), check_runs={})


@pytest.mark.parametrize("wish", ["Drafting", "drafting", "Drafting: we begin"])
def test_it_goes_there_forward(said: Any, item: Any, wish: str) -> None:
    came = said(f"/stage {wish}", by="ed", facts=item.but(stage="Ideas"))
    assert (came.done, came.signs) == ([{"do": "stage", "stage": "Drafting"}], ["+1"])


def test_it_goes_there_back_although_somebody_had_taken_it_away_before(said: Any, item: Any) -> None:
    facts = item.but(stage="Review", undone=frozenset({("stage", "drafting")}))
    assert said("/stage Drafting", facts=facts).done == [{"do": "stage", "stage": "Drafting"}]


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ("Draftin", "There is no stage `Draftin`. Did you mean `Drafting`? The stages are: "),
        ("Drafting now", "There is no stage `Drafting now`."),
        ("", "The stages are: Ideas, Drafting, Review, Published."),
    ],
)
def test_a_stage_that_does_not_exist_is_told_with_those_that_do(said: Any, wish: str, told: str) -> None:
    came = said(f"/stage {wish}", by="ed")
    assert (came.done, came.signs, came.told.startswith(told)) == ([], ["confused"], True)


def test_what_the_stage_needs_is_told(said: Any, pull: Any) -> None:
    came = said("/stage Published", by="ed", facts=pull)
    assert (came.done, came.told) == ([], NOT_YET)


def test_with_all_that_it_needs_it_goes_there(said: Any, pull: Any) -> None:
    reviews = (*pull.reviews, Review(author="tess", state="APPROVED"))
    came = said("/stage Published", by="ed", facts=pull.but(reviews=reviews, check_runs={"License": "success"}))
    assert came.done == [{"do": "stage", "stage": "Published"}]


@pytest.mark.parametrize("reason", [": agreed by e-mail", " because it was agreed", " \u2014 agreed"])
def test_whoever_may_everything_goes_there_all_the_same_by_giving_a_reason(said: Any, pull: Any, reason: str) -> None:
    came = said(f"/stage Published{reason}", facts=pull)
    assert (came.done, came.told) == ([{"do": "stage", "stage": "Published"}], "")


@pytest.mark.parametrize(("by", "wish"), [("stella", "Published"), ("stella", "Published:"), ("ed", "Published: now")])
def test_nobody_else_and_nobody_without_a_reason(said: Any, pull: Any, by: str, wish: str) -> None:
    came = said(f"/stage {wish}", by=by, facts=pull)
    hint = " Say why it should go there all the same: `/stage Published: …`." if by == "stella" else ""
    assert (came.done, came.told) == ([], NOT_YET + hint)


def test_a_rule_waits_for_what_the_stage_needs(said: Any, pull: Any) -> None:
    rule = {"name": "one", "on": "issue_comment.created", "do": [{"stage": "Published"}]}
    assert said("/keep", facts=pull, file={"rules": [rule]}).done == []


def test_without_a_board_there_are_no_stages(said: Any) -> None:
    came = said("/stage Done", without=("board",))
    told = "There are no stages here: the rule file of this repository has no board."
    assert (came.done, came.told) == ([], told)

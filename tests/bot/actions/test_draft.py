"""`draft` makes an open pull request a draft, and never against a person."""

from collections.abc import Callable
from typing import Any

from bot.action import Target, Write
from bot.actions import VERBS
from bot.actions.draft import ConvertToDraft
from rules.facts import Facts

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]
DRAFT = [{"draft": True}]


def test_a_pull_request_becomes_a_draft_once(decide: Decide, pull: Facts) -> None:
    assert decide([*DRAFT, *DRAFT], pull) == ([{"do": "draft"}], [])


def test_what_is_a_draft_or_over_is_left(decide: Decide, pull: Facts) -> None:
    assert decide(DRAFT, pull.but(draft=True)) == ([], [])
    assert decide(DRAFT, pull.but(state="closed")) == ([], [])


def test_what_a_person_called_ready_stays_so(decide: Decide, pull: Facts) -> None:
    undone = pull.but(undone=frozenset({("draft", "draft")}))
    assert decide(DRAFT, undone) == ([], ["draft: a person said that it is ready"])


def test_it_is_one_write(target: Target, signed: dict[str, Any]) -> None:
    action = ConvertToDraft(**signed)
    expected = Write("convertPullRequestToDraft", {"pullRequestId": "I_7"}, (action,))
    assert list(VERBS["draft"].writes([action], target)) == [expected]
    assert action.describe() == "make it a draft"


def test_the_ledger_knows_it_by_its_target(signed: dict[str, Any]) -> None:
    assert ConvertToDraft(**signed).targets == ("draft",)

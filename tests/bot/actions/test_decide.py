"""`decide`: what opens a decision, what it writes, how it is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.action import Target
from bot.actions import VERBS
from bot.actions.decide import ShowVote
from bot.planning.deeds import stands
from rules.facts import UNKNOWN, Facts, Member
from rules.votes import Posted, Talk, Vote

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FILE = {
    "roles": {"ambassador": {"about": "Speaks for us"}},
    "decisions": {"consent": {"voters": "ambassador", "open_for": "5 days", "passes_with": {"support": 1}}},
}
VOTE = Vote(
    key="R/0@1",
    decision="consent",
    rule="R",
    rule_id="R",
    position=0,
    cause="d1",
    begun_at=NOON,
    closes_at=NOON + timedelta(days=5),
)


@pytest.fixture
def known(issue: Facts) -> Facts:
    return issue.but(votes=(), talk=Talk(), now=NOON, people=(Member(login="ada", roles=("ambassador",)),))


def test_it_is_told_by_its_name_and_whom_it_is_about(decide: Callable[..., Any], known: Facts) -> None:
    assert decide([{"decide": "consent"}], known, file=FILE) == ([{"do": "decide", "decision": "consent"}], [])
    about = {"decision": "consent", "nominee": "bo", "role": "ambassador"}
    assert decide([{"decide": about}], known, file=FILE)[0] == [
        {"do": "decide", "decision": "consent of bo as ambassador"}
    ]


def test_of_two_rules_that_ask_the_same_one_asks(decide: Callable[..., Any], known: Facts) -> None:
    assert decide([{"decide": "consent"}, {"decide": "consent"}], known, file=FILE) == (
        [{"do": "decide", "decision": "consent"}],
        [],
    )


def test_its_end_is_told_with_the_voices(signed: dict[str, Any]) -> None:
    action = ShowVote(**signed, vote=replace(VOTE, state="passed", counts=(3, 1, 2)), body="It has passed.")
    assert action.keys() == {"decision": "consent: passed, 3 for, 1 against"}
    assert action.describe() == "decision consent: passed, 3 for, 1 against"


@pytest.mark.parametrize(
    ("kind", "mutation", "subject", "edit", "key"),
    [
        ("issue", "addComment", "subjectId", "updateIssueComment", "id"),
        ("pull_request", "addComment", "subjectId", "updateIssueComment", "id"),
        ("discussion", "addDiscussionComment", "discussionId", "updateDiscussionComment", "commentId"),
    ],
)
def test_it_is_posted_once_and_edited_then(
    signed: dict[str, Any], target: Target, kind: str, mutation: str, subject: str, edit: str, key: str
) -> None:
    there = replace(target, item=replace(target.item, kind=kind))
    opening = ShowVote(**signed, vote=VOTE, body="Is it so?")
    [posted] = VERBS["decide"].writes([opening], there)
    assert (posted.mutation, posted.input) == (mutation, {subject: there.item.node, "body": "Is it so?"})  # type: ignore[union-attr]  # a write
    [edited] = VERBS["decide"].writes([replace(opening, comment="IC_1")], there)
    assert (edited.mutation, edited.input) == (edit, {key: "IC_1", "body": "Is it so?"})  # type: ignore[union-attr]  # a write
    assert list(VERBS["decide"].writes([replace(opening, stands=True)], there)) == []


def test_the_item_shows_what_its_comment_says(signed: dict[str, Any], known: Facts) -> None:
    action = ShowVote(**signed, vote=VOTE, body="Is it so?")
    [deed] = [("decide", target) for target in action.targets]
    assert (stands(deed, known), stands(deed, known.but(talk=UNKNOWN))) == (False, None)
    assert stands(deed, action.applied_to(known)) is True
    later = known.but(talk=Talk(posted={"R/0@1": Posted(id="IC_1", at=NOON, digest="other")}))
    assert stands(deed, later) is False
    assert action.applied_to(known.but(talk=UNKNOWN)).votes == (VOTE,)


def test_a_deed_of_which_only_the_target_is_known_is_told(known: Facts) -> None:
    assert VERBS["decide"].told("R/0@1=abc", known.but(votes=(VOTE,))) == {"decision": "consent"}
    assert VERBS["decide"].told("R/0@1=abc", known.but(votes=UNKNOWN)) == {"decision": "R/0@1"}

from datetime import UTC, date, datetime
from typing import Any

import pytest

from rules.contribution import Contribution
from rules.facts import Member, Tenure
from rules.votes import Talk

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DECISIONS = {
    "nomination": {"voters": "steward", "open_for": "7 days", "passes_with": {"net_support": 1}},
    "consent": {"voters": "steward", "open_for": "5 days", "passes_with": {"support": 1, "objections": 0}},
}
FILE: dict[str, Any] = {
    "roles": {
        "ambassador": {"otherwise": "emeritus", "granted": "by nomination"},
        "editor": {"granted": "by nomination"},
        "friend": {},
        "emeritus": {},
        "steward": {"may": ["everything"]},
    },
    "decisions": DECISIONS,
}
TENURE = Tenure(role="ambassador", since=date(2019, 1, 1), until=date(2023, 5, 1), over=True)
STELLA = Member(login="stella", roles=("steward",))


@pytest.fixture
def asked(said: Any, item: Any) -> Any:
    def comes(body: str, member: Member, **file: Any) -> Any:
        done = (Contribution(pathway="", at=NOON, cause="#1"),) * 3
        facts = item.but(votes=(), talk=Talk(), people=(STELLA, member), now=NOON, contributed={"amy": done})
        return said(body, by="amy", facts=facts, file={**FILE, **file})

    return comes


def test_whoever_rests_asks_for_the_role_back_by_consent(asked: Any) -> None:
    came = asked("/return", Member(login="amy", roles=("emeritus",)))
    [vote] = came.facts.votes
    assert (vote.decision, vote.nominee, vote.role) == ("consent", "amy", "ambassador")
    assert (vote.question, came.signs) == ("amy comes back as ambassador.", ["+1"])


def test_their_history_is_told(asked: Any) -> None:
    came = asked("/return", Member(login="amy", tenures=(TENURE,)))
    assert came.answer == (
        "Welcome back, **amy**! You had the role ambassador before. It was from 2019\\-01\\-01 until 2023\\-05\\-01. "
        "All that you did is still counted: 3."
    )
    assert came.facts.votes[0].role == "ambassador"


def test_without_a_consent_the_role_s_own_decision_is_taken(asked: Any) -> None:
    only = {"nomination": DECISIONS["nomination"]}
    came = asked("/return", Member(login="amy", roles=("emeritus",)), decisions=only)
    assert [vote.decision for vote in came.facts.votes] == ["nomination"]


def test_of_several_roles_one_is_named(asked: Any) -> None:
    member = Member(login="amy", tenures=(TENURE, Tenure(role="editor", over=True)))
    assert asked("/return", member).told == "**amy**, say which role: ambassador, editor. Write `/return [ROLE]`."
    assert [vote.role for vote in asked("/return Editor", member).facts.votes] == ["editor"]


@pytest.mark.parametrize(
    ("member", "told"),
    [
        (Member(login="bo"), "**amy**, there is no role here that you had before and do not have now."),
        (
            Member(login="amy", roles=("ambassador",), tenures=(TENURE,)),
            "**amy**, there is no role here that you had before and do not have now.",
        ),
        (
            Member(login="amy", tenures=(Tenure(role="friend", over=True),)),
            "Nobody decides on the role `friend`: the rules grant it in another way.",
        ),
    ],
)
def test_nobody_returns_to_what_they_did_not_have(asked: Any, member: Member, told: str) -> None:
    came = asked("/return", member)
    assert (came.told, came.facts.votes) == (told, ())

"""Past decisions by other terms."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.rulechange.flips import flips
from rules.book import Rulebook
from rules.language import load
from rules.votes import Cast, Vote

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def book(passes_with: str, name: str = "nomination") -> Rulebook:
    decision = f"{{voters: editor, open_for: 7 days, passes_with: {passes_with}}}"
    return load(f"project: {{purpose: p}}\nroles: {{editor: {{}}}}\ndecisions: {{{name}: {decision}}}\nrules: []\n")


def vote(state: str = "failed", *says: str, nominee: str = "ada") -> Vote:
    logins = ("ben", "cy", "dee")
    voices = tuple(
        Cast(login=login, says=each, line=each, reason="because", at=NOW)
        for login, each in zip(logins, says, strict=False)
    )
    known: dict[str, Any] = {"key": "k", "rule": "r", "rule_id": "r", "position": 0, "cause": "c"}
    times: dict[str, Any] = {"begun_at": NOW, "closes_at": NOW}
    return Vote(
        **known,
        **times,
        decision="nomination",
        state=state,  # type: ignore[arg-type]
        roll=logins,
        terms={"net_support": "2"},
        voices=voices,
        nominee=nominee,
    )


def test_a_decision_that_lower_terms_would_have_let_pass_is_told() -> None:
    close = (3, vote("failed", "support", "support", "object"))
    assert list(flips([close], book("{net_support: 1}"))) == ["#3, `nomination` about `ada`: failed, would have passed"]


def test_one_that_is_about_nobody_is_told_without_a_name() -> None:
    passed = (3, vote("passed", "support", "support", nominee=""))
    assert list(flips([passed], book("{support: 3, objections: 0}"))) == ["#3, `nomination`: passed, would have failed"]


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        (vote("failed", "support"), book("{net_support: 2}")),
        (vote("failed", "object"), book("{net_support: 1}")),
        (vote("open", "support"), book("{net_support: 1}")),
        (vote("dropped", "support"), book("{net_support: 1}")),
        (vote("failed", "support"), book("{net_support: 1}", "other")),
    ],
    ids=["the same terms", "the same end", "still open", "called off", "no such decision any more"],
)
def test_what_would_not_have_ended_otherwise_is_not_told(given: Vote, rules: Rulebook) -> None:
    assert list(flips([(1, given)], rules)) == []

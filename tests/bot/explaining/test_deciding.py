"""Decisions in a case: a community may try its own way of deciding on what people say."""

from typing import Any

import pytest

from bot.explaining.explain import CaseError, Explainer, case_of
from rules.language import load

BOOK = load("""
project: {purpose: p}
roles:
  ambassador: {granted: by nomination, may: [vote, nominate]}
decisions:
  nomination: {voters: ambassador, excluding: [nominator, nominee], open_for: 7 days, passes_with: {net_support: 2}}
  consent: {voters: ambassador, open_for: 5 days, passes_with: {support: 1, objections: 0}}
rules:
  - {name: governance, on: pull_request.opened, do: [{decide: consent}]}
""")
PEOPLE = [{"github": login, "roles": ["ambassador"]} for login in ("ann", "bob", "cem", "dia", "fay")]
NOMINATED = {
    "decision": "nomination",
    "nominee": "eve",
    "role": "ambassador",
    "nominator": "bob",
    "begun_at": "2026-03-01",
}


def decided(said: dict[str, str], now: str = "2026-03-09", vote: Any = NOMINATED, **more: Any) -> list[str]:
    """What becomes of a decision by what people say."""
    talk = [{"login": login, "text": text, "at": "2026-03-02"} for login, text in said.items()]
    facts = {"kind": "issue", "people": PEOPLE, "author": "bob", "now": now, "votes": vote, "talk": talk, **more}
    case = case_of({"event": "issue_comment.created", "facts": facts})
    actions = Explainer(BOOK, complete=True).explain(case)["actions"]
    return [action["decision"] for action in actions if action["do"] == "decide"]


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ({"ann": "+1", "cem": "/support"}, "passed, 2 for"),
        ({"ann": "+1", "cem": "+1", "dia": "+1", "fay": "-1 too early"}, "passed, 3 for, 1 against"),
        ({"ann": "+1", "cem": "+1", "fay": "-1 too early"}, "failed, 2 for, 1 against"),
        ({"ann": "+1", "bob": "+1"}, "failed, 1 for"),
        ({"ann": "+1", "cem": "> +1"}, "failed, 1 for"),
    ],
)
def test_the_nomination_of_the_open_organization_ends_as_it_should(said: dict[str, str], ends: str) -> None:
    assert decided(said) == [f"nomination of eve as ambassador: {ends}"]


def test_while_it_is_open_the_voice_of_the_comment_itself_counts() -> None:
    more = {"actor": "ann", "event_comment": "+1"}
    assert decided({}, "2026-03-03", **more) == ["nomination of eve as ambassador: 1 for"]
    assert decided({}, "2026-03-03") == ["nomination of eve as ambassador"]


def test_what_a_rule_asks_for_is_its_own() -> None:
    vote = {"decision": "consent", "begun_at": "2026-03-01"}
    assert decided({"ann": "+1"}, vote=vote, title="Less rules") == ["consent: passed, 1 for"]


@pytest.mark.parametrize(
    ("vote", "facts", "why"),
    [
        ({"decision": "no", "begun_at": "2026-03-01"}, {}, "the rules have no decision no"),
        (NOMINATED, {"people": []}, "nobody may vote in the decision nomination"),
    ],
)
def test_what_cannot_be_open_is_told(vote: Any, facts: dict[str, Any], why: str) -> None:
    with pytest.raises(CaseError, match=why):
        decided({}, vote=vote, **facts)


def test_what_a_decision_needs_must_be_told() -> None:
    case = case_of({"event": "issue_comment.created", "facts": {"votes": NOMINATED}})
    with pytest.raises(CaseError, match="a decision needs to be told: author, kind, title, people, now"):
        Explainer(BOOK).explain(case)

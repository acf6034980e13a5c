"""Commands in a case are obeyed, as they would be on GitHub: from facts that a person gives, or from a payload."""

from typing import Any

import pytest

from bot.explaining.explain import Explainer, case_of
from rules.language import load

BOOK = load("""
project: {purpose: p}
roles: {editor: {may: triage}}
rules:
  - {name: heard, on: command.label, do: [{label: heard}]}
  - {name: ready, on: command.ready, when: {actor: {may: triage}}, do: [{label: ready}]}
""")
PEOPLE = [{"github": "ada", "roles": ["editor"]}]


def does(event: str, *, complete: bool = True, payload: Any = None, **facts: Any) -> list[dict[str, Any]]:
    """What would be done, without the rules that ask for it."""
    given = {"author": "ben", "people": PEOPLE, **facts}
    case = case_of({"event": event, "facts": given, **({"payload": payload} if payload else {})})
    actions = Explainer(BOOK, complete=complete).explain(case)["actions"]
    return [{name: value for name, value in action.items() if name != "rule"} for action in actions]


DONE = {"do": "react", "reactions": ["+1 on the comment"]}


def test_what_a_comment_asks_is_done_and_rules_hear_it() -> None:
    assert does("issue_comment.created", kind="issue", actor="ada", event_comment="Hm.\n/label bug\n/ready") == [
        {"do": "label", "labels": ["bug"]},
        DONE,
        {"do": "label", "labels": ["heard"]},
        {"do": "label", "labels": ["ready"]},
    ]


def test_who_may_not_is_told_so_and_what_is_quoted_asks_for_nothing() -> None:
    (sign, told) = does("issue_comment.created", kind="issue", actor="eve", event_comment="/label bug")
    assert (sign["reactions"], told["body"].startswith("**eve**: `/label`")) == (["confused on the comment"], True)
    assert does("issue_comment.created", kind="issue", actor="ada", event_comment="> /label bug") == []
    assert does("issue_comment.created", kind="issue", actor="ada[bot]", event_comment="/label bug") == []
    assert does("issues.labeled", actor="ada", event_comment="/label bug") == []


def test_a_new_item_asks_by_its_first_text() -> None:
    assert does("issues.opened", actor="ben", body="/assign", now="2026-03-02", number=7) == [
        {"do": "assign", "assignees": ["ben"]},
        {"do": "react", "reactions": ["+1"]},
    ]


@pytest.mark.parametrize(("association", "done"), [("OWNER", True), ("COLLABORATOR", True), ("CONTRIBUTOR", False)])
def test_an_owner_may_everything(association: str, done: bool) -> None:
    actor = {"login": "own", "association": association}
    acts = does("issue_comment.created", kind="issue", actor=actor, event_comment="/label bug")
    assert (acts[0] == {"do": "label", "labels": ["bug"]}) is done


def test_of_an_edited_comment_only_what_is_new_counts() -> None:
    payload = {
        "action": "edited",
        "repository": {"id": 1, "node_id": "R_1", "full_name": "acme/widgets"},
        "sender": {"login": "ada"},
        "changes": {"body": {"from": "/label old"}},
        "comment": {"id": 5, "node_id": "IC_5", "body": "/label old\n/label new", "user": {"login": "ada"}},
        "issue": {"number": 1, "node_id": "I_1", "title": "A", "user": {"login": "ben"}, "labels": []},
    }
    assert does("issue_comment.edited", payload=payload)[:2] == [{"do": "label", "labels": ["new"]}, DONE]


def test_where_nobody_is_named_nobody_asks() -> None:
    case = case_of({"event": "issue_comment.created", "facts": {"event_comment": "/label bug"}})
    assert Explainer(BOOK).explain(case)["actions"] == []


def test_the_people_file_tells_the_roles_of_whoever_it_names() -> None:
    when = "when: {author: {role: editor}}"
    book = load(f"project: {{purpose: p}}\nrules: [{{name: R, on: issues.opened, {when}, do: [{{label: e}}]}}]\n")
    case = case_of({"event": "issues.opened", "facts": {"author": "ada", "people": PEOPLE}})
    assert [one["do"] for one in Explainer(book, complete=True).explain(case)["actions"]] == ["label"]

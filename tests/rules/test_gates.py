from typing import Any

import pytest

from rules.facts import Facts, Review
from rules.forms import read_form
from rules.gate import Gate
from rules.gates import lacking_for, needs_of_gate

FORM = read_form(
    ".github/ISSUE_TEMPLATE/idea.yml",
    "name: Idea\nbody: [{type: input, id: when, attributes: {label: Publication date}}]",
)
PULL = Facts(kind="pull_request", labels=())
ISSUE = Facts(kind="issue", labels=(), title="An idea", body="")


def gate(**needs: Any) -> Gate:
    return Gate.model_validate(needs)


def reviews(*states: str) -> tuple[Review, ...]:
    return tuple(Review(author=f"r{n}", state=state) for n, state in enumerate(states))


def test_without_a_gate_nothing_is_lacking() -> None:
    assert lacking_for(None, PULL) == ""


@pytest.mark.parametrize(
    ("facts", "lacks"),
    [
        (PULL, "2 approvals instead of none"),
        (PULL.but(reviews=reviews("APPROVED", "COMMENTED")), "2 approvals instead of 1"),
        (PULL.but(reviews=reviews("APPROVED", "APPROVED")), ""),
        (ISSUE, ""),
    ],
)
def test_so_many_must_approve_a_pull_request(facts: Facts, lacks: str) -> None:
    assert lacking_for(gate(reviews=2), facts) == lacks


def test_each_check_must_have_succeeded() -> None:
    wanted = gate(check=["license", "links"])
    ended = PULL.but(check_runs={"License": "success", "links": "pending"})
    assert [lacking_for(wanted, facts) for facts in (PULL, ended, ISSUE)] == [
        "a successful check license and a successful check links",
        "a successful check links",
        "",
    ]


def test_a_field_is_filled_in_on_the_board_or_in_the_form() -> None:
    assert FORM is not None
    wanted, formed = gate(field="Publication date"), ISSUE.but(forms=(FORM,))
    filled = formed.but(body="### Publication date\n\nMay", fields={})
    facts = [
        PULL,
        PULL.but(fields={"publication DATE": "2026-05-01"}),
        ISSUE.but(fields={}),
        filled,
        formed.but(body=""),
    ]
    assert [bool(lacking_for(wanted, one)) for one in facts] == [True, False, True, False, True]
    assert lacking_for(wanted, PULL.but(fields={"Publication date": ""})) == "a value for Publication date"


def test_each_label_must_be_on_it() -> None:
    assert lacking_for(gate(label=["ok", "legal"]), ISSUE.but(labels=("OK",))) == "the label legal"
    assert lacking_for(gate(label="ok"), Facts(kind="issue")) == "the label ok"


@pytest.mark.parametrize(
    ("kind", "needs"),
    [
        ("pull_request", {"reviews", "check_runs", "labels", "fields"}),
        ("issue", {"labels", "fields", "forms", "title", "body"}),
    ],
)
def test_only_what_such_an_item_has_is_asked_for(kind: str, needs: set[str]) -> None:
    assert needs_of_gate(gate(reviews=1, check="a", field="b", label="c"), kind) == needs
    assert needs_of_gate(gate(reviews=1), "issue") == frozenset()

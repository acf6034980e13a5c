"""A step of a pathway is confirmed by whoever may, and not by whom it is about."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.commands import NAMES
from bot.hearing.calls import hear
from bot.plan import Occasion, make_plan
from rules.facts import Board, Facts, Member, Person
from rules.language import load

FILE = {
    "project": {"purpose": "Tests", "people": "people.yml"},
    "roles": {"ambassador": {}, "steward": {"may": "everything"}, "triager": {"may": "triage"}},
    "pathways": {
        "organising": {
            "steps": {
                "Policy agreed": {"form": {"Rules": "checked"}},
                "Contact page": {"group": {"links": 1}},
                "Channels active": {"confirmed_by": "ambassador"},
            }
        }
    },
    "rules": [],
}
PEOPLE = tuple(
    Member(login=login, roles=(role,))
    for login, role in (("amy", "ambassador"), ("alice", "ambassador"), ("stella", "steward"), ("tess", "triager"))
)
HERE = Facts(
    kind="issue", repo="acme/garden", number=7, title="A group", body="", state="open", author=Person(login="Alice"),
    labels=(), assignees=(), sections={}, people=PEOPLE, recorded=frozenset({"checklist: organising"}), forms=(),
    reacted=frozenset(), stage=None, card=None, board=Board(), now=datetime(2026, 3, 2, tzinfo=UTC),
)  # fmt: skip


def said(line: str, by: str, facts: Facts = HERE) -> tuple[list[str], str]:
    """What is recorded because of a line, and what is refused."""
    heard = hear((line,), NAMES, "fingerpost[bot]")
    occasion = Occasion("c1", "issue_comment.created", actor=Person(login=by), heard=heard, said="IC_1")
    plan = make_plan(load(json.dumps(FILE)), facts, [occasion])
    sections: Any = plan.facts.sections
    return [one.keys()["name"] for one in plan.actions if one.do == "record"], sections.get("/", "").replace("\\", "")


@pytest.mark.parametrize(
    ("line", "by"),
    [
        ("/confirm channels ACTIVE", "amy"),
        ("/confirm Channels active", "stella"),
    ],
)
def test_whoever_has_the_role_or_may_everything_confirms_a_step(line: str, by: str) -> None:
    assert said(line, by) == (["step: Channels active"], "")


def test_nobody_else_does_nor_whoever_opened_the_item() -> None:
    assert said("/confirm Channels active", "tess") == (
        [],
        "**tess**, the step “Channels active” is confirmed by people in the role ambassador.",
    )
    recorded, told = said("/confirm Contact page", "stella")
    assert (recorded, told.startswith("I confirm for everybody who waits here")) == ([], True)
    assert said("/confirm Channels active", "alice") == (
        [],
        "**alice**, somebody else has to confirm what you did; nobody confirms their own.",
    )


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("/confirm Policy agreed", HERE),
        ("/confirm Something else", HERE),
        ("/confirm Channels active", HERE.but(recorded=frozenset())),
    ],
)
def test_what_the_form_shows_and_what_is_no_step_here_is_not_confirmed(line: str, facts: Facts) -> None:
    done, told = said(line, "stella", facts)
    assert (done, told[:40]) == ([], "I confirm for everybody who waits here, ")

"""`checklist` has the steps of a pathway followed on the item, and the bot's comment shows how far it has come."""

from typing import Any

import pytest

from bot.action import Target
from bot.actions import VERBS
from bot.actions.checklist import FollowSteps
from bot.plan import Occasion, Plan, make_plan
from bot.planning.checklists import CHECKLIST, follows
from rules.facts import UNKNOWN, Facts
from rules.forms import Field, Form
from rules.language import load

BOOK = load("""
project: {purpose: Tests}
roles: {ambassador: {}}
pathways:
  organising:
    steps: {Policy agreed: {form: {Rules: checked}}, Channels active: {confirmed_by: ambassador}}
  speaking: {steps: {Date set: {form: {Date: answered}}}}
rules:
  - {name: R, on: issues.opened, do: [{checklist: organising}]}
  - {name: S, on: issues.reopened, do: [{checklist: speaking}]}
""")
FORM = Form(path="new.yml", name="new", fields=(Field(label="Rules", type="checkboxes"), Field(label="Date")))
AGREED = "### Rules\n\n- [x] I agree"
HALF = (
    "The way to **organising**: 1 of 2 steps are taken.\n\n- \u2705 Policy agreed\n- \u2b1c Channels active\n\n"
    "People in the role ambassador confirm the others: `/confirm STEP`."
)


@pytest.fixture
def here(issue: Facts) -> Facts:
    return issue.but(forms=(FORM,), body=AGREED)


def look(facts: Facts, event: str | None = "issues.opened") -> Plan:
    return make_plan(BOOK, facts, [Occasion("d1", event)])


def did(plan: Plan) -> list[str]:
    return [action.do for action in plan.actions]


def test_the_steps_are_followed_and_shown(here: Facts) -> None:
    plan = look(here)
    assert [action.document() for action in plan.actions] == [
        {"do": "checklist", "rule": "R", "name": "checklist: organising"},
        {"do": "comment", "rule": CHECKLIST, "body": HALF},
    ]
    assert look(plan.facts).actions == look(plan.facts, None).actions == ()


def test_the_list_changes_when_the_form_does_or_somebody_confirms(here: Facts) -> None:
    plan = look(here)
    confirmed = plan.facts.recorded | {"step: channels active"}  # type: ignore[operator]  # it is known
    whole = look(plan.facts.but(recorded=confirmed), None)
    assert plan.facts.sections != whole.facts.sections
    all_ticked = "- \u2705 Policy agreed\n- \u2705 Channels active"
    assert whole.facts.sections == {CHECKLIST: f"The way to **organising**: 2 of 2 steps are taken.\n\n{all_ticked}"}
    taken_back = look(plan.facts.but(body="### Rules\n\n- [ ] I agree"), None)
    assert [action.keys()["body"][:50] for action in taken_back.actions] == [
        "The way to **organising**: 0 of 2 steps are taken."
    ]


def test_on_one_item_one_pathway_is_followed(here: Facts) -> None:
    plan = look(look(here).facts, "issues.reopened")
    assert (did(plan), [held.why for held in plan.held_back]) == ([], ["the steps of organising are followed here"])


@pytest.mark.parametrize("missing", [{"sections": UNKNOWN}, {"forms": UNKNOWN}, {"silenced": True}])
def test_nothing_is_said_where_it_cannot_be_told_or_a_person_deleted_the_comment(
    here: Facts, missing: dict[str, Any]
) -> None:
    followed = here.but(recorded=frozenset({"checklist: organising"}), **missing)
    assert look(followed, None).actions == ()


def test_what_is_remembered_tells_whether_any_steps_are_followed(here: Facts) -> None:
    assert follows(frozenset({"talk", "checklist: gone"}))
    assert not follows(frozenset({"talk"}))
    assert look(here.but(recorded=frozenset({"checklist: gone"})), None).actions == ()


def test_there_is_nothing_to_send(signed: dict[str, Any], target: Target) -> None:
    action = FollowSteps(**signed, name="checklist: organising")
    assert action.describe() == "follow a checklist: organising"
    assert list(VERBS["checklist"].writes([action], target)) == []

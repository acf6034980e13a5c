"""How far an item has come on its pathway."""

from typing import Any

import pytest

from rules.facts import UNKNOWN, Facts
from rules.forms import Field, Form
from rules.groups import groups_in
from rules.steps import confirmed_as, next_of, progress, step_named
from tests.rules.world import rulebook

FORM = Form(path="new.yml", name="new", fields=(Field(label="Rules", type="checkboxes"), Field(label="City")))
PATHWAY = rulebook("""
    roles: {ambassador: {}}
    pathways:
      organising:
        steps:
          Policy agreed: {form: {rules: checked, City: answered}}
          Contact page: {group: {organizers: 2}}
          Channels active: {confirmed_by: ambassador}
    rules: []
""").pathways["organising"]


def item(rules: str = "- [x] I agree", city: str = "Vienna", **more: Any) -> Facts:
    body = f"### Rules\n\n{rules}\n\n### City\n\n{city}"
    told = {"kind": "issue", "title": "A", "body": body, "labels": (), "forms": (FORM,), "recorded": frozenset[str]()}
    return Facts(**{**told, **more})


@pytest.mark.parametrize(
    ("facts", "taken"),
    [
        (item(), True),
        (item("- [x] I agree\n- [X] I say it again"), True),
        (item("- [x] I agree\n- [ ] I say it again"), False),
        (item("I agree"), False),
        (item(city="_No response_"), False),
        (item(forms=UNKNOWN), False),
        (item(kind="pull_request"), False),
    ],
)
def test_the_form_shows_that_a_step_is_taken(facts: Facts, taken: bool) -> None:
    assert progress(PATHWAY, facts) == {"Policy agreed": taken, "Contact page": False, "Channels active": False}
    assert next_of(PATHWAY, facts) == ("Contact page" if taken else "Policy agreed")


def test_whoever_confirms_a_step_has_it_remembered() -> None:
    some = frozenset({confirmed_as("Channels active").lower()})
    assert progress(PATHWAY, item(recorded=some)) == {
        "Policy agreed": True,
        "Contact page": False,
        "Channels active": True,
    }
    told = some | {confirmed_as("Contact page").lower()}
    assert next_of(PATHWAY, item(recorded=told)) == "Contact page"
    assert not progress(PATHWAY, item(recorded=UNKNOWN))["Channels active"]


@pytest.mark.parametrize(("organizers", "taken"), [("[a, b]", True), ("[a]", False), ("a", False)])
def test_the_groups_file_shows_that_a_step_is_taken_and_nobodys_word_does(organizers: str, taken: bool) -> None:
    groups = groups_in(f"- {{name: vienna, organizers: {organizers}}}\n- {{name: Graz, organizers: [a, b, c]}}\n")
    form = Form(path="new.yml", name="new", fields=(Field(label="Name"), Field(label="Rules")))
    told = item(groups=groups, forms=(form,), body="### Name\n\nVienna\n\n### Rules\n\nyes")
    assert progress(PATHWAY, told)["Contact page"] is taken
    assert progress(PATHWAY, told.but(groups=()))["Contact page"] is False


def test_a_step_is_found_by_its_name_and_a_pathway_without_steps_has_none() -> None:
    assert step_named(PATHWAY, " channels ACTIVE ") == "Channels active"
    assert step_named(PATHWAY, "Channels") is None
    bare = rulebook("pathways: {a: {counts: command.a}}\nrules: []").pathways["a"]
    assert (step_named(bare, "x"), progress(bare, item()), next_of(bare, item())) == (None, {}, "")

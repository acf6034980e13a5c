"""What must be known before a text is rendered."""

from typing import Any

import pytest

from rules.facts import Facts
from rules.forms import Form
from rules.home import Home
from rules.language import load
from rules.spoken import SILENT, Spoken, names_in
from rules.template import template

FORMS = frozenset({"kind", "title", "body", "labels", "forms"})
HEAD = """
project: {purpose: Tests, people: people.yml}
translations: {languages: [en, de], files: {"{name}.md": "i18n/{lang}/{name}.md"}}
messages:
  hello: "Hello {author}."
  many: {en: "In {stage}.", de: "In {milestone}."}
rules:
"""


def spoken(do: str) -> Spoken:
    """What the one goal of a rule speaks of."""
    return load(f"{HEAD}  - {{name: A, do: [{do}]}}\n").rules[0].goals[0][1].spoken


@pytest.mark.parametrize(
    ("do", "names"),
    [
        ("label: bug", set()),
        ("label: ['at/{stage}', 'by/{author}']", {"stage", "author"}),
        ("milestone: 'v{base}'", {"base"}),
        ("board_field: {Size: L, Who: '{assignee}', Effort: 3}", {"assignee"}),
        ("assign: '{actor}'", {"actor"}),
        ("comment: 'On {field.Media type}: {url}'", {"field.Media type", "url"}),
        ("comment: {say: hello}", {"author"}),
        ("comment: {say: many}", {"stage", "milestone", "language"}),
        ("comment: {say: many, in: 'de'}", {"stage", "milestone"}),
        ("comment: {say: many, in: '{language}'}", {"stage", "milestone", "language"}),
        ("comment: {say: nothing-yet}", set()),
    ],
)
def test_every_text_of_a_goal_is_found(do: str, names: set[str]) -> None:
    assert spoken(do).names == names


def test_texts_in_lists_are_found_too() -> None:
    assert names_in([template("{title}"), {"a": template("{head}")}, 3], {}) == {"title", "head"}
    assert names_in(None, {}) == SILENT.names


@pytest.mark.parametrize(
    ("names", "needs"),
    [
        (set(), set()),
        ({"actor", "url", "project"}, set()),
        ({"author", "reviewers"}, {"author", "requested"}),
        ({"field.Why"}, FORMS),
        ({"language"}, FORMS),
    ],
)
def test_each_value_needs_the_fact_behind_it(names: set[str], needs: set[str]) -> None:
    assert Spoken(frozenset(names)).needs == needs


def test_a_home_with_translations_and_people_needs_more_to_tell_a_language() -> None:
    home = Home(languages=("en", "de"), translations=("{lang}.md",), people=True)
    assert Spoken(frozenset({"language"}), home).needs == FORMS | {"files", "author", "people"}


@pytest.mark.parametrize(
    ("names", "facts", "missing"),
    [
        ({"stage", "base", "reviewers"}, {"kind": "pull_request"}, {"stage", "base", "requested"}),
        ({"stage", "base", "reviewers"}, {"kind": "issue"}, {"stage"}),
        ({"stage", "milestone", "assignee", "title"}, {"kind": "discussion"}, {"title"}),
        ({"base"}, {}, {"base"}),
        ({"milestone"}, {"kind": "issue", "milestone": None}, set()),
        ({"field.Why"}, {"kind": "pull_request"}, set()),
        ({"field.Why"}, {"kind": "issue"}, {"title", "body", "labels", "forms"}),
        ({"field.Why"}, {"kind": "issue", "body": "Just text"}, set()),
        ({"field.Why"}, {"body": "### Why\n\nBecause", "title": ""}, {"kind", "labels", "forms"}),
        (
            {"field.Why"},
            {"kind": "issue", "body": "### Why", "title": "", "labels": (), "forms": (Form(path="a.yml", name="A"),)},
            set(),
        ),
        ({"language"}, {"kind": "issue", "title": "", "body": ""}, {"labels"}),
    ],
)
def test_what_this_item_has_and_nobody_knows_is_missing(
    names: set[str], facts: dict[str, Any], missing: set[str]
) -> None:
    assert Spoken(frozenset(names)).missing(Facts(**facts)) == missing


def test_a_rule_needs_what_its_texts_speak_of() -> None:
    rule = load(f"{HEAD}  - {{name: A, do: [comment: 'Ask {{assignee}} about {{head}}']}}\n").rules[0]
    assert rule.needs == {"sections", "assignees", "head"}
    assert rule.goals[0][1].missing(Facts(kind="issue", assignees=())) == ["sections"]
    assert rule.goals[0][1].missing(Facts(kind="pull_request", sections={})) == ["assignees", "head"]

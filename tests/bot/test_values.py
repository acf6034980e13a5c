"""What texts and names can hold."""

import pytest

from bot.values import label_of, values_of
from rules.facts import Facts, Person
from rules.forms import Field, Form
from rules.language import load
from rules.template import template

BOOK = load("project: {purpose: Tests}\nrules: []\n")
NAMED = load("project: {purpose: Tests, name: Garden}\nrules: []\n")


def test_every_fact_that_a_text_may_name_has_its_value() -> None:
    facts = Facts(
        author=Person(login="alice"),
        actor=Person(login="bob"),
        title="A crash",
        number=7,
        repo="acme/garden",
        assignees=("carol", "dan"),
        requested=("erin", "acme/docs"),
        labels=("bug", "docs"),
        stage="Drafting",
        milestone="1.0",
        base="main",
        head="fix",
    )
    assert values_of(facts, NAMED, "https://github.com/acme/garden/issues/7") == {
        "author": "alice",
        "actor": "bob",
        "title": "A crash",
        "number": "7",
        "repo": "acme/garden",
        "assignee": "carol, dan",
        "reviewers": "erin, acme/docs",
        "labels": "bug, docs",
        "stage": "Drafting",
        "milestone": "1.0",
        "base": "main",
        "head": "fix",
        "url": "https://github.com/acme/garden/issues/7",
        "project": "Garden",
    }


def test_the_answers_of_a_form_have_values_by_label_and_by_id() -> None:
    kind = Field(label="Media type", id="media", type="dropdown", options=("Article",))
    form = Form(path="idea.yml", name="Idea", fields=(kind, Field(label="Open"), Field(label="Why")))
    body = "### Media type\n\nArticle\n\n### Open\n\n_No response_\n\n### Why\n\nBecause."
    known = Facts(title="", labels=(), forms=(form,), body=body)
    assert values_of(known, BOOK) == {"field.Media type": "Article", "field.media": "Article", "field.Why": "Because."}
    assert values_of(known.but(body="Hello"), BOOK) == {}


def test_what_is_not_known_has_no_value() -> None:
    assert values_of(Facts(), BOOK) == {}


def test_what_is_known_to_be_empty_has_no_value_either() -> None:
    empty = Facts(title="", assignees=(), requested=(), labels=(), stage=None, milestone=None, base="", head="")
    assert values_of(empty, BOOK) == {}


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("bug", "bug"),
        ("lang/{title}", "lang/pt-BR"),
        ("at/{stage}", None),
        ("x" * 60, "x" * 50),
        ("x" * 49 + " y", "x" * 49),
    ],
)
def test_a_label_is_as_long_as_github_lets_it_be_and_none_where_a_value_is_empty(name: str, label: str | None) -> None:
    assert label_of(template(name), {"title": "pt-BR"}) == label

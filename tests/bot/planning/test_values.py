"""What texts and names can hold."""

import sys

import pytest

from bot.planning.values import label_of, values_of
from rules import speech
from rules.facts import UNKNOWN, Facts, Person
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
    values = values_of(known, BOOK)
    assert values == {"field.media type": "Article", "field.media": "Article", "field.why": "Because."}
    assert (values["field.Media type"], values.get("field.Open"), len(values)) == ("Article", None, 3)
    assert values_of(known.but(body="Hello"), BOOK) == {}


def test_the_language_is_told_once_everything_is_known_that_tells_it() -> None:
    facts = Facts(kind="issue", title="", body="", labels=("lang/de",))
    assert values_of(facts, BOOK)["language"] == "de"
    assert values_of(facts.but(labels=()), BOOK)["language"] == "en"
    assert "language" not in values_of(facts.but(labels=UNKNOWN), BOOK)


def test_a_language_that_nothing_can_tell_has_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    speech.identifier.cache_clear()
    book = load("project: {purpose: Tests}\ntranslations: {languages: [en, de]}\nrules: []\n")
    facts = Facts(kind="issue", title="", body="Niemand hat gesagt, was das ist.", labels=())
    assert "language" not in values_of(facts, book)
    assert values_of(facts.but(labels=("lang/de",)), book)["language"] == "de"


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

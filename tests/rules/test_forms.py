import pytest

from rules.forms import Field, Form, answers, choices, form_of, read_form

BUG = """
name: A bug
description: x
title: "Bug: "
labels: [bug, "needs: triage"]
body:
  - {type: markdown, attributes: {value: Thank you., label: Thanks}}
  - {type: input, id: version, attributes: {label: Version}}
  - {type: dropdown, id: os, attributes: {label: System, options: [Linux, 2026, Windows]}}
  - {type: checkboxes, attributes: {label: Terms, options: [{label: I agree}, {label: I searched}]}}
  - {type: textarea, attributes: {label: 1.5}}
  - {type: input}
  - nonsense
"""
VERSION = Field(label="Version", id="version")
SYSTEM = Field(label="System", id="os", type="dropdown", options=("Linux", "2026", "Windows"))
TERMS = Field(label="Terms", type="checkboxes", options=("I agree", "I searched"))


def form(name: str, *labels: str, title: str = "", worn: tuple[str, ...] = ()) -> Form:
    return Form(path=f"{name}.yml", name=name, title=title, labels=worn, fields=tuple(Field(label=x) for x in labels))


def test_a_form_is_read_with_its_questions() -> None:
    assert read_form(".github/ISSUE_TEMPLATE/bug.yml", BUG) == Form(
        path=".github/ISSUE_TEMPLATE/bug.yml",
        name="A bug",
        title="Bug: ",
        labels=("bug", "needs: triage"),
        fields=(VERSION, SYSTEM, TERMS, Field(label="1.5", type="textarea")),
    )


def test_labels_may_be_one_text_and_much_may_be_missing() -> None:
    read = read_form("a.yml", "labels: bug, needs triage\nbody: []")
    assert read == Form(path="a.yml", name="", labels=("bug", "needs triage"))


@pytest.mark.parametrize("text", ["", "- a", "blank_issues_enabled: false", "body: text", "a: [", "a: !x b", b"\xff"])
def test_what_is_no_form_is_none(text: str | bytes) -> None:
    assert read_form("config.yml", text) is None


def test_a_form_answers_to_its_name_and_its_files() -> None:
    bug = read_form(".github/ISSUE_TEMPLATE/bug.yml", BUG)
    assert bug is not None
    assert [bug.called(name) for name in ("a BUG", "bug", "Bug.yml", "idea")] == [True, True, True, False]
    assert (bug.field_named("VERSION"), bug.field_named("os"), bug.field_named("x")) == (VERSION, SYSTEM, None)
    assert bug.field_named("") is None


def test_the_form_with_most_of_its_headings_in_the_body_is_the_one() -> None:
    one, two = form("one", "A", "B"), form("two", "A", "B", "C")
    assert form_of((one, two), title="", body="### a\n\nx\n\n### B ###\n\n### C", labels=()) == two
    assert form_of((one, two), title="", body="### A\n### B", labels=()) == one
    assert form_of((one, two), title="", body="## A\n#### B\n text ### C", labels=()) is None
    assert form_of((), title="", body="### A", labels=()) is None


def test_among_equals_the_title_tells_then_the_labels() -> None:
    plain, titled = form("plain", "A"), form("titled", "A", title="Bug: ")
    worn = form("worn", "A", worn=("bug",))
    assert form_of((plain, worn, titled), title="BUG: x", body="### A", labels=("bug",)) == titled
    assert form_of((plain, worn, titled), title="x", body="### A", labels=("Bug",)) == worn
    assert form_of((plain, worn, titled), title="x", body="### A", labels=()) == plain


def test_answers_stand_under_their_headings() -> None:
    asked = form("one", "Version", "Steps", "Left out", "Empty")
    body = "before\n\n### version\n\n2.1\n\n### Steps\n\n1. a\n\n### Mine\n\nb\n\n### Empty\n\n_No response_\n"
    assert answers(asked, body) == {"Version": "2.1", "Steps": "1. a\n\n### Mine\n\nb", "Empty": ""}


def test_a_heading_in_code_is_none_and_the_first_of_two_counts() -> None:
    asked = form("one", "A", "B")
    body = "### A\n\n```md\n### B\n~~~\n```\n\n### B\n\nx\n\n### A\n\nlater"
    assert answers(asked, body) == {"A": "```md\n### B\n~~~\n```", "B": "x"}


@pytest.mark.parametrize(
    ("field", "answer", "chosen"),
    [
        (SYSTEM, "Linux", ("Linux",)),
        (SYSTEM, "Linux, Windows", ("Linux", "Windows")),
        (SYSTEM, "None", ()),
        (SYSTEM, "", ()),
        (Field(label="x", type="dropdown", options=("a, b", "None")), "a, b", ("a, b",)),
        (Field(label="x", type="dropdown", options=("a, b", "None")), "None", ("None",)),
        (TERMS, "- [x] I agree\n- [ ] I searched", ("I agree",)),
        (TERMS, "- [X] I agree\n- [x] I searched\n", ("I agree", "I searched")),
        (TERMS, "", ()),
    ],
)
def test_choices_are_ticked_boxes_or_chosen_options(field: Field, answer: str, chosen: tuple[str, ...]) -> None:
    assert choices(field, answer) == chosen


@pytest.mark.parametrize("heading", ["### A", "### \t A  ##  ", "### A#", "###\tA \t"])
def test_what_closes_a_heading_is_no_part_of_it(heading: str) -> None:
    assert answers(form("one", "A"), f"{heading}\n1") == {"A": "1"}


@pytest.mark.parametrize("heading", ["###", "###   ", "###A", " ### A", "## A"])
def test_other_lines_are_no_headings(heading: str) -> None:
    assert form_of((form("one", "A"),), title="", body=f"{heading}\n1", labels=()) is None


@pytest.mark.parametrize(
    "body",
    [
        "### A\n" * 20_000 + "#" * 60_000 + " " * 60_000 + "x",
        "### A" + " " * 60_000 + "x\n### A",
        "### A" + " #" * 30_000 + "x\n### A",
        "### A\n- [x] a" + " " * 60_000 + "b",
    ],
)
def test_a_long_body_is_read_in_one_pass(body: str) -> None:
    """What reads blanks over and over needs minutes for it."""
    found = answers(form("one", "A"), body)
    assert (list(found), len(choices(TERMS, found["A"])) <= 1) == (["A"], True)

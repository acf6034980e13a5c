import pytest

from rules.forms import Field, Form
from tests.rules.world import finding, met, told_of_rule

FORM = Form(
    path="bug.yml",
    name="Bug",
    fields=(
        Field(label="Version", id="version"),
        Field(label="Copies"),
        Field(label="Open"),
        Field(label="System", type="dropdown", options=("Linux", "Windows")),
        Field(label="Topics", type="dropdown", options=("Food", "Water")),
        Field(label="Terms", type="checkboxes", options=("I agree", "I searched")),
        Field(label="Wishes", type="checkboxes", options=("Mail",)),
    ),
)
BODY = """### Version

Release 2.1

### Copies

12

### Open

_No response_

### System

None

### Topics

Food, Water

### Terms

- [x] I agree
- [ ] I searched

### Wishes

- [x] Mail
"""
FACTS = {"forms": (FORM,), "title": "", "labels": (), "body": BODY}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Version: release", True),
        ("version: '/^Release \\d/'", True),
        ("Version: 3.0", False),
        ("Version: [alpha, '2.1']", True),
        ("Copies: '>= 12'", True),
        ("Copies: 12", True),
        ("Copies: '> 12'", False),
        ("Copies: empty", False),
        ("Open: empty", True),
        ("Open: none", True),
        ("Open: '/.*/'", False),
        ("System: none", True),
        ("System: unchecked", False),
        ("System: Linux", False),
        ("Topics: water", True),
        ("Topics: [Fire, Food]", True),
        ("Topics: Foo", False),
        ("Terms: i agree", True),
        ("Terms: true", False),
        ("Terms: checked", False),
        ("Terms: false", False),
        ("Terms: empty", False),
        ("Wishes: true", True),
        ("Wishes: unchecked", False),
        ("Nowhere: empty", False),
        ("Version: release, Topics: Food", True),
        ("Version: release, Topics: Fire", False),
    ],
)
def test_every_question_that_is_named_is_answered_as_asked(asked: str, answer: bool) -> None:
    assert met(f"field: {{{asked}}}", kind="issue", **FACTS) is answer


def test_a_question_that_is_not_in_the_body_is_left_open() -> None:
    known = FACTS | {"body": "### Version\n\n1"}
    assert met("field: {Copies: empty, Terms: false, Wishes: empty}", kind="issue", **known) is True
    assert met("field: {Terms: checked}", kind="issue", **known) is False


def test_without_a_form_nothing_was_answered() -> None:
    assert met("field: {Version: empty}", kind="issue", **FACTS | {"body": "Hello"}) is False
    assert finding("field: {Version: empty}", **FACTS | {"body": "Hello"}).saw is None


def test_the_answer_tells_what_was_seen_and_what_was_asked() -> None:
    told = finding("field: {Version: [a, b], Copies: 3, Nowhere: x}", **FACTS | {"body": f"### Version\n{'v' * 90}"})
    assert told.saw == {"Version": f"{'v' * 80}…", "Copies": "", "Nowhere": None}
    assert told.says == "the answer to Version is a or b and the answer to Copies is = 3 and the answer to Nowhere is x"


def test_a_pattern_that_cannot_be_used_is_told_at_its_place() -> None:
    ((line, column, code, _, _),) = told_of_rule("when: {field: {Version: '/(/'}}")
    assert (line, column, code) == (4, 29, "pattern")

import pytest

from rules.forms import Field, Form
from tests.rules.world import finding, met

FORMS = (
    Form(path=".github/ISSUE_TEMPLATE/bug.yml", name="Something went wrong", fields=(Field(label="Version"),)),
    Form(path=".github/ISSUE_TEMPLATE/idea.yml", name="An idea", fields=(Field(label="Need"),)),
)
BUG = {"forms": FORMS, "title": "", "labels": (), "body": "### Version\n\n2.1"}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [("bug", True), ("Something went wrong", True), ("[idea, bug.yml]", True), ("idea", False), ("none", False)],
)
def test_a_form_is_named_as_people_or_as_the_file_system_name_it(asked: str, answer: bool) -> None:
    assert met(f"form: {asked}", kind="issue", **BUG) is answer


def test_an_issue_of_no_form_is_none() -> None:
    assert met("form: none", kind="issue", **BUG | {"body": "Hello"}) is True
    assert met("form: bug", kind="issue", **BUG | {"body": "Hello"}) is False


def test_the_answer_tells_the_form_and_what_was_asked() -> None:
    answer = finding("form: [idea, none]", **BUG)
    assert (answer.saw, answer.says) == ("Something went wrong", "the form is idea or none")

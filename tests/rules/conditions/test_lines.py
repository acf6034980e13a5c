import pytest

from tests.rules.world import finding, met


@pytest.mark.parametrize(
    ("asked", "answer"), [('">= 500"', True), ('"> 500"', False), ('"< 501"', True), ("500", True), ("200", False)]
)
def test_lines_added_and_deleted_count_together(asked: str, answer: bool) -> None:
    assert met(f"lines: {asked}", kind="pull_request", additions=300, deletions=200) is answer


def test_both_must_be_known() -> None:
    assert met('lines: ">= 1"', kind="pull_request", additions=300) is None
    assert met('lines: ">= 1"', kind="issue") is False


def test_the_answer_tells_the_number_and_what_was_asked() -> None:
    answer = finding('lines: ">= 500"', additions=1, deletions=2)
    assert (answer.saw, answer.says) == (3, "the number of changed lines is >= 500")

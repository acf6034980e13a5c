import pytest

from tests.rules.world import finding, met


@pytest.mark.parametrize(
    ("asked", "is_draft", "answer"),
    [("true", True, True), ("true", False, False), ("false", False, True), ("false", True, False)],
)
def test_a_pull_request_is_a_draft_or_ready(asked: str, is_draft: bool, answer: bool) -> None:
    assert met(f"draft: {asked}", kind="pull_request", draft=is_draft) is answer


def test_an_issue_is_neither_a_draft_nor_ready() -> None:
    answer = finding("draft: false", kind="issue")
    assert (answer.met, answer.saw, answer.says) == (False, "issue", "draft (which an issue does not have)")


def test_the_answer_tells_what_was_asked() -> None:
    assert finding("draft: true", draft=True).says == "the pull request is a draft"
    assert finding("draft: false", draft=True).says == "the pull request is not a draft"

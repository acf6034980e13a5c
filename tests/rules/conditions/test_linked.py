import pytest

from tests.rules.world import finding, met, told_of_rule


@pytest.mark.parametrize(
    ("asked", "linked", "answer"),
    [
        ("true", 1, True),
        ("true", 0, False),
        ("false", 0, True),
        ("false", 2, False),
        ('">= 2"', 2, True),
        ('">= 2"', 1, False),
        ("1", 1, True),
        ("1", 2, False),
    ],
)
def test_there_are_links_or_so_many(asked: str, linked: int, answer: bool) -> None:
    assert met(f"linked: {asked}", kind="issue", linked=linked) is answer


def test_the_answer_tells_what_was_asked() -> None:
    assert finding("linked: true", linked=0).says == "an issue or pull request is linked"
    assert finding("linked: false", linked=0).says == "no issue or pull request is linked"
    assert finding("linked: 2", linked=0).says == "the number of linked issues or pull requests is 2"


def test_anything_else_is_told_what_may_stand_there() -> None:
    advice = 'true, false, or a number to compare with: ">= 2"'
    message = "`some` does not have the form that `linked` takes"
    assert told_of_rule("when: {linked: some}") == [(4, 20, "wrong-form", message, advice)]

import pytest

from tests.rules.world import finding, met


@pytest.mark.parametrize(("asked", "answer"), [("3", True), ("0", False), ('">= 3"', True), ('"< 3"', False)])
def test_their_number_is_compared(asked: str, answer: bool) -> None:
    assert met(f"reactions: {asked}", reactions=3) is answer


def test_the_answer_tells_the_number_and_what_was_asked() -> None:
    answer = finding('reactions: ">= 3"', reactions=2)
    assert (answer.saw, answer.says) == (2, "the number of reactions is >= 3")

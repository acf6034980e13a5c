import pytest

from tests.rules.world import finding, met


@pytest.mark.parametrize(
    ("asked", "milestone", "answer"),
    [
        ("v2.0", "V2.0", True),
        ("v2.0", "v2.0.1", False),
        ("[v1, v2]", "v2", True),
        ("v2", None, False),
        ("none", None, True),
        ("none", "v2", False),
        ("[v2, none]", None, True),
    ],
)
def test_a_milestone_is_named_by_its_title_or_as_none(asked: str, milestone: str | None, answer: bool) -> None:
    assert met(f"milestone: {asked}", kind="issue", milestone=milestone) is answer


def test_a_discussion_has_none_to_speak_of() -> None:
    assert met("milestone: none", kind="discussion", milestone=None) is False
    assert met("not: {milestone: none}", kind="discussion", milestone=None) is True


def test_the_answer_tells_the_milestone_and_what_was_asked() -> None:
    answer = finding("milestone: [v1, v2]", milestone="v3")
    assert (answer.saw, answer.says) == ("v3", "the milestone is v1 or v2")

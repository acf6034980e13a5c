import pytest

from tests.rules.world import finding, met, told_of_rule


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("none", False),
        ("alice", True),
        ('"@Bob"', True),
        ("carol", False),
        ("[carol, bob]", True),
        ("2", True),
        ('">= 2"', True),
        ('"> 2"', False),
        ("[carol, 2]", True),
        ('"@2"', False),
    ],
)
def test_a_login_none_or_their_number_is_asked(asked: str, answer: bool) -> None:
    assert met(f"assignees: {asked}", kind="issue", assignees=("Alice", "bob")) is answer


def test_none_is_nobody() -> None:
    assert met("assignees: none", kind="issue", assignees=()) is True
    assert met("assignees: [none, alice]", kind="issue", assignees=("alice",)) is True
    assert met("assignees: None", kind="issue", assignees=()) is True
    assert met("assignees: 0", kind="issue", assignees=()) is True


def test_the_answer_tells_who_is_assigned_and_what_was_asked() -> None:
    answer = finding('assignees: [none, ">= 3"]', assignees=("alice",))
    assert (answer.saw, answer.says) == (["alice"], "assigned is none or >= 3")


def test_anything_else_is_told_what_may_stand_there() -> None:
    advice = 'none, GitHub logins, or a number to compare with: ">= 2"'
    message = "`two people` does not have the form that `assignees` takes"
    assert told_of_rule("when: {assignees: two people}") == [(4, 23, "wrong-form", message, advice)]

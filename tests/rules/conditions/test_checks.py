import pytest

from tests.rules.world import finding, met, told_of_rule

RUNS = {"Build": "success", "unit tests": "failure"}


@pytest.mark.parametrize(
    ("asked", "ended", "answer"),
    [
        ("success", "success", True),
        ("success", "pending", False),
        ("[failure, pending]", "pending", True),
        ("none", None, True),
        ("success", None, False),
        ("none", "success", False),
    ],
)
def test_all_checks_together_ended_somehow(asked: str, ended: str | None, answer: bool) -> None:
    assert met(f"checks: {asked}", kind="pull_request", checks=ended) is answer


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("{build: success}", True),
        ("{build: success, Unit tests: failure}", True),
        ("{build: success, unit tests: [success, pending]}", False),
        ("{docs: success}", False),
        ("{docs: none, build: success}", True),
    ],
)
def test_each_check_that_is_named_must_be_as_asked(asked: str, answer: bool) -> None:
    assert met(f"checks: {asked}", kind="pull_request", check_runs=RUNS) is answer


def test_only_what_is_asked_must_be_known() -> None:
    assert met("checks: success", kind="pull_request", check_runs=RUNS) is None
    assert met("checks: {build: success}", kind="pull_request", checks="success") is None


def test_the_answer_tells_what_was_seen_and_what_was_asked() -> None:
    together = finding("checks: [success, none]", checks="pending")
    assert (together.saw, together.says) == ("pending", "the checks ended with success or none")
    named = finding("checks: {build: success, docs: [failure, none]}", check_runs=RUNS)
    assert named.saw == {"build": "success", "docs": None}
    assert named.says == "the check build ended with success and the check docs ended with failure or none"


def test_a_word_that_does_not_exist_gets_the_nearest_one() -> None:
    message = "`sucess` is not one of the words that may stand here"
    assert told_of_rule("when: {checks: {build: sucess}}") == [
        (4, 28, "unknown-word", message, "did you mean `success`?")
    ]

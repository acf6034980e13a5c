import pytest

from rules.events import EVENTS, is_event, kind_of, known_events, meant_by


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("issues.opened", True),
        ("issues", True),
        ("push", True),
        ("status", True),
        ("check_run.completed", True),
        ("discussion.created", True),
        ("stage.entered", True),
        ("decision.passed", True),
        ("schedule.weekly", True),
        ("command.assign", True),
        ("command.", False),
        ("command", False),
        ("stage", False),
        ("schedule", False),
        ("schedule.yearly", False),
        ("issues.created", False),
        ("Issues.opened", False),
        ("", False),
    ],
)
def test_a_word_is_an_event_or_not(word: str, is_one: bool) -> None:
    assert is_event(word) is is_one


def test_every_event_is_listed_once() -> None:
    assert len(known_events()) == len(EVENTS)


@pytest.mark.parametrize(
    ("event", "kinds"),
    [
        ("issues.opened", {"issue"}),
        ("pull_request", {"pull_request"}),
        ("pull_request_review.submitted", {"pull_request"}),
        ("check_run.completed", {"pull_request"}),
        ("status", {"pull_request"}),
        ("discussion_comment.created", {"discussion"}),
        ("issue_comment.created", {"issue", "pull_request", "discussion"}),
        ("command.assign", {"issue", "pull_request", "discussion"}),
        ("projects_v2_item.edited", {"issue", "pull_request", "discussion"}),
    ],
)
def test_an_event_tells_what_it_can_be_about(event: str, kinds: set[str]) -> None:
    assert kind_of(event) == kinds


def test_words_of_other_tools_are_told_in_ours() -> None:
    assert meant_by("pull_request_target.merged") == "write pull_request.closed, and under `when`: {state: merged}"
    assert meant_by("stage.Published") == "write stage.entered, and under `when`: {stage: NAME}"
    assert [meant_by(word) for word in ("command", "issues.merged")] == ["name the command: command.assign", ""]

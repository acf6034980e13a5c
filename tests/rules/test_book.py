import pytest

from rules.book import needs_of
from tests.rules.world import rule, rulebook


@pytest.mark.parametrize(
    ("on", "event", "heard"),
    [
        ("issues.opened", "issues.opened", True),
        ("issues.opened", "issues.closed", False),
        ("issues.opened", None, False),
        ("issues", "issues.closed", True),
        ("issues", "issue_comment.created", False),
        ("[issues.opened, pull_request.opened]", "pull_request.opened", True),
        ("push", "push", True),
        ("command.assign", "command.assign", True),
        ("command.assign", "command.unassign", False),
        ("schedule.daily", "schedule.daily", True),
    ],
)
def test_a_rule_with_on_hears_its_events_and_no_others(on: str, event: str | None, heard: bool) -> None:
    assert rule(f"on: {on}").hears(event) is heard


def test_a_standing_rule_is_looked_at_whatever_anybody_else_does() -> None:
    standing = rule("do: [{label: bug}]")
    assert (standing.standing, rule("on: issues").standing) == (True, False)
    assert [standing.hears(event) for event in (None, "issues.opened", "push")] == [True, True, True]
    assert standing.hears("issues.labeled", own=True) is False
    assert rule("on_own_actions: true").hears("issues.labeled", own=True) is True


def test_what_the_bot_did_itself_is_heard_only_on_request() -> None:
    assert rule("on: issues.labeled").hears("issues.labeled", own=True) is False
    assert rule("on: issues.labeled\non_own_actions: true").hears("issues.labeled", own=True) is True
    assert rule("on: issues.labeled\non_own_actions: true").hears("issues.labeled") is True


BOOK = """
    rules:
      - {name: Opened, on: issues.opened}
      - {name: Standing}
      - {name: Labels, on: issues.labeled}
      - {name: Own labels, on: issues.labeled, on_own_actions: true}
"""


def names(*events: tuple[str | None, bool]) -> list[str]:
    return [rule.name for rule in rulebook(BOOK).candidates(events)]


def test_candidates_are_the_rules_that_any_waiting_event_wakes_in_the_order_of_the_file() -> None:
    assert names(("issues.labeled", False), ("issues.opened", False)) == ["Opened", "Standing", "Labels", "Own labels"]
    assert names(("issues.labeled", True)) == ["Own labels"]
    assert names((None, False)) == ["Standing"]
    assert names() == []


def test_an_iterator_of_events_is_asked_for_every_rule() -> None:
    waiting = iter([("issues.opened", False)])
    assert [rule.name for rule in rulebook(BOOK).candidates(waiting)] == ["Opened", "Standing"]


def test_a_rule_needs_what_its_conditions_and_goals_read() -> None:
    looked_at = rule("when: {title: crash, not: {author: {new: true}}}\ndo: [{label: bug}]")
    assert looked_at.needs == {"title", "author", "author.new", "labels", "undone"}
    assert needs_of([looked_at, rule("when: {body: x}")]) == looked_at.needs | {"body"}
    assert needs_of([]) == frozenset()


def test_the_stages_are_those_of_the_board_in_order() -> None:
    book = rulebook("board: {stages: {Later: {}, Drafting: {}, Done: {done: true}}}\nrules: []")
    assert book.stages == ("Later", "Drafting", "Done")
    assert (book.stage_named("drafting"), book.stage_named("Nowhere")) == ("Drafting", None)
    assert rulebook("rules: []").stages == ()

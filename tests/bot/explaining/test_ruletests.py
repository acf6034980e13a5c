"""A community's own tests: how they are read, and when an expectation is met."""

from typing import Any

import pytest

from bot.explaining.ruletests import Effect, RuleTest, effects, judge, read_tests, selected
from rules.diagnostics import RuleFileError

HEAD = "- name: A crash\n  event: issues.opened\n"


def only(text: str) -> RuleTest:
    (test,) = read_tests(HEAD + text)
    return test


def mistakes(text: str) -> list[tuple[int, int, str, str, str]]:
    with pytest.raises(RuleFileError) as caught:
        read_tests(text)
    return [(found.line, found.column, found.code, found.message, found.help) for found in caught.value.diagnostics]


def differences(then: str, *actions: dict[str, Any], held_back: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    outcome = judge(only(then), {"actions": actions, "held_back": held_back})
    return {
        "missing": [effect.document() for effect in outcome.missing],
        "unexpected": [effect.document() for effect in outcome.unexpected],
        "held_back": list(outcome.held_back),
    }


NONE: dict[str, list[Any]] = {"missing": [], "unexpected": [], "held_back": []}
LABELS = {"do": "label", "rule": "r", "labels": ["Bug", "docs"]}
COMMENT = {"do": "comment", "rule": "r", "body": "Thank you, ada.\nSomebody looks soon."}


def test_a_test_is_what_its_text_says() -> None:
    test = only(
        "  given: {title: x, labels: [a]}\n  payload: sent.json\n  then: [{label: [bug, docs]}, {stage: Review}]\n"
    )
    assert (test.name, test.line, test.event, test.payload, test.complete) == (
        *("A crash", 1, "issues.opened", "sent.json"),
        True,
    )
    assert (test.given.title, test.given.labels) == ("x", ("a",))
    assert test.then == (Effect("label", "bug"), Effect("label", "docs"), Effect("stage", "Review"))
    assert only("  then_includes: [{label: bug}]\n").complete is False


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (LABELS, [{"label": "Bug"}, {"label": "docs"}]),
        ({"do": "request_review", "rule": "r", "reviewers": ["ada"], "teams": ["o/t"]}, ["ada", "o/t"]),
        (COMMENT, [{"comment": COMMENT["body"]}]),
        ({"do": "board_field", "rule": "r", "field": "Size", "value": 3}, [{"board_field": {"Size": 3}}]),
        ({"do": "check", "rule": "r", "name": "n", "conclusion": "c"}, [{"check": {"name": "n", "conclusion": "c"}}]),
        ({"do": "reopen", "rule": "r"}, []),
    ],
)
def test_an_action_is_told_thing_by_thing(action: dict[str, Any], expected: list[Any]) -> None:
    told = [each if isinstance(each, dict) else {action["do"]: each} for each in expected]
    assert [effect.document() for effect in effects(action)] == told


@pytest.mark.parametrize(
    "then",
    [
        "  then: [{label: [docs, bug]}, {comment: thank YOU}]\n",
        "  then: [{label: docs}, {label: BUG}, {comment: /^Thank.*ada/}]\n",
        "  then_includes: [{label: bug}]\n",
        "  then_includes: []\n",
    ],
)
def test_an_expectation_that_is_met_leaves_no_difference(then: str) -> None:
    assert differences(then, LABELS, COMMENT) == NONE


AFTER = {
    "do": "after", "rule": "r", "in": "7 days", "at": "2026-03-09T06:00:00+00:00",
    "then": [{"do": "unassign", "assignees": ["ada", "ben"]}, {"do": "stage", "stage": "Backlog"}, {"do": "pin"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "met"),
    [
        ("7 days", True),
        ("{in: 7 days}", True),
        ("{then: [{unassign: ada}, {unassign: '@ben'}, {stage: backlog}, {pin: true}]}", True),
        ("{in: 7 days, at: '2026-03-09T06:00:00+00:00'}", True),
        ("8 days", False),
        ("{in: 7 days, then: [{unassign: ada}]}", False),
        ("{on: 7 days}", False),
    ],
)
def test_of_what_comes_later_it_is_enough_to_expect_when_or_what(expected: str, met: bool) -> None:
    assert (differences(f"  then: [{{after: {expected}}}]\n", AFTER) == NONE) is met


def test_what_is_missing_and_what_is_too_much_are_both_told() -> None:
    assert differences("  then: [{label: urgent}, {comment: Goodbye}]\n", LABELS) == {
        "missing": [{"label": "urgent"}, {"comment": "Goodbye"}],
        "unexpected": [{"label": "Bug"}, {"label": "docs"}],
        "held_back": [],
    }
    assert differences("  then: []\n", COMMENT)["unexpected"] == [{"comment": COMMENT["body"]}]


def test_the_same_expectation_twice_wants_it_twice() -> None:
    assert differences("  then: [{label: bug}, {label: bug}, {label: docs}]\n", LABELS)["missing"] == [{"label": "bug"}]


def test_why_a_missing_verb_was_held_back_is_told() -> None:
    held = (
        {"do": "label", "rule": "r", "why": "a person took it off"},
        {"do": "stage", "rule": "s", "why": "no board"},
    )
    assert differences("  then: [{label: bug}]\n", held_back=held)["held_back"] == ["label (r): a person took it off"]


def test_a_name_is_chosen_by_a_part_of_it() -> None:
    tests = read_tests(HEAD + "  then: []\n- {name: A question, event: push, then: []}\n")
    assert [test.name for test in selected(tests, "CRASH")] == ["A crash"]
    assert [test.name for test in selected(tests, None)] == ["A crash", "A question"]


LIST = "write a list: `then: [{label: bug}]`, or `[]` for nothing"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{}", (1, 1, "not-a-test-file", "a test file is a list of tests", "begin each with `- name: …`")),
        (
            "- x",
            (1, 3, "wrong-kind", "a test is a mapping", "write `- name: …`, then `event`, `given` and `then`"),
        ),
        ("- {event: push, then: []}", (1, 3, "missing-key", "`name` must be given, as a text", "")),
        (
            HEAD,
            (
                1,
                3,
                "missing-key",
                "a test has `then` or `then_includes`, and not both",
                "`then: []` says that nothing happens",
            ),
        ),
        (f"{HEAD}  then: []\n  thn: 1", (4, 3, "unknown-key", "a test has no `thn`", "did you mean `then`?")),
        (f"{HEAD}  then: x", (3, 9, "wrong-kind", "what happens is a list of verbs", LIST)),
        (f"{HEAD}  then: [x]", (3, 10, "not-a-verb", "each entry is one verb with its value", LIST)),
        (f"{HEAD}  then: [{{labl: x}}]", (3, 11, "unknown-verb", "unknown verb `labl`", "did you mean `label`?")),
        (f"{HEAD}  then: []\n  payload: [x]", (4, 12, "wrong-kind", "`payload` is the name of a file", "")),
        (
            f"{HEAD}  given: {{titel: x}}\n  then: []",
            (3, 11, "fact", "there is no fact `titel`", "did you mean `title`?"),
        ),
        (
            "- {name: a, event: issues.openned, then: []}",
            (1, 20, "unknown-event", "unknown event `issues.openned`; did you mean `issues.opened`?", ""),
        ),
    ],
)
def test_each_mistake_has_its_place_and_the_fix(text: str, found: tuple[int, int, str, str, str]) -> None:
    assert mistakes(text) == [found]


def test_a_pattern_that_cannot_be_read_is_told() -> None:
    ((line, column, code, _, _),) = mistakes(f"{HEAD}  then: [{{comment: /(/}}]")
    assert (line, column, code) == (3, 20, "pattern")


def test_tests_without_end_are_refused() -> None:
    many = "- {name: a, event: push, then: []}\n" * 2_001
    assert mistakes(many) == [(1, 1, "too-long", "2,001 tests are too many", "write at most 2,000")]

"""Old rules beside new ones: what comes, what goes, who would be called, what is most surprising."""

from typing import Any

from bot.backtest.compare import Change, Comparison, compare
from bot.backtest.replay import Rehearsal
from bot.backtest.score import LabelScore, score
from rules.facts import BLANK, Member
from rules.language import load

OLD = "rules: [{name: Bugs, on: issues.opened, when: {title: crash}, do: [{label: bug}]}]"


def rehearsed(history: Any, items: Any, rules: str) -> Any:
    return list(Rehearsal(load(f"project: {{purpose: p}}\n{rules}"), history(*items), BLANK).play_all())


def compared(history: Any, items: Any, new: str) -> Comparison:
    return compare(rehearsed(history, items, OLD), rehearsed(history, items, new))


def test_the_same_rules_change_nothing(past: Any, history: Any) -> None:
    same = compared(history, [past(), past(number=2)], OLD)
    assert (same.items, same.changed, same.changes, same.surprises()) == (2, 0, [], [])
    assert [(one.do, one.target, one.old, one.new) for one in same.tallies()] == [("label", "bug", 2, 2)]


def test_what_comes_and_what_goes_is_counted_with_examples(past: Any, history: Any) -> None:
    items = [past(number=n) for n in range(1, 6)]
    found = compared(history, items, OLD.replace("label: bug", "label: defect"))
    told = [
        (one.target, one.old, one.new, one.gone, one.come, [each.item for each in one.examples])
        for one in found.tallies()
    ]
    assert told == [("defect", 0, 5, 0, 5, [5, 4, 3]), ("bug", 5, 0, 5, 0, [5, 4, 3])]
    assert (found.changed, found.items) == (5, 5)


def test_a_comment_in_other_words_goes_and_comes(past: Any, history: Any) -> None:
    old, new = (f"rules: [{{name: Hello, on: issues.opened, do: [{{comment: {text}}}]}}]" for text in ("Hi", "Hello"))
    found = compare(rehearsed(history, [past()], old), rehearsed(history, [past()], new))
    assert [(one.do, one.target, one.gone, one.come) for one in found.tallies()] == [("comment", "Hello", 1, 1)]


def test_who_would_be_called_how_often_and_how_often_within_a_week(past: Any, history: Any) -> None:
    items = [past(number=n) for n in (1, 2, 20)]
    new = "rules: [{name: Call, on: issues.opened, do: [{assign: ben}, {comment: '@cy, look'}]}]"
    found = compared(history, items, new)
    assert (found.pings, found.busiest_week) == ({"ben": (0, 3), "cy": (0, 3)}, {"ben": 2, "cy": 2})
    back = compare(rehearsed(history, items, new), rehearsed(history, items, OLD))
    assert (back.pings["ben"], back.busiest_week) == ((3, 0), {})


def test_the_rarest_changes_are_the_most_surprising_and_each_item_is_told_once(past: Any, history: Any) -> None:
    items = [*(past(number=n) for n in range(1, 5)), past(number=5, title="A crash at sea")]
    new = """rules:
  - {name: Bugs, on: issues.opened, when: {title: crash}, do: [{label: defect}]}
  - {name: Sea, on: issues.opened, when: {title: sea}, do: [{label: ships}, {label: water}]}"""
    surprises = compared(history, items, new).surprises()
    assert [(one.item, one.deed.target, one.comes) for one in surprises] == [
        (5, "ships", True),
        (4, "bug", False),
        (3, "defect", True),
    ]
    assert len({one.item for one in surprises}) == len(surprises)


def test_no_more_than_five_changes_are_surprising(past: Any, history: Any) -> None:
    items = [past(number=n, title=f"A crash, {word}") for n, word in enumerate(("one", "two", "three", "four", "five"))]
    new = f"{OLD[:-1]}, " + ", ".join(
        f"{{name: {word}, on: issues.opened, when: {{title: {word}}}, do: [{{label: {word}}}]}}"
        for word in ("one", "two", "three", "four", "five", "six")
    )
    surprises = compared(history, [*items, past(number=9, title="A crash, six")], f"{new}]").surprises()
    assert sorted(one.deed.target for one in surprises) == ["five", "four", "six", "three", "two"]


def test_a_change_tells_where_it_is_and_what(past: Any, history: Any) -> None:
    [gone] = compared(history, [past()], "rules: [{name: Other, do: [{label: bug}], when: {title: wish}}]").changes
    assert isinstance(gone, Change)
    assert gone.document() == {
        "item": 1,
        "url": "https://h/1",
        "title": "A crash",
        "comes": False,
        "do": "label",
        "target": "bug",
        "rule": "Bugs",
        "on": "issues.opened",
    }


def test_labels_are_held_against_what_people_ended_up_with(past: Any, history: Any) -> None:
    items = [
        past(("labeled", "ben", "Bug"), labels=("Bug",)),
        past(number=2),
        past(number=3, title="A wish", labels=("bug",)),
    ]
    [bug] = score(rehearsed(history, items, OLD))
    assert bug == LabelScore("bug", put=2, kept=1, there=2)
    assert (bug.precision, bug.recall, bug.document()["recall"]) == (0.5, 0.5, 0.5)
    assert (LabelScore("x", 0, 0, 1).precision, LabelScore("x", 1, 0, 0).recall) == (None, None)


SHARED = """roles: {editor: {}}
rules:
  - {name: Look, on: issues.opened, do: [{assign: {role: editor}}, {comment: '@{assignee}, look'}]}
  - {name: Tell, on: issues.closed, do: [{comment: {text: Over, to: {role: editor}}}]}
  - {name: Review, on: pull_request.opened, do: [{request_review: {role: editor}}]}
  - {name: Cy, on: issues.opened, do: [{assign: cy}]}"""


def test_calls_that_could_go_to_others_are_told_apart_from_those_that_could_not(past: Any, history: Any) -> None:
    book = load(f"project: {{purpose: p}}\n{SHARED}")
    people = BLANK.but(people=tuple(Member(login=login, roles=("editor",)) for login in ("Ben", "dan", "ada")))
    issues = (past(("closed", "ada", ""), number=n) for n in (1, 2))
    items = history(*issues, past(number=3, kind="pull_request"))
    found = compare(*([*Rehearsal(book, items, people).play_all()] for _ in range(2)))
    assert (found.busiest_week, found.surest_week) == ({"ben": 5, "ada": 2, "cy": 2}, {"cy": 2})
    assert found.sharing == {"ben": {"ben", "dan"}, "ada": {"ada", "ben", "dan"}}

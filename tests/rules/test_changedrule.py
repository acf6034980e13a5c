"""One rule before and after: each part that differs is told, and nothing else."""

import pytest

from rules.changedrule import DOES, changed
from rules.escape import ZERO_WIDTH
from rules.goals import GOALS
from rules.yamltree import parse

RULE = """\
name: Triage
on: issues.opened
when: {any: [{label: a}, {not: {title: [x, y], draft: true}}], state: open}
if: "1 == 1"
do:
  - label: documentation
  - comment: Welcome, {author}! Somebody will read this within two days, and it goes on from there.
  - request_review: {users: [x, y], count: 2}
  - lock: true
  - after: 7 days
    unless: activity
    do: [{label: stale}, {stage: Idle}]
"""


def told(*turned: tuple[str, str]) -> str:
    """What differs in the rule once some of its words are others."""
    new = RULE
    for was, now in turned:
        assert was in new
        new = new.replace(was, now)
    return changed(parse(RULE)[0], parse(new)[0])


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("label: documentation", "label: docs", "labels `docs` instead of `documentation`"),
        ("label: documentation", "label: [documentation, docs]", "labels `docs` as well"),
        ("label: documentation", "label: documentation\n  - label: docs", "labels `docs` as well"),
        ("label: documentation", "label: [b, c]", "labels `b`, `c` instead of `documentation`"),
        ("  - label: documentation\n", "", "no longer labels `documentation`"),
        ("  - lock: true\n", "", "no longer does `{lock: true}`"),
        ("lock: true", "lock: spam", "`lock` is `spam` instead of `true`"),
        ("  - lock: true\n", "  - lock: true\n  - close: completed\n", "closes as `completed` as well"),
        ("  - lock: true\n", "  - lock: true\n  - pin: true\n", "does `{pin: true}` as well"),
        ("  - lock: true\n", "  - lock: true\n  - {a: 1, b: 2}\n", "does `{a: 1, b: 2}` as well"),
        ("  - lock: true\n", "  - lock: true\n  - assign: {role: editor}\n", "assigns `{role: editor}` as well"),
        ("count: 2", "count: 3", "`request_review.count` is `3` instead of `2`"),
        (", count: 2", "", "`request_review.count` is gone (it was `2`)"),
        ("count: 2", "count: 2, never: away", "`request_review.never` is new: `away`"),
        ("users: [x, y]", "users: [x]", "no longer asks for a review of `y`"),
        ("[x, y], count", "[y, x], count", "`request_review` is in another order"),
        ("[x, y], count", "[y, x, z], count",
         "`request_review` is in another order; asks for a review of `z` as well"),
        ("{users: [x, y], count: 2}", "[x, y]", "`request_review.count` is gone (it was `2`)"),
        ("{users: [x, y], count: 2}", "{role: r}",
         "asks for a review of `{role: r}` instead of `{users: [x, y], count: 2}`"),
        ("7 days", "14 days", "`after` is `14 days` instead of `7 days`"),
        ("unless: activity", "unless: {label: keep}", "`after.unless` is `{label: keep}` instead of `activity`"),
        ("label: stale", "label: old", "after `7 days`: labels `old` instead of `stale`"),
        ("{label: stale}, {stage: Idle}", "{stage: Idle}, {label: stale}",
         "after `7 days`: does things in another order"),
        ("state: open", "state: closed", "`state` asks for `closed` instead of `open`"),
        ("state: open", "state: open, linked: true", "holds only where `linked: true` now"),
        (", state: open", "", "no longer asks for `state: open`"),
        ("label: a", "label: b", "`any.label` asks for `b` instead of `a`"),
        ("label: a", "label: {any: a, all: [c]}", "`any.label.all` is new: `[c]`"),
        ("{label: a}", "{label: {any: [a]}}", ""),
        ("title: [x, y]", "title: [x, y, z]", "`any.not.title` asks for `z` as well"),
        ("title: [x, y]", "title: [x]", "`any.not.title` no longer asks for `y`"),
        ("title: [x, y]", "title: [v, w]", "`any.not.title` asks for `v`, `w` instead of `x`, `y`"),
        ("[x, y], draft: true}", "[x, y]}", "`any.not.draft` is gone (it was `true`)"),
        ("{label: a}, ", "{label: a}, {nobody: 1}, ", "`any` asks for `{nobody: 1}` as well"),
        ("{label: a}, ", "", "`any` no longer asks for `{label: a}`"),
        ("1 == 1", "2 == 2", "asks whether `2 == 2` instead of `1 == 1`"),
        ('if: "1 == 1"\n', "", "no longer asks whether `1 == 1`"),
        ("on: issues.opened", "on: [issues.edited, issues.opened]", "hears `issues.edited` as well"),
        ("on: issues.opened", "on: issues.edited", "hears `issues.edited` instead of `issues.opened`"),
        ("on: issues.opened\n", "", "is looked at every time now, no longer only on `issues.opened`"),
        ("name: Triage", "name: Sorting", "was called `Triage`"),
        ("name: Triage", "name: Triage\nmode: observe", "`mode` is new: `observe`"),
        ("name: Triage", "name: Triage\noff: true", "is switched off"),
        ("name: Triage", "name: Triage\nwhile: true", "takes back what no longer holds"),
        ("name: Triage", "name: Triage\nwhile: false", ""),
        ("Welcome, {author}! ", "",
         "says `Somebody will read this …` instead of `Welcome, {author}! Somebody will read this …`"),
        ("Welcome, {author}!", "Welcome,  {author}!", "`comment` differs only in spaces or in what is not shown here"),
    ],
)  # fmt: skip
def test_what_differs_is_told_and_nothing_else(was: str, now: str, said: str) -> None:
    assert told((was, now)) == said


def test_of_a_long_text_what_differs_is_told() -> None:
    was, now = (f"`… will read this within {days} days, and it goes on …`" for days in ("two", "ten"))
    assert told(("two days", "ten days")) == f"says {now} instead of {was}"


def test_several_parts_are_told_in_the_order_of_a_rule() -> None:
    parts = told(
        ("lock: true", "lock: spam"), ("state: open", "state: open, linked: true"), ("on: issues.opened", "on: issues")
    )
    assert parts.split("; ") == [
        "hears `issues` instead of `issues.opened`",
        "holds only where `linked: true` now",
        "`lock` is `spam` instead of `true`",
    ]


def test_the_other_way_round_is_told_the_other_way_round() -> None:
    old, new = ({"name": "A", "on": each, "off": not each} for each in (None, ["push"]))
    assert changed(old, new) == "is looked at on `push` now, no longer every time; is switched on again"
    assert changed({"do": [{"label": "a"}]}, {"do": None}) == "no longer labels `a`"


def test_goals_that_change_places_are_told_once() -> None:
    review = "  - request_review: {users: [x, y], count: 2}\n"
    assert told((review, ""), ("  - label: documentation\n", f"{review}  - label: documentation\n")) == (
        "does things in another order"
    )
    old, new = ([{"label": each} for each in names] for names in ("ab", "ba"))
    assert changed({"do": old}, {"do": new}) == "does things in another order"


def test_the_second_of_two_goals_of_one_kind_is_named_so() -> None:
    old, new = ([{"assign": {"role": "a", "count": n}}, {"assign": {"role": "b", "count": n}}] for n in (1, 2))
    assert (
        changed({"do": old}, {"do": new})
        == "`assign.count` is `2` instead of `1`; `assign 2.count` is `2` instead of `1`"
    )


def test_two_long_texts_are_each_told_by_what_differs() -> None:
    old, new = ([{"comment": f"{name} {'word ' * 40}{end}"} for name in "AB"] for end in ("yes", "no"))
    ending = "… word word word word"
    assert changed({"do": old}, {"do": new}) == "; ".join([f"says `{ending} no` instead of `{ending} yes`"] * 2)


def test_a_mention_and_markup_in_what_differs_stay_text() -> None:
    old, new = ({"do": [{"comment": text}]} for text in ("Hello", "@acme/all `x` <!-- [y](z)"))
    assert changed(old, new) == f"says ``@{ZERO_WIDTH}acme/all `x` <!-- [y](z)`` instead of `Hello`"


def test_of_very_many_changes_the_rest_is_counted() -> None:
    old, new = ({"do": [{"lock": {f"k{n}": each for n in range(25)}}]} for each in (1, 2))
    parts = changed(old, new).split("; ")
    assert (len(parts), parts[19], parts[20]) == (21, "`lock.k19` is `2` instead of `1`", "and 5 more changes")
    labels = changed({"do": []}, {"do": [{"label": [f"l{n}" for n in range(7)]}]})
    assert labels == "labels `l0`, `l1`, `l2`, `l3`, `l4`, 2 more as well"


def test_of_long_changes_only_so_many_are_told_as_fit() -> None:
    old, new = ({"do": [{"lock": {f"k{n}": text * 30 for n in range(20)}}]} for text in ("some ", "other "))
    said = changed(old, new)
    assert (len(said) < 2_100, said.rpartition("; ")[2]) == (True, "and 13 more changes")


def test_each_verb_is_that_of_a_goal() -> None:
    assert DOES.keys() <= GOALS.keys()
    assert len(DOES) == 14

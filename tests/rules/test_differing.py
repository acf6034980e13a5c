"""Two rule files in plain words: what one says that the other does not."""

import pytest

from rules.differing import MOST, differences
from rules.escape import ZERO_WIDTH

OLD = """\
project: {purpose: p, name: Orchard}
limits: {comments_per_item: 3}
rules:
  - {name: Bugs, on: issues.opened, when: {title: crash}, do: [{label: bug}]}
  - {name: Docs, id: docs, when: {files: "docs/**"}, do: [{label: docs}], while: true}
"""


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("title: crash", "title: [crash, boom]", "`Bugs` asks for `{title: [crash, boom]}`; before, `{title: crash}`"),
        ("when: {title: crash}, ", "", "`Bugs` asks for nothing any more; before, `{title: crash}`"),
        ("on: issues.opened", "on: issues.edited", "`Bugs` waits for `issues.edited`; before, `issues.opened`"),
        (
            "on: issues.opened, ",
            "",
            "`Bugs` waits for nothing any more and is looked at every time; before, `issues.opened`",
        ),
        ("[{label: bug}]", "[{lock: true}]", "`Bugs` does `[{lock: true}]`; before, `[{label: bug}]`"),
        (", while: true", "", "`Docs`: `while` is not given, not `true`"),
        ("while: true", "mode: observe, while: true", "`Docs` is in mode `observe`"),
        ("name: Docs", "name: Writing", "The rule `Docs` is called `Writing` now"),
        ("comments_per_item: 3", "comments_per_item: 5", "`limits.comments_per_item` is `5`; it was `3`"),
        ("limits: {comments_per_item: 3}\n", "", "`limits` is gone; it was `{comments_per_item: 3}`"),
        ("name: Orchard", "name: Orchard, language: pt", "`project.language` is new: `pt`"),
        ("title: crash", "draft: false", "`Bugs` asks for `{draft: false}`; before, `{title: crash}`"),
        ("name: Orchard", "name: null", "`project.name` is `nothing`; it was `Orchard`"),
    ],
)  # fmt: skip
def test_each_difference_is_a_sentence(was: str, now: str, said: str) -> None:
    assert differences(OLD, OLD.replace(was, now)) == (said,)


def test_the_same_said_otherwise_is_no_difference() -> None:
    other = OLD.replace("{title: crash}", '{"title": "crash"}').replace("rules:", "# ours\nrules:")
    assert differences(OLD, other) == ()


def test_rules_come_and_go_and_change_places() -> None:
    bugs, docs = OLD.splitlines()[3:5]
    more = "  - {name: New, on: push, if: 'true', do: [{label: x}]}"
    assert differences(OLD, OLD.replace(bugs, more)) == (
        "New rule `New`: waits for `push`, asks whether `true`, does `[{label: x}]`",
        "The rule `Bugs` is gone",
    )
    turned = OLD.replace(bugs, "@").replace(docs, bugs).replace("@", docs)
    assert differences(OLD, turned) == (
        "The rules stand in another order: where two want different things, the first one wins",
    )


def test_a_hostile_name_stays_a_text_and_a_long_value_is_cut() -> None:
    [said] = differences("rules: []", 'rules: [{name: "`@all` <b>"}]')
    assert said.replace(ZERO_WIDTH, "") == "New rule `` `@all` <b> ``: it says nothing"
    assert "@all" not in said
    [said] = differences("a: x", f"a: {'y' * 1000}")
    assert len(said) < 250
    assert said.startswith("`a` is `yyy")


def test_of_very_many_differences_the_rest_is_counted() -> None:
    many = "\n".join(f"k{number}: 1" for number in range(MOST + 7))
    said = differences("", many)
    assert (len(said), said[-1]) == (MOST + 1, "and 7 more differences")


@pytest.mark.parametrize(("old", "new"), [("a: [", "a: 1"), ("a: 1", "- a"), ("rules: x", "rules: [1]")])
def test_what_cannot_be_read_or_compared_says_nothing_of_rules(old: str, new: str) -> None:
    assert differences(old, new) == ()

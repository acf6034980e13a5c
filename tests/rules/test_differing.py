"""Two rule files in plain words: what one says that the other does not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.differing import MOST, differences
from rules.escape import ZERO_WIDTH

OLD = """\
project: {purpose: p, name: Orchard}
limits: {comments_per_item: 3}
roles: {guide: {}, editor: {may: [vote, triage]}}
board: {project: 1, stages: {Todo: {}, Doing: {owner: a}}}
rules:
  - {name: Bugs, on: issues.opened, when: {title: crash}, do: [{label: bug}]}
  - {name: Docs, id: docs, when: {files: "docs/**"}, do: [{label: docs}], while: true}
"""


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("label: bug", "label: defect", "`Bugs`: labels `defect` instead of `bug`"),
        ("name: Docs", "name: Writing", "`Writing`: was called `Docs`"),
        ("comments_per_item: 3", "comments_per_item: 5", "`limits.comments_per_item` is `5` instead of `3`"),
        ("{comments_per_item: 3}", "{open_claims: 1}",
         "`limits` is `{open_claims: 1}` instead of `{comments_per_item: 3}`"),
        ("limits: {comments_per_item: 3}\n", "", "`limits` is gone (it was `{comments_per_item: 3}`)"),
        ("name: Orchard", "name: Orchard, language: pt", "`project.language` is new: `pt`"),
        ("name: Orchard", "name: null", "`project.name` is `nothing` instead of `Orchard`"),
        ("[vote, triage]", "[triage, vote]", "`roles.editor.may` is in another order"),
        ("[vote, triage]", "[vote, stage]", "`roles.editor.may` has `stage` instead of `triage`"),
        ("[vote, triage]", "vote", "`roles.editor.may` no longer has `triage`"),
        ("owner: a", "owner: b", "`board.stages.Doing.owner` is `b` instead of `a`"),
        ("Todo: {}, Doing: {owner: a}", "Doing: {owner: a}, Todo: {}", "`board.stages` are in another order"),
        ("guide: {}, editor: {may: [vote, triage]}", "editor: {may: [vote, triage]}, guide: {}",
         "`roles` are in another order"),
        ("Todo: {}, ", "Todo: {}, Review: {done: true}, ", "`board.stages.Review` is new: `{done: true}`"),
        ("id: docs", "id: doc", "The rule `Docs` has another `id` now, or none, and counts as a new one"),
        (
            "name: Bugs",
            "name: Defects",
            "The rule `Bugs` is called `Defects` now; with another `id`, or none, it counts as a new one",
        ),
    ],
)  # fmt: skip
def test_each_difference_is_a_sentence(was: str, now: str, said: str) -> None:
    assert was in OLD
    assert differences(OLD, OLD.replace(was, now)) == (said,)


def test_the_same_said_otherwise_is_no_difference() -> None:
    other = OLD.replace("{title: crash}", '{"title": ["crash"]}').replace("rules:", "# ours\nrules:")
    assert differences(OLD, other) == ()
    assert differences(OLD, OLD.replace("{label: bug}", "{label: [bug]}")) == ()


def test_rules_come_and_go_and_change_places() -> None:
    bugs, docs = OLD.splitlines()[5:7]
    more = "  - {name: New, on: push, if: 'true', do: [{label: x}, {lock: true}]}\n  - {name: Idle}"
    assert differences(OLD, OLD.replace(bugs, more)) == (
        "New rule `New`: hears `push`; asks whether `true`; labels `x`; does `{lock: true}`",
        "New rule `Idle`: it says nothing",
        "The rule `Bugs` is gone",
    )
    turned = OLD.replace(bugs, "@").replace(docs, bugs).replace("@", docs)
    assert differences(OLD, turned) == (
        "The rules stand in another order: where two want different things, the first one wins",
    )


def test_a_rule_that_is_called_by_no_text_is_the_one_at_its_place() -> None:
    old, new = (f"rules: [{{name: A}}, {{id: [{word}], do: [{{label: {word}}}]}}]" for word in "xy")
    assert differences(old, new) == ("`without a name`: labels `y` instead of `x`",)


def test_a_hostile_name_stays_a_text_and_a_long_value_is_cut() -> None:
    [said] = differences("rules: []", 'rules: [{name: "`@all` <b>"}]')
    assert said.replace(ZERO_WIDTH, "") == "New rule `` `@all` <b> ``: it says nothing"
    assert "@all" not in said
    assert differences("a: x", f"a: {'y' * 1000}") == (f"`a` is `{'y' * 60} … {'y' * 60}` instead of `x`",)


def test_of_very_many_differences_the_rest_is_counted() -> None:
    many = [differences("", "\n".join(f"k{n}: 1" for n in range(MOST + more))) for more in (1, 7, 2_000)]
    assert [len(said) for said in many] == [MOST + 1] * 3
    told = ["and 1 more difference", "and 7 more differences", "and many more differences"]
    assert [said[-1] for said in many] == told


@pytest.mark.parametrize(("old", "new"), [("a: [", "a: 1"), ("a: 1", "- a"), ("rules: x", "rules: [1]")])
def test_what_cannot_be_read_or_compared_says_nothing_of_rules(old: str, new: str) -> None:
    assert differences(old, new) == ()


_WORDS = st.sampled_from(["label", "comment", "after", "do", "any", "not", "text", "when", "@all", "a  `b", ""])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2) | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS.filter(bool), inner, max_size=3),
    max_leaves=8,
)
_PARTS = st.dictionaries(st.sampled_from(["name", "on", "when", "if", "do", "while", "mode"]), _VALUES)
_FILES = st.fixed_dictionaries({"rules": st.lists(_PARTS, max_size=2), "limits": _VALUES})


@given(_FILES, _FILES)
def test_whatever_two_files_say_is_told_in_harmless_lines(old: object, new: object) -> None:
    said = differences(json.dumps(old), json.dumps(new))
    assert [line for line in said if "@all" in line or "\n" in line] == []
    assert differences(json.dumps(new), json.dumps(new)) == ()

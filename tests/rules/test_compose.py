"""A file on top of others: whose word counts, where a rule came from, and what is refused at which of our lines."""

import pytest

from rules.book import Rulebook
from rules.compose import presets
from rules.diagnostics import RuleFileError
from rules.language import load

OURS = "project: {purpose: Ours}\n"
BASE = """\
project: {purpose: Theirs, name: Base, language: de, timezone: Europe/Berlin}
labels: {bug: {color: "ff0000", about: Broken}, docs: {}}
rules:
  - {name: Bugs, id: bugs, on: issues.opened, when: {title: crash}, do: [{label: bug}]}
  - {name: Docs, when: {files: x}, do: [{label: docs}]}
  - {name: Fixed, locked: true, do: [{label: fixed}]}
"""


def book(text: str, **bases: str) -> Rulebook:
    return load(OURS + text, {"acme/base": BASE, **{name.replace("__", "/"): text for name, text in bases.items()}})


def refused(text: str, **bases: str) -> tuple[int, int, str, str, str]:
    with pytest.raises(RuleFileError) as caught:
        book(text, **bases)
    (found,) = caught.value.diagnostics
    return found.line, found.column, found.code, found.message, found.help


def test_base_first_ours_last_and_each_rule_knows_where_it_came_from() -> None:
    rules = book("extends: acme/base\nrules:\n  - name: More\n").rules
    assert [(rule.name, rule.base, rule.line) for rule in rules] == [
        ("Bugs", "acme/base", 4),
        ("Docs", "acme/base", 5),
        ("Fixed", "acme/base", 6),
        ("More", "", 4),
    ]


@pytest.mark.parametrize("named", ["name: Bugs", "id: bugs"])
def test_our_keys_replace_those_of_a_rule_of_the_same_name_or_id(named: str) -> None:
    first, *_ = book(f"extends: [acme/base]\nrules:\n  - {named}\n    do: [{{label: urgent}}]\n").rules
    assert (first.name, first.id, first.on) == ("Bugs", "bugs", frozenset({"issues.opened"}))
    assert [goal.value[0].source for _, goal in first.goals] == ["urgent"]
    assert first.when.parts != ()


def test_two_rules_of_ours_have_two_names_whatever_we_extend() -> None:
    for name in ("Bugs", "Own"):
        found = refused(f"extends: acme/base\nrules:\n  - name: {name}\n    locked: true\n  - name: {name}\n")
        assert found[:3] == (6, 11, "duplicate-name")


def test_a_rule_of_a_base_can_be_switched_off() -> None:
    rules = book("extends: acme/base\nrules: [{name: Docs, off: true}]\n").rules
    assert [rule.name for rule in rules] == ["Bugs", "Fixed"]


def test_maps_merge_by_key_and_what_they_say_of_themselves_stays_theirs() -> None:
    made = book("extends: acme/base\nlabels: {bug: {color: 00ff00}, own: {}}\n")
    assert {name: (look.color, look.about) for name, look in made.labels.items()} == {
        "bug": ("00ff00", "Broken"),
        "docs": (None, None),
        "own": (None, None),
    }
    assert (made.project.purpose, made.project.name, made.project.language) == ("Ours", None, "de")


def test_bases_of_bases_come_first() -> None:
    middle = "project: {purpose: p}\nextends: acme/base\nrules: [{name: Docs, off: true}, {name: Middle}]\n"
    rules = book("extends: acme/middle\n", acme__middle=middle).rules
    assert [rule.name for rule in rules] == ["Bugs", "Fixed", "Middle"]


def test_a_locked_rule_cannot_be_changed() -> None:
    found = refused("extends: acme/base\nrules:\n  - name: Fixed\n    off: true\n")
    assert found == (4, 5, "locked", "the rule “Fixed” of `acme/base` is locked", "leave it as it is")


def test_a_mistake_in_our_rule_is_told_in_our_line_and_one_with_a_base_where_we_extend_it() -> None:
    found = refused("extends: acme/base\nrules:\n  - name: Bugs\n    on: issues.openned\n")
    assert found[:3] == (5, 9, "unknown-event")
    base = "project: {purpose: p}\nrules: [{name: A, on: issues.openned}]\n"
    assert refused("extends: [acme/other]\n", acme__other=base)[:3] == (2, 10, "unknown-event")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("extends: welcom\n", (2, 10, "extends", "there is no preset `welcom`", "did you mean `welcome`?")),
        (
            "extends: [welcome, acme/round]\n",
            (2, 20, "extends", "`acme/round` extends itself by way of acme/round → acme/round", ""),
        ),
        ("extends: acme/deep1\n", (2, 10, "extends", "`acme/deep5` lies more than 4 bases deep", "")),
        ("extends: acme/broken\n", (2, 10, "extends", None, "")),
        ("extends: acme/list\n", (2, 10, "extends", "`acme/list` cannot be used: it is not a rule file", "")),
        ("extends: acme/blank\n", (2, 10, "extends", "`acme/blank` cannot be used: it is not a rule file", "")),
        (
            f"extends: [{', '.join(['welcome'] * 21)}]\n",
            (2, 191, "extends", "these are too many bases, or too large ones", "extend fewer"),
        ),
    ],
)
def test_a_base_that_cannot_be_used_is_refused_where_we_name_it(
    text: str, found: tuple[int, int, str, str | None, str]
) -> None:
    deep = {f"acme__deep{i}": f"project: {{purpose: p}}\nextends: acme/deep{i + 1}\n" for i in range(1, 6)}
    told = refused(
        text,
        acme__round="project: {purpose: p}\nextends: acme/round\n",
        acme__broken="project: [",
        acme__list="- x",
        acme__blank="project: {purpose: p}\nrules:\n",
        **deep,
    )
    assert told == (found if found[3] is not None else (*found[:3], told[3], found[4]))


def test_a_repository_that_was_not_looked_at_is_told_and_the_rest_acts() -> None:
    made = book("extends: [acme/unseen, welcome]\n")
    assert [rule.id for rule in made.rules] == ["welcome"]
    assert [(found.severity, found.code, found.message) for found in made.diagnostics] == [
        ("warning", "unseen", "the rules of `acme/unseen` are not here")
    ]


def test_a_file_that_cannot_be_merged_tells_its_own_mistakes() -> None:
    assert refused("extends: welcome\nrules: x\n")[:3] == (3, 8, "wrong-kind")
    assert refused("extends: [1]\n")[:3] == (2, 11, "wrong-kind")


@pytest.mark.parametrize("name", sorted(presets()))
def test_each_preset_is_useful_as_it_stands(name: str) -> None:
    made = book(f"extends: {name}\n")
    assert made.diagnostics == ()
    assert len({rule.id for rule in made.rules} - {rule.name for rule in made.rules}) == len(made.rules) > 0
    assert load(presets()[name]).diagnostics == ()


def test_all_presets_together_do_not_quarrel() -> None:
    assert book(f"extends: [{', '.join(sorted(presets()))}]\n").diagnostics == ()

"""A file on top of others: whose word counts, where a rule came from, and what is refused at which of our lines."""

from typing import Any

import pytest

from bot.messages import built_in
from rules.bases import Base, presets
from rules.book import Rulebook
from rules.conditions.label import Labels
from rules.diagnostics import Diagnostic, RuleFileError
from rules.language import load
from rules.sayings import Sayings

SAYINGS = Sayings(built_in=built_in())
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
    given = {"acme/base": BASE, **{name.replace("__", "/"): text for name, text in bases.items()}}
    return load(OURS + text, {name: Base(text) for name, text in given.items()}, sayings=SAYINGS)


def asked(rule: Any) -> list[Any]:
    return [part.value for part in rule.when.parts]


def refused(text: str, **bases: str) -> tuple[int, int, str, str, str]:
    found, *_ = all_refused(text, **bases)
    return found.line, found.column, found.code, found.message, found.help


def all_refused(text: str, **bases: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(RuleFileError) as caught:
        book(text, **bases)
    return caught.value.diagnostics


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
        found = refused(f"extends: acme/base\nrules:\n  - name: {name}\n    do: [{{label: x}}]\n  - name: {name}\n")
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


def test_messages_and_lists_merge_by_name_and_a_message_by_language() -> None:
    made = book(
        "extends: acme/words\nmessages: {hello: {de: Hallo}, bye: Bye}\nlists: {areas: [web]}\n",
        acme__words="project: {purpose: p}\n"
        "messages: {hello: {en: Hello}, bye: Go, thanks: Thanks}\n"
        "lists: {areas: [docs, api], ends: [closed, merged]}\n"
        "rules:\n"
        "  - {name: A, when: {label: {list: areas}, state: {list: ends}}, do: [{comment: {say: hello}}]}\n",
    )
    said = {name: made.saying(name, "de") for name in ("hello", "bye", "thanks")}
    assert {name: text and text.source for name, text in said.items()} == {
        "hello": "Hallo",
        "bye": "Bye",
        "thanks": "Thanks",
    }
    assert asked(made.rules[0]) == [Labels(any=("web",)), ("closed", "merged")]


def test_the_people_file_is_that_of_the_last_file_that_names_one() -> None:
    theirs = "project: {purpose: p, people: community/people.yml}\nextends: acme/base\n"
    assert book("extends: acme/people\n", acme__people=theirs).people_from == "acme/people"
    assert book("extends: acme/people\n", acme__people=theirs).project.people == "community/people.yml"
    ours = load("project: {purpose: p, people: ours.yml}\nextends: acme/people\n", {"acme/people": Base(theirs)})
    assert (ours.people_from, ours.project.people) == ("", "ours.yml")


def test_a_base_that_several_extend_counts_once_where_it_is_named_first() -> None:
    extends = "project: {purpose: p}\nextends: acme/base\n"
    rules = book(
        "extends: [acme/one, acme/two]\n",
        acme__one=extends + "rules: [{name: Bugs, do: [{label: urgent}]}]\n",
        acme__two=extends,
    ).rules
    assert [(rule.name, rule.base) for rule in rules] == [(name, "acme/base") for name in ("Bugs", "Docs", "Fixed")]
    assert [goal.value[0].source for _, goal in rules[0].goals] == ["urgent"]


def test_a_locked_rule_cannot_be_changed() -> None:
    found = refused("extends: acme/base\nrules:\n  - name: Fixed\n    off: true\n")
    assert found == (4, 5, "locked", "the rule “Fixed” of `acme/base` is locked", "leave it as it is")


def test_no_base_changes_a_locked_rule_of_another_one() -> None:
    theirs = "project: {purpose: p}\nextends: acme/base\nrules: [{name: Fixed, do: []}]\n"
    found = refused("extends: [welcome, acme/other]\n", acme__other=theirs)
    assert found[:4] == (2, 20, "locked", "the rule “Fixed” of `acme/base` is locked")


@pytest.mark.parametrize(
    ("ours", "column", "name"),
    [("messages: {bye: Bye, hello: Ours}\n", 29, "hello"), ("lists: {areas: [web]}\n", 16, "areas")],
)
def test_nor_can_what_a_locked_rule_says_or_lists(ours: str, column: int, name: str) -> None:
    theirs = (
        "project: {purpose: p}\nmessages: {hello: Theirs}\nlists: {areas: [docs]}\nrules:\n"
        "  - {name: A, locked: true, when: {label: [x, {list: areas}]}, do: [{comment: {say: hello}}]}\n"
    )
    found = refused(f"extends: acme/fixed\n{ours}", acme__fixed=theirs)
    message = f"the rule “A” of `acme/fixed` is locked, and it uses `{name}`"
    assert found == (3, column, "locked", message, "leave it as it is")
    assert len(book("extends: acme/fixed\nmessages: {bye: Bye}\n", acme__fixed=theirs).rules) == 1


def test_what_a_locked_rule_leaves_open_the_file_may_say() -> None:
    theirs = (
        "project: {purpose: p}\nrules: [{name: A, locked: true, when: {label: {list: areas}}, do: [{label: seen}]}]\n"
    )
    (rule,) = book("extends: acme/fixed\nlists: {areas: [web]}\n", acme__fixed=theirs).rules
    assert asked(rule) == [Labels(any=("web",))]


def test_a_mistake_in_our_rule_is_told_in_our_line_and_one_with_a_base_where_we_extend_it() -> None:
    found = refused("extends: acme/base\nrules:\n  - name: Bugs\n    on: issues.openned\n")
    assert found[:3] == (5, 9, "unknown-event")
    base = "project: {purpose: p}\nrules: [{name: A, on: issues.openned, do: [{label: x}]}]\n"
    ours, theirs = all_refused("extends: [acme/other]\n", acme__other=base)
    assert (ours.line, ours.column, ours.code, ours.message) == (2, 11, "extends", "`acme/other` brings 1 mistake")
    assert (theirs.base, theirs.line, theirs.column, theirs.code) == ("acme/other", 2, 23, "unknown-event")


def test_a_warning_about_a_rule_of_a_base_names_its_file_and_what_acts_later_is_not_our_business() -> None:
    never = "{name: A, when: {draft: true, not: {draft: true}}, do: [{label: x}]}"
    base = f"project: {{purpose: p}}\nrules:\n- {never}\n- {{name: B, for_each: item, off: true}}\n"
    found = book("extends: acme/other\n", acme__other=base).diagnostics
    assert [(each.base, each.line, each.severity, each.code) for each in found] == [
        ("acme/other", 3, "warning", "never")
    ]


def test_nothing_of_what_a_private_base_holds_is_told_and_its_name_only_as_it_may_be_read() -> None:
    told = []
    for text in ("project: {purpose: p}\nrules: [{name: hidden, on: issues.openned}]\n", "hidden: [", "- hidden"):
        with pytest.raises(RuleFileError) as caught:
            load(OURS + "extends: a/b\n", {"a/b": Base(text, title="a private repository", secret=True)})
        told += [(found.line, found.message, found.base) for found in caught.value.diagnostics]
    assert told == [
        (2, "`a private repository` brings 1 mistake", ""),
        (2, "`a private repository` cannot be used: it is not right in itself", ""),
        (2, "`a private repository` cannot be used: it is not a rule file", ""),
    ]


def test_a_base_that_is_not_right_in_itself_is_told_with_its_own_place() -> None:
    ours, theirs = all_refused("extends: acme/broken\n", acme__broken="project: {purpose: p}\nrules: [\n")
    assert (ours.base, ours.line, theirs.base, theirs.line, theirs.column) == ("", 2, "acme/broken", 3, 1)


def test_what_an_alias_repeats_keeps_its_line_in_the_file_of_the_base() -> None:
    base = "project: {purpose: p}\nrules:\n- {name: A, when: &w {draft: x}}\n- {name: B, when: *w}\n"
    _, *theirs = all_refused("extends: acme/other\n", acme__other=base)
    assert [(each.line, each.code) for each in theirs] == [(3, "wrong-kind")]


def test_why_a_base_cannot_be_had_is_told_where_we_name_it() -> None:
    with pytest.raises(RuleFileError) as caught:
        load(OURS + "extends: [welcome, a/b]\n", {"a/b": Base(problem="is not there", help="look for it")})
    (found,) = caught.value.diagnostics
    assert (found.line, found.column, found.code) == (2, 20, "extends")
    assert (found.message, found.help) == ("`a/b` is not there", "look for it")


def test_without_a_project_of_our_own_the_purpose_is_missing_in_our_file() -> None:
    with pytest.raises(RuleFileError) as caught:
        load("extends: acme/base\n", {"acme/base": Base(BASE)})
    assert [(found.base, found.line, found.code) for found in caught.value.diagnostics] == [("", 1, "missing-key")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("extends: welcom\n", (2, 10, "extends", "there is no preset `welcom`", "did you mean `welcome`?")),
        (
            "extends: [acme/large, acme/larger]\n",
            (2, 23, "extends", "these are too many bases, or too large ones", None),
        ),
        (
            "extends: https://github.com/a/b\n",
            (2, 10, "extends", "`https://github.com/a/b` is no preset and no repository", None),
        ),
        (
            "extends: [welcome, acme/round]\n",
            (2, 20, "extends", "`acme/round` extends itself by way of acme/round → acme/round", "take one of them out"),
        ),
        (
            "extends: acme/deep1\n",
            (2, 10, "extends", "`acme/deep1` has bases more than 4 deep", "extend what it extends yourself, or fewer"),
        ),
        (
            "extends: acme/broken\n",
            (2, 10, "extends", "`acme/broken` cannot be used: it is not right in itself", "mend it there"),
        ),
        (
            "extends: acme/list\n",
            (2, 10, "extends", "`acme/list` cannot be used: it is not a rule file", "mend it there"),
        ),
        (
            "extends: acme/blank\n",
            (2, 10, "extends", "`acme/blank` cannot be used: it is not right in itself", "mend it there"),
        ),
        (
            "extends: acme/odd\n",
            (2, 10, "extends", "`acme/odd` cannot be used: it is not a rule file", "mend it there"),
        ),
        (
            f"extends: [{', '.join(['welcome'] * 21)}]\n",
            (2, 191, "extends", "these are too many bases, or too large ones", None),
        ),
    ],
)
def test_a_base_that_cannot_be_used_is_refused_where_we_name_it(
    text: str, found: tuple[int, int, str, str, str | None]
) -> None:
    deep = {f"acme__deep{i}": f"project: {{purpose: p}}\nextends: acme/deep{i + 1}\n" for i in range(1, 6)}
    told = refused(
        text,
        acme__round="project: {purpose: p}\nextends: acme/round\n",
        acme__broken="project: [",
        acme__list="- x",
        acme__many=f"project: {{purpose: p}}\nneeds: {{from: [{'x, ' * 60_000}]}}\n",
        acme__more=f"project: {{purpose: p}}\nneeds: {{from: [{'x, ' * 60_000}]}}\n",
        acme__large=f"project: {{purpose: p}}\n#{'x' * 600_000}\n",
        acme__larger=f"project: {{purpose: p}}\n#{'x' * 600_000}\n",
        acme__odd="project: {purpose: p}\nextends: [1]\n",
        acme__blank="project: {purpose: p}\nrules:\n",
        **deep,
    )
    assert told == (*found[:4], told[4] if found[4] is None else found[4])


def test_a_repository_that_was_not_looked_at_is_told_and_the_rest_acts() -> None:
    made = book("extends: [acme/unseen, welcome, acme/unseen]\n")
    assert made.rules[0].id == "welcome"
    assert [(found.severity, found.code, found.message) for found in made.diagnostics] == [
        (
            "warning",
            "unseen",
            "the rules of `acme/unseen` are not here, and what this file says of them is not checked",
        )
    ]


def test_what_an_unseen_repository_may_hold_is_a_note_and_its_rules_are_left_out() -> None:
    made = book(
        "extends: acme/unseen\nroles: {editor: {}}\nrules:\n"
        "  - {name: A, do: [{stage: Review}, {comment: {say: hello}}]}\n"
        "  - {name: B, when: {label: {list: areas}}}\n"
    )
    found = [(each.line, each.severity, each.code) for each in made.diagnostics if each.code != "not-yet"]
    assert found == [
        (2, "warning", "unseen"),
        (5, "note", "unknown-stage"),
        (5, "note", "unknown-message"),
        (6, "note", "unseen"),
    ]
    assert [rule.name for rule in made.rules] == ["A"]


def test_a_file_that_cannot_be_merged_tells_its_own_mistakes() -> None:
    assert refused("extends: welcome\nrules: x\n")[:3] == (3, 8, "wrong-kind")
    assert refused("extends: [1]\n")[:3] == (2, 11, "wrong-kind")


@pytest.mark.parametrize("base", ["acme/unseen", "welcome"])
def test_a_base_does_not_stand_in_for_a_missing_project(base: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        load(f"extends: {base}\n")
    assert [(each.line, each.column, each.code) for each in caught.value.diagnostics] == [(1, 1, "missing-key")]


@pytest.mark.parametrize("name", sorted(presets()))
def test_each_preset_is_useful_as_it_stands(name: str) -> None:
    made = book(f"extends: {name}\n")
    assert made.diagnostics == ()
    assert len({rule.id for rule in made.rules} - {rule.name for rule in made.rules}) == len(made.rules) > 0
    assert load(presets()[name].text, sayings=SAYINGS).diagnostics == ()


def test_all_presets_together_do_not_quarrel() -> None:
    assert book(f"extends: [{', '.join(sorted(presets()))}]\n").diagnostics == ()

"""What a rule file names outside of it, with its places."""

from typing import Any

from rules.diagnostics import Diagnostic
from rules.language import load
from rules.outside import KINDS, Named, named_in, unlooked
from rules.rulefile import RuleFile
from rules.yamltree import Node

FILE = """\
project: {purpose: p, people: people.yml}
board: {project: 3, stages: {Triage: , Doing: }}
messages: {hi: "{field.Why}"}
rules:
  - name: A
    on: issues.opened
    when:
      label: {all: [bug]}
      any: [{form: [idea, none]}, {not: {author: {team: acme/docs, login: "helper[bot]"}}}]
      field: {Version: "1"}
      board_field: {Size: L}
    do:
      - label: [new, "lang/{language}"]
      - unlabel: old
      - assign: {users: ["@ada", "{author}"], role: editor, fallback: {team: acme/all}}
      - milestone: "2.0"
      - milestone: none
      - board_field: {Sprint: "@current"}
      - comment: {say: hi}
      - add_to: 4
      - introduce: mentor
  - name: B
    on: pull_request.opened
    when: {owners: {any: "@ada", file: OWNERS}, actor: ben}
  - name: C
    when: {owners: "@ada"}
"""


def named(text: str) -> tuple[Named, ...]:
    """What a file names."""
    found: list[Named] = []

    def look(file: RuleFile, tree: Node) -> tuple[Diagnostic, ...]:
        found.extend(named_in(file, tree))
        return ()

    load(text, further=look)
    return tuple(found)


def test_everything_that_is_named_is_found_in_the_order_of_the_file() -> None:
    assert [(each.kind, each.name, each.line, each.column) for each in named(FILE)] == [
        ("people", "people.yml", 1, 31),
        ("board", "3", 2, 18),
        ("column", "Triage", 2, 30),
        ("column", "Doing", 2, 40),
        ("label", "bug", 8, 21),
        ("form", "idea", 9, 21),
        ("team", "acme/docs", 9, 57),
        ("question", "Version", 10, 15),
        ("board field", "Size", 11, 21),
        ("verb", "label", 13, 9),
        ("new label", "new", 13, 17),
        ("verb", "unlabel", 14, 9),
        ("label", "old", 14, 18),
        ("verb", "assign", 15, 9),
        ("user", "ada", 15, 26),
        ("role", "editor", 15, 53),
        ("team", "acme/all", 15, 78),
        ("verb", "milestone", 16, 9),
        ("milestone", "2.0", 16, 20),
        ("verb", "milestone", 17, 9),
        ("verb", "board_field", 18, 9),
        ("board field", "Sprint", 18, 23),
        ("verb", "comment", 19, 9),
        ("question", "Why", 19, 9),
        ("verb", "add_to", 20, 9),
        ("project", "4", 20, 17),
        ("file", "OWNERS", 24, 40),
        ("user", "ben", 24, 56),
        ("codeowners", "", 26, 20),
    ]


def test_the_forms_of_pathways_are_named() -> None:
    head = "project: {purpose: p}\npathways: {writing: {form: [idea, draft]}}\nrules: []\n"
    assert [(each.kind, each.name, each.line) for each in named(head)] == [("form", "idea", 2), ("form", "draft", 2)]


def test_a_verb_knows_what_its_rule_is_about() -> None:
    verbs = {each.name: each.about for each in named(FILE) if each.kind == "verb"}
    assert (verbs["label"], verbs["comment"]) == (frozenset({"issue"}), frozenset({"issue"}))


def test_a_file_that_names_nothing_outside_has_nothing_to_look_at() -> None:
    rule = "{name: A, when: {title: x}, do: [{stage: Triage}]}"
    text = f"project: {{purpose: p}}\nboard: {{stages: {{Triage: }}}}\nrules: [{rule}]\n"
    assert [each.kind for each in named(text)] == ["verb"]
    assert list(unlooked(named(text))) == []


def test_what_stands_under_all_and_in_every_verb_of_projects_is_named() -> None:
    when = "{all: [{label: a}, {any: {form: b}}]}"
    text = f"project: {{purpose: p}}\nrules: [{{name: A, when: {when}, do: [{{archive_on: 4}}, {{remove_from: 5}}]}}]\n"
    assert [(each.kind, each.name) for each in named(text) if each.kind != "verb"] == [
        ("label", "a"),
        ("form", "b"),
        ("project", "4"),
        ("project", "5"),
    ]


def test_one_note_tells_what_nobody_has_looked_at() -> None:
    text = "project: {purpose: p}\nrules: [{name: A, when: {label: x}, do: [{label: y}, {assign: ada}]}]\n"
    said = "GitHub was not asked about labels and logins: `--live OWNER/REPO` asks"
    assert list(unlooked(named(text))) == [Diagnostic(2, 33, "note", "offline", said, "", 1)]


def test_every_kind_says_what_must_be_looked_at() -> None:
    kinds: set[Any] = {each.kind for each in named(FILE)}
    assert kinds == KINDS.keys()


def test_what_is_left_to_a_later_moment_is_looked_for_too() -> None:
    rule = (
        "project: {purpose: p}\nrules:\n  - name: A\n    do:\n"
        "      - {after: {field: Date, plus: 3 days}, unless: {label: keep}, do: [{label: new}, {assign: ada}]}\n"
        "      - {after: 1 day, unless: activity, do: [{milestone: '2.0'}]}\n"
    )
    found = [(each.kind, each.name, each.line) for each in named(rule) if each.kind != "verb"]
    assert found == [
        ("question", "Date", 5),
        ("label", "keep", 5),
        ("new label", "new", 5),
        ("user", "ada", 5),
        ("milestone", "2.0", 6),
    ]
    assert [each.name for each in named(rule) if each.kind == "verb"] == ["label", "assign", "milestone"]


def test_who_comes_to_a_role_by_themselves_stands_in_no_file() -> None:
    roles = "{friend: {granted: automatically, requires: {contributions: 1}}, editor: {}}"
    rule = "{name: A, on: issues.opened, when: {author: {role: [friend, editor]}}, do: [{close: completed}]}"
    told = named(f"project: {{purpose: p}}\nroles: {roles}\nrules:\n  - {rule}\n")
    assert [each.name for each in told if each.kind == "role"] == ["editor"]

"""The mistake of writing nothing, or what YAML takes for nothing."""

import pytest

from rules.bases import Base
from rules.diagnostics import RuleFileError
from rules.language import load
from tests.rules.world import told, told_of_rule

QUOTE = "quote a value that begins with # ! * or @"


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("when: {title: ''}", (19, "empty", "nothing stands here", "leave the key out, or give it a value")),
        ("when: {title: []}", (19, "empty", "nothing stands here", "leave the key out, or give it a value")),
        ("when: {files: {}}", (19, "empty", "nothing stands here", "leave the key out, or give it a value")),
        ("when: {label: {}}", (19, "empty", "nothing stands here", "leave the key out, or give it a value")),
        ("when: {author: {}}", (20, "empty", "nothing stands here", "leave the key out, or give it a value")),
        ("when:", (5, "empty", "nothing stands after `when:`", f"give it a value or leave it out; {QUOTE}")),
        (
            "when: {title: #1}\n}",
            (12, "empty", "nothing stands after `title:`", f"give it a value or leave it out; {QUOTE}"),
        ),
        (
            "when: {title: ~}",
            (12, "empty", "nothing stands after `title:`", f"give it a value or leave it out; {QUOTE}"),
        ),
        ("on: [push, ]\ndo: [~]", (10, "empty", "an empty entry", f"give it a value or leave it out; {QUOTE}")),
        (
            "do: [{comment: {author}}]",
            (21, "empty", "nothing stands after `author:`", 'if a text is meant, quote it: "{author}"'),
        ),
    ],
)
def test_a_value_that_is_not_there_is_told(line: str, finding: tuple[int, str, str, str]) -> None:
    ((_, *rest),) = told_of_rule(line)
    assert tuple(rest) == finding


def test_a_label_and_a_stage_may_be_named_and_nothing_more() -> None:
    assert told("project: {purpose: p}\nrules: []\nlabels: {bug: }\nboard: {stages: {A: , B: {done: true}}}") == []
    assert told("project: {purpose: p}\nrules: []\nroles: {editor: }") == [
        (3, 9, "empty", "nothing stands after `editor:`", f"give it a value or leave it out; {QUOTE}")
    ]


def test_a_text_with_a_comma_in_braces_is_told_to_want_quotes() -> None:
    assert told_of_rule("do: [{comment: Hello, world!}]") == [
        (4, 27, "empty", "nothing stands after `world!:`", "a text that holds a comma must be quoted inside { }")
    ]
    assert told_of_rule("when: {title: x, body: }")[0][4] != "a text that holds a comma must be quoted inside { }"


HEAD = "project: {purpose: p}\n"
OTHER = "{name: Other, on: issues.openned}"


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("project:\nrules: [{name: A}, OTHER]", (1, 1)),
        ("project: {purpose: }\nrules: [OTHER]", (1, 11)),
        (f"{HEAD}mode:\nrules: [OTHER]", (2, 1)),
        (f"{HEAD}extends:\nrules: [{{name: A, when: {{stage: X}}}}, OTHER]", (2, 1)),
        (f"{HEAD}board:\nrules: [{{name: A, when: {{stage: X}}}}, OTHER]", (2, 1)),
        (f"{HEAD}roles: {{editor: }}\nrules: [{{name: A, do: [{{assign: {{role: editor}}}}]}}, OTHER]", (2, 9)),
        (f"{HEAD}messages: {{hi: }}\nrules: [{{name: A, do: [{{comment: {{say: hi}}}}]}}, OTHER]", (2, 12)),
        (f"{HEAD}lists: {{areas: }}\nrules: [{{name: A, do: [{{label: {{list: areas}}}}]}}, OTHER]", (2, 9)),
        (f"{HEAD}rules:\n- \n- OTHER", (3, 2)),
        (f"{HEAD}rules:\n- name:\n- OTHER", (3, 3)),
        (f"{HEAD}rules:\n- when:\n- OTHER", (3, 3)),
        (f"{HEAD}rules:\n- {{name: A, lable: }}\n- OTHER", (3, 13)),
        (f"{HEAD}rules:\n- {{name: A, when: {{any: [{{title: }}]}}}}\n- OTHER", (3, 27)),
        (f"{HEAD}rules:\n- {{name: A, do: [{{comment: {{author}}}}]}}\n- OTHER", (3, 29)),
        (f"{HEAD}rules:\n- {{name: A, do: [{{after: 1 day, do: }}]}}\n- OTHER", (3, 33)),
    ],
)
def test_a_blank_keeps_nothing_else_from_being_told_and_nothing_is_told_that_only_comes_of_it(
    text: str, blank: tuple[int, int]
) -> None:
    first, last = told(text.replace("OTHER", OTHER))
    assert (first[:3], last[2:4]) == ((*blank, "empty"), ("unknown-event", "unknown event `issues.openned`"))


LOCKED = {"acme/base": Base(f"{HEAD}rules: [{{name: A, locked: true}}]")}


@pytest.mark.parametrize(("extended", "bases", "code"), [("nobody", {}, "extends"), ("acme/base", LOCKED, "locked")])
def test_a_blank_is_told_beside_a_base_that_is_not_there_and_a_rule_that_is_locked(
    extended: str, bases: dict[str, Base], code: str
) -> None:
    with pytest.raises(RuleFileError) as caught:
        load(f"{HEAD}extends: {extended}\nrules: [{{name: A, when: }}]\n", bases)
    assert sorted(each.code for each in caught.value.diagnostics) == sorted(["empty", code])


def test_of_many_blanks_the_first_hundred_are_told_and_what_is_beside_them() -> None:
    found = told(f"{HEAD}rules:\n- {OTHER}\n" + "".join(f"k{n}:\n" for n in range(102)))
    assert [each[2] for each in found] == ["unknown-event", *["empty"] * 100, "more"]
    assert found[-1][3] == "2 more are not listed"

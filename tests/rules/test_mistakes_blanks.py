"""The mistake of writing nothing, or what YAML takes for nothing."""

import pytest

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

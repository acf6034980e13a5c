"""Values that say something else than they seem to are warned of, with what was meant."""

import pytest

from tests.rules.world import told_of_rule


@pytest.mark.parametrize(
    ("line", "column", "message", "advice"),
    [
        ("when: {files: /docs/**}", 12, "no path fits `/docs/**`: ", 'write "docs/**"'),
        ('when: {files: [x, "!./a/"]}', 23, "no path fits `!./a/`: ", 'write "!a/**"'),
        ("when: {not: {files: {all: [docs/]}}}", 32, "no path fits `docs/`: ", 'write "docs/**"'),
        ("when: {title: /a/gi}", 12, "`/a/gi` is looked for as plain text: ", "write '/a/i'"),
        ("when: {body: [x, '/a/g']}", 22, "`/a/g` is looked for as plain text: ", "write '/a/'"),
        (
            'do: [{comment: "Hi {{author}}"}]',
            11,
            "`{{author}}` says {author} in so many letters",
            "for the value write {author}",
        ),
        (
            "do: [{unassign: {users: [ada, assignee]}}]",
            11,
            "`assignee` is the account of that name",
            'for the assignee of the item write "{assignee}"',
        ),
    ],
)
def test_what_is_hardly_meant_is_told_with_what_is(line: str, column: int, message: str, advice: str) -> None:
    ((at, where, code, said, help_),) = told_of_rule(line)
    assert (at, where, code, help_) == (4, column, "hardly-meant", advice)
    assert said.startswith(message)


@pytest.mark.parametrize(
    "line",
    [
        'when: {files: ["docs/**", "!a/b", "/"]}',
        "when: {title: [/a/i, /a/, /usr/bin, a/g], draft: false}",
        'do: [{comment: "{{x}} {author} {{{author}}}"}, {label: x}, {credit: y}]',
        'do: [{assign: "{author}"}, {unassign: ada}]',
    ],
)
def test_what_may_be_meant_is_not(line: str) -> None:
    found = told_of_rule(line)
    assert [each for each in found if each[2] == "hardly-meant"] == []
    assert [each for each in found if each[2] != "not-yet"] == []

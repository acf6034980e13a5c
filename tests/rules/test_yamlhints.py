import pytest

from rules.yamlhints import hint
from tests.rules.world import told


@pytest.mark.parametrize(
    ("line", "help_"),
    [
        ("when: {files: *.md}", 'a value that begins with * must be quoted: "*.md"'),
        ("when: {files: [**/*.md]}", 'a value that begins with * must be quoted: "**/*.md"'),
        ("when: {files: [!docs/**]}", 'a value that begins with ! must be quoted: "!docs/**"'),
        ("when: {author: @x}", 'a value that begins with @ must be quoted: "@x"'),
        ("when: {title: `x`}", 'a value that begins with ` must be quoted: "`x`"'),
        ("when: {title: %x}", 'a value that begins with % must be quoted: "%x"'),
        ("when: {title: & co}", 'a value that begins with & must be quoted: "& …"'),
        ("comment: @all of you", 'a value that begins with @ must be quoted: "@all …"'),
        ("comment: @all # us", 'a value that begins with @ must be quoted: "@all"'),
        ("- @x", 'a value that begins with @ must be quoted: "@x"'),
        ("when: {count: >500}", "a value that begins with > or | must be quoted"),
        ("count: >x500", "a value that begins with > or | must be quoted"),
        ("comment: {author} hi", 'a text that begins with { must be quoted: "{author} …"'),
        ("- {author} hi", 'a text that begins with { must be quoted: "{author} …"'),
        ("title: bug: crash", 'a text that holds ": " must be quoted'),
        ("when: {title: bug: crash}", 'a text that holds ": " must be quoted'),
        ("title:\n\t- x", "YAML indents with spaces, not tabs"),
        ("title:\n  \t- x", "YAML indents with spaces, not tabs"),
        ("title: 'x' y", ""),
    ],
)
def test_a_value_that_wanted_quotes_is_shown_with_them(line: str, help_: str) -> None:
    ((at, _, code, _, advice),) = told(f"{line}\n")
    assert (at, code, advice) == (1 + line.count("\n"), "syntax", help_)


def test_an_anchor_that_is_used_is_not_blamed() -> None:
    assert hint(["a: [&x y, *x, `z]"], 0, 14) == 'a value that begins with ` must be quoted: "`z"'
    assert hint(["a: &x y: z"], 0, 7) == 'a text that holds ": " must be quoted'

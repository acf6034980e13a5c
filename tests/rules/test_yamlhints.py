import pytest

from rules.yamlhints import hint, plainly
from tests.rules.world import told

SPACE = "this line or the one above holds a space that is none to YAML: write it anew with plain ones"


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
        ("comment: ? what", 'a value that begins with ? must be quoted: "? what"'),
        ("comment: @all of you", 'a value that begins with @ must be quoted: "@all …"'),
        ("comment: @all # us", 'a value that begins with @ must be quoted: "@all"'),
        ("- @x", 'a value that begins with @ must be quoted: "@x"'),
        ("when: {count: >500}", 'a value that begins with > must be quoted: ">500"'),
        ("count: >= 500", 'a value that begins with > must be quoted: ">= 500"'),
        ("count: |x500", 'a value that begins with | must be quoted: "|x500"'),
        ("comment: {author} hi", 'a text that begins with { must be quoted: "{author} hi"'),
        ("- {author}/x # us", 'a text that begins with { must be quoted: "{author}/x"'),
        ("title: [WIP] fix", 'a text that begins with [ must be quoted: "[WIP] fix"'),
        ("when: {title: /a{2}/}", "a text that holds { } [ ] or a comma must be quoted inside { } or [ ]"),
        ('title: "a "b" c"', 'inside "…" write \\" for a quote, or put the whole text in \'…\''),
        ("title: 'it's'", "inside '…' write '' for an apostrophe, or put the whole text in \"…\""),
        ("title: :heart:", 'a text that holds ": " must be quoted: ":heart:"'),
        (
            'title: "/\\d/"',
            "write the text in '…', where a backslash is one, or write it twice: \\\\",
        ),
        ("a:\n   b: 1\n  c: 2", "begin it in the same column as the keys that it belongs to"),
        ("- a: 1\n b: 2", "begin it in the same column as the keys that it belongs to"),
        ("a: b\nc", "write `key: value`; a text of several lines begins with |, indented below its key"),
        ("title: bug: crash", 'a text that holds ": " must be quoted: "bug: crash"'),
        ("  - name: Note: this", 'a text that holds ": " must be quoted: "Note: this"'),
        ("when: {title: bug: crash}", 'a text that holds ": " must be quoted: "bug: crash"'),
        ("do: [{name: A, label: p: high, x: y}]", 'a text that holds ": " must be quoted: "p: high"'),
        ("do: [{comment: 'Don't panic'}]", "inside '…' write '' for an apostrophe, or put the whole text in \"…\""),
        ("when: {lines: > 500}", 'a value that begins with > must be quoted: "> 500"'),
        ("lines: > 500", 'a value that begins with > must be quoted: "> 500"'),
        ("title: [bug, crash}", ""),
        ('title: "\\udfff"', "write the character itself"),
        ("-\tname: A", "YAML indents with spaces, not tabs"),
        ("comment: {author}, welcome!", 'a text that begins with { must be quoted: "{author}, welcome!"'),
        ("- name:\u00a0A\n  do: x", SPACE),
        ("- name: A\n\u00a0 do: x: y", SPACE),
        ("- name: A\n   on: push", "begin it in the same column as the keys that it belongs to"),
        ("- name: A\n  on: push\n when: x", "begin it in the same column as the keys that it belongs to"),
        ("- name:A\n\n  on: push", "write a space after the colon: `name: A`"),
        ("title:\n\t- x", "YAML indents with spaces, not tabs"),
        ("title:\n  \t- x", "YAML indents with spaces, not tabs"),
        ("title: 'x' y", "inside '…' write '' for an apostrophe, or put the whole text in \"…\""),
    ],
)
def test_a_value_that_wanted_quotes_is_shown_with_them(line: str, help_: str) -> None:
    ((at, _, code, _, advice),) = told(f"{line}\n")
    assert (at, code, advice) == (1 + line.count("\n"), "syntax", help_)


@pytest.mark.parametrize(
    ("line", "help_"),
    [
        ("when: {title: #12}\n", 'a value that begins with # must be quoted: "#12"'),
        ("a: [\n  b: #c,\n", 'a value that begins with # must be quoted: "#c"'),
        ("a: [b # c\n", "close it; in a list or mapping, see that no comma is missing"),
    ],
)
def test_what_a_comment_hides_of_a_list_or_mapping_is_shown_quoted(line: str, help_: str) -> None:
    ((_, _, code, message, advice),) = told(f"{line}x: y\n")
    assert (code, "that opens here is not closed" in message, advice) == ("syntax", True, help_)


@pytest.mark.parametrize("after", ["", "\n\n", "\n- b: 1\n", "\n  - b\n"])
def test_where_a_comment_hides_the_end_of_the_last_line_that_line_is_told(after: str) -> None:
    message = "the list or mapping of this line is not closed"
    advice = 'a value that begins with # must be quoted: "#x"'
    assert told(f"- a: [{{label: #x}}]{after}") == [(1, 15, "syntax", message, advice)]


def test_a_list_that_is_not_closed_for_another_reason_is_told_as_such() -> None:
    message = "a list or mapping is not closed before this"
    assert told("do: [a,\n")[0][2:4] == ("syntax", message)


def test_an_anchor_that_is_used_is_not_blamed() -> None:
    assert hint(["a: [&x y, *x, `z]"], 0, 14) == 'a value that begins with ` must be quoted: "`z"'
    assert hint(["a: &x y: z"], 0, 7) == 'a text that holds ": " must be quoted: "&x y: z"'


def test_a_problem_that_nobody_has_put_into_words_is_told_as_the_parser_tells_it() -> None:
    assert plainly("found something strange") == "found something strange"
    assert plainly("mapping values are not allowed in this context") == "no `: ` may stand here"

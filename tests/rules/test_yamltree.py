import json
from contextlib import suppress
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.diagnostics import RuleFileError
from rules.yamltree import MAX_DEPTH, MAX_LENGTH, MAX_NODES, MAX_SCALAR, Node, locate, parse, scalar
from tests.rules.world import Told


def data(text: str) -> Any:
    return parse(dedent(text))[0]


def refused(text: str) -> Told:
    with pytest.raises(RuleFileError) as refusal:
        parse(dedent(text))
    (found,) = refusal.value.diagnostics
    return found.line, found.column, found.code, found.message, found.help


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[(word, None) for word in ("", "~", "null", "Null", "NULL")],
        *[(word, True) for word in ("true", "True", "TRUE")],
        *[(word, False) for word in ("false", "False", "FALSE")],
        *[(word, word) for word in ("yes", "no", "NO", "on", "off", "y", "n", "nULL", "tRUE")],
        *[
            (word, word)
            for word in ("14:00", "2026-01-05", "1_000", "1e", ".", "-", "+", "0x", "0b1", "1,5", ".inf", "12a")
        ],
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("0o8", "0o8"),
        ("1.10", 1.1),
        (".5", 0.5),
        ("1.", 1.0),
        ("-1e3", -1000.0),
        ("1" * 30, int("1" * 30)),
        ("1" * 31, "1" * 31),
        ("1" * 100_000, "1" * 100_000),
        ("0x" + "f" * 16, "0x" + "f" * 16),
        ("0o" + "7" * 21, "0o" + "7" * 21),
        ("1e9999", "1e9999"),
    ],
)
def test_plain_values_are_those_of_yaml_1_2(text: str, value: Any) -> None:
    read = scalar(text)
    assert (read, type(read)) == (value, type(value))


def test_on_is_a_key_and_no_is_a_text() -> None:
    assert data("on: push\ncountry: NO\nyes: no\n1.10: x\n1: y\ntrue: z") == {
        "on": "push",
        "country": "NO",
        "yes": "no",
        "1.10": "x",
        "1": "y",
        "true": "z",
    }


def test_quoted_values_are_texts() -> None:
    assert data('a: "1"\nb: \'true\'\nc: ""\nd: |\n  1\ne: >-\n  2\n') == {
        "a": "1",
        "b": "true",
        "c": "",
        "d": "1\n",
        "e": "2",
    }


def test_an_alias_is_the_value_of_its_anchor() -> None:
    assert data("a: &one [x, &two y]\nb: *one\nc: *two\nd: {*two : z}") == {
        "a": ["x", "y"],
        "b": ["x", "y"],
        "c": "y",
        "d": {"y": "z"},
    }
    assert data("a: &a {x: 1}\nb: &a 2\nc: *a") == {"a": {"x": 1}, "b": 2, "c": 2}


def test_an_empty_file_is_nothing() -> None:
    assert parse("") == (None, Node(0, 0, 0, 0))
    assert data("# only a comment\n") is None


def place(node: Node) -> tuple[int, int, int, int]:
    return node.line, node.column, node.end_line, node.end_column


def test_the_tree_knows_where_keys_and_values_stand() -> None:
    _, tree = parse('a:\n  - é: 1.10\n    b: "x"\n  - [y]\n')
    assert place(locate(tree, ("a", 0, "é"))) == (1, 7, 1, 11)
    assert place(locate(tree, ("a", 0, "é"), key=True)) == (1, 4, 1, 5)
    assert place(locate(tree, ("a", 0, "b"))) == (2, 7, 2, 10)
    assert place(locate(tree, ("a", 1))) == (3, 4, 3, 7)
    assert place(locate(tree, ("a", 1, 0), key=True)) == (3, 5, 3, 6)
    assert place(locate(tree, ())) == (0, 0, 4, 0)


def test_parts_of_a_path_that_the_tree_does_not_have_are_passed_over() -> None:
    _, tree = parse("a: {b: x}")
    assert locate(tree, ("a", "<tag>", "b", 0)) is tree.children["a"].children["b"]
    assert locate(tree, ("nothing",), key=True) is tree


def test_the_tree_keeps_how_a_value_is_spelled() -> None:
    _, tree = parse("a: 1.10\nb: '0x1F'\nc: &x TRUE\nd: *x\ne: []")
    assert [tree.children[key].text for key in "abcde"] == ["1.10", "0x1F", "TRUE", "TRUE", ""]


def test_an_alias_has_the_parts_of_its_anchor_at_its_own_place() -> None:
    _, tree = parse("a: &x {b: [c]}\nd: *x")
    assert place(locate(tree, ("d",))) == (1, 3, 1, 5)
    assert place(locate(tree, ("d", "b", 0))) == (0, 11, 0, 12)
    assert (tree.children["d"].size, tree.children["d"].depth) == (3, 2)


@pytest.mark.parametrize(("text", "place", "key"), [("a: x\nb: y\na: z", (3, 1), "a"), ("{1: x, '1': y}", (1, 8), "1")])
def test_a_key_that_stands_twice_is_refused_with_both_places(text: str, place: tuple[int, int], key: str) -> None:
    advice = "keep one of them; the first is on line 1"
    assert refused(text) == (*place, "duplicate-key", f"the key `{key}` stands here twice", advice)


@pytest.mark.parametrize(
    ("text", "column", "tag"),
    [
        ("a: !docs b", 4, "!docs"),
        ("- !docs/a", 3, "!docs/a"),
        ("a: !!str 1", 4, "!!str"),
        ("a: !x:str b", 4, "!x:str"),
        ("a: ! b", 4, "!"),
        ("a: !!python/object:os.system []", 4, "!!os.system"),
        ("a: !x {}", 4, "!x"),
    ],
)
def test_a_tag_is_refused_as_a_value_that_wanted_quotes(text: str, column: int, tag: str) -> None:
    advice = f'for a value that begins with !, quote it: "{tag}"'
    assert refused(text) == (1, column, "tag", f"the tag {tag} is not allowed", advice)


@pytest.mark.parametrize(("text", "column", "name"), [("a: *b", 4, "b"), ("a: &x [*x]", 8, "x")])
def test_an_alias_without_an_anchor_is_refused_as_a_value_that_wanted_quotes(text: str, column: int, name: str) -> None:
    advice = f'for a value that begins with *, quote it: "*{name}"'
    assert refused(text) == (1, column, "alias", f"there is no anchor &{name}", advice)


NOT_A_KEY = ("key", "a key must be a plain text")
QUOTE_IT = 'if a value is meant that begins with { or [, quote it: "{author}"'


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("? [a]\n: b", (1, 3, *NOT_A_KEY, QUOTE_IT)),
        ("{author} hi: b", (1, 1, *NOT_A_KEY, QUOTE_IT)),
        ("a: &x [y]\n*x : z", (2, 1, *NOT_A_KEY, "")),
        ('"": x', (1, 1, *NOT_A_KEY, "")),
        ("? \n: x", (1, 2, *NOT_A_KEY, "")),
        ("a: {<<: {}}", (1, 5, "merge-key", "merge keys (<<) are not part of YAML 1.2", "use `extends` or `lists`")),
        ("a: x\n---\nb: y", (2, 1, "documents", "a rule file is one YAML document", "remove the `---`")),
    ],
)
def test_what_this_yaml_does_not_have_is_refused_at_its_place(text: str, finding: Told) -> None:
    assert refused(text) == finding


def test_a_quoted_merge_sign_is_a_key_like_others() -> None:
    assert data('"<<": x') == {"<<": "x"}


DEEP = f"nested more than {MAX_DEPTH} deep"
LONG = f"more than {MAX_LENGTH:,} characters once aliases are written out"
MANY = f"more than {MAX_NODES:,} values once aliases are written out"
BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
CHAIN = "x0: &x0 [y]\n" + "".join(f"x{n}: &x{n} [*x{n - 1}]\n" for n in range(1, 200))


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("[" * 100_000, (1, 25, "limit", DEEP, "")),
        ("{a: " * 100, (1, 97, "limit", DEEP, "")),
        ("- " * 100_000, (1, 49, "limit", DEEP, "")),
        ("? " * 50_000, (1, 3, *NOT_A_KEY, QUOTE_IT)),
        (BOMB, (5, 17, "limit", MANY, "")),
        (CHAIN, (24, 12, "limit", f"{DEEP} once aliases are written out", "")),
        ("- x\n" * 50_001, (50_001, 3, "limit", MANY, "")),
        (f"- &a {'z' * 60_000}\n- [{'*a, ' * 70}]", (2, 276, "limit", LONG, "")),
        (f"- &a {'z' * 60_000}\n- &b [{'*a, ' * 30}]\n- *b\n- *b", (4, 3, "limit", LONG, "")),
        (f"- &a {{{'z' * 1_000}: x}}\n- [{'*a, ' * 4_200}]", (2, 16_760, "limit", LONG, "")),
        ("x: " + "a" * (MAX_SCALAR + 1), (1, 4, "limit", "a value has 65,537 characters, the limit is 65,536", "")),
    ],
    ids=["brackets", "braces", "dashes", "questions", "bomb", "chain", "many", "copies", "deep copies", "keys", "long"],
)
def test_what_cannot_be_bounded_is_refused(text: str, finding: Told) -> None:
    assert refused(text) == finding


def test_the_limits_themselves_are_allowed() -> None:
    assert data("[" * MAX_DEPTH + "]" * MAX_DEPTH) != []
    assert data("x: " + "a" * MAX_SCALAR) == {"x": "a" * MAX_SCALAR}
    assert len(data("- x\n" * (MAX_NODES - 1))) == MAX_NODES - 1
    below = "[" * (MAX_DEPTH - 2) + "]" * (MAX_DEPTH - 2)
    assert len(data(f"a: &a {below}\nb: [*a]")["b"]) == 1


CLOSE = "close it; in a list or mapping, see that no comma is missing"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a: [x\nb: y\n", (1, 4, "syntax", "the [ that opens here is not closed before line 2", CLOSE)),
        ("a: {x: y\nb: z\n", (1, 4, "syntax", "the { that opens here is not closed before line 2", CLOSE)),
        ("a: 'x\nb: y\n", (1, 4, "syntax", "the quote that opens here is not closed", CLOSE)),
        ("a: [x", (1, 4, "syntax", "the [ that opens here is not closed", CLOSE)),
        (
            " - a\n- b",
            (
                *(2, 1, "syntax", "this line does not belong to what stands above it"),
                "begin it in the same column as the lines above it",
            ),
        ),
        (
            "a: 1\n\n[",
            (
                *(3, 1, "syntax", "a key ends with a colon, and this line has none"),
                "write `key: value`; a text of several lines begins with |, indented below its key",
            ),
        ),
        (
            "a: 'x' y",
            (
                1,
                8,
                "syntax",
                "the value ends before this",
                "inside '…' write '' for an apostrophe, or put the whole text in \"…\"",
            ),
        ),
        ('a: "\\uD800"', (1, 7, "syntax", "there is no such character", "write the character itself")),
    ],
)
def test_a_mistake_in_the_form_is_told_where_it_began(text: str, finding: Told) -> None:
    assert refused(text) == finding


YAML = st.lists(
    st.sampled_from(
        [*"abc:-[]{},&*!|>'\"%@`#?~. \n\t1\u2028\x00\ufeff\r", ": ", "- ", "\n  ", "<<: ", "&a ", "*a", "---\n", "true"]
    )
).map("".join)


@given(st.one_of(st.text(), YAML))
def test_any_text_is_read_or_refused_inside_the_text(text: str) -> None:
    try:
        parse(text)
    except RuleFileError as refusal:
        (found,) = refusal.diagnostics
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert 1 <= found.line <= len(lines)
        assert 1 <= found.column <= len(lines[found.line - 1]) + 1


@given(st.binary())
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with suppress(RuleFileError):
        assert parse(raw)[1].line >= 0


TEXTS = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=9)
CORE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**17), 10**17), TEXTS),
    lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(TEXTS.filter(bool), below, max_size=4)),
    max_leaves=12,
)


@given(CORE)
def test_json_is_read_as_what_it_says(value: Any) -> None:
    assert parse(json.dumps(value))[0] == value

"""What is written is what was meant: any data comes back from our own loader, short things on one line."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.importers.imported import Notes
from bot.importers.rulefile import Draft, rule_file
from bot.importers.yamlwriter import WIDTH, one, written
from rules.language import load
from rules.yamltree import parse

TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="ab *{}[]:#&!|>'\"%@`,?-\\\n \t", max_size=40),
    st.sampled_from(["yes", "NO", "null", "~", "1", "1.5", "0x1", "- a", "a: b", "a #b", "*.md", "@x", "", "=", "<<"]),
    st.lists(st.text(alphabet="abc", min_size=1, max_size=9), min_size=20, max_size=60).map(" ".join),
)
VALUES: Any = st.recursive(
    TEXTS | st.booleans() | st.integers(0, 10**9),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(st.text(alphabet="abcd -", min_size=1, max_size=8), inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES)
@settings(max_examples=400, deadline=None)
def test_any_data_comes_back_as_it_was(value: Any) -> None:
    first, *rest = written(value, 2, 2)
    assert parse("\n".join([f"k: {first}", *rest]) + "\n")[0] == {"k": value}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("good first issue", "good first issue"),
        ("docs/**", '"docs/**"'),
        ("area: core", '"area: core"'),
        (r"/\.md$/", r"'/\.md$/'"),
        ("on", '"on"'),
        ("7", '"7"'),
        ("a\u2028b", '"a\\u2028b"'),
        (True, "true"),
    ],
)
def test_quotes_stand_only_where_they_are_needed(value: Any, text: str) -> None:
    assert one(value).lower().replace("\\u0000", "\\u") == text


def test_long_texts_are_folded_and_long_lists_broken() -> None:
    text, paths = "word " * 40, [f"folder/number-{i}/**" for i in range(9)]
    lines = [line for value in (text.strip(), paths) for line in written(value, 6, 20)]
    assert (lines[0], lines[3]) == (">-", "")
    assert [line for line in lines if len(line) > WIDTH] == []
    assert lines[4] == '      - "folder/number-0/**"'


def draft(name: str, **more: Any) -> Draft:
    return Draft(more.pop("line", 1), name, [{"label": ["a"]}], **more)


def test_names_are_made_unique_and_short() -> None:
    drafts = [draft("Same"), draft("Same"), draft("Same (2)"), draft("x" * 300), draft(" two\nlines ")]
    book = load(rule_file("labeler", "f", drafts, Notes()).rules_text)
    assert [rule.name for rule in book.rules] == ["Same", "Same (2)", "Same (2) (2)", f"{'x' * 189}…", "two lines"]


def test_a_rule_that_the_language_refuses_is_left_out_and_told() -> None:
    drafts = [draft("Good", when={"files": ["a"]}), draft("Bad", line=7, when={"files": ["a/../b"]})]
    imported = rule_file("labeler", "f", drafts, Notes())
    assert [rule.name for rule in load(imported.rules_text).rules] == ["Good"]
    assert [(note.line, str(note)) for note in imported.notes] == [
        (7, "the rule “Bad” is left out: a changed path has no `..` part")
    ]


def test_a_file_name_cannot_end_the_comment_that_names_it() -> None:
    text = rule_file("labeler", "x\nrules: []\n#", [], Notes()).rules_text
    assert text.splitlines()[0] == "# From x rules: [] #, by `fingerpost import labeler`."
    assert load(text).rules == ()

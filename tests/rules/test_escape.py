import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import escape

ZW = escape.ZERO_WIDTH
# What GitHub, Markdown or HTML could make something of, more often than chance would.
PIECES = st.sampled_from(
    [
        *"@<>&#/`\\\n\r\u2028\x1c\x85\ue000:$|![]()*_~1 é\u202e",
        ZW,
        "``",
        "://",
        "www.",
        "GH-",
        "abcdef1",
        "tada",
        "alice",
    ]
)
HOSTILE = st.one_of(st.text(), st.lists(PIECES).map("".join))
LIVE_MENTION = re.compile(r"@\w")


@given(HOSTILE)
def test_a_text_is_one_short_line_without_mention_or_html(value: str) -> None:
    shown = escape.text(value)
    assert LIVE_MENTION.search(shown) is None
    assert "<" not in shown
    assert ">" not in shown
    assert len(shown.splitlines()) <= 1
    assert len(shown) <= 6 * 300


@given(HOSTILE)
def test_every_markup_character_of_a_text_is_escaped(value: str) -> None:
    bare = re.sub(r"\\[!-/:-@\[-`{-~]|&(?:amp|lt|gt);", "", escape.text(value))
    assert re.search(r"[\\`*_{}\[\]()#+\-.!|~$=:^&]", bare) is None


@given(HOSTILE)
def test_code_is_one_short_line_that_its_own_backticks_cannot_end(value: str) -> None:
    shown = escape.code(value)
    fence = re.match("`+", shown)
    assert fence is not None
    inside = shown[fence.end() : -fence.end()]
    assert shown == f"{fence[0]}{inside}{fence[0]}"
    assert fence[0] not in re.findall("`+", inside)
    assert LIVE_MENTION.search(shown) is None
    assert len(shown.splitlines()) == 1
    assert len(shown) <= 2 * 300 + 2 * 301


@given(HOSTILE)
def test_a_quote_is_a_block_that_its_own_backticks_cannot_end(value: str) -> None:
    opening, *inside, closing = escape.quote(value).strip("\n").split("\n")
    assert opening == f"{closing}text"
    assert all(len(run) < len(closing) for line in inside for run in re.findall("`+", line))
    assert LIVE_MENTION.search("\n".join(inside)) is None


@given(HOSTILE)
def test_a_mention_names_logins_and_nothing_else(value: str) -> None:
    for name in LIVE_MENTION.finditer(escape.mention(value)):
        assert re.match(r"@[A-Za-z0-9][A-Za-z0-9_-]{0,38}(\[bot\])?(, |\Z)", escape.mention(value)[name.start() :])


@given(HOSTILE)
def test_a_part_of_a_label_is_one_short_line(value: str) -> None:
    assert len(escape.label(value).splitlines()) <= 1
    assert len(escape.label(value)) <= 50


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("@alice", f"@{ZW}alice"),
        ("@acme/docs", f"@{ZW}acme/docs"),
        ("ada.b@example.org", "a…@…"),
        ("a@example", f"a@{ZW}example"),
        ("#1", f"\\#{ZW}1"),
        ("GH-1", f"GH\\-{ZW}1"),
        ("gh-1", f"gh\\-{ZW}1"),
        ("acme/web#1", f"acme/web\\#{ZW}1"),
        ("a1b2c3d", f"a1b2c3{ZW}d"),
        ("acme/web@a1b2c3d", f"acme/web@{ZW}a1b2c3{ZW}d"),
        ("https://example.org", f"https\\://{ZW}example\\.org"),
        ("www.example.org", f"www\\.{ZW}example\\.org"),
        (":tada:", f"\\:{ZW}tada\\:"),
        ("$x^2$", "\\$x\\^2\\$"),
        ("[a](https://b)", f"\\[a\\]\\(https\\://{ZW}b\\)"),
        ("![a](b)", "\\!\\[a\\]\\(b\\)"),
        ("<img src=x>", "&lt;img src\\=x&gt;"),
        ("&#64;alice", f"&amp;\\#{ZW}64;alice"),
        ("\\@alice", f"\\\\@{ZW}alice"),
        ("`code`", "\\`code\\`"),
        ("**bold** _it_ ~~no~~", "\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~"),
        ("/close", f"/{ZW}close"),
        ("# title", "\\# title"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("| a |", "\\| a \\|"),
        ("a\nb\r\n\tc", "a b c"),
        ("a\x00\x1b[31mb\u202ec", "a\\[31mbc"),
        ("a\ue000@b", f"a@{ZW}b"),
        ("", ""),
        (" \u200f\n", ""),
        ("Grüße, 世界", "Grüße, 世界"),
    ],
)
def test_what_github_would_link_or_render_is_only_shown(value: str, shown: str) -> None:
    assert escape.text(value) == shown


def test_a_long_text_is_cut_before_it_is_escaped() -> None:
    assert escape.text("x" * 300) == "x" * 300
    assert escape.text("x" * 301) == "x" * 299 + "…"
    assert escape.text("*" * 10, limit=3) == "\\*\\*…"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("x", "`x`"),
        ("a`b", "``a`b``"),
        ("`", "`` ` ``"),
        ("a``", "``` a`` ```"),
        ("@alice <b>", f"`@{ZW}alice <b>`"),
        ("a\nb", "`a b`"),
        ("", "` `"),
        ("x" * 400, f"`{'x' * 300}`"),
    ],
)
def test_code_is_shown_as_it_is(value: str, shown: str) -> None:
    assert escape.code(value) == shown


def test_a_quote_keeps_its_lines() -> None:
    assert escape.quote("a\r\nb\rc") == "\n```text\na\nb\nc\n```\n"
    assert escape.quote("```\n@alice") == f"\n````text\n```\n@{ZW}alice\n````\n"
    assert escape.quote("x" * 10, limit=3) == "\n```text\nxxx\n```\n"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("alice", "@alice"),
        ("@alice, bob", "@alice, @bob"),
        ("renovate[bot]", "@renovate[bot]"),
        ("not a login", "not a login"),
        ("alice, <b>", "@alice, &lt;b&gt;"),
        ("acme/docs", "acme/docs"),
        ("octo_acme", "@octo_acme"),
        ("z" * 40, "z" * 40),
    ],
)
def test_only_a_login_is_mentioned(value: str, shown: str) -> None:
    assert escape.mention(value) == shown


@pytest.mark.parametrize("shown", [escape.text, escape.code, escape.quote, escape.label])
def test_what_stands_far_behind_the_part_that_is_shown_changes_nothing(shown: Callable[[str], str]) -> None:
    assert shown("word " * 4_000) == shown("word " * 4_000 + "<@a`_*" * 10_000)

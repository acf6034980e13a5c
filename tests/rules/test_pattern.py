from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.pattern import MAX_PATTERN, Pattern, PatternError, compile_expression, pattern
from rules.words import Effort

LATER = "look-around and back-references are not part of the linear-time syntax"
TOO_LARGE = "this is too large to be searched for quickly: use fewer repetitions and alternatives"


def found(source: str, text: str) -> bool:
    return pattern(source).found_in(text)


@pytest.mark.parametrize(
    ("source", "text", "is_found"),
    [
        ("crash", "It CRASHES", True),
        ("Crash", "it crashes", True),
        ("Straße", "STRAßE", True),
        ("ÉCOLE", "une école", True),
        ("a.b", "axb", False),
        ("a.b", "a.b", True),
        ("(", "f(x)", True),
        ("//", "https://x", True),
        ("/x", "a/x", True),
        ("/a/x", "see /A/X", True),
        ("/a/g", "aaa", False),
        ("/crash/", "It crashes", True),
        ("/crash/", "It CRASHES", False),
        ("/crash/i", "It CRASHES", True),
        ("/^crash$/", "crash", True),
        ("/^crash$/", "a crash", False),
        ("/a\\/b/", "a/b", True),
        ("/a.b/", "a\nb", False),
        ("/\\p{Greek}/", "λ", True),
        ("/\\pL/", "1", False),
    ],
)
def test_plain_text_is_contained_and_slashes_make_an_expression(source: str, text: str, is_found: bool) -> None:
    assert found(source, text) is is_found


@pytest.mark.parametrize(
    ("body", "text", "is_found"),
    [
        (r"^\w+$", "école_1", True),
        (r"^\w+$", "日本語", True),
        (r"^\w+$", "नमस्ते", True),
        (r"^\w+$", "a-b", False),
        (r"^\W$", "é", False),
        (r"^\W$", "。", True),
        (r"^[\w-]+$", "école-1", True),
        (r"^[^\w]+$", "é", False),
        (r"^[^\w]+$", "-!", True),
        (r"^[]\w]+$", "é]", True),
        (r"^[^]\w]$", "é", False),
        (r"^[^]\w]$", "]", False),
        (r"^[a-z\w-]$", "é", True),
        (r"^[[:digit:]\w]+$", "1é", True),
        (r"^[[:^digit:]]+$", "é", True),
        (r"^[\]\w]+$", "é]", True),
        (r"^\\w$", "\\w", True),
        (r"^\\w$", "é", False),
        (r"(^|\W)école(\W|$)", "une école!", True),
        (r"(^|\W)école(\W|$)", "écoles", False),
    ],
)
def test_letters_of_every_script_make_words(body: str, text: str, is_found: bool) -> None:
    assert found(f"/{body}/", text) is is_found


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "an empty text is in every text: leave the condition out"),
        ("x" * (MAX_PATTERN + 1), "a pattern has at most 500 characters, this one has 501"),
        ("/(?=x)/", f"invalid perl operator: (?=: {LATER}"),
        ("/(?!x)/", f"invalid perl operator: (?!: {LATER}"),
        ("/(?<=x)y/", f"invalid perl operator: (?<=: {LATER}"),
        ("/(?<!x)y/", f"invalid perl operator: (?<!: {LATER}"),
        ("/(?>x)/", f"invalid perl operator: (?>: {LATER}"),
        ("/(x)\\1/", f"invalid escape sequence: \\1: {LATER}"),
        ("/(?P<n>x)\\k<n>/", f"invalid escape sequence: \\k: {LATER}"),
        ("/(?P<n>x)(?P=n)/", f"invalid perl operator: (?P: {LATER}"),
        ("/(/", "not a regular expression: missing ): ("),
        ("/(\\w/", "not a regular expression: missing ): (\\w"),
        ("/x++/", "not a regular expression: bad repetition operator: ++"),
        ("/x{1001}/", "not a regular expression: invalid repetition size: {1001}"),
        ("/\\Z/", "not a regular expression: invalid escape sequence: \\Z"),
        ("/\\p{Elvish}/", "not a regular expression: invalid character class range: \\p{Elvish}"),
        ("/[\\W]/", "`\\W` cannot stand inside […]: write the characters, or use [^\\w…]"),
        ("/(x|y|.{400})z/", TOO_LARGE),
        ("/\\w{1,20}/", TOO_LARGE),
        ("/\\w{1,500}/", TOO_LARGE),
        ("/(\\pL{1,100}){1,9}x/", TOO_LARGE),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(source: str, reason: str) -> None:
    with pytest.raises(PatternError) as refused:
        pattern(source)
    assert str(refused.value) == reason


def test_what_is_long_however_it_was_written_is_not_even_compiled() -> None:
    with pytest.raises(PatternError, match="too large to be searched for quickly"):
        compile_expression("x" * 8_001, "x")


@pytest.mark.parametrize(
    "source", ["x" * 500, "ж" * 500, "漢" * 500, "\u017f\u212a" * 250, f"/{'x' * 498}/", "/\\w{1,10}/"]
)
def test_a_long_text_is_not_too_large(source: str) -> None:
    assert pattern(source).source == source


@pytest.mark.parametrize(
    "source", ["/(a+)+$/", "/(a|aa)+$/", "/(.*a){12}$/", "/^(\\w+\\s?)*$/", "/(a?){50}a{50}$/", "/([^!]+)*!$/"]
)
def test_a_pattern_that_never_ends_elsewhere_ends_here(source: str) -> None:
    assert found(source, "a" * 50_000 + "\n-") is False


@given(st.text(min_size=1, max_size=50), st.text(max_size=50), st.text(max_size=50))
def test_plain_text_is_found_wherever_it_stands(needle: str, before: str, after: str) -> None:
    if not (needle.startswith("/") and needle.endswith(("/", "/i"))):
        assert found(needle, before + needle + after) is True


@pytest.mark.parametrize(
    ("source", "dear"),
    [
        (r"/\b(panic(s|ked)?)\b/", False),
        (r"/v?\d+\.\d+(\.\d+)?(-\w+)?/", False),
        (r"/https?:\/\/[^\s]+\.example\.com\/[\w-]+/", False),
        (r"/\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b/", False),
        (r"/[.*+?(){}|\]]\.\*\?[[:alpha:]]/", False),
        ("/(crash|panic|segfault|abort|exception|traceback|oops|fault|error|bug|broken|fails)/i", False),
        ("/a[ab]{20}c/", True),
        ("/a(ab|ba){9,12}c/", True),
        ("/a[ab][ab][ab][ab][ab][ab][ab][ab][ab][ab][ab]c/", True),
        ("/ab?a?b?a?b?a?b?a?b?a?b?c/", True),
    ],
)
def test_what_may_vary_in_many_places_is_dear(source: str, dear: bool) -> None:
    made = pattern(source)
    assert (made.dear, made.effort > 3_000) == (dear, dear)


def test_so_many_patterns_as_one_file_may_have_are_looked_for() -> None:
    """Without a bound on what takes long in them it takes minutes."""
    effort, body = Effort(), "abaababbabaababbabab" * 3_200
    made: list[Pattern] = []
    with suppress(PatternError):
        made.extend(effort.make(pattern, f"/a[ab]{{{20 + n % 300}}}[cd]{{{1 + n // 300}}}/") for n in range(1_000))
    assert [each for each in made if each.found_in(body)] == []
    assert 30 < len(made) < 1_000


@given(st.text(max_size=60))
def test_any_text_is_a_pattern_or_is_refused(source: str) -> None:
    for written in (source, f"/{source}/", f"/{source}/i"):
        with suppress(PatternError):
            assert found(written, "some text") in {True, False}


def test_a_pattern_is_shown_as_it_is_written() -> None:
    assert str(Pattern("crash")) == "“crash”"
    assert str(Pattern("/crash/i")) == "/crash/i"


@pytest.mark.parametrize(
    ("source", "letter"),
    [("/\\bécole/", "é"), ("/caf(e|é)é\\b/i", "é"), ("/\\bcrash\\b/", None), ("\\bécole", None), ("/école/", None)],
)
def test_an_edge_of_a_word_beside_a_letter_that_is_not_ascii_is_doubtful(source: str, letter: str | None) -> None:
    doubt = (
        f"`\\b` knows ASCII letters only: it sees no edge of a word at `{letter}`",
        r"write `(^|\W)` or `(\W|$)`",
    )
    assert Pattern(source).doubt == (doubt if letter else None)


def test_what_re2_itself_finds_too_large_is_told_in_the_same_words() -> None:
    with pytest.raises(PatternError, match=TOO_LARGE):
        compile_expression(r"(\pL\pN){900}")


def test_an_expression_without_the_words_of_its_author_is_bound_all_the_same() -> None:
    assert compile_expression("a{990}").programsize < 1_000
    with pytest.raises(PatternError, match=TOO_LARGE):
        compile_expression("a{1000}")

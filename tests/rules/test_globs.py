from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import rules.globs
from rules.globs import Glob, glob, needed, selected, selects_any
from rules.pattern import PatternError, compile_expression
from rules.words import Effort

PARTS = ["a", "b", "/", "docs/", "*", "**", "?", "[ab]", "[!a]", "{a,b}", "{,a}", "{1..3}", ".md", "é", "\U0001f600"]


def taken(path: str, *globs: str) -> bool:
    return selected(path, tuple(glob(each) for each in globs))


# What minimatch 10 answers with `dot: true`, the meaning that GitHub's own labeler gives to globs.
@pytest.mark.parametrize(
    ("source", "matching", "other"),
    [
        ("a.md", ["a.md"], ["A.md", "b/a.md", "a.mdx", "axmd"]),
        ("*", ["a", ".a", "a.md"], ["a/b", ""]),
        ("*.md", ["a.md", ".md", ".a.md"], ["a/b.md", "a.mdx"]),
        ("a*", ["a", "ab"], ["ba", "a/b"]),
        ("a**", ["a", "ab"], ["a/b"]),
        ("**", ["a", "a/b", ".a/.b"], [""]),
        ("**/*.md", ["a.md", "a/b.md", ".a/b/c.md"], ["a.py"]),
        ("docs/**", ["docs/a", "docs/a/b", "docs/.a"], ["docs", "xdocs/a", "docsx/a"]),
        ("docs/*", ["docs/a", "docs/.a"], ["docs/a/b", "docs/"]),
        ("**/docs/**", ["docs/a", "a/docs/b/c"], ["docs", "adocs/b"]),
        ("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb"]),
        ("a/**/**/b", ["a/b", "a/x/b"], ["a/x"]),
        ("a//b", ["a/b"], ["a//c"]),
        ("a/*/b", ["a/x/b"], ["a/b", "a/x/y/b"]),
        ("?", ["a", "é", "."], ["", "ab", "/"]),
        ("a?c", ["abc", "a.c"], ["ac", "a/c"]),
        ("[ab]c", ["ac", "bc"], ["cc", "c", "abc"]),
        ("[a-c]", ["a", "b", "c"], ["d", "-"]),
        ("[!ab]", ["c", "."], ["a", "b", "/", ""]),
        ("[^ab]", ["c"], ["a"]),
        ("[]a]", ["]", "a"], ["[]a]", "b"]),
        ("[\\]a]", ["]", "a"], ["\\"]),
        ("[a\\-c]", ["a", "-", "c"], ["b"]),
        ("[a-]", ["a", "-"], ["b"]),
        ("[.*+^]", [".", "*", "+", "^"], ["a"]),
        ("[[:digit:]x]", ["1", "x"], ["a", ":"]),
        ("[é]", ["é"], ["e"]),
        ("[a", ["[a"], ["a"]),
        ("[a\\", ["[a\\"], ["a"]),
        ("{a,b}.md", ["a.md", "b.md"], ["c.md", "{a,b}.md"]),
        ("{a,}b", ["ab", "b"], ["bb"]),
        ("{a,{b,c}}", ["a", "b", "c"], ["d"]),
        ("{src,docs}/**", ["src/a", "docs/a/b"], ["web/a"]),
        ("{a/b,c}/d", ["a/b/d", "c/d"], ["b/d"]),
        ("{a}", ["{a}"], ["a"]),
        ("{a,b", ["{a,b"], ["a"]),
        ("a}", ["a}"], ["a"]),
        ("{1..3}", ["1", "2", "3"], ["4", "{1..3}"]),
        ("{3..1}", ["1", "2", "3"], ["0"]),
        ("{-1..1}", ["-1", "0", "1"], ["-0"]),
        ("{01..10}", ["01", "09", "10"], ["1", "11"]),
        ("{0..10..5}", ["0", "5", "10"], ["1"]),
        ("{a..c}", ["a", "b", "c"], ["d"]),
        ("{C..A}", ["A", "B", "C"], ["a"]),
        ("{a..}", ["{a..}"], ["a"]),
        ("{x{a,b}", ["{xa", "{xb"], ["x"]),
        ("a},{b,c}", ["a},b", "a},c"], ["a"]),
        ("${a,b}", ["${a,b}"], ["$a"]),
        ("\\*", ["*"], ["a", "\\*"]),
        ("\\{a,b\\}", ["{a,b}"], ["a", "b"]),
        ("{\\,,b}", [",", "b"], ["\\"]),
        ("a\\", ["a\\"], ["a"]),
        ("(a)$^|.", ["(a)$^|."], ["a"]),
        ("日本/*.md", ["日本/語.md"], ["日/本.md"]),
    ],
)
def test_a_glob_means_what_minimatch_takes_it_for(source: str, matching: list[str], other: list[str]) -> None:
    read = glob(source)
    assert [path for path in (*matching, *other) if read.matches(path)] == matching


@pytest.mark.parametrize(
    ("path", "globs", "is_taken"),
    [
        ("docs/a.md", ["docs/**"], True),
        ("docs/a.md", ["docs/**", "!docs/*.md"], False),
        ("docs/a.md", ["!docs/*.md", "docs/**"], True),
        ("docs/a.md", ["docs/**", "!docs/*", "docs/a.md"], True),
        ("src/a.py", ["!docs/**"], True),
        ("docs/a.md", ["!docs/**"], False),
        ("docs/keep.md", ["!docs/**", "docs/keep.md"], True),
        ("src/a.py", ["!docs/**", "!src/**"], False),
        ("!a", ["!!a"], False),
        ("a", ["\\!a"], False),
        ("!a", ["\\!a"], True),
    ],
)
def test_the_last_glob_that_fits_decides_and_a_leading_exclusion_takes_the_rest(
    path: str, globs: list[str], is_taken: bool
) -> None:
    assert taken(path, *globs) is is_taken


def test_an_empty_list_takes_nothing() -> None:
    assert taken("a") is False


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "an empty glob matches nothing"),
        ("!", "an empty glob matches nothing"),
        ("x" * 501, "a glob has at most 500 characters, this one has 501"),
        ("../a", "a changed path has no `..` part"),
        ("a/../b", "a changed path has no `..` part"),
        ("@(a|b)", "extended globs such as @(…) are not supported: write several globs"),
        ("!!(a)", "extended globs such as !(…) are not supported: write several globs"),
        ("+(a)", "extended globs such as +(…) are not supported: write several globs"),
        ("{1..65}", "more than 64 alternatives in braces"),
        ("{1..999999}", "more than 64 alternatives in braces"),
        ("{a,b}" * 7, "more than 64 alternatives in braces"),
        ("[z-a]", "not a regular expression: invalid character class range: z-a"),
        ("{a,b}" * 6 + "x" * 400, "these braces stand for too much text: write several globs"),
        (
            "{a,b,c,d}" + "x" * 400,
            "this is too large to be searched for quickly: use fewer repetitions and alternatives",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(source: str, reason: str) -> None:
    with pytest.raises(PatternError) as refused:
        glob(source)
    assert str(refused.value) == reason


@pytest.mark.parametrize("source", ["{1..64}", "{a,b}" * 6, "x" * 500])
def test_the_limits_themselves_are_allowed(source: str) -> None:
    assert glob(source).source == source


def test_many_stars_end() -> None:
    assert glob("*a" * 100).matches("a" * 5_000 + "b") is False


CLASSES = ["[!ab]", "[[:alpha:]]", "[^[:digit:]a]", "[a-c]", "[--9]", "[+--]", "[]a]", "[&&~~]", "\\*", "**/"]
NAMES = st.sampled_from(["a", "b", "ab", "abab", "-", "é", "a.md", "]", "&", "1", "docs"])


@given(st.lists(st.sampled_from([*PARTS, *CLASSES]), min_size=1, max_size=9), st.lists(NAMES, min_size=1, max_size=5))
@example(["**/", "*", "a", "*", "b", "*", "/", "**"], ["abab", "ab", "docs"])
def test_with_many_wildcards_a_glob_means_what_it_means_with_few(source: list[str], path: list[str]) -> None:
    with suppress(PatternError), pytest.MonkeyPatch.context() as patch:
        few = glob("".join(source)).matches("/".join(path))
        patch.setattr(rules.globs, "MAX_WILD", -1)
        assert Glob("".join(source)).matches("/".join(path)) is few


def test_a_glob_with_many_wildcards_tries_no_way_twice() -> None:
    """What does needs minutes for these."""
    paths = ["/".join(["abaababbabaababbabab"] * 8) + f"/{n}" for n in range(3_000)]
    for source in ("**/*a????????????*bx", "**/*a/**/?*/*/*/*/*/*b", "*a" * 100 + "**/*a?a?a?a?a?a?a?a?a"):
        made = glob(source)
        assert (made.quick, made.simple, needed((made,)), made.among(paths)) == (False, False, (), [])


def test_a_file_may_have_some_of_them_and_wildcards_in_alternatives_count_once() -> None:
    effort = Effort()
    many = "*?a?b?c?d?e?f?g?"
    assert [effort.make(glob, f"{many}{n}").source for n in range(30)][-1] == f"{many}29"
    with pytest.raises(PatternError, match="too many to be searched for quickly"):
        _ = [effort.make(glob, f"{many}x{n}") for n in range(10)]
    assert glob("{docs/**,**/*.md,**/*.txt,site/**,*.rst,**/*.adoc}").quick is True


@given(st.text(alphabet="ab.*?[]{},!-^\\/é1:$(", max_size=30))
def test_any_text_is_a_glob_or_is_refused(source: str) -> None:
    with suppress(PatternError):
        assert glob(source).matches("a/b") in {True, False}


@given(st.text(alphabet="abé .-_/日", min_size=1, max_size=20))
def test_a_path_without_special_characters_matches_itself(path: str) -> None:
    if ".." not in path.split("/") and "//" not in path and path != "/":
        assert glob(path).matches(path) is True


@pytest.mark.parametrize(
    ("sources", "found"),
    [
        (["docs/*.md"], True),
        (["docs/*.md", "!docs/a.md"], False),
        (["site/**", "*.txt"], False),
        (["!docs/**"], True),
        (["!**"], False),
        (["[d]ocs/**"], True),
        (["a/**"], False),
    ],
)
def test_one_of_many_paths_is_taken_or_none(sources: list[str], found: bool) -> None:
    assert selects_any(("docs/a.md", "b\na/c"), tuple(map(glob, sources))) is found


_PATHS = st.text(alphabet="ab/.\n", min_size=1, max_size=8)
_GLOBS = st.sampled_from(["a/**", "**/*.a", "!a/**", "*", "b", "[ab]/*", "a?b/**", "{a,b}/*.b", "!*.a", "**"])


@given(paths=st.lists(_PATHS, max_size=4), sources=st.lists(_GLOBS, min_size=1, max_size=3))
def test_a_look_at_many_paths_at_once_finds_what_a_look_at_each_finds(paths: list[str], sources: list[str]) -> None:
    globs = tuple(map(glob, sources))
    assert selects_any(paths, globs) is any(selected(path, globs) for path in paths)


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=7), st.lists(st.sampled_from(PARTS), max_size=6))
@example(["docs/", "**"], ["docs/", "a", "/", "b"])
@example(["docs/", "**"], ["docs/"])
@example(["docs/", ".md", "/", "**"], ["docs/", ".md", "/", "\n"])
@example(["!", "docs/", "**"], ["a", "docs/", "b"])
def test_a_path_that_is_not_searched_does_not_match(source: list[str], path: list[str]) -> None:
    with suppress(PatternError):
        made = glob("".join(source))
        found = compile_expression(made.expression).search("".join(path))
        assert made.matches("".join(path)) is (found is not None)

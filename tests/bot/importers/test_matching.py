"""Other tools' patterns in our words: the same paths and branches fit, and combinations keep their meaning."""

import random
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.importers.branches import globs_of
from bot.importers.gitignore import disjoint, glob_of, layered
from bot.importers.minimatch import fits, meeting
from bot.importers.when import all_of, any_of, none_of
from rules.facts import Facts
from rules.globs import glob, selected
from rules.language import question
from rules.pattern import PatternError
from rules.rulefile import When

BRANCHES = [
    *("main", "mainline", "test/a", "tests", "a/test/b", "fix", "fix/1", "hot-fix/2", "v1", "v12/x", "release/1.x"),
    *("release-1.2", "feat-x", "feat/x", "x/feat", "docs", "user/docs/fix", "1", "a.b", "a/b/c/d"),
]
EXPRESSIONS = [
    *("^test/", "/test/", "^fix|docs$", "^main$", "main", "^v[0-9]+", r"^release/.*", r"^release-\d\.\d$", ""),
    *("^(feat|fix)(/|-)", ".*fix.*", "^feat-?", "a.b$", r"a\.b", "^[a-z]/", "^(?:docs|main)$", "b.*d", "^docs/*"),
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_branch_fits_the_globs_when_it_fits_the_expression(expression: str) -> None:
    globs = tuple(map(glob, globs_of(expression)))
    wanted = [
        branch for branch in BRANCHES if re.search(expression, branch) and not (expression == "a.b" and "/" in branch)
    ]
    assert [branch for branch in BRANCHES if selected(branch, globs)] == wanted


@pytest.mark.parametrize(
    "expression", [r"^v\d+-rc", "(?i)fix", "a{2}", "(a+)b", r"\bfix", "[^/]+/x", "^(a", "x$y", r"\$"]
)
def test_an_expression_that_no_glob_says_is_refused(expression: str) -> None:
    with pytest.raises(PatternError, match="globs cannot say this regular expression"):
        globs_of(expression)


@pytest.mark.parametrize(
    ("source", "globs", "opposite"),
    [
        ("docs/**", ("docs/**",), False),
        ("!docs/**", ("docs/**",), True),
        ("!!docs/**", ("docs/**",), False),
        ("src/@(a|b).js", ("src/{a,b}.js",), False),
        ("src/?(x)y", ("src/{,x}y",), False),
        ("src/!(a|b)/*", ("src/*/*", "!src/{a,b}/*"), False),
    ],
)
def test_a_glob_of_minimatch_is_a_list_of_ours(source: str, globs: tuple[str, ...], opposite: bool) -> None:
    found = fits(source)
    assert (found.globs, found.opposite) == (globs, opposite)


@pytest.mark.parametrize(
    ("globs", "met"),
    [
        (["docs/**", "**/*.md"], "docs/**/*.md"),
        (["**/*.md", "docs/**/*"], "docs/**/*.md"),
        (["**/*", "a/*"], "a/*"),
        (["a/*", "a/*"], "a/*"),
        (["*/a", "b/*"], None),
        (["{a,b}/**", "**/*.md"], None),
    ],
)
def test_globs_meet_where_one_glob_says_so(globs: list[str], met: str | None) -> None:
    assert meeting(globs) == met


@pytest.mark.parametrize(
    ("pattern", "inside", "outside"),
    [
        ("docs", ["docs", "docs/a", "x/docs/a"], ["docs.md"]),
        ("/docs", ["docs", "docs/a"], ["x/docs"]),
        ("docs/", ["docs/a", "x/docs/a/b"], ["docs"]),
        ("docs/*", ["docs/a"], ["docs/a/b", "x/docs/a"]),
        ("a/docs/", ["a/docs/b"], ["x/a/docs/b", "a/docs"]),
        ("*.md", ["a.md", "x/a.md"], ["a.mdx"]),
        ("**/api", ["api", "x/api/y"], ["apis"]),
        ("*", ["a", "x/y"], []),
        ("/*", ["a"], ["x/y"]),
        ("a/**/b", ["a/b", "a/x/y/b/c"], ["a/x"]),
        ("/[id]/{x}", ["[id]/{x}"], ["i/x"]),
        (r"a\*b", ["a*b"], ["axb"]),
    ],
)
def test_a_pattern_takes_what_gitignore_takes(pattern: str, inside: list[str], outside: list[str]) -> None:
    made = glob(glob_of(pattern))
    assert [path for path in (*inside, *outside) if made.matches(path)] == inside


PARTS = ["a", "b", "*", "a*", "*b", "**", "*.x", "a.x"]
PATHS = ["a", "b", "a/b", "b/a", "a/b/a", "ab/b", "a.x", "b/a.x", "a/b/c.x", "ab", "c/a/b", "bb/ab/a.x"]


def patterns(chance: random.Random) -> str:
    body = "/".join(chance.choice(PARTS) for _ in range(chance.randint(1, 3)))
    return f"{chance.choice(['', '/'])}{body}{chance.choice(['', '/'])}"


def test_the_last_line_that_fits_decides_in_every_list() -> None:
    chance = random.Random(7)  # noqa: S311 - a fixed seed
    for _ in range(1_500):
        lines = [(patterns(chance), chance.choice("xyz")) for _ in range(chance.randint(1, 6))]
        globs = {said: tuple(map(glob, layered(lines, said))) for said in {said for _, said in lines}}
        for path in PATHS:
            last = [said for pattern, said in lines if glob(glob_of(pattern)).matches(path)][-1:]
            assert [said for said, those in sorted(globs.items()) if those and selected(path, those)] == last, lines


def test_patterns_that_are_called_disjoint_share_no_path() -> None:
    chance = random.Random(8)  # noqa: S311 - a fixed seed
    pairs = [(patterns(chance), patterns(chance)) for _ in range(3_000)]
    apart = [(one, other) for one, other in pairs if disjoint(one, other)]
    assert len(apart) > 100
    for one, other in apart:
        assert [path for path in PATHS if glob(glob_of(one)).matches(path) and glob(glob_of(other)).matches(path)] == []


LEAVES: list[dict[str, Any]] = [
    {"files": ["a/**"]},
    {"files": ["a/**", "!a/b"]},
    {"files": ["!c"]},
    {"files": {"only": ["a/**"]}},
    {"files": {"any": ["c"], "only": ["!a/b"]}},
    {"label": ["x"]},
    {"label": ["x", "y"]},
    {"label": {"all": ["x", "y"]}},
    {"head": ["fix/**"]},
    {"draft": True},
]
CASES = [
    Facts(kind="pull_request", files=files, labels=labels, head=head, draft=draft)
    for files in (("a/x",), ("a/b",), ("c",), ("a/b", "a/x", "c"), ("a/x", "c"))
    for labels in ((), ("x",), ("y",), ("x", "y"))
    for head, draft in (("main", True), ("fix/1", False))
]
TREES: Any = st.recursive(
    st.sampled_from(LEAVES).map(lambda leaf: ("leaf", [leaf])),
    lambda inner: st.tuples(st.sampled_from(["any", "all", "not"]), st.lists(inner, min_size=1, max_size=3)),
    max_leaves=7,
)


def combined(tree: Any) -> dict[str, Any]:
    word, parts = tree
    make = {"any": any_of, "all": all_of, "not": none_of}
    return parts[0] if word == "leaf" else make[word]([combined(part) for part in parts])


def plainly(tree: Any) -> dict[str, Any]:
    word, parts = tree
    return parts[0] if word == "leaf" else {word: [plainly(part) for part in parts]}


def answers(when: dict[str, Any]) -> list[bool | None]:
    asked = question(When.model_validate(when))
    return [asked.check(facts).met for facts in CASES]


@given(TREES)
@settings(max_examples=300, deadline=None)
def test_a_combination_in_few_words_means_the_same_as_in_many(tree: Any) -> None:
    assert answers(combined(tree)) == answers(plainly(tree))

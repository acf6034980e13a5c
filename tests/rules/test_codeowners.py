from collections import Counter

import pytest

from rules.codeowners import MOST, read_owners
from rules.ownedpattern import LONGEST

FILE = """
# who reads what
*            @everyone
/docs/       @acme/writers editor@example.com   # and the printers
docs/legal/
*.py         @snake @Camel-case
src/my\\ dir @spaces
!secret      @nobody
broken       not-an-owner
"""


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("README.md", ("@everyone",)),
        ("docs/a.md", ("@acme/writers", "editor@example.com")),
        ("web/docs/a.md", ("@everyone",)),
        ("docs/legal/terms.md", ()),
        ("docs/tool.py", ("@snake", "@Camel-case")),
        ("src/my dir/a.txt", ("@spaces",)),
        ("secret", ("@everyone",)),
        ("broken", ("@everyone",)),
    ],
)
def test_the_last_line_that_matches_decides(path: str, owners: tuple[str, ...]) -> None:
    assert read_owners(FILE).of(path) == owners
    assert read_owners(FILE).of_all([path]) == {path: owners}


@pytest.mark.parametrize(
    ("pattern", "inside", "outside"),
    [
        ("app", ["app", "app/x", "lib/app/x"], ["apps", "lib/my-app"]),
        ("/app", ["app", "app/x/y"], ["lib/app"]),
        ("app/", ["app/x", "lib/app/x"], ["app", "lib/app"]),
        ("/app/", ["app/x"], ["app", "lib/app/x"]),
        ("app*/", ["app/x", "apps/x", "lib/apps/x"], ["app", "apps", "lib/apps"]),
        ("app/web", ["app/web", "app/web/x"], ["lib/app/web", "app/webs"]),
        ("*", ["a", "a/b"], []),
        ("/*", ["a"], ["a/b"]),
        ("app/*", ["app/x"], ["app/x/y", "lib/app/x"]),
        ("app/*/web", ["app/x/web", "app/x/web/y"], ["app/web", "app/x/y/web"]),
        ("*.md", ["a.md", "docs/a.md", "docs/a.md/x"], ["a.mdx"]),
        ("a?c", ["abc", "x/abc"], ["ac", "a/c"]),
        ("**/web", ["web", "x/y/web/z"], ["webs"]),
        ("app/**", ["app/x", "app/x/y"], ["app", "lib/app/x"]),
        ("app/**/web", ["app/web", "app/x/y/web", "app/x/web/z"], ["lib/app/web"]),
        ("app/**/", ["app/x", "app/x/y"], ["app"]),
        ("app/**/*", ["app/x", "app/x/y"], ["app"]),
        ("**", ["a", "a/b"], []),
        ("a\\*b", ["a*b"], ["axb"]),
        ("pages/[id].tsx", ["pages/[id].tsx"], ["pages/i.tsx"]),
        ("a.b", ["a.b"], ["axb"]),
    ],
)
def test_patterns_mean_what_they_mean_on_github(pattern: str, inside: list[str], outside: list[str]) -> None:
    owners = read_owners(f"{pattern} @owner")
    assert [path for path in inside if owners.of(path) != ("@owner",)] == []
    assert [path for path in outside if owners.of(path)] == []


@pytest.mark.parametrize("pattern", ["/", "!app", "a" * (LONGEST + 1)])
def test_what_is_no_pattern_matches_nothing(pattern: str) -> None:
    assert read_owners(f"{pattern} @owner").lines == ()


def test_an_empty_file_names_nobody() -> None:
    assert read_owners("").of("a") == ()
    assert read_owners("# nothing\n").of("a") == ()


def test_of_a_very_long_file_the_end_counts() -> None:
    text = "old @first\n" + "x @filler\n" * (MOST // 10) + "new @last"
    assert (read_owners(text).of("new"), read_owners(text).of("old")) == (("@last",), ())


def test_of_very_many_patterns_with_wildcards_the_last_count_and_those_without_all_do() -> None:
    owners = read_owners("old* @first\ndocs/ @writers\n" + "".join(f"?{n}* @filler\n" for n in range(2_000)))
    assert (owners.of("old"), owners.of("docs/a.md"), owners.of("a1999b")) == ((), ("@writers",), ("@filler",))


LONG = "a" * 250


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("* @a\n" * 50_000, LONG),
        ("".join(f"{n:013b}*b @a\n".replace("0", "?").replace("1", "a") for n in range(8_192)), LONG),
        ("".join(f"*a????????????*b{n} @a\n" for n in range(9_000)), f"{LONG}/{LONG}"),
        ("".join(f"**/*{LONG[:100]}b*{n} @a\n" for n in range(2_000)), f"{LONG}/{LONG}"),
        ("".join(f"**/*a/**/*b{n} @a\n" for n in range(9_000)), "a/b/" * 100 + "a"),
        ("".join(f"/a{n}/ @a\n" for n in range(15_000)), "a/" * 2_000 + "a"),
    ],
)
def test_whatever_stands_in_it_three_thousand_paths_are_looked_up(text: str, path: str) -> None:
    """What tries every line on every path needs minutes for it."""
    looked_up = read_owners(text).of_all(f"{path}{n}" for n in range(3_000))
    assert len(looked_up) > 90


def test_each_path_of_a_large_pull_request_is_looked_up_in_a_large_file() -> None:
    text = "* @all\n" + "".join(f"/src/{n}/ @a\n/src/{n}/**/test_* @b\n*.x{n} @c\n" for n in range(100))
    owned = read_owners(text).of_all(f"src/{n % 200}/deep/{'test_' * (n % 3 == 0)}{n}.py" for n in range(3_000))
    assert Counter(owned.values()) == {("@all",): 1_500, ("@a",): 1_000, ("@b",): 500}


def test_a_path_with_a_line_end_in_it_is_one_path() -> None:
    assert read_owners("docs/ @a").of("docs/a\nb") == ("@a",)

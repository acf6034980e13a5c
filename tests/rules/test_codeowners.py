import pytest

from rules.codeowners import MOST, expression_of, read_owners

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


@pytest.mark.parametrize("pattern", ["", "/", "!app", "a" * 1_001])
def test_what_is_no_pattern_matches_nothing(pattern: str) -> None:
    assert expression_of(pattern) == ""


def test_an_empty_file_names_nobody() -> None:
    assert read_owners("").of("a") == ()
    assert read_owners("# nothing\n").of("a") == ()


def test_of_a_very_long_file_the_end_counts() -> None:
    text = "old @first\n" + "x @filler\n" * (MOST // 10) + "new @last"
    assert (read_owners(text).of("new"), read_owners(text).of("old")) == (("@last",), ())


def test_a_path_with_a_line_end_in_it_is_one_path() -> None:
    assert read_owners("docs/ @a").of("docs/a\nb") == ("@a",)

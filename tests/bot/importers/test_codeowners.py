"""`import codeowners`: whose review is asked for is what GitHub would ask for; the last line that fits decides."""

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[[str, str], Any]
Told = Callable[[str, str], list[tuple[int, str]]]
Does = Callable[..., list[dict[str, Any]]]

GOLDEN = """\
# Everything
*            @acme/core
*.md         @Writer  # prose
/src/        @acme/core @ada
/src/vendor/
docs\\ old/   @Writer
"""
RULES = """\
# From CODEOWNERS, by `fingerpost import codeowners`.
project: {purpose: Rules imported from CODEOWNERS.}
rules:
  - name: acme/core reviews their files
    on: [pull_request.opened, pull_request.ready_for_review, pull_request.synchronize]
    when: {files: ["**", "!**/*.md", "!src/**", "!src/vendor/**", "!**/docs old/**"], draft: false}
    do: [{request_review: {team: acme/core}}]
  - name: Writer reviews their files
    on: [pull_request.opened, pull_request.ready_for_review, pull_request.synchronize]
    when: {files: ["**/*.md", "!src/**", "!src/vendor/**", "**/docs old/**"], draft: false}
    do: [{request_review: Writer}]
  - name: acme/core and ada review their files
    on: [pull_request.opened, pull_request.ready_for_review, pull_request.synchronize]
    when: {files: ["src/**", "!src/vendor/**", "!**/docs old/**"], draft: false}
    do: [{request_review: {users: ada, team: acme/core}}]
"""


def test_the_rules_read_as_a_person_would_have_written_them(read: Read) -> None:
    assert read("codeowners", GOLDEN).rules_text == RULES


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("main.go", ["acme/core"]),
        ("a/b.md", ["Writer"]),
        ("src/a.go", ["ada", "acme/core"]),
        ("src/a.md", ["ada", "acme/core"]),
        ("src/vendor/a.go", []),
        ("src/vendor/docs old/a", ["Writer"]),
    ],
)
def test_the_owners_of_a_path_are_asked_and_nobody_else(does: Does, path: str, asked: list[str]) -> None:
    found = does("codeowners", GOLDEN, author="somebody", files=[path])
    assert [name for each in found for name in (*each["reviewers"], *each["teams"])] == asked


def test_a_draft_waits_and_an_author_is_not_asked(does: Does) -> None:
    assert does("codeowners", "* @ada\n", author="bob", files=["a"], draft=True) == []
    assert does("codeowners", "* @ada\n", author="ada", files=["a"]) == []


def test_lines_that_cannot_touch_each_other_leave_no_exclusions(read: Read) -> None:
    text = "*.rst @bob\n*.md @ada\n/docs/ @ada\n/src/api/ @bob\n/src/web/*.ts @cy\n"
    files = [line.strip() for line in read("codeowners", text).rules_text.splitlines() if "files:" in line]
    assert files == [
        'when: {files: ["**/*.rst", "!docs/**", "src/api/**", "!src/web/*.ts"], draft: false}',
        'when: {files: ["**/*.md", "docs/**", "!src/api/**", "!src/web/*.ts"], draft: false}',
        'when: {files: "src/web/*.ts", draft: false}',
    ]


def test_what_github_does_not_take_is_told(told: Told) -> None:
    text = "!a @ada\n[Docs] @bob\n/ @cy\n/b @ada docs@example.com nobody\n/[id]/ @ada\n"
    assert told("codeowners", text) == [
        (1, "GitHub does not take patterns that begin with !; list what is not owned without owners"),
        (
            1,
            (
                "GitHub itself asks the owners for reviews as long as this file stands in the repository; "
                "delete it once the rules do so, unless a branch protection wants code owners"
            ),
        ),
        (2, "sections are GitLab's: this line is left out; its paths keep their own owners"),
        (3, "a slash alone fits no path; write * for everything"),
        (4, "docs@example.com is an address: a rule cannot ask it; write the person's login"),
        (4, "nobody is no owner; write @login or @organisation/team"),
        (5, "brackets are no range in CODEOWNERS: they are taken as characters of the path"),
    ]

"""`import triagebot`: labels, assignment by path, mentions and review labels; the rest is told."""

from collections.abc import Callable
from typing import Any

import pytest

from rules.diagnostics import RuleFileError

Read = Callable[[str, str], Any]
Told = Callable[[str, str], list[tuple[int, str]]]
Does = Callable[..., list[dict[str, Any]]]

GOLDEN = """\
[autolabel."S-waiting-on-review"]
new_pr = true

[autolabel."A-docs"]
trigger_files = ["docs/", "README.md", "src/lib-"]
exclude_labels = ["rollup"]

[autolabel.needs-triage]
new_issue = true
trigger_labels = ["regression"]

[assign]
users_on_vacation = ["Cy"]

[assign.adhoc_groups]
core = ["@ada", "more"]
more = ["@bob", "@cy"]

[assign.owners]
"/docs" = ["@dan"]
"*" = ["core"]

[mentions."src/api"]
message = "The {API} changes."
cc = ["@ada", "@bob"]

[review-submitted]
review_labels = ["S-waiting-on-review"]
reviewed_label = "S-waiting-on-author"
"""
RULES = """\
# From triagebot.toml, by `fingerpost import triagebot`.
project: {purpose: Rules imported from triagebot.toml.}
rules:
  - name: New pull requests get the label S-waiting-on-review
    on: [pull_request.opened, pull_request.ready_for_review]
    when: {draft: false}
    do: [{label: S-waiting-on-review}]
  - name: Changes of their files get the label A-docs
    on: [pull_request.opened, pull_request.reopened, pull_request.synchronize]
    when: {files: ["docs/**", README.md, "src/lib-*{,/**}"], not: {label: rollup}}
    do: [{label: A-docs}]
  - name: New issues get the label needs-triage
    on: issues.opened
    do: [{label: needs-triage}]
  - name: Items with regression get the label needs-triage
    on: [issues.labeled, pull_request.labeled]
    when: {label: regression}
    do: [{label: needs-triage}]
  - name: One of the owners of /docs is assigned
    on: [pull_request.opened, pull_request.ready_for_review]
    when: {files: "docs{,/**}", draft: false}
    do: [{assign: dan}]
  - name: One of the owners of everything else is assigned
    on: [pull_request.opened, pull_request.ready_for_review]
    when: {files: ["**", "!docs{,/**}"], draft: false}
    do: [{assign: {users: [ada, bob], count: 1}}]
  - name: Who follows src/api is told of changes
    on: [pull_request.opened, pull_request.reopened, pull_request.synchronize]
    when: {files: "src/api{,/**}"}
    do:
      - comment: |-
          The {{API}} changes.

          cc @ada, @bob
  - name: "When changes are requested, the author is next"
    on: pull_request_review.submitted
    when: {reviews: {changes_requested: ">= 1"}}
    do: [{label: S-waiting-on-author}, {unlabel: S-waiting-on-review}]
"""


def test_the_rules_read_as_a_person_would_have_written_them(read: Read) -> None:
    assert read("triagebot", GOLDEN).rules_text == RULES


@pytest.mark.parametrize(("path", "assigned"), [("docs/a", ["dan"]), ("src/a", ["bob"])])
def test_the_deepest_path_decides_wherever_it_stands(does: Does, path: str, assigned: list[str]) -> None:
    found = does("triagebot", GOLDEN, author="ada", files=[path])
    assert [each["assignees"] for each in found if each["do"] == "assign"] == [assigned]


@pytest.mark.parametrize(("labels", "given"), [([], ["a"]), (["T-lang"], []), (["X-T-lang"], ["a"])])
def test_labels_are_excluded_by_pattern(does: Does, labels: list[str], given: list[str]) -> None:
    text = '[autolabel.a]\nnew_pr = true\nexclude_labels = ["T-*", "keep"]\n'
    assert [name for each in does("triagebot", text, labels=labels) for name in each["labels"]] == given


def test_shortcuts_become_commands(read: Read) -> None:
    text = read("triagebot", "[shortcut]\n").rules_text
    assert [line.strip() for line in text.splitlines() if "on:" in line] == [
        "on: command.ready", "on: command.author", "on: command.blocked",
    ]  # fmt: skip


def test_what_is_lost_is_told_with_its_line(told: Told) -> None:
    text = (
        '[ping.docs]\nallow-unauthenticated = ["A-*"]\n\n[range-diff]\n'
        '[autolabel.a]\ntrigger_files = ["src"]\nexclude_labels = ["T-*"]\n'
        '[mentions."x"]\ntype = "content"\n[assign.owners]\n"*" = ["compiler"]\n'
    )
    assert [(line, what.partition(";")[0]) for line, what in told("triagebot", text)] == [
        (1, "[ping] is not carried over: groups are not called by a comment"),
        (4, "[range-diff] is not carried over: rules have nothing like it"),
        (5, "`if` is an expression: the bot needs its extra `cel`"),
        (6, "`trigger_files` are beginnings of paths there"),
        (8, "no condition reads the content of a change"),
        (10, "the first of the owners is assigned, not one by chance"),
        (11, "`compiler` is a team of the Rust project, and is left out"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[assign]\nx = [1,\n", 3, "this is not TOML: Invalid value"),
        ("[assign\n", 1, "this is not TOML: Expected ']' at the end of a table declaration"),
        ("a = " + "[" * 5_000, 1, "this nests too deep"),
        ("a" + ".a" * 40_000 + " = 1", 1, "this is not TOML: a key has more than 30 parts"),
        ("a = " + "9" * 5_000, 1, "this is not TOML: a number has too many digits"),
    ],
)
def test_what_is_not_toml_is_refused_with_its_place(read: Read, text: str, line: int, message: str) -> None:
    with pytest.raises(RuleFileError) as refused:
        read("triagebot", text)
    found = refused.value.diagnostics[0]
    assert (found.line, found.message) == (line, message)

"""`import labeler`: both forms of the file, what each of its options means here, and what is told of the rest."""

from collections.abc import Callable
from typing import Any

import pytest

from rules.diagnostics import RuleFileError

Read = Callable[[str, str], Any]
Told = Callable[[str, str], list[tuple[int, str]]]
Does = Callable[..., list[dict[str, Any]]]

GOLDEN = """\
docs:
- changed-files:
  - any-glob-to-any-file: ['docs/**', '*.md']
  - all-globs-to-any-file: ['src/**', '!src/generated/**']
words:
- changed-files:
  - all-globs-to-any-file: ['src/**', '!src/generated/**']
  - any-glob-to-any-file: ['docs/**', '*.md']
"area: core":
- any:
  - head-branch: ['^core/', 'hotfix']
  - changed-files:
    - any-glob-to-any-file: core/**
- all:
  - base-branch: ^main$
  - changed-files:
    - all-globs-to-all-files: ['!core/vendor/**']
"""
RULES = """\
# From labeler.yml, by `fingerpost import labeler`.
project: {purpose: Rules imported from labeler.yml.}
rules:
  - name: The changed files call for the labels docs and words
    on: [pull_request.opened, pull_request.reopened, pull_request.synchronize]
    when: {files: ["src/**", "!src/generated/**", "docs/**", "*.md"]}
    do: [{label: [docs, words]}]
  - name: "The changed files, branch and target branch call for the label area: core"
    on: [pull_request.opened, pull_request.reopened, pull_request.synchronize]
    when:
      base: main
      files: {only: "!core/vendor/**"}
      any: [{head: ["core/**", "**/*hotfix*{,/**}"]}, {files: "core/**"}]
    do: [{label: "area: core"}]
"""


def test_the_rules_read_as_a_person_would_have_written_them(read: Read) -> None:
    imported = read("labeler", GOLDEN)
    assert (imported.rules_text, imported.notes) == (RULES, ())


def labels(kind: str, globs: str) -> str:
    return f"it:\n- changed-files:\n  - {kind}: {globs}\n"


@pytest.mark.parametrize(
    ("kind", "globs", "files", "met"),
    [
        ("any-glob-to-any-file", "['a/**', 'b/**']", ["b/x", "c"], True),
        ("any-glob-to-any-file", "['a/**', 'b/**']", ["c"], False),
        ("any-glob-to-any-file", "['a/**', '!b/**']", ["c"], True),
        ("any-glob-to-any-file", "['a/**', '!b/**']", ["b/x"], False),
        ("any-glob-to-all-files", "['a/**', 'b/**']", ["a/x", "a/y"], True),
        ("any-glob-to-all-files", "['a/**', 'b/**']", ["a/x", "b/x"], False),
        ("all-globs-to-any-file", "['a/**', '!a/b/**']", ["a/b/x", "a/c"], True),
        ("all-globs-to-any-file", "['a/**', '!a/b/**']", ["a/b/x", "c"], False),
        ("all-globs-to-any-file", "['!a/**', '!b/**']", ["a/x", "c"], True),
        ("all-globs-to-any-file", "['a/**', '**/*.md']", ["a/x", "b.md"], False),
        ("all-globs-to-any-file", "['a/**', '**/*.md']", ["a/x.md"], True),
        ("all-globs-to-all-files", "['a/**', '**/*.md', '!**/no.md']", ["a/x.md", "a/b/y.md"], True),
        ("all-globs-to-all-files", "['a/**', '**/*.md', '!**/no.md']", ["a/x.md", "a/no.md"], False),
        ("all-globs-to-all-files", "['a/**', '**/*.md', '!**/no.md']", ["a/x.md", "y.md"], False),
        ("any-glob-to-any-file", "'src/!(vendor|dist)/**'", ["src/dist/x", "src/own/x"], True),
        ("any-glob-to-any-file", "'src/!(vendor|dist)/**'", ["src/dist/x"], False),
        ("any-glob-to-any-file", "'src/@(a|b).js'", ["src/b.js"], True),
    ],
)
def test_each_way_to_match_files_means_the_same_here(
    does: Does, kind: str, globs: str, files: list[str], met: bool
) -> None:
    assert does("labeler", labels(kind, globs), files=files) == ([{"do": "label", "labels": ["it"]}] if met else [])


def test_a_pull_request_of_too_many_files_is_labelled_by_its_branch_only(does: Does) -> None:
    text = "max-files-changed: 1\nbig:\n- changed-files:\n  - any-glob-to-any-file: a/**\nfix:\n- head-branch: ^fix/\n"
    assert does("labeler", text, files=["a/1", "a/2"], head="fix/1") == [{"do": "label", "labels": ["fix"]}]
    assert does("labeler", text, files=["a/1"], head="main") == [{"do": "label", "labels": ["big"]}]


LIMITED = "changed-files-labels-limit: 1\n" + "".join(
    f"{name}:\n- changed-files:\n  - any-glob-to-any-file: {name}/**\n" for name in "abc"
)


@pytest.mark.parametrize(
    ("files", "have", "given"), [(["a/1"], [], ["a"]), (["a/1", "b/1"], [], []), (["a/1", "b/1"], ["b"], ["a"])]
)
def test_of_more_new_labels_than_the_limit_none_is_given(
    does: Does, files: list[str], have: list[str], given: list[str]
) -> None:
    assert [name for each in does("labeler", LIMITED, files=files, labels=have) for name in each["labels"]] == given


def test_a_limit_that_would_take_too_many_conditions_is_told(told: Told) -> None:
    text = LIMITED.replace("limit: 1", "limit: 3") + "".join(
        f"{name}:\n- changed-files:\n  - any-glob-to-any-file: {name}/**\n" for name in "defgh"
    )
    assert told("labeler", text) == [
        (
            1,
            (
                "`changed-files-labels-limit: 3` is not carried over: a rule does not count what other rules do; "
                "exclude changes of many files: `not: {files: {count: '> 100'}}`"
            ),
        )
    ]


def test_version_4_wanted_every_glob_of_any_and_of_all(read: Read, does: Does) -> None:
    text = "core:\n- any: ['src/**', '!src/docs/**']\n  all: ['!vendor/**']\n- '*.lock'\n"
    files = 'files: {any: ["src/**", "!src/docs/**"], only: "!vendor/**"}'
    assert f'when: {{any: [{{{files}}}, {{files: "*.lock"}}]}}' in read("labeler", text).rules_text
    assert does("labeler", text, files=["src/docs/a", "src/a"]) == [{"do": "label", "labels": ["core"]}]
    assert does("labeler", text, files=["src/a", "vendor/a"]) == []


def test_what_is_lost_is_told_with_its_line(told: Told) -> None:
    text = (
        "a:\n- changed-files:\n  - any-glob-to-any-file: ['/docs/**', 'src/+(a|b)', 'ok/**']\n"
        "b:\n- head-branches: x\n- base-branch: ['^v\\d+-rc$', main]\n"
        "c:\n- changed-file:\n  - any-glob-to-any-file: x\n"
        "d:\n- changed-files:\n  - all-globs-to-any-file: ['*/a', 'b/*']\n"
        "e:\n- changed-files:\n    any-glob-to-any-file: x\n"
        "f:\n- changed-files:\n  - any-glob-to-any-file: [x, '!y']\n"
    )
    assert told("labeler", text) == [
        (3, "the glob /docs/** is not carried over: no path begins with a slash: it has never matched"),
        (
            3,
            (
                "the glob src/+(a|b) is not carried over: extended globs such as +(…) are not supported: "
                "write several globs"
            ),
        ),
        (5, "the labeler ignores `head-branches`, and so does the rule; did you mean `head-branch`?"),
        (
            6,
            (
                "base-branch ^v\\d+-rc$ is not carried over: globs cannot say this regular expression; "
                "write globs under `base`, or a rule with `if: base.matches(…)`"
            ),
        ),
        (7, "nothing gives the label “c”; write a rule for it, if it is still wanted"),
        (8, "the labeler ignores `changed-file`, and so does the rule; did you mean `changed-files`?"),
        (10, "nothing gives the label “d”; write a rule for it, if it is still wanted"),
        (12, "no rule can ask for a path that fits several globs at once; write the one glob it means"),
        (14, "`changed-files` is no list here, so that the labeler has ignored it; the rule does not"),
        (
            18,
            (
                "a glob with ! among these is met by any file elsewhere, not only by those of the other globs; "
                "to exclude files, put the globs with ! after the others in `files`"
            ),
        ),
    ]


def test_what_is_no_condition_is_left_out_and_told(told: Told) -> None:
    text = "a: [5, x/**]\nb: [{any: [x], most: [y]}]\nc: [{changed-files: [{any-glob-to-any-fil: x}]}]\nd: [7]\n"
    assert [(line, what.partition(";")[0]) for line, what in told("labeler", f"max-files-changed: no\n{text}")][:8] == [
        (1, "`max-files-changed` takes a whole number, so it limits nothing"),
        (1, "version 4 passed over names that begin with a dot, unless `dot: true` was given"),
        (2, "`5` is no condition, and is left out"),
        (3, "the labeler ignores `most`, and so does the rule"),
        (4, "nothing gives the label “c”"),
        (4, "unknown option `any-glob-to-any-fil`"),
        (5, "`7` is no condition, and is left out"),
        (5, "nothing gives the label “d”"),
    ]


def test_a_limit_of_none_leaves_only_what_asks_for_branches(does: Does, told: Told) -> None:
    text = LIMITED.replace("limit: 1", "limit: 0") + "fix:\n- head-branch: ^fix/\n"
    given = does("labeler", text, files=["a/1"], head="fix/1")
    assert given == [{"do": "label", "labels": ["fix"]}]
    assert told("labeler", text) == [
        (1, "`changed-files-labels-limit: 0` gives none of the 3 labels that ask for files: left out")
    ]


def test_the_workflow_is_not_mistaken_for_the_file_with_the_labels(read: Read) -> None:
    with pytest.raises(RuleFileError) as refused:
        read("labeler", "on: [pull_request]\njobs: {label: {}}\n")
    found = refused.value.diagnostics[0]
    assert (found.line, found.message) == (2, "this is a workflow, the labels are in another file")

"""Files that are broken or mean harm are refused with a place, whatever their kind; nothing runs for long."""

import pytest

from bot.importers.imported import Imported
from bot.importers.registry import KINDS, reader
from rules.diagnostics import RuleFileError

BOMB = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (98 + i, 98 + i, b", ".join([b"*%c" % (97 + i)] * 9)) for i in range(8)
)
BROKEN = {
    "large": b"#" * (5 * 1024 * 1024),
    "not text": b"a: \xff\xfe\n",
    "bomb": BOMB,
    "deep": b"a: " + b"[" * 3_000,
    "cut off": b"bug:\n- any: [a\n",
    "tab": b"a:\n\t- b\n",
    "twice": b"a: [x]\na: [y]\n",
}


def result(kind: str, source: bytes) -> Imported | RuleFileError:
    try:
        return reader(kind)(source, "file")
    except RuleFileError as error:
        return error


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"codeowners", "triagebot"}])
@pytest.mark.parametrize("name", BROKEN)
def test_broken_yaml_is_refused_with_its_place(kind: str, name: str) -> None:
    found = result(kind, BROKEN[name])
    assert isinstance(found, RuleFileError)
    assert found.diagnostics[0].line >= 1


@pytest.mark.parametrize("kind", ["codeowners", "triagebot"])
@pytest.mark.parametrize("name", ["large", "not text"])
def test_broken_text_is_refused_with_its_place(kind: str, name: str) -> None:
    found = result(kind, BROKEN[name])
    assert isinstance(found, RuleFileError)
    assert found.diagnostics[0].line == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("source", [b"", b"null\n", b"- a\n", b"true\n", b"a: {b: {c: null}}\n", b"{}\n"])
def test_odd_shapes_are_refused_or_make_a_file_that_loads(kind: str, source: bytes) -> None:
    found = result(kind, source)
    assert isinstance(found, RuleFileError) or found.rules_text.startswith("# From file")


POLICY = "configuration: {resourceManagementConfiguration: "
ODD = [
    ("labeler", "a: {any: 1}\n"),
    ("labeler", "a: [{any: [1, null, [x]]}]\n"),
    ("labeler", "a: [{changed-files: [x]}]\nb: [[[]]]\nc: 5\n"),
    ("labeler", "? 'a\\\n'\n: [{head-branch: [null, 5, {}]}]\nmax-files-changed: many\n"),
    ("labeler", f"a: [{{head-branch: '{'(a|b)' * 50}'}}]\n"),
    ("labeler", f"a: [{{changed-files: [{{any-glob-to-any-file: '{'{a,b}' * 20}'}}]}}]\n"),
    ("labeler", f"{'x' * 400}: ['a/**']\n"),
    (
        "stale",
        "jobs: {a: {steps: [{uses: actions/stale@v1, with: {days-before-stale: [1], stale-issue-label: {}}}]}}\n",
    ),
    ("stale", "jobs: {a: null, b: {steps: {uses: 1}}, c: {steps: [{uses: actions/stale, with: {}}]}}\non: true\n"),
    ("stale", "daysUntilStale: many\nexemptLabels: {a: b}\npulls: {staleLabel: null}\n"),
    ("stale", f"daysUntilStale: 3\nmarkComment: '{'x' * 30_000}'\n"),
    ("auto-assign", "addReviewers: true\nreviewers: {a: b}\nnumberOfReviewers: [x]\nfilterLabels: x\n"),
    ("auto-assign", "addReviewers: true\nuseReviewGroups: true\nreviewGroups: {a: null, b: {c: d}}\n"),
    ("triagebot", "autolabel = 1\nassign = 2\nmentions = 3\nshortcut = 4\nreview-submitted = 5\n"),
    ("triagebot", '[assign]\nowners = {"*" = [["a"]], "[" = "x"}\n[autolabel.x]\ntrigger_files = {a = 1}\n'),
    ("triagebot", '[assign]\nadhoc_groups = {a = ["b"], b = ["a"]}\n[assign.owners]\n"*" = ["a"]\n'),
    ("codeowners", "* @\n\\\n/** @a\n//// @a\n**/ @a\n{a,b}/[ @a\n*.{js,ts} @b\n"),
    (
        "policy-service",
        "configuration: {resourceManagementConfiguration: {eventResponderTasks: [{if: 5, then: [5]}]}}\n",
    ),
    (
        "policy-service",
        (
            f"{POLICY}{{scheduledSearches: [{{filters: [{{noActivitySince: x}}, "
            "{created: 5}, {titleContains: {pattern: '(', isRegex: true}}], actions: {addLabel: null}}], other: 1}}\n"
        ),
    ),
]


@pytest.mark.parametrize(("kind", "text"), ODD)
def test_odd_values_are_refused_or_told_and_never_break_the_importer(kind: str, text: str) -> None:
    found = result(kind, text.encode())
    assert isinstance(found, RuleFileError) or found.rules_text.startswith("# From file")


def test_more_owners_than_rules_can_hold_are_refused_at_once() -> None:
    found = result("codeowners", b"".join(b"/d%d/ @u%d\n" % (i, i) for i in range(5_000)))
    assert isinstance(found, RuleFileError)
    assert found.diagnostics[0].message == "5,000 groups of owners in 5,000 lines are too many for rules"


def test_more_rules_than_a_file_may_have_are_refused() -> None:
    found = result("labeler", b"".join(b"l%d: ['d%d/**']\n" % (i, i) for i in range(1_001)))
    assert isinstance(found, RuleFileError)
    assert found.diagnostics[0].message == "this makes 1,001 rules, a rule file has at most 1,000"

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.conditions import CONDITIONS
from rules.diagnostics import RuleFileError, lines_of
from rules.goals import GOALS
from rules.language import load
from rules.sections import LabelLook
from tests.rules.world import rule, rulebook, told

FULL = """
project:
  purpose: Growing food together
  name: Garden
labels:
  bug: {color: "d73a4a", about: Something is broken}
  help wanted:
board:
  project: 1
  stages: {Backlog: , Drafting: {owner: author}, Published: {done: true}}
rules:
  - name: Bugs are labelled
    id: bugs
    on: [issues.opened, issues.edited]
    when: {title: crash}
    do:
      - label: bug
      - introduce: mentor
      - comment: Thanks, {author}!
  - name: Nothing yet
    off: true
  - name: Everything is looked at
    mode: observe
    while: true
    do: [{label: seen}]
"""


def test_a_file_becomes_a_rulebook() -> None:
    book = load(FULL)
    assert (book.project.name, book.project.purpose, book.project.language) == ("Garden", "Growing food together", "en")
    assert book.stages == ("Backlog", "Drafting", "Published")
    assert book.labels == {
        "bug": LabelLook(color="d73a4a", about="Something is broken"),
        "help wanted": LabelLook(),
    }
    assert book.board is not None
    assert (book.board.project, book.board.field, book.board.labels) == (1, "Status", False)
    assert [found.message for found in book.diagnostics] == ["the verb `introduce` is not acted on yet"]


def test_a_rule_becomes_what_it_says() -> None:
    bugs, seen = load(FULL).rules
    assert (bugs.name, bugs.id, bugs.line) == ("Bugs are labelled", "bugs", 12)
    assert bugs.on == {"issues.opened", "issues.edited"}
    assert [(position, verb.word) for position, verb in bugs.goals] == [(0, "label"), (2, "comment")]
    assert bugs.later == ("introduce",)
    assert (bugs.mode, bugs.while_true, bugs.on_own_actions, bugs.standing) == ("act", False, False, False)
    assert (seen.mode, seen.while_true, seen.standing) == ("observe", True, True)


def test_a_rule_without_an_id_is_known_by_its_name() -> None:
    assert rule("do: [{label: bug}]").id == "A rule"


def test_a_rule_that_is_off_is_not_there() -> None:
    assert [rule.name for rule in load(FULL).rules] == ["Bugs are labelled", "Everything is looked at"]


@pytest.mark.parametrize(
    ("of_file", "of_rule", "mode"),
    [("act", "act", "act"), ("act", "observe", "observe"), ("observe", "act", "observe"), ("observe", None, "observe")],
)
def test_a_rule_acts_only_where_file_and_rule_do(of_file: str, of_rule: str | None, mode: str) -> None:
    line = f", mode: {of_rule}" if of_rule else ""
    (only,) = rulebook(f"mode: {of_file}\nrules:\n  - {{name: A rule{line}}}").rules
    assert only.mode == mode


@pytest.mark.parametrize(
    ("when", "names"),
    [
        ("{stage: A}", True),
        ("{stage: none}", True),
        ("{title: x}", False),
        ("{not: {stage: A}}", False),
        ("{all: [{title: x}, {stage: A}]}", True),
        ("{any: [{title: x}, {stage: A}]}", False),
        ("{any: [{stage: B}, {stage: A, title: x}]}", True),
        ("{title: x, any: [{stage: B}, {all: {stage: A}}]}", True),
    ],
)
def test_a_rule_names_the_stage_where_it_can_only_hold_at_stages_that_it_names(when: str, names: bool) -> None:
    (only,) = rulebook(f"board: {{stages: {{A: , B: }}}}\nrules:\n  - {{name: A rule, when: {when}}}").rules
    assert only.names_stage is names
    assert rule("on: push").names_stage is False


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *((nothing, "nothing stands in this file") for nothing in ("", "# nothing\n", "~")),
        *((other, "it is not a list or a text") for other in ("[]", "a text")),
    ],
)
def test_what_is_not_a_mapping_is_not_a_rule_file(text: str, found: str) -> None:
    message = f"a rule file begins with `project:`, {found}"
    assert told(text) == [(1, 1, "not-a-rule-file", message, 'write `project: {purpose: "…"}`')]


@pytest.mark.parametrize("word", sorted(CONDITIONS))
def test_the_example_of_each_condition_loads(word: str) -> None:
    book = rulebook(
        "board: {stages: {Drafting: , Revision: }}\nregions: {Nordics: [NO]}\n"
        "pathways: {translating: {files: 'i18n/**'}, writing: {form: idea}}\n"
        f"rules:\n- name: A\n  when:\n    {CONDITIONS[word].example}"
    )
    assert [type(part) for part in book.rules[0].when.parts] == [CONDITIONS[word]]


@pytest.mark.parametrize("word", sorted(GOALS))
def test_the_example_of_each_goal_loads(word: str) -> None:
    book = rulebook(
        "board: {stages: {Initial review: }}\n"
        "pathways: {organising: {steps: {Policy agreed: {form: {Rules: checked}}}}}\n"
        "decisions: {consent: {voters: {users: ada}, open_for: 5 days, passes_with: {support: 1}}}\n"
        f"rules:\n- name: A\n  do:\n  - {GOALS[word].example}"
    )
    assert [type(verb) for _, verb in book.rules[0].goals] == [GOALS[word]]


@pytest.mark.parametrize(
    "when",
    [
        "files: [" + ", ".join(f'"d{number}/**/*.md"' for number in range(30_000)) + "]",
        "title: [" + ", ".join(f"'/w{number}\\w/'" for number in range(5_000)) + "]",
    ],
    ids=["globs", "patterns"],
)
def test_a_list_of_patterns_without_end_is_refused(when: str) -> None:
    findings = told(f"project: {{purpose: p}}\nrules:\n  - name: A rule\n    when: {{{when}}}")
    messages = {message for _, _, code, message, _ in findings if code != "more"}
    assert messages == {"the patterns and globs of this file are too many to be searched for quickly"}


def test_ten_thousand_globs_are_a_long_list_and_no_mistake() -> None:
    globs = ", ".join(f'"d{number}/*.md"' for number in range(10_000))
    assert len(rule(f"when: {{files: [{globs}]}}").when.parts) == 1


def test_a_thousand_rules_load_and_one_more_is_too_many() -> None:
    def rules(count: int) -> str:
        return "project: {purpose: p}\nrules:\n" + "".join(f"  - name: Rule {number}\n" for number in range(count))

    assert len(load(rules(1_000)).rules) == 1_000
    assert told(rules(1_001)) == [(3, 3, "too-long", "1,001 entries are too many", "write at most 1,000")]


BEGUN = "project: {purpose: p}\nrules:\n  - name: A\n"
LINES = (
    *("rules:\n", "  - name: A\n", "    on: issues.opened\n", "    when: {title: x}\n", "    do: [{label: bug}]\n"),
    *(
        "labels: {bug: {}}\n",
        "board: {stages: {A: }}\n",
        "    when: {not: {stage: B}}\n",
        "    mode: x\n",
        "    if: 1\n",
    ),
    *("    do: [{assign: {role: x}}]\n", "extends: x\n", ": ", "{", "*a", "é", "\n", "- "),
)
MORE = st.lists(st.sampled_from(LINES)).map("".join)


@settings(max_examples=300)
@given(st.one_of(st.text(), MORE, MORE.map(BEGUN.__add__)))
def test_whatever_the_text_it_loads_or_every_mistake_lies_inside_it(text: str) -> None:
    try:
        found = load(text).diagnostics
    except RuleFileError as error:
        found = error.diagnostics
    lines = lines_of(text.removeprefix("\ufeff"))
    for each in found:
        assert 1 <= each.line <= len(lines)
        assert 1 <= each.column <= len(lines[each.line - 1]) + 1
        assert each.message != ""

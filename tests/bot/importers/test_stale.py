"""`import stale`: a workflow with actions/stale, or Probot's settings, make a rule that marks and one that closes."""

from collections.abc import Callable
from typing import Any

import pytest

from rules.diagnostics import RuleFileError

Read = Callable[[str, str], Any]
Told = Callable[[str, str], list[tuple[int, str]]]

GOLDEN = """\
on: {schedule: [{cron: "30 1 * * 1"}]}
jobs:
  stale:
    steps:
      - uses: actions/stale@v10
        with:
          days-before-stale: 30
          days-before-pr-stale: 90
          days-before-pr-close: -1
          stale-issue-message: "Nothing has happened in {30} days."
          close-issue-message: Closed.
          exempt-issue-labels: "keep, work in progress"
          only-pr-labels: waiting
          any-of-pr-labels: "a,b"
          exempt-all-issue-milestones: true
          exempt-pr-milestones: v2
          exempt-assignees: ada
          exempt-draft-pr: "true"
          close-issue-reason: completed
          labels-to-remove-when-stale: triage
"""
RULES = """\
# From stale.yml, by `fingerpost import stale`.
# `lines: ">= 0"` is met by every pull request, and by nothing else.
project: {purpose: Rules imported from stale.yml.}
rules:
  - name: Issues are marked Stale after 30 days without activity
    on: schedule.weekly
    when:
      state: open
      locked: false
      idle: 30 days
      milestone: none
      not: [{assignees: ada}, {label: [keep, work in progress]}, {lines: ">= 0"}]
    while: true
    do:
      - {label: Stale}
      - {unlabel: triage}
      - {comment: {text: "Nothing has happened in {{30}} days.", notify: true}}
  - name: Pull requests are marked Stale after 90 days without activity
    on: schedule.weekly
    when:
      state: open
      locked: false
      idle: 90 days
      draft: false
      label: {any: [a, b], all: waiting}
      not: [{milestone: v2}, {assignees: ada}]
    while: true
    do: [{label: Stale}, {unlabel: triage}]
  - name: Issues marked Stale are closed after 7 days more
    on: schedule.weekly
    when:
      state: open
      locked: false
      label: Stale
      idle: {for: 7 days, since: update}
      milestone: none
      not: [{assignees: ada}, {label: [keep, work in progress]}, {lines: ">= 0"}]
    do: [{comment: Closed.}, {close: completed}]
"""
PROBOT = """\
daysUntilStale: 14
daysUntilClose: false
exemptLabels: []
staleLabel: quiet
markComment: false
only: pulls
"""


def workflow(**options: Any) -> str:
    lines = "".join(f"          {name.replace('_', '-')}: {value}\n" for name, value in options.items())
    return f"jobs:\n  stale:\n    steps:\n    - uses: actions/stale@v10\n      with:\n{lines}"


def rules(text: str) -> list[str]:
    return [line.strip() for line in text.partition("rules:\n")[2].splitlines()]


def test_the_rules_read_as_a_person_would_have_written_them(read: Read) -> None:
    imported = read("stale", GOLDEN)
    assert (imported.rules_text, imported.notes) == (RULES, ())


def test_issues_and_pull_requests_that_are_treated_alike_share_a_rule(read: Read) -> None:
    text = read("stale", workflow(days_before_stale=7, days_before_close=-1)).rules_text
    assert rules(text) == [
        "- name: Issues and pull requests are marked Stale after 7 days without activity",
        "on: schedule.daily",
        "when: {state: open, locked: false, idle: 7 days}",
        "while: true",
        "do: [{label: Stale}]",
    ]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({"ignore_updates": "true"}, "when: {state: open, locked: false, age: 60 days}"),
        ({"days_before_stale": "0.5"}, "when: {state: open, locked: false, idle: 12 hours}"),
        ({"days_before_stale": "0"}, "when: {state: open, locked: false}"),
        (
            {"include_only_assigned": "true"},
            "when: {state: open, locked: false, idle: 60 days, not: {assignees: none}}",
        ),
        ({"exempt_all_assignees": "true"}, "when: {state: open, locked: false, idle: 60 days, assignees: none}"),
        ({"exempt_draft_pr": "true"}, "when: {state: open, locked: false, idle: 60 days, not: {draft: true}}"),
        ({"debug_only": "true"}, "mode: observe"),
    ],
)
def test_each_option_has_its_words(read: Read, options: dict[str, str], line: str) -> None:
    assert line in rules(read("stale", workflow(**options)).rules_text)


@pytest.mark.parametrize("date", ["2026-01-31", "1769817600000", "2026-01-31T01:00:00+01:00"])
def test_a_start_date_is_an_expression(read: Read, date: str) -> None:
    asks = """if: 'created_at >= timestamp("2026-01-31T00:00:00Z")'"""
    assert rules(read("stale", workflow(start_date=f"'{date}'")).rules_text).count(asks) == 2


def test_a_step_that_never_marks_makes_no_rules(read: Read) -> None:
    imported = read("stale", workflow(days_before_stale=-1))
    assert rules(imported.rules_text) == []
    assert [str(note) for note in imported.notes] == [
        "this step never marks anything: its days before stale are negative"
    ]


def test_a_mark_that_nobody_takes_back_stays(read: Read) -> None:
    assert "while: true" in read("stale", workflow(days_before_close=1)).rules_text
    text = read("stale", workflow(remove_stale_when_updated="false")).rules_text
    assert ("{label: Stale}" in text, "while: true" in text) == (True, False)


def test_what_is_lost_is_told_with_its_line(told: Told) -> None:
    text = workflow(
        operations_per_run=100, start_date="soon", stale_issue_lable="x", days_before_stale="${{ vars.DAYS }}"
    )
    assert told("stale", text) == [
        (6, "`operations-per-run` is not carried over: Fingerpost works within GitHub's limits by itself"),
        (7, "`start-date` is no date, and is not carried over; write 2026-01-31"),
        (8, "actions/stale has no option `stale-issue-lable`; did you mean `stale-issue-label`?"),
        (
            9,
            (
                "what `days-before-stale` holds is not known before the workflow runs: it counts as left out; "
                "write it into the rules"
            ),
        ),
    ]


def test_the_settings_of_probots_app_are_read_with_its_defaults(read: Read) -> None:
    assert (
        rules(read("stale", PROBOT).rules_text)
        == [
            "rules:",
            "- name: Pull requests are marked quiet after 14 days without activity",
            "on: schedule.daily",
            'when: {state: open, locked: false, idle: 14 days, lines: ">= 0"}',
            "while: true",
            "do: [{label: quiet}]",
        ][1:]
    )
    both = read("stale", "daysUntilStale: 30\npulls: {daysUntilStale: 60}\n").rules_text
    assert both.count("not: {label: [pinned, security]}") == 2
    assert both.count("Is this still relevant?") == 2


def test_what_probots_app_has_and_rules_do_not_is_told(told: Told) -> None:
    text = "limitPerRun: 9\n_extends: .github\nissues:\n  exemptProjects: true\nstaleLable: x\n"
    assert [(line, what.partition(":")[0]) for line, what in told("stale", text)] == [
        (1, "`limitPerRun` is not carried over"),
        (2, "`_extends` is not carried over"),
        (4, "`exemptProjects` is not carried over"),
        (5, "the stale app has no setting `staleLable`; did you mean `staleLabel`?"),
    ]


def test_a_monthly_workflow_is_a_monthly_rule(read: Read) -> None:
    text = 'on: {schedule: [{cron: "0 0 1 * *"}]}\n' + workflow(days_before_stale=7)
    assert "on: schedule.monthly" in rules(read("stale", text).rules_text)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("jobs: {a: {steps: [{uses: actions/checkout@v4}]}}", 1, "no step of this workflow uses actions/stale"),
        ("bug:\n- a/**\n", 1, "this is neither a workflow nor settings of the stale app"),
        ("jobs: [a]\n", 1, "`jobs` is a mapping, not a list"),
    ],
)
def test_another_file_is_refused(read: Read, text: str, line: int, message: str) -> None:
    with pytest.raises(RuleFileError) as refused:
        read("stale", text)
    assert refused.value.diagnostics[0].line == line
    assert refused.value.diagnostics[0].message.startswith(message)

"""Checks of `pathways`."""

import pytest

from rules.diagnostics import RuleFileError
from rules.language import load

HEAD = "project: {purpose: Growing food together}\nroles: {ambassador: {}}\nrules: []\npathways:\n  a: "


def said(pathway: str) -> list[tuple[int, int, str, str, str]]:
    try:
        found = load(HEAD + pathway).diagnostics
    except RuleFileError as error:
        found = tuple(error.diagnostics)
    return [(each.line, each.column, each.code, each.message, each.help) for each in found]


@pytest.mark.parametrize(
    "event", ["pull_request_review.submitted", "issues.opened", "command.triage", "command.mentor"]
)
def test_what_a_person_brings_about_can_be_counted(event: str) -> None:
    assert said(f"{{counts: {event}}}") == []


@pytest.mark.parametrize(
    ("event", "advice"),
    [
        ("pull_request_review.submited", "did you mean `pull_request_review.submitted`?"),
        ("pull_request.merged", "write pull_request.closed, and under `when`: {state: merged}"),
        ("command.", "name the command: command.assign"),
        ("schedule.daily", "name an event of an item, or a command: command.triage"),
        ("check_run.completed", "name an event of an item, or a command: command.triage"),
    ],
)
def test_what_nobody_does_cannot_be_counted(event: str, advice: str) -> None:
    message = f"`{event}` is nothing that a person is counted for"
    assert said(f"{{counts: {event}}}") == [(5, 15, "unknown-event", message, advice)]


def test_whoever_confirms_a_step_has_a_role_that_exists() -> None:
    assert said("{steps: {Ready: {confirmed_by: ambassador}}}") == []
    assert said("{steps: {Ready: {confirmed_by: ambasador}}}") == [
        (5, 37, "unknown-role", "unknown role `ambasador`", "did you mean `ambassador`?")
    ]


def test_who_asks_for_a_group_names_the_file_in_which_they_stand() -> None:
    both = "{steps: {Ready: {group: {mentor: 1}}}, completes: {group_status: official}}"
    message, advice = "no groups file is named, so no group is known", "add `groups: groups.yml` to `project`"
    assert said(both) == [(5, 23, "people", message, advice), (5, 45, "people", message, advice)]
    named = load(f"{HEAD}{both}".replace("together}", "together, groups: g.yml}")).diagnostics
    assert [each.code for each in named] == []


def test_what_comes_at_the_end_has_steps_before_it() -> None:
    found = said("{completes: {group_status: official}, counts: issues.opened}")
    assert (5, 7, "missing-key", "nothing leads to this: the pathway has no steps", "add `steps` to it") in found
    wrong = said("{completes: {group_status: gone}, steps: {A: {confirmed_by: ambassador}}}")
    assert [code for _, _, code, _, _ in wrong] == ["unknown-word"]


@pytest.mark.parametrize(
    "pathway", ["{credit: singing}", "{steps: {Ready: {}}}", "{steps: {Ready: {form: {City: told}}}}"]
)
def test_what_cannot_be_meant_is_refused(pathway: str) -> None:
    assert len(said(pathway)) == 1


@pytest.mark.parametrize(
    ("named", "code", "message"),
    [
        ("b", "missing-key", "the pathway `b` has no steps"),
        ("c", "unknown-pathway", "unknown pathway `c`"),
    ],
)
def test_a_checklist_follows_a_pathway_that_has_steps(named: str, code: str, message: str) -> None:
    file = "project: {purpose: p}\npathways: {a: {steps: {Ready: {form: {City: answered}}}}, b: {counts: command.b}}\n"
    assert load(f"{file}rules: [{{name: R, do: [{{checklist: a}}]}}]").diagnostics == ()
    with pytest.raises(RuleFileError) as error:
        load(f"{file}rules: [{{name: R, do: [{{checklist: {named}}}]}}]")
    assert [(each.code, each.message) for each in error.value.diagnostics] == [(code, message)]

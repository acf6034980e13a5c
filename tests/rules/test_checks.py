import pytest

from rules.diagnostics import Diagnostic
from rules.later import CONDITIONS_LATER, GOALS_LATER, SECTIONS_LATER
from tests.rules.world import Told, diagnostics, told, told_of_rule

HEAD = "project: {purpose: Growing food together}\n"
BOARD = "board: {stages: {Drafting: {}, In review: {}}}\n"


def severities(text: str) -> list[str]:
    return [found.severity for found in diagnostics(text)]


def told_of_board(line: str) -> list[Told]:
    """What is said about one rule beside a board; its keys begin on line 5, in column 5."""
    return told(f"{HEAD}{BOARD}rules:\n  - name: A rule\n    {line}\n")


def test_a_file_in_order_says_nothing() -> None:
    assert told_of_board("on: issues.opened\n    when: {stage: [drafting, none]}\n    do: [{stage: In review}]") == []


@pytest.mark.parametrize(
    ("event", "advice"),
    [
        ("issues.openned", "did you mean `issues.opened`?"),
        ("issue.opened", "did you mean `issues.opened`?"),
        ("schedule.dialy", "did you mean `schedule.daily`?"),
        ("command.", "name the command: command.assign"),
        ("zzz", "write GitHub's event and action: issues.opened"),
    ],
)
def test_an_event_that_does_not_exist_gets_the_nearest_one(event: str, advice: str) -> None:
    assert told_of_rule(f"on: [status, {event}]") == [(4, 18, "unknown-event", f"unknown event `{event}`", advice)]
    assert told_of_rule(f"on: {event}") == [(4, 9, "unknown-event", f"unknown event `{event}`", advice)]


@pytest.mark.parametrize(
    ("line", "column", "stage", "advice"),
    [
        ("when: {stage: Draft}", 19, "Draft", "did you mean `Drafting`?"),
        ("when: {stage: [Drafting, xyz]}", 30, "xyz", "one of: Drafting, In review, none"),
        ("when: {not: {any: [{stage: nome}]}}", 32, "nome", "did you mean `none`?"),
        ("do: [{stage: in revew}]", 18, "in revew", "did you mean `In review`?"),
        ("do: [{stage: none}]", 18, "none", "one of: Drafting, In review"),
        ("do: [{stage: {to: Drafting, only_from: Draft}}]", 44, "Draft", "did you mean `Drafting`?"),
        ("do: [{stage: {to: Draft}}]", 23, "Draft", "did you mean `Drafting`?"),
    ],
)
def test_a_stage_that_does_not_exist_gets_the_nearest_one(line: str, column: int, stage: str, advice: str) -> None:
    assert told_of_board(line) == [(5, column, "unknown-stage", f"unknown stage `{stage}`", advice)]


def test_without_a_board_there_are_no_stages() -> None:
    finding = (4, 18, "unknown-stage", "there is no stage `Drafting`", "add `board:` with its stages")
    assert told_of_rule("do: [{stage: Drafting}]") == [finding]
    assert told_of_rule("when: {stage: none}") == []


@pytest.mark.parametrize(
    ("line", "place", "advice"),
    [
        ("do: [{assign: {role: editr}}]", 26, "did you mean `editor`?"),
        ("do: [{request_review: {role: [editor, xyz]}}]", 43, "add it under `roles`"),
        ("do: [{unassign: {role: editr}}]", 28, "did you mean `editor`?"),
        ("do: [{assign: {role: editor, fallback: {role: editr}}}]", 51, "did you mean `editor`?"),
        ("when: {author: {role: editr}}", 27, "did you mean `editor`?"),
    ],
)
def test_a_role_that_does_not_exist_gets_the_nearest_one(line: str, place: int, advice: str) -> None:
    found = told(f"{HEAD}roles: {{editor: {{}}}}\nrules:\n  - name: A rule\n    {line}\n")
    ((at, column, _, message, help_),) = [each for each in found if each[2] != "not-yet"]
    role = "xyz" if "xyz" in line else "editr"
    assert (at, column, message, help_) == (5, place, f"unknown role `{role}`", advice)


def test_roles_are_not_checked_where_the_file_has_none() -> None:
    assert told_of_rule("do: [{assign: {role: editor}}]") == []


@pytest.mark.parametrize(
    ("rules", "findings"),
    [
        (
            "  - name: One\n  - name: Two\n  - name: One\n",
            [(5, 11, "duplicate-name", "another rule is called `One`", "the other begins on line 3")],
        ),
        (
            "  - {name: One, id: x}\n  - {name: Two, id: x}\n",
            [(4, 21, "duplicate-name", "another rule is called `x`", "the other begins on line 3")],
        ),
        (
            "  - {name: One}\n  - {name: Two, id: One}\n",
            [(4, 21, "duplicate-name", "another rule is called `One`", "the other begins on line 3")],
        ),
        ("  - {name: One, off: true}\n  - {name: one}\n  - {name: Two, id: Two}\n", []),
    ],
)
def test_names_and_ids_are_told_apart(rules: str, findings: list[Told]) -> None:
    assert told(f"{HEAD}rules:\n{rules}") == findings


def right_away(findings: list[Told]) -> list[Told]:
    """What is told of words that act already."""
    return [each for each in findings if each[2] not in {"not-yet", "for-each"}]


@pytest.mark.parametrize("on", ["issues.opened", "[schedule.daily, issues.opened]"])
def test_a_rule_that_waits_for_an_event_cannot_take_things_back(on: str) -> None:
    message, advice = (
        "`while: true` needs a rule that is looked at all the time",
        "leave `on` out, or use schedule.daily",
    )
    assert right_away(told_of_rule(f"on: {on}\nwhile: true")) == [(5, 12, "while-with-on", message, advice)]


def test_a_rule_that_is_looked_at_all_the_time_can() -> None:
    assert told_of_rule("while: true\ndo: [{label: bug}]") == []
    assert right_away(told_of_rule("on: [schedule.daily, schedule.weekly]\nwhile: true")) == []
    assert told_of_rule("on: issues.opened\nwhile: false") == []


ELSEWHERE = "use it in a rule about another event"


@pytest.mark.parametrize(
    ("on", "line", "column", "severity", "message"),
    [
        (
            "discussion.created",
            "do: [{stage: Drafting}]",
            11,
            "error",
            "`stage` means nothing here: a discussion has none",
        ),
        ("discussion", "when: {stage: Drafting}", 12, "error", "`stage` means nothing here: a discussion has none"),
        ("discussion", "when: {not: {stage: none}}", 18, "error", "`stage` means nothing here: a discussion has none"),
        ("discussion", "do: [{assign: alice}]", 11, "warning", "`assign` means nothing here: a discussion has none"),
        ("discussion", "do: [{unassign: all}]", 11, "warning", "`unassign` means nothing here: a discussion has none"),
        (
            "issues.opened",
            "do: [{request_review: alice}]",
            11,
            "warning",
            "`request_review` means nothing here: an issue has none",
        ),
        (
            "[issues, discussion]",
            "when: {files: a}",
            12,
            "warning",
            "`files` means nothing here: a discussion or an issue has none",
        ),
    ],
)
def test_a_word_that_means_nothing_for_what_the_rule_is_about(
    on: str, line: str, column: int, severity: str, message: str
) -> None:
    done = "" if line.startswith("do:") else "    do: [{label: x}]\n"
    (found,) = diagnostics(f"{HEAD}{BOARD}rules:\n  - name: A rule\n    on: {on}\n    {line}\n{done}")
    assert (found.line, found.column, found.code, found.help) == (6, column, "wrong-item", ELSEWHERE)
    assert (found.severity, found.message) == (severity, message)


@pytest.mark.parametrize("on", ["[discussion.created, issues.opened]", "issue_comment.created", "command.review"])
def test_a_word_that_means_something_for_one_of_them_may_stand(on: str) -> None:
    assert right_away(told_of_board(f"on: {on}\n    do: [{{stage: Drafting}}]")) == []


@pytest.mark.parametrize("event", ["relay.answered", "push", "fork", "label.created"])
def test_an_event_that_no_rule_hears_yet_is_noted(event: str) -> None:
    assert told_of_rule(f"on: [issues.opened, {event}]") == [
        (4, 25, "not-yet", f"the event `{event}` is not acted on yet", "")
    ]


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("do: [{assign: {}}]", (4, 19, "nobody", "nobody is meant by this", "say who: `users`, `role` or `team`")),
        (
            "do: [{assign: {count: 2}}]",
            (4, 19, "nobody", "nobody is meant by this", "say who: `users`, `role` or `team`"),
        ),
        (
            "do: [{request_review: {role: x, fallback: {never: author}}}]",
            (4, 47, "nobody", "nobody is meant by this", "say who: `users`, `role` or `team`"),
        ),
        (
            "do: [{comment: {notify: true}}]",
            (4, 20, "missing-key", "`text` is missing", "add `text:` with what the comment says"),
        ),
    ],
)
def test_a_verb_without_anybody_or_anything_to_say_is_refused(line: str, finding: Told) -> None:
    assert told_of_rule(line) == [finding]


def test_who_asks_a_groups_organizers_names_the_file_in_which_they_stand() -> None:
    message, advice = "no groups file is named, so no group is known", "add `groups: groups.yml` to `project`"
    assert told_of_rule("do: [{assign: {group: Vienna}}]") == [(4, 20, "people", message, advice)]


def test_everybody_may_be_unassigned() -> None:
    assert told_of_rule("do: [{unassign: all}]") == []


def test_a_doubtful_pattern_is_a_warning() -> None:
    when = "{any: [{title: [a, '/\\bécole/']}]}"
    found = diagnostics(f"{HEAD}rules:\n  - name: A rule\n    when: {when}\n    do: [{{label: x}}]\n")
    message = "`\\b` knows ASCII letters only: it sees no edge of a word at `é`"
    advice = r"write `(^|\W)` or `(\W|$)`"
    assert found == (Diagnostic(4, 30, "warning", "ascii-boundary", message, advice, 11),)


def not_yet(text: str) -> list[tuple[int, int, str]]:
    found = diagnostics(text)
    assert {each.severity for each in found} <= {"note"}
    assert {each.code for each in found} <= {"not-yet"}
    return [(each.line, each.column, each.message.removesuffix(" is not acted on yet")) for each in found]


def not_yet_of_rule(line: str) -> list[tuple[int, int, str]]:
    done = "" if line.startswith("do:") else "    do: [{label: x}]\n"
    return not_yet(f"{HEAD}rules:\n  - name: A rule\n    {line}\n{done}")


@pytest.mark.parametrize("word", sorted(CONDITIONS_LATER))
def test_each_condition_of_a_later_version_is_told(word: str) -> None:
    assert not_yet_of_rule(f"when: {{not: {{{word}: x}}}}") == [(4, 18, f"the condition `{word}`")]


@pytest.mark.parametrize("word", sorted(GOALS_LATER))
def test_each_verb_of_a_later_version_is_told(word: str) -> None:
    assert not_yet_of_rule(f"do: [{{label: bug}}, {{{word}: x}}]") == [(4, 24, f"the verb `{word}`")]


@pytest.mark.parametrize("section", SECTIONS_LATER)
def test_each_section_of_a_later_version_is_told(section: str) -> None:
    assert not_yet(f"{HEAD}rules: []\n{section}: {{}}") == [(3, 1, f"the section `{section}`")]


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("on: schedule.daily\n    for_each: region", (5, 5, "`for_each: region`")),
        ("on: fork", (4, 5, "the event `fork`")),
        ("do: [{open_issue: {title: x, ask: bob}}]", (4, 34, "`ask`")),
        ("do: [{open_issue: {title: x, for_each: region}}]", (4, 34, "`for_each`")),
        ("do: [{comment: {text: Hello., to: nearby_organizers}}]", (4, 35, "`to: nearby_organizers`")),
        ("do: [{after: 7 days, do: [{relay: author}]}]", (4, 31, "the verb `relay`")),
        ("do: [{unassign: {role: x, ask_next_after: 7 days}}]", (4, 31, "`ask_next_after`")),
        ("do: [{comment: {text: Hi., to: {role: x, ask_next_after: 1 day}}}]", (4, 46, "`ask_next_after`")),
        ("do: [{open_issue: {title: x, assign: {role: x, as: mentor}}}]", (4, 52, "`as`")),
    ],
)
def test_what_a_later_version_acts_on_is_told_at_its_key(line: str, finding: tuple[int, int, str]) -> None:
    assert not_yet_of_rule(line) == [finding]


def test_keys_of_the_project_are_told() -> None:
    board = "board: {stages: {A: {counts: false, done: true}}}"
    assert not_yet(f"project: {{purpose: p, goals: [learn], groups: g.yml}}\nrules: []\n{board}") == [
        (1, 23, "`goals`")
    ]


def test_a_need_instead_of_people_loads() -> None:
    assert not_yet_of_rule("do: [{assign: {role: x, fallback: {need: a reviewer}}}]") == []


def test_a_file_that_extends_another_needs_no_rules() -> None:
    assert severities(f"{HEAD}extends: acme/.github\n") == ["warning"]
    assert severities(f"{HEAD}extends: [reviews, triage]\n") == []


def test_a_message_that_is_not_written_is_told_and_a_slip_is_corrected() -> None:
    rules = "rules:\n  - {name: A rule, do: [{comment: {say: helo}}]}"
    (missing,) = diagnostics(f"{HEAD}{rules}")
    assert (missing.severity, missing.code, missing.message, missing.help) == (
        "warning",
        "unknown-message",
        "there is no message `helo`",
        "nothing is said: add it under `messages`, or as a file",
    )
    (slip,) = diagnostics(f"{HEAD}messages: {{hello: Hi.}}\n{rules}")
    assert (slip.severity, slip.code, slip.help) == ("error", "unknown-message", "did you mean `hello`?")


def test_of_thousands_of_warnings_the_first_thousand_are_listed_and_every_mistake() -> None:
    when = f"{{any: [{'{files: x}, ' * 15}]}}"
    rules = "".join(f"  - {{name: r{n}, on: discussion, when: {when}, do: [{{label: x}}]}}\n" for n in range(70))
    found = diagnostics(
        f"project: {{purpose: p}}\nrules:\n{rules}  - {{name: last, on: issues.openned, do: [{{label: x}}]}}\n"
    )
    codes = [each.code for each in found]
    assert (codes.count("wrong-item"), codes.count("unknown-event"), codes.count("more")) == (1_000, 1, 1)
    assert [each.message for each in found if each.code == "more"] == ["50 more are not listed"]


def test_a_check_is_about_a_pull_request_whatever_the_rule_waits_for() -> None:
    when = "{draft: false, label: x}"
    assert told_of_rule(f"on: issues.opened\ndo: [{{check: {{name: x, passes_when: {when}}}}}]") == [
        (5, 11, "wrong-item", "`check` means nothing here: an issue has none", "use it in a rule about another event")
    ]
    assert [each[2] for each in told_of_rule("do: [{check: {name: x, passes_when: {form: y}}}]")] == ["wrong-item"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("rules: [{name: A}, {name: B, off: true}, {name: C, do: [{label: x}]}]\n", [2]),
        ("rules:\n  - name: A\n    when: {draft: true}\n  - name: B\n    do: []\n", [3, 5]),
        ("extends: welcome\nrules: [{name: Mine}, {id: welcome, locked: true}]\n", [3]),
        ("extends: acme/unseen\nrules: [{name: Theirs, when: {label: x}}]\n", []),
    ],
)
def test_a_rule_that_does_nothing_is_a_warning(text: str, lines: list[int]) -> None:
    found = [each for each in diagnostics(HEAD + text) if each.code == "does-nothing"]
    assert [(each.line, each.severity, each.message) for each in found] == [
        (line, "warning", "this rule does nothing") for line in lines
    ]


def test_an_issue_that_is_opened_has_a_title_or_a_form() -> None:
    missing = (4, 23, "missing-key", "`title` is missing", "add `title:` or the name of a `form:`")
    assert told_of_rule("do: [{open_issue: {body: x}}]") == [missing]
    assert told_of_rule("do: [{open_issue: {form: bug}}]") == []
    assert told_of_rule("do: [{open_issue: {title: x}}]") == []

"""`import policy-service`: events, conditions and actions of Microsoft's policy files, and what rules do not do."""

from collections.abc import Callable
from typing import Any

import pytest

from rules.diagnostics import RuleFileError

Read = Callable[[str, str], Any]
Told = Callable[[str, str], list[tuple[int, str]]]
Does = Callable[..., list[dict[str, Any]]]

HEAD = "configuration:\n  resourceManagementConfiguration:\n"
GOLDEN = f"""{HEAD}\
    scheduledSearches:
    - description: Close what has gone quiet
      frequencies: [{{hourly: {{hour: 6}}}}]
      filters:
      - isIssue
      - isOpen
      - hasLabel: {{label: needs-info}}
      - hasLabel: {{label: quiet}}
      - noActivitySince: {{days: 1}}
      - isNotLabeledWith: {{label: keep}}
      actions:
      - addReply: {{reply: 'Closed, @${{issueAuthor}}: see {{docs}}.'}}
      - closeIssue
    eventResponderTasks:
    - description: Greet outsiders
      if:
      - payloadType: Pull_Request
      - or:
        - isAction: {{action: Opened}}
        - isAction: {{action: Reopened}}
      - activitySenderHasPermission: {{permission: Read}}
      - not: {{isActivitySender: {{user: 'helper[bot]', issueAuthor: False}}}}
      - or:
        - titleContains: {{pattern: docs, isRegex: False}}
        - filesMatchPattern: {{pattern: '.*\\.md$', matchAny: true}}
      then:
      - addLabel: {{label: community}}
      - addLabel: {{label: hello}}
      - requestReview: {{reviewer: ada, teamReviewer: docs}}
      - if:
        - targetsBranch: {{branch: main}}
        then:
        - assignTo: {{users: [ada, bob]}}
    - if:
      - payloadType: Issue_Comment
      - commentContains: {{pattern: '\\/needinfo', isRegex: True}}
      - or:
        - activitySenderHasAssociation: {{association: Owner}}
        - activitySenderHasAssociation: {{association: Member}}
      then:
      - removeLabel: {{label: triage}}
      - addLabel: {{label: needs-info}}
      triggerOnOwnActions: true
"""
RULES = """\
# From policy-service.yml, by `fingerpost import policy-service`.
# `lines: ">= 0"` is met by every pull request, and by nothing else.
project: {purpose: Rules imported from policy-service.yml.}
rules:
  - name: Close what has gone quiet
    on: schedule.daily
    when:
      state: open
      label: {all: [needs-info, quiet]}
      idle: {for: 1 day, since: update}
      not: [{label: keep}, {lines: ">= 0"}]
    do: [{comment: "Closed, {author|mention}: see {{docs}}."}, {close: not_planned}]
  - name: Greet outsiders
    on: [pull_request.opened, pull_request.reopened]
    when:
      any: [{title: docs}, {files: "**/*.md"}]
      not: [{actor: {association: [owner, member, collaborator]}}, {actor: "helper[bot]"}]
    do: [{label: [community, hello]}, {request_review: {users: ada, team: OWNER/docs}}]
  - name: Greet outsiders (2)
    on: [pull_request.opened, pull_request.reopened]
    when:
      base: main
      any: [{title: docs}, {files: "**/*.md"}]
      not: [{actor: {association: [owner, member, collaborator]}}, {actor: "helper[bot]"}]
    do: [{assign: [ada, bob]}]
  - name: Unlabel triage and label needs-info
    on: command.needinfo
    on_own_actions: true
    when: {actor: {association: [owner, member]}}
    do: [{unlabel: triage}, {label: needs-info}]
"""


def task(*conditions: str, then: str = "addLabel: {label: x}") -> str:
    lines = "".join(f"      - {condition}\n" for condition in ("payloadType: Issues", *conditions))
    return f"{HEAD}    eventResponderTasks:\n    - description: It\n      if:\n{lines}      then:\n      - {then}\n"


def rule(text: str) -> list[str]:
    return [line.strip() for line in text.partition("- name: It\n")[2].splitlines()]


def test_the_rules_read_as_a_person_would_have_written_them(read: Read) -> None:
    assert read("policy-service", GOLDEN).rules_text == RULES


def test_the_rules_do_what_the_tasks_say(does: Does) -> None:
    author = {"login": "eve", "association": "NONE"}
    found = does("policy-service", GOLDEN, author=author, actor=author, files=["a.md"], base="main")
    assert [(each["do"], each.get("labels") or each.get("assignees")) for each in found] == [
        ("label", ["community", "hello"]), ("request_review", None), ("assign", ["ada", "bob"]),
    ]  # fmt: skip
    member = {"login": "eve", "association": "MEMBER"}
    assert does("policy-service", GOLDEN, author=member, actor=member, files=["a.md"]) == []


@pytest.mark.parametrize(
    ("condition", "lines"),
    [
        ("labelAdded: {label: bug}", ["on: issues.labeled", "when: {label: bug}"]),
        ("labelRemoved: {label: bug}", ["on: issues.unlabeled", "when: {not: {label: bug}}"]),
        ("not: {isAction: {action: Closed}}", ["on: issues", "when: {state: open}"]),
        ("isAssignedToSomeone", ["on: issues", "when: {not: {assignees: none}}"]),
        ("isInMilestone: {milestone: v1}", ["on: issues", "when: {milestone: v1}"]),
        ("bodyContains: {pattern: 'a.b', isRegex: True}", ["on: issues", "when: {body: /a.b/}"]),
        ("isActivitySender: {issueAuthor: True}", ["on: issues", "if: actor.login == author.login"]),
        ("not: {isActivitySender: {issueAuthor: True}}", ["on: issues", 'if: "!(actor.login == author.login)"']),
        ("commentContains: {pattern: 'a b'}", ["on: issues", "if: 'event.comment.contains(\"a b\")'"]),
        ("not: isPullRequest", ["on: issues", "do: [{label: x}]"]),
        ("filesMatchPattern: {pattern: '^docs/', matchAny: False}", ["on: issues", 'when: {files: {only: "docs/**"}}']),
        (
            "includesModifiedFiles: {files: [src, a.md], excludeFiles: src/x}",
            ["on: issues", 'when: {files: ["src{,/**}", a.md, "!src/x"]}'],
        ),
        ("isReviewState: {reviewState: Approved}", ["on: issues", 'when: {reviews: {approved: ">= 1"}}']),
        ("hasLabelSet: {labels: [a, b]}", ["on: issues", "when: {label: {all: [a, b]}}"]),
        ("and: [isUnlocked, {isAuthoredBy: {user: ada}}]", ["on: issues", "when: {locked: false, author: ada}"]),
        (
            "or: [{isActivitySender: {issueAuthor: True}}, {commentContains: {pattern: a}}]",
            ["on: issues", """if: 'actor.login == author.login || event.comment.contains("a")'"""],
        ),
        ("created: {before: {days: 30}}", ["on: issues", "when: {age: 30 days}"]),
        ("not: {or: [{hasLabel: {label: a}}, {hasLabel: {label: b}}]}", ["on: issues", "when: {not: {label: [a, b]}}"]),
    ],
)
def test_each_condition_has_its_words(read: Read, condition: str, lines: list[str]) -> None:
    assert rule(read("policy-service", task(condition)).rules_text)[:2] == lines


@pytest.mark.parametrize(
    ("then", "do"),
    [
        ("mentionUsers: {mentionees: [ada, acme/docs], replyTemplate: 'cc ${mentionees}', assignMentionees: True}",
         'do: [{comment: "cc @ada, @acme/docs"}, {assign: ada}]'),
        ("addMilestone: {milestone: v2}", "do: [{milestone: v2}]"),
        ("assignTo: {author: True}", 'do: [{assign: "{author}"}]'),
        ("addReply: Thanks.", "do: [{comment: Thanks.}]"),
        ("closeIssue", "do: [{close: not_planned}]"),
    ],
)  # fmt: skip
def test_each_action_has_its_words(read: Read, then: str, do: str) -> None:
    assert rule(read("policy-service", task(then=then)).rules_text)[-1] == do


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (task("activitySenderHasPermission: {permission: Write}"), 7,
         "permissions are asked as associations: owners, members and collaborators may write"),
        (task("or: [{hasLabel: {label: a}}, {commentContains: {pattern: x}}]"), 7,
         "not all that stands under this `or` can be asked in one way: the task is left out; make a task of each"),
        (task("commentContains: {pattern: '(?=x)', isRegex: True}"), 7,
         ("`commentContains` is not carried over, and its task is left out: invalid perl operator: (?=: "
         "look-around and back-references are not part of the linear-time syntax")),
        (task("not: {and: [{hasLabel: {label: a}}, {commentContains: {pattern: x}}]}"), 7,
         "not all that stands under this `not` can be asked in one way: the task is left out"),
        (task("not: {isAction: {action: Opened}}"), 7,
         "no rule can ask for any event but some: the task is left out; list the events under `on`"),
        (task("not: isInProject"), 7, "no rule can ask `isInProject`: the task is left out"),
        (task("activitySenderHasAssociation: {association: Friend}"), 7,
         "`activitySenderHasAssociation` is not carried over, and its task is left out: there is no such association"),
        (task("noActivitySince: {weeks: 1}"), 7, ("`noActivitySince` is not carried over, and its task is left out: "
         "only a number of days before now can be asked for")),
        (task("isReviewState: {reviewState: Pending}"), 7, ("`isReviewState` is not carried over, and its task is left "
         "out: rules ask for reviews that approve, or that request changes")),
        (task("filesMatchPattern: {pattern: '(?i)x'}"), 7, ("`filesMatchPattern` is not carried over, and its task is "
         "left out: globs cannot say this regular expression")),
        (task().replace("Issues", "Workflow_Run"), 5, "no rule hears of `workflow_run`: it is left out"),
        (task("isOpn"), 7, "no rule can ask `isOpn`: the task is left out; did you mean `isOpen`?"),
        (task("or: [{isAction: {action: Opened}}, {hasLabel: {label: a}}]"), 7,
         "what happened `or` what holds cannot be one rule: the task is left out; make a task of each"),
        (task("isAction: {action: Burst}"), 5,
         "no event is called issues.burst: the task is left out; see the events in docs/rules.md"),
        (f"{HEAD}    eventResponderTasks: []\n", 2,
         "there are no tasks in this file, under `scheduledSearches` or `eventResponderTasks`"),
        (task(then="approvePullRequest: {comment: ok}"), 8,
         "`approvePullRequest` is not carried over: rules do not approve"),
        (task(then="addReply: {reply: '${version} is out'}"), 8,
         "a value of this text is not known to rules, and stands there as it is"),
    ],
)  # fmt: skip
def test_what_is_lost_is_told_with_its_line(told: Told, text: str, line: int, what: str) -> None:
    assert told("policy-service", text) == [(line, what)]


def test_expressions_are_joined_with_their_meaning_kept(read: Read) -> None:
    text = task(
        "isActivitySender: {issueAuthor: True}",
        "or: [{commentContains: {pattern: a}}, {commentContains: {pattern: b}}]",
    )
    assert rule(read("policy-service", text).rules_text)[1] == (
        """if: 'actor.login == author.login && (event.comment.contains("a") || event.comment.contains("b"))'"""
    )


def test_a_rule_with_an_expression_is_told_to_need_the_extra(told: Told) -> None:
    assert told("policy-service", task("commentContains: {pattern: a}")) == [
        (8, "`if` is an expression: the bot needs its extra `cel`; pip install 'fingerpost[cel]'")
    ]


def test_a_disabled_file_only_observes(read: Read) -> None:
    text = read("policy-service", f"disabled: true\n{task()}").rules_text
    assert rule(text)[0] == "mode: observe"


def test_another_file_is_refused(read: Read) -> None:
    with pytest.raises(RuleFileError, match="there is no `resourceManagementConfiguration` in this file"):
        read("policy-service", "configuration: {}\n")

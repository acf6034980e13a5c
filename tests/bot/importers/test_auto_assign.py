"""`import auto-assign`: who is asked and assigned when a pull request opens, and who is spared."""

from collections.abc import Callable
from typing import Any

import pytest

from rules.diagnostics import RuleFileError

Read = Callable[[str, str], Any]
Told = Callable[[str, str], list[tuple[int, str]]]
Does = Callable[..., list[dict[str, Any]]]

GOLDEN = """\
addReviewers: true
addAssignees: author
reviewers: [ada, bob, cy, acme/docs]
numberOfReviewers: 2
skipKeywords: [wip]
skipUsers: ["dependabot[bot]"]
filterLabels: {include: [ready], exclude: [hold]}
"""
RULES = """\
# From auto-assign.yml, by `fingerpost import auto-assign`.
project: {purpose: Rules imported from auto-assign.yml.}
rules:
  - name: A new pull request is given reviewers and assignees
    on: [pull_request.opened, pull_request.ready_for_review]
    when: {draft: false, label: ready, not: [{title: wip}, {author: "dependabot[bot]"}, {label: hold}]}
    do: [{request_review: {users: [ada, bob, cy], count: 2, team: acme/docs}}, {assign: "{author}"}]
"""


def test_the_rules_read_as_a_person_would_have_written_them(read: Read) -> None:
    assert read("auto-assign", GOLDEN).rules_text == RULES


def test_the_author_is_passed_over_and_a_skipped_title_asks_nobody(does: Does) -> None:
    asked = does("auto-assign", GOLDEN, author="ada", labels=["ready"], title="Done")
    assert asked == [
        {"do": "request_review", "reviewers": ["bob", "cy"], "teams": ["acme/docs"]},
        {"do": "assign", "assignees": ["ada"]},
    ]
    assert does("auto-assign", GOLDEN, author="ada", labels=["ready"], title="[WIP] later") == []


@pytest.mark.parametrize(
    ("text", "do"),
    [
        ("addReviewers: true\nuseReviewGroups: true\nreviewGroups: {a: [p, q], b: [r]}\nnumberOfReviewers: 1\n",
         "do: [{request_review: {users: [p, q], count: 1}}, {request_review: r}]"),
        ("addAssignees: true\nreviewers: [p, q]\n", "do: [{assign: [p, q]}]"),
        ("addAssignees: true\nassignees: [r]\nreviewers: [p, q]\nnumberOfAssignees: 1\n", "do: [{assign: r}]"),
        ("addAssignees: true\nuseAssigneeGroups: true\nassigneeGroups: {a: [p, q]}\nnumberOfAssignees: 1\n",
         "do: [{assign: {users: [p, q], count: 1}}]"),
        ("addReviewers: true\nreviewers: [/docs]\n", "do: [{request_review: {team: OWNER/docs}}]"),
    ],
)  # fmt: skip
def test_each_way_to_name_people_has_its_words(read: Read, text: str, do: str) -> None:
    assert read("auto-assign", text).rules_text.splitlines()[-1].strip() == do


def test_what_is_lost_is_told_with_its_line(told: Told) -> None:
    text = "addReviewers: true\nreviewers: [ada, bob, /docs]\nnumberOfReviewers: 1\nreviewer: x\n"
    text += "filterLabels: {excluded: a}\n"
    assert told("auto-assign", text) == [
        (
            2,
            "1 of 2 people are taken in the order of the list, not by chance; put first who should be asked first",
        ),
        (2, "a team needs its organisation; write organisation/team in place of OWNER/team"),
        (4, "auto-assign has no setting `reviewer`; did you mean `reviewers`?"),
        (5, "`filterLabels` has no `excluded`; did you mean `exclude`?"),
    ]
    nobody = "nobody is asked or assigned: `addReviewers` and `addAssignees` are off, or nobody is named"
    assert told("auto-assign", "addReviewers: false\n") == [(1, nobody)]


def test_another_file_is_refused(read: Read) -> None:
    with pytest.raises(RuleFileError, match="this says nothing of reviewers or assignees"):
        read("auto-assign", "bug:\n- a/**\n")

"""Explaining a case: what is taken for true, what is printed of it, and which cases are refused."""

import json
from typing import Any

import pytest

from bot.explaining.explain import Case, CaseError, Explainer, case_of, check_event, make_case
from bot.explaining.told import told
from rules.conditions import CONDITIONS
from rules.facts import UNKNOWN, Facts, Person
from rules.language import load

RULES = """
project: {purpose: Test}
board: {project: 1, stages: {Backlog: {}, Drafting: {}, Done: {done: true}}}
rules:
  - name: Crashes are urgent
    id: crash
    on: issues.opened
    when: {title: crash}
    do: [{label: [bug, urgent]}]
  - name: Docs have readers
    on: [pull_request.opened, pull_request.synchronize]
    when: {files: "docs/**"}
    do: [{request_review: [alice, bob]}]
  - name: Newcomers
    when: {author: {new: true}}
    do: [{comment: "Welcome, {author}!"}, {close: completed}]
"""


def explained(rules: str, event: str, facts: dict[str, Any], *, complete: bool = False, **more: Any) -> dict[str, Any]:
    explainer = Explainer(load(rules), complete=complete)
    document = explainer.explain(case_of({"event": event, "facts": facts, **more}))
    assert json.loads(json.dumps(document)) == document
    return document


def rules_with(rule: str, head: str = "") -> str:
    return f"project: {{purpose: Test}}\n{head}\nrules:\n  - {{name: only, {rule}}}\n"


def issue(**changes: Any) -> dict[str, Any]:
    return {
        "action": "opened",
        "repository": {"id": 1, "node_id": "R_1", "full_name": "acme/widgets"},
        "sender": {"login": "alice"},
        "issue": {
            "number": 12,
            "node_id": "I_12",
            "title": "A crash",
            "body": None,
            "html_url": "https://github.com/acme/widgets/issues/12",
            "user": {"login": "alice"},
            "author_association": "NONE",
            "labels": [{"name": "old"}],
        },
        **changes,
    }


def test_every_rule_is_told_of_in_the_order_of_the_file() -> None:
    document = explained(
        RULES, "issues.opened", {"title": "A crash", "labels": [], "author": {"login": "alice", "new": True}}
    )
    assert document == {
        "item": {"kind": "issue", "repo": None, "number": None, "title": "A crash"},
        "rules": [
            {
                "name": "Crashes are urgent",
                "id": "crash",
                "line": 5,
                "matched": True,
                "because": [{"condition": "title", "met": True, "saw": "A crash", "says": "the title holds “crash”"}],
            },
            {
                "name": "Docs have readers",
                "id": "Docs have readers",
                "line": 10,
                "matched": False,
                "because": [
                    {
                        "condition": "on",
                        "met": False,
                        "saw": "issues.opened",
                        "says": "the event is pull_request.opened or pull_request.synchronize",
                    }
                ],
            },
            {
                "name": "Newcomers",
                "id": "Newcomers",
                "line": 14,
                "matched": True,
                "because": [{"condition": "author", "met": True, "saw": "alice", "says": "the author is new here"}],
            },
        ],
        "actions": [
            {"do": "label", "rule": "Crashes are urgent", "labels": ["bug", "urgent"]},
            {"do": "comment", "rule": "Newcomers", "body": "Welcome, alice!"},
        ],
        "held_back": [{"do": "close", "rule": "Newcomers", "why": "not known: state"}],
        "conflicts": [],
    }


def test_what_is_not_given_is_unknown_and_nothing_is_done_on_it() -> None:
    document = explained(RULES, "pull_request.opened", {"title": "A crash"})
    assert [(rule["name"], rule["matched"]) for rule in document["rules"]] == [
        ("Crashes are urgent", False),
        ("Docs have readers", None),
        ("Newcomers", None),
    ]
    assert document["actions"] == []


def test_what_is_not_given_is_empty_when_the_case_is_complete() -> None:
    document = explained(RULES, "pull_request.opened", {"files": ["docs/a.md"]}, complete=True)
    assert [rule["matched"] for rule in document["rules"]] == [False, True, False]
    assert document["actions"] == [
        {"do": "request_review", "rule": "Docs have readers", "reviewers": ["alice", "bob"], "teams": []}
    ]


def test_history_counts_as_empty_so_that_a_known_label_can_be_planned() -> None:
    rules = rules_with("when: {label: bug}, do: [{label: triage}]")
    assert explained(rules, "issues.opened", {"labels": ["bug"]})["actions"] == [
        {"do": "label", "rule": "only", "labels": ["triage"]}
    ]


def test_history_that_is_given_holds_the_rule_back() -> None:
    rules = rules_with("when: {label: bug}, do: [{label: triage}]")
    document = explained(rules, "issues.opened", {"labels": ["bug"], "undone": [{"label": "triage"}]})
    assert (document["actions"], [(held["do"], held["rule"]) for held in document["held_back"]]) == (
        [],
        [("label", "only")],
    )


STAGES = "board: {project: 1, stages: {Backlog: {}, Drafting: {}, Done: {}}}"


@pytest.mark.parametrize(
    ("head", "facts", "actions"),
    [
        (STAGES, {"labels": [], "stage": None}, [{"do": "stage", "rule": "only", "stage": "Drafting"}]),
        (STAGES, {"labels": [], "stage": "Backlog"}, [{"do": "stage", "rule": "only", "stage": "Drafting"}]),
        (STAGES, {"labels": [], "stage": "Done"}, []),
        (STAGES, {"labels": []}, []),
        (STAGES, {"labels": ["stage/Done"]}, []),
        (STAGES.replace("project: 1, ", ""), {"labels": []}, [{"do": "stage", "rule": "only", "stage": "Drafting"}]),
        (STAGES.replace("project: 1, ", ""), {"labels": ["stage/Done"]}, []),
    ],
)
def test_a_board_that_the_rules_name_counts_as_seen(head: str, facts: dict[str, Any], actions: list[Any]) -> None:
    document = explained(rules_with("on: issues.opened, do: [{stage: Drafting}]", head), "issues.opened", facts)
    assert document["actions"] == actions


def test_a_complete_case_without_a_stage_is_on_no_board_yet() -> None:
    rules = rules_with("on: issues.opened, do: [{stage: Drafting}]", STAGES)
    document = explained(rules, "issues.opened", {}, complete=True)
    assert document["actions"] == [{"do": "stage", "rule": "only", "stage": "Drafting"}]


def test_in_a_complete_case_a_team_that_nobody_describes_is_empty_and_nobody_is_new() -> None:
    team = rules_with("when: {author: {team: acme/docs}}, do: [{label: docs}]")
    new = rules_with("when: {author: {new: true}}, do: [{label: docs}]")
    facts = {"author": "alice"}
    assert [
        explained(rules, "issues.opened", facts, complete=complete)["rules"][0]["matched"]
        for rules in (team, new)
        for complete in (False, True)
    ] == [None, False, None, False]


@pytest.mark.parametrize("word", sorted(CONDITIONS))
def test_in_a_complete_case_every_condition_is_told(word: str) -> None:
    condition = CONDITIONS[word]
    kind = "issue" if "issue" in condition.kinds else "pull_request"
    times = dict.fromkeys(("created_at", "updated_at", "now"), "2026-01-31")
    file = "board: {stages: {Drafting: {}, Revision: {}}}\nregions: {Nordics: [NO]}"
    file += "\npathways: {translating: {files: a}, writing: {form: b}}"
    rules = rules_with(f"when: {{{condition.example}}}", file)
    (told,) = explained(rules, "schedule.daily", {"kind": kind, "repo": "acme/x", **times}, complete=True)["rules"]
    assert (told["because"][0]["condition"], told["matched"] is None) == (word, False)


def test_where_no_timeline_is_given_the_last_update_counts_as_the_last_act() -> None:
    rules = rules_with("when: {idle: 30 days}")
    facts = {"kind": "issue", "updated_at": "2026-01-01", "now": "2026-02-01"}
    (told,) = explained(rules, "schedule.daily", facts)["rules"]
    (known,) = explained(rules, "schedule.daily", {**facts, "human_at": "2026-01-05"})["rules"]
    assert (told["matched"], known["matched"]) == (True, False)


def test_a_payload_says_what_github_knew() -> None:
    case = make_case("issues.opened", Facts(), issue())
    facts = case.facts
    assert (facts.kind, facts.repo, facts.number, facts.title, facts.labels, facts.stage) == (
        "issue",
        "acme/widgets",
        12,
        "A crash",
        ("old",),
        None,
    )
    assert isinstance(facts.actor, Person)
    assert (facts.actor.login, case.url) == ("alice", "https://github.com/acme/widgets/issues/12")


def test_a_person_counts_more_than_the_payload() -> None:
    given = Facts(labels=("new",), author=Person(login="Alice", new=True))
    facts = make_case("issues.opened", given, issue()).facts
    assert (facts.title, facts.labels) == ("A crash", ("new",))
    assert facts.author == Person(login="alice", association="NONE", new=True)


def test_somebody_else_given_is_somebody_else() -> None:
    given = Facts(author=Person(login="bob"))
    assert make_case("issues.opened", given, issue()).facts.author == Person(login="bob")


def test_a_payload_may_hold_only_what_happened_when_facts_are_given_beside_it() -> None:
    document = {"event": "issues.labeled", "facts": {"labels": ["x"]}, "payload": {"label": {"name": "x"}}}
    assert case_of(document) == Case("issues.labeled", Facts(kind="issue", labels=("x",), draft=False))


@pytest.mark.parametrize(
    ("event", "kind", "draft"),
    [
        ("issues.opened", "issue", False),
        ("pull_request.opened", "pull_request", UNKNOWN),
        ("check_run.completed", "pull_request", UNKNOWN),
        ("discussion.created", "discussion", False),
        ("issue_comment.created", UNKNOWN, UNKNOWN),
        ("schedule.daily", UNKNOWN, UNKNOWN),
        ("command.assign", UNKNOWN, UNKNOWN),
    ],
)
def test_the_event_tells_the_kind_of_item_where_it_can(event: str, kind: Any, draft: Any) -> None:
    facts = make_case(event, Facts()).facts
    assert (facts.kind, facts.draft) == (kind, draft)


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ("issue.opened", "unknown event `issue.opened`; did you mean `issues.opened`?"),
        ("issues.opend", "unknown event `issues.opend`; did you mean `issues.opened`?"),
        ("", "unknown event ``; write GitHub's event and action: issues.opened"),
        (None, "unknown event `None`;"),
        ("command.", "unknown event `command.`;"),
        ("x" * 5000, f"unknown event `{'x' * 100}`;"),
        ("issues", "`issues` comes with an action: issues.opened, issues.edited or issues.closed …"),
    ],
)
def test_an_event_that_does_not_happen_is_refused(event: Any, told: str) -> None:
    with pytest.raises(CaseError) as caught:
        check_event(event)
    assert str(caught.value)[: len(told)] == told


@pytest.mark.parametrize("event", ["issues.opened", "push", "status", "command.assign", "schedule.daily"])
def test_an_event_that_happens_is_taken(event: str) -> None:
    assert check_event(event) == event


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ([], 'a case is one JSON object: {"event": "issues.opened", "facts": {…}}'),
        ({}, '`event` is missing; name what happened: "event": "issues.opened"'),
        ({"event": "issues.opened", "fact": {}}, "a case has no `fact`; did you mean `facts`?"),
        ({"event": "issues.opened", "facts": []}, "facts are names with values, not a list; write `labels: [bug]`"),
        ({"event": "issues.opened", "facts": {"draft": 1}}, "`draft` takes true or false, not 1"),
        (
            {"event": "issues.opened", "facts": {"kind": "pull_request"}},
            "`kind` cannot be pull_request: issues.opened is about issue",
        ),
        ({"event": "issues.opened", "payload": "x"}, "a payload is the JSON object that GitHub sent"),
        ({"event": "issues.opened", "payload": issue(action="closed")}, "the payload is of issues.closed, not of"),
        (
            {"event": "issues.opened", "payload": {"label": {}}},
            "the payload holds no `repository`; give the whole of what GitHub sent for issues.opened",
        ),
        ({"event": "issues.opened", "payload": issue(issue=None)}, "the payload holds no `issue`;"),
        ({"event": "issues.opened", "payload": issue(issue={})}, "the payload cannot be read: `issue.number"),
    ],
)
def test_a_case_that_cannot_be_used_is_refused_with_the_reason(document: Any, told: str) -> None:
    with pytest.raises(CaseError) as caught:
        case_of(document)
    assert str(caught.value)[: len(told)] == told


def test_a_payload_that_nests_without_end_is_refused() -> None:
    deep: Any = {}
    for _ in range(500):
        deep = {"a": deep}
    with pytest.raises(CaseError) as caught:
        case_of({"event": "issues.opened", "payload": issue(organization=deep)})
    assert str(caught.value) == "the payload nests too deep"


def test_notes_beside_a_case_are_passed_over() -> None:
    assert case_of({"id": 7, "event": "push", "facts": None}) == Case("push", Facts())


def test_explaining_the_same_case_again_gives_the_same() -> None:
    explainer = Explainer(load(RULES))
    one, other = (case_of({"event": "issues.opened", "facts": {"title": title}}) for title in ("A crash", "fine"))
    assert [explainer.explain(case)["rules"][0]["matched"] for case in (one, other, one)] == [True, False, True]


def test_a_rule_of_a_base_names_it_with_the_line_there_and_our_own_rules_name_none() -> None:
    book = load("project: {purpose: p}\nextends: triage\nrules: [{name: Ours, do: [{label: seen}]}]\n")
    explained = Explainer(book).explain(make_case("issues.closed", Facts(labels=())))
    places = [(rule["id"], rule.get("base"), rule["line"]) for rule in explained["rules"]]
    assert places == [
        *((name, "triage", line) for name, line in (("triage-new", 6), ("triage-taken", 11), ("triage-closed", 15))),
        ("Ours", None, 3),
    ]
    assert "Ours (line 3)\n" in told(explained, "issues.closed")
    assert "(line 15 of triage)\n" in told(explained, "issues.closed", 200)


def test_the_roles_of_the_author_are_those_of_the_people_file() -> None:
    rules = rules_with("when: {author: {may: triage}}", "roles: {editor: {may: triage}}")
    people = [{"github": "alice", "roles": "editor"}]
    answers = [
        explained(rules, "issues.opened", {"author": author, "people": people})["rules"][0]["matched"]
        for author in ("alice", "bob", {"login": "bob", "roles": ["editor"]}, {"login": "alice", "may": []})
    ]
    assert answers == [True, False, True, False]


SCHEDULES = """project: {purpose: p}
rules:
  - {name: agenda, on: schedule.daily, do: [{open_issue: {title: "Agenda of {repo}, {month}"}}]}
  - {name: stale, on: schedule.daily, when: {idle: 3 days}, do: [{label: stale}]}
"""


@pytest.mark.parametrize(
    ("facts", "titles"),
    [
        ({}, ["Agenda of owner/repository, 2026-03"]),
        ({"repo": "acme/site"}, ["Agenda of acme/site, 2026-03"]),
        ({"kind": "issue"}, []),
    ],
)
def test_a_rule_about_the_repository_is_explained_where_no_item_is_described(
    facts: dict[str, Any], titles: list[str]
) -> None:
    told = explained(SCHEDULES, "schedule.daily", {"now": "2026-03-02T06:00:00Z", **facts})
    assert [action["title"] for action in told["actions"]] == titles
    agenda = told["rules"][0]
    looked = [] if titles else ["the rule looks at the repository as a whole"]
    assert ([found["says"] for found in agenda["because"]], agenda["matched"]) == (looked, bool(titles))

"""What the doctor says of what it saw, each with its fix."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.doctor.automation import Automation
from bot.doctor.registration import EVENTS, PERMISSIONS
from bot.doctor.rivals import rivals_of
from bot.doctor.symptoms import documents, healthy, symptoms
from bot.doctor.vitals import Account, Patient, Vitals, Webhook
from rules.diagnostics import Diagnostic
from rules.language import load

ALL = {each.key: each.level for each in PERMISSIONS}
WELL = Vitals(
    url="https://bot.example",
    permissions=ALL,
    events=frozenset(EVENTS),
    webhook=Webhook(address="https://bot.example/webhooks/github", attempts=100),
    accounts=(Account("acme", permissions=ALL),),
    store="/srv/fingerpost.db",
    room=10**10,
)
ERROR = Diagnostic(3, 5, "error", "unknown-key", "unknown key `titel`", "did you mean `title`?")
NOTE = Diagnostic(1, 1, "note", "new", "a label is created when needed")
HOOK = WELL.webhook
LESS = {key: level for key, level in ALL.items() if key != "checks"}


def said(vitals: Vitals) -> list[tuple[str, str, str]]:
    return [(one.severity, one.place, one.says) for one in symptoms(vitals)]


def test_who_is_well_is_told_nothing() -> None:
    assert (symptoms(WELL), healthy(symptoms(WELL))) == ([], True)


@pytest.mark.parametrize(
    ("changes", "severity", "place", "says"),
    [
        ({"permissions": LESS}, "error", "App", "it does not ask for Checks: write"),
        ({"permissions": {**ALL, "issues": "read"}}, "error", "App", "it does not ask for Issues: write"),
        ({"permissions": {**ALL, "discussions": "read"}}, "note", "App", "it does not ask for Discussions: write"),
        ({"events": frozenset(EVENTS) - {"push"}}, "warning", "App", "it does not subscribe to push"),
        ({"accounts": ()}, "error", "App", "it is installed nowhere"),
        ({"webhook": Webhook()}, "error", "webhook", "GitHub has no address to send to"),
        (
            {"webhook": replace(HOOK, address="https://old.example/webhooks/github")},
            "error",
            "webhook",
            "GitHub sends to https://old",
        ),
        (
            {"url": "", "webhook": replace(HOOK, address="https://x/hook")},
            "warning",
            "webhook",
            "GitHub sends to https://x/hook",
        ),
        ({"url": ""}, "note", "webhook", "the bot does not know its own address"),
        ({"webhook": replace(HOOK, content_type="form")}, "error", "webhook", "GitHub sends forms, not JSON"),
        ({"webhook": replace(HOOK, insecure=True)}, "warning", "webhook", "GitHub does not verify the certificate"),
        ({"webhook": replace(HOOK, secret=False)}, "error", "webhook", "GitHub signs nothing"),
        (
            {"webhook": replace(HOOK, failed=3, why="issues: timed out")},
            "warning",
            "webhook",
            "3 of the last 100 deliveries were not taken; the last one: issues: timed out",
        ),
        ({"ahead": timedelta(seconds=90)}, "error", "machine", "its clock is 90 seconds behind GitHub's"),
        ({"ahead": timedelta(seconds=-90)}, "error", "machine", "its clock is 90 seconds ahead of GitHub's"),
        (
            {"broken": "the disk is full"},
            "error",
            "/srv/fingerpost.db",
            "the store cannot be written: the disk is full",
        ),
        ({"room": 10**7}, "warning", "/srv/fingerpost.db", "10 MB are free"),
        ({"accounts": (Account("acme", suspended=True),)}, "error", "acme", "the App is suspended there"),
        ({"accounts": (Account("acme", permissions=LESS),)}, "error", "acme", "Checks: write is not given"),
        (
            {"patients": (Patient("a/b", has_file=False),)},
            "note",
            "a/b",
            "it has no rules, so that the bot stays silent there",
        ),
        (
            {"patients": (Patient("a/b", findings=(NOTE, ERROR)),)},
            "error",
            "a/b .github/pathways.yml:3:5",
            "unknown key `titel`",
        ),
    ],
)
def test_each_thing_that_is_wrong_is_told_once_with_its_place(
    changes: dict[str, Any], severity: str, place: str, says: str
) -> None:
    found = [one for one in said(replace(WELL, **changes)) if one[0] == severity]
    assert [(one[1], one[2][: len(says)]) for one in found] == [(place, says)]
    assert all(one.fix for one in symptoms(replace(WELL, **changes)))
    assert healthy(symptoms(replace(WELL, **changes))) == (severity == "note")


def test_where_nothing_is_known_of_the_disk_nothing_is_said_of_it() -> None:
    assert symptoms(replace(WELL, room=None)) == []


def test_the_worst_comes_first() -> None:
    ill = replace(WELL, url="", ahead=timedelta(minutes=5), room=0)
    assert [severity for severity, _, _ in said(ill)] == ["error", "warning", "note"]
    assert documents(symptoms(ill))[0]["fix"] == "let it keep time by NTP"


RULES = "project: {purpose: p}\nrules: [{name: r, on: issues.opened, do: [DO]}]\n"
LABELER = "jobs: {x: {steps: [{uses: actions/labeler@v5}]}}"


@pytest.mark.parametrize(
    ("do", "files", "owners", "told"),
    [
        ("{label: x}", {".github/workflows/label.yml": LABELER}, False, ["actions/labeler acts there too"]),
        ("{comment: x}", {".github/workflows/label.yml": LABELER}, False, []),
        ("{label: x}", {"docs/label.yml": LABELER}, False, []),
        ("{label: x}", {".github/workflows/ci.yml": "steps: [{uses: actions/checkout@v4}]"}, False, []),
        ("{close: completed}", {".github/stale.yml": ""}, False, ["Probot Stale acts there too"]),
        ("{assign: ben}", {"triagebot.toml": ""}, False, ["triagebot acts there too"]),
        ("{comment: x}", {".mergify.yml": ""}, False, ["Mergify acts there too"]),
        ("{request_review: ben}", {}, True, ["GitHub asks the owners in CODEOWNERS"]),
        ("{label: x}", {}, True, []),
    ],
)
def test_other_automation_is_told_where_it_does_what_rules_do(
    do: str, files: dict[str, str], owners: bool, told: list[str]
) -> None:
    text = RULES.replace("DO", do).replace("issues.opened", "pull_request.opened")
    found = list(rivals_of(load(text), files, owners=owners))
    assert [one.does[: len(says)] for one, says in zip(found, told, strict=True)] == told


def test_a_rival_is_told_in_the_repository() -> None:
    book = load(RULES.replace("DO", "{label: x}"))
    patient = Patient("a/b", book, files={".github/workflows/label.yml": LABELER})
    [one] = symptoms(replace(WELL, patients=(patient,)))
    assert (one.severity, one.place) == ("warning", "a/b .github/workflows/label.yml")
    assert one.fix == "let one of the two do it; `fingerpost import` turns its file into rules (labeler)"


def test_a_boards_own_workflow_is_told_in_the_repository_whose_rules_it_meets() -> None:
    text = "project: {purpose: p}\nboard: {project: 1, stages: {Done: {}}}\n"
    book = load(f"{text}rules: [{{name: r, on: issues.closed, do: [{{stage: Done}}]}}]\n")
    patient = Patient("a/b", book, boards=(Automation("a/1", running=("Item closed", "Item reopened")),))
    [one] = symptoms(replace(WELL, patients=(patient,)))
    assert (one.severity, one.place) == ("warning", "a/b board a/1")
    assert one.fix == "switch it off, or let it set the same as the file"


def test_workflows_that_cannot_be_read_are_a_note() -> None:
    [one] = symptoms(replace(WELL, patients=(Patient("a/b", unread="the field does not exist"),)))
    assert (one.severity, one.says) == (
        "note",
        "its boards' own workflows could not be read: the field does not exist",
    )

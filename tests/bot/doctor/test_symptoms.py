"""What the doctor says of what it saw, each with its fix."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.doctor.automation import Automation
from bot.doctor.registration import EVENTS, PERMISSIONS
from bot.doctor.rivals import rivals_of
from bot.doctor.symptoms import documents, healthy, stopped, symptoms
from bot.doctor.vitals import Account, Patient, Vitals, Webhook
from bot.errors import GitHubError, Gone, NotInstalled, PermissionMissing, RateLimited, Retryable
from bot.store.errors import StoreUnavailable
from rules.diagnostics import Diagnostic
from rules.language import load

ALL = {each.key: each.level for each in PERMISSIONS}
WELL = Vitals(
    url="https://bot.example",
    api="https://api.github.com",
    settings="https://github.com/organizations/acme/settings/apps/signs",
    install="https://github.com/apps/signs/installations/new",
    permissions=ALL,
    events=frozenset(EVENTS),
    webhook=Webhook(address="https://bot.example/webhooks/github", deliveries=100),
    accounts=(Account("acme", permissions=ALL, page="https://github.com/organizations/acme/settings/installations/7"),),
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
            {"patients": (Patient("a/b", unseen=Retryable("GitHub answered 502")),)},
            "error",
            "a/b",
            "it could not be looked at: GitHub answered 502",
        ),
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
        ({"webhook": replace(HOOK, insecure=True)}, "warning", "webhook", "GitHub does not look whether"),
        ({"webhook": replace(HOOK, secret=False)}, "error", "webhook", "GitHub signs nothing"),
        (
            {"webhook": replace(HOOK, failed=3, why="issues: timed out")},
            "note",
            "webhook",
            "3 of the last 100 deliveries were not taken (issues: timed out); the newest was",
        ),
        (
            {"webhook": replace(HOOK, failed=3, deaf=True, why="issues: timed out")},
            "error",
            "webhook",
            "3 of the last 100 deliveries were not taken, the newest one neither (issues: timed out)",
        ),
        ({"webhook": replace(HOOK, deliveries=0)}, "note", "webhook", "GitHub lists no delivery of the last days"),
        (
            {"ahead": timedelta(seconds=90)},
            "warning",
            "machine",
            "its clock is 90 seconds behind GitHub's: schedules, deadlines and ages come late by that",
        ),
        (
            {"ahead": timedelta(hours=-3)},
            "warning",
            "machine",
            "its clock is 3 hours ahead of GitHub's: schedules, deadlines and ages come early by that",
        ),
        (
            {"broken": "the disk is full"},
            "error",
            "/srv/fingerpost.db",
            "the store cannot be written: the disk is full",
        ),
        ({"room": 10**7}, "warning", "/srv/fingerpost.db", "only 10 MB are free"),
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
    assert [severity for severity, _, _ in said(ill)] == ["warning", "warning", "note"]
    assert documents(symptoms(ill))[0]["fix"] == "switch its time service on, such as `timedatectl set-ntp true`"


def test_what_the_app_does_not_ask_for_is_not_asked_of_the_accounts() -> None:
    less = replace(WELL, permissions=LESS, accounts=(Account("acme", permissions=LESS),))
    [one] = symptoms(less)
    page = "https://github.com/organizations/acme/settings/apps/signs under Permissions & events"
    assert (one.place, one.fix) == (
        "App",
        f"set Checks to “Read and write” in {page}; then accept it where it is installed",
    )


@pytest.mark.parametrize(
    ("account", "fix"),
    [
        (
            Account("acme", permissions=LESS, page="https://github.com/p/7"),
            "an owner accepts the App's new permissions on https://github.com/p/7",
        ),
        (
            Account("acme", suspended=True),
            "an owner lifts that on the account's settings, GitHub Apps",
        ),
    ],
)
def test_an_owner_is_sent_to_the_page_of_the_installation(account: Account, fix: str) -> None:
    assert [one.fix for one in symptoms(replace(WELL, accounts=(account,)))] == [fix]


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (0, "GitHub does not reach the address"),
        (302, "GitHub follows no redirection: write the address"),
        (401, "GitHub signs with another secret: write one and the same text into"),
        (403, "a proxy or firewall in front of the bot turns GitHub away"),
        (404, "something else than the bot answers there: let the proxy pass /webhooks/github on"),
        (502, "the bot does not run, the proxy does not reach it"),
        (503, "the bot does not run, the proxy does not reach it"),
    ],
)
def test_the_answer_tells_what_is_in_the_way_of_deliveries(code: int, advice: str) -> None:
    deaf = replace(HOOK, failed=1, deaf=True, code=code)
    [one] = symptoms(replace(WELL, webhook=deaf))
    assert one.fix[: len(advice)] == advice
    assert one.fix.endswith("; what was missed, the bot then asks for by itself")


@pytest.mark.parametrize(
    ("address", "api", "told"),
    [
        ("http://localhost:8000", "https://api.github.com", True),
        ("http://127.0.0.1:8000", "https://ghe.example/api/v3", True),
        ("http://10.0.0.7", "https://api.github.com", True),
        ("http://10.0.0.7", "https://api.acme.ghe.com", True),
        ("http://10.0.0.7", "https://ghe.example/api/v3", False),
        ("http://127.0.0.1:8000", "http://127.0.0.1:9000", False),
        ("http://93.184.216.34", "https://api.github.com", False),
    ],
)
def test_an_address_that_leads_nowhere_from_where_github_is_is_told(address: str, api: str, told: bool) -> None:
    there = Webhook(address=f"{address}/webhooks/github", deliveries=1)
    found = said(replace(WELL, url=address, api=api, webhook=there))
    expected = ("error", "webhook", f"GitHub sends to {there.address}, which leads nowhere from where GitHub is")
    assert found == ([expected] if told else [])


@pytest.mark.parametrize(
    ("error", "place", "fix"),
    [
        (RateLimited("GitHub asks to wait", datetime(2026, 3, 2, tzinfo=UTC)), "GitHub", "ask again after that"),
        (NotInstalled("the App is not installed on a/b"), "GitHub", "on GitHub, install the App there"),
        (Gone("the App does not see a/b"), "GitHub", "on GitHub, install the App there"),
        (PermissionMissing("contents"), "GitHub", "give the App the permission on its settings page"),
        (Retryable("GitHub did not answer"), "GitHub", "see that this machine reaches GitHub"),
        (StoreUnavailable("The database is not available."), "store", "mend this first, and ask again"),
    ],
)
def test_what_keeps_the_doctor_from_looking_is_a_finding_as_well(error: Any, place: str, fix: str) -> None:
    one = stopped(error)
    assert (one.severity, one.place, one.says, one.fix[: len(fix)]) == ("error", place, str(error).rstrip("."), fix)


def test_a_server_is_looked_after_by_others_than_a_file() -> None:
    here = symptoms(replace(WELL, broken="it is full"))
    there = symptoms(replace(WELL, store="postgresql://bot@db/fp", broken="it is full"))
    assert [one.fix.split(",")[0] for one in (*here, *there)] == [
        "see that the disk has room",
        "see that the server is there and takes writes",
    ]


def test_where_the_bot_has_pages_the_first_rules_are_begun_there() -> None:
    [one] = symptoms(replace(WELL, patients=(Patient("a/b", has_file=False),)))
    assert "or begin at https://bot.example/setup/begin/a/b; `docs/presets.md`" in one.fix


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
        ("{label: x}", {".github/stale.yml": ""}, False, []),
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
    assert one.fix == "let one of the two do it; `fingerpost import labeler .github/labeler.yml` turns it into rules"


def test_who_closes_what_lies_still_meets_rules_that_ask_for_that() -> None:
    text = (
        'project: {purpose: p}\nrules: [{name: r, on: schedule.daily, when: {idle: "30 days"}, do: [{label: old}]}]\n'
    )
    [one] = rivals_of(load(text), {".github/workflows/s.yml": "steps: [{uses: actions/stale@v9}]"}, owners=False)
    assert one.fix == "let one of the two do it; `fingerpost import stale .github/workflows/s.yml` turns it into rules"


def test_a_boards_own_workflow_is_told_in_the_repository_whose_rules_it_meets() -> None:
    text = "project: {purpose: p}\nboard: {project: 1, stages: {Done: {}}}\n"
    book = load(f"{text}rules: [{{name: r, on: issues.closed, do: [{{stage: Done}}]}}]\n")
    patient = Patient("a/b", book, boards=(Automation("a/1", running=("Item closed", "Item reopened")),))
    [one] = symptoms(replace(WELL, patients=(patient,)))
    assert (one.severity, one.place) == ("warning", "a/b board a/1")
    assert one.fix == "switch it off, or let it set the same as the file"


def test_workflows_that_cannot_be_read_are_a_note() -> None:
    [one] = symptoms(replace(WELL, patients=(Patient("a/b", unread=GitHubError("the field does not exist")),)))
    assert (one.severity, one.says) == (
        "note",
        "its boards' own workflows could not be read: the field does not exist",
    )

"""`fingerpost doctor` against a simulated GitHub: a healthy App, and one with much to mend."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.sandbox.testing import APP, Running, private_pem, running_sandbox

RULES = "project: {purpose: p}\nrules: [{name: Bugs, on: issues.opened, when: {label: bgu}, do: [{label: triage}]}]\n"
WORKFLOW = "on: push\njobs: {label: {steps: [{uses: 'actions/labeler@v5'}]}}\n"
MOVING = """
project: {purpose: p}
board: {project: 1, stages: {Todo: {}, Done: {done: true}}}
rules: [{name: Publish, on: issues.closed, do: [{stage: Done}]}]
"""
BOARD = {"title": "Work", "workflows": {"Item closed": True, "Item added to project": False, "Item reopened": True}}
COMMUNITY: dict[str, Any] = {
    "users": ["ada"],
    "organizations": [
        {"login": "orchard", "owners": ["ada"], "projects": [BOARD]},
        {"login": "meadow", "owners": ["ada"]},
    ],
    "repositories": [
        {
            "name": "orchard/tools",
            "labels": ["bug", "triage"],
            "files": {".github/pathways.yml": RULES, ".github/workflows/label.yml": WORKFLOW},
        },
        {"name": "orchard/silent"},
        {"name": "orchard/moving", "files": {".github/pathways.yml": MOVING}},
        {"name": "meadow/grass"},
    ],
    "installations": [
        {"account": "orchard"},
        {"account": "meadow", "permissions": {"metadata": "read", "issues": "write"}},
    ],
}


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with running_sandbox(COMMUNITY, webhook_url="https://bot.example/webhooks/github", webhook_secret="s") as sandbox:
        yield sandbox


@pytest.fixture
def doctor(running: Running, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    given = {
        "GITHUB_APP_ID": str(APP.id),
        "GITHUB_PRIVATE_KEY": private_pem(),
        "GITHUB_WEBHOOK_SECRET": "s",
        "GITHUB_API_URL": running.url,
        "FINGERPOST_HOME": str(tmp_path),
        "FINGERPOST_URL": "https://bot.example",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["doctor", *arguments])

    return run


def found(result: Result) -> list[tuple[str, str, str]]:
    return [(one["severity"], one["place"], one["says"]) for one in json.loads(result.stdout)["findings"]]


def test_a_repository_is_looked_at_with_its_rules_and_its_rivals(doctor: Any) -> None:
    told = found(doctor("orchard/tools", "--json"))
    about = [(severity, place, says) for severity, place, says in told if place.startswith("orchard/tools")]
    assert about == [
        (
            "warning",
            "orchard/tools .github/pathways.yml:2:55",
            "orchard/tools has no label `bgu`, and no rule gives it",
        ),
        (
            "warning",
            "orchard/tools .github/workflows/label.yml",
            "actions/labeler acts there too, and so do rules with `label`",
        ),
    ]


def test_a_boards_own_workflow_that_meets_a_rule_is_told_with_where_it_is_switched_off(
    doctor: Any, running: Running
) -> None:
    said = json.loads(doctor("orchard/moving", "--json").stdout)["findings"]
    [one] = [one for one in said if one["place"].startswith("orchard/moving")]
    assert (one["severity"], one["place"]) == ("warning", "orchard/moving board orchard/1")
    assert one["says"].startswith("its own workflow “Item closed” is on: when an item is closed, GitHub sets Status")
    assert one["fix"].endswith(f"({running.url}/orgs/orchard/projects/1/workflows)")


def test_what_an_account_did_not_give_is_told_with_the_fix(doctor: Any) -> None:
    result = doctor()
    assert result.exit_code == 1
    lines = [line.strip() for line in result.stdout.splitlines()]
    place = next(n for n, line in enumerate(lines) if line.startswith("error meadow: Checks: write is not given"))
    assert lines[place + 1].startswith("help: an owner accepts the App's new permissions on ")
    assert "note orchard/silent: it has no rules, so that the bot stays silent there" in result.stdout


def test_the_webhook_is_held_against_the_bots_own_address(doctor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = "GitHub lists no delivery of the last days, so that nobody knows whether its address can be reached"
    told = [one for one in found(doctor("orchard/silent", "--json")) if one[1] == "webhook"]
    assert told == [("note", "webhook", quiet)]
    monkeypatch.setenv("FINGERPOST_URL", "https://elsewhere.example")
    told = [one for one in found(doctor("orchard/silent", "--json")) if one[1] == "webhook"]
    says = "GitHub sends to https://bot.example/webhooks/github, and the bot is told that it is at https://elsewhere.example"
    assert told[:1] == [("error", "webhook", says)]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["tools"], 2, "'tools' is no repository; write OWNER/REPO, such as acme/handbook"),
        (["orchard/nothing"], 1, "the App is not installed on orchard/nothing"),
    ],
)
def test_what_cannot_be_looked_at_is_named(doctor: Any, arguments: list[str], code: int, said: str) -> None:
    result = doctor(*arguments)
    assert (result.exit_code, said in result.output) == (code, True)

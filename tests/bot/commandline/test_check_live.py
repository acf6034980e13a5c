"""`check --live`: a rule file against a simulated GitHub."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.sandbox.testing import APP, Running, private_pem, running_sandbox

FORM = "name: Idea\nbody:\n- {type: input, id: why, attributes: {label: Why}}\n"
RULES = """\
project: {purpose: p, people: people.yml}
board: {project: 1, stages: {Triage: , Doing: }}
rules:
  - name: A
    on: issues.opened
    when: {label: bug, form: idea, field: {Why: x}}
    do: [{label: new}, {assign: {role: editor}}, {board_field: {Size: S}}, {stage: Triage}, {milestone: "1.0"}]
  - name: B
    on: pull_request.opened
    when: {owners: "@ada"}
    do: [{request_review: {team: orchard/docs}}, {add_to: 1}]
"""
BASE = """\
project: {purpose: Ours, people: people.yml, accepts_from: orchard/tools}
rules:
  - {name: Theirs, on: issues.opened, do: [{milestone: '9.9'}]}
"""
COMMUNITY: dict[str, Any] = {
    "users": ["ada", "ben"],
    "organizations": [
        {
            "login": "orchard",
            "owners": ["ada"],
            "members": ["ben"],
            "teams": [{"slug": "docs", "members": ["ben"]}],
            "projects": [
                {
                    "title": "Work",
                    "fields": [
                        {"name": "Status", "options": ["Triage", "Doing"]},
                        {"name": "Size", "options": ["S", "L"]},
                    ],
                }
            ],
        },
        {"login": "meadow", "owners": ["ada"]},
    ],
    "repositories": [
        {
            "name": "orchard/tools",
            "labels": ["bug"],
            "milestones": ["1.0"],
            "files": {
                ".github/pathways.yml": RULES,
                ".github/ISSUE_TEMPLATE/idea.yml": FORM,
                ".github/CODEOWNERS": "* @ada\n",
                "people.yml": "- github: ada\n  roles: [editor]\n",
            },
        },
        {
            "name": "orchard/base",
            "files": {".github/pathways.yml": BASE},
        },
        {"name": "meadow/empty"},
    ],
    "installations": [
        {"account": "orchard"},
        {"account": "meadow", "permissions": {"metadata": "read", "issues": "write", "contents": "read"}},
    ],
}


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with running_sandbox(COMMUNITY) as sandbox:
        yield sandbox


@pytest.fixture
def credentials(running: Running, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_APP_ID", str(APP.id))
    monkeypatch.setenv("GITHUB_PRIVATE_KEY", private_pem())
    monkeypatch.setenv("GITHUB_WEBHOOK_SECRET", "secret")
    monkeypatch.setenv("GITHUB_API_URL", running.url)


def check(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["check", *arguments])


@pytest.mark.usefixtures("credentials")
def test_the_repository_s_own_file_is_checked_against_what_is_there() -> None:
    result = check("--live", "orchard/tools")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.replace("orchard/tools:.github/pathways.yml", "FILE").splitlines() == [
        "FILE:7:18: note[new]: orchard/tools has no label `new`: it is created when needed",
        "FILE: 2 rules, nothing wrong, 1 note",
    ]


@pytest.mark.usefixtures("credentials")
def test_another_file_is_checked_against_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "pathways.yml"
    path.write_text(
        RULES.replace("Doing: }", "Done: }").replace("docs", "dosc").replace("role: editor", "users: [bne]")
    )
    result = check("--live", "orchard/tools", str(path), "--json", "--strict")
    found = json.loads(result.stdout)
    told = [(each["line"], each["column"], each["severity"], each["code"]) for each in found["diagnostics"]]
    assert (result.exit_code, found["warnings"], told) == (
        1,
        3,
        [
            (2, 40, "warning", "absent"),
            (7, 18, "note", "new"),
            (7, 42, "warning", "absent"),
            (11, 34, "warning", "absent"),
        ],
    )


@pytest.mark.usefixtures("credentials")
def test_what_the_app_may_not_do_or_see_is_told(tmp_path: Path) -> None:
    path = tmp_path / "pathways.yml"
    path.write_text(RULES)
    result = check("--live", "meadow/empty", str(path), "--json")
    told = [(each["line"], each["code"]) for each in json.loads(result.stdout)["diagnostics"]]
    assert (result.exit_code, [each for each in told if each[1] in {"unseen-board", "permission", "people"}]) == (
        0,
        [
            *((1, "people"), (2, "unseen-board"), (7, "permission"), (7, "permission")),
            *((11, "permission"), (11, "permission"), (11, "unseen-board")),
        ],
    )


@pytest.mark.usefixtures("credentials")
def test_a_broken_file_needs_no_look(tmp_path: Path) -> None:
    path = tmp_path / "pathways.yml"
    path.write_text(RULES.replace("do:", "doo:"))
    result = check("--live", "orchard/tools", str(path))
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        1,
        f"{path}:7:5: error[unknown-key]: unknown key `doo`",
    )


@pytest.mark.usefixtures("credentials")
@pytest.mark.parametrize(
    ("repo", "message"),
    [
        ("orchard/nothing", "the App is not installed on orchard/nothing, or there is no such repository"),
        ("ada/garden", "the App is not installed on ada/garden, or there is no such repository"),
        ("meadow/empty", "meadow/empty has no .github/pathways.yml on its default branch: name a FILE, or add one"),
    ],
)
def test_what_cannot_be_looked_at_is_said_in_a_sentence(repo: str, message: str) -> None:
    result = check("--live", repo)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"fingerpost: {message}\n")


@pytest.mark.usefixtures("credentials")
def test_what_a_base_names_is_looked_at_and_its_people_file_is_left_to_it(tmp_path: Path) -> None:
    path = tmp_path / "pathways.yml"
    path.write_text(
        "project: {purpose: p}\nextends: orchard/base\nrules:\n"
        "  - {name: Mine, on: issues.opened, do: [{assign: {role: gardener}}]}\n"
    )
    result = check("--live", "orchard/tools", str(path), "--json")
    told = [(each["base"], each["line"], each["message"]) for each in json.loads(result.stdout)["diagnostics"]]
    assert (result.exit_code, told) == (0, [("orchard/base", 3, "orchard/tools has no open milestone `9.9`")])


def test_without_credentials_each_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_APP_ID", "GITHUB_PRIVATE_KEY", "GITHUB_PRIVATE_KEY_PATH", "GITHUB_WEBHOOK_SECRET"):
        monkeypatch.delenv(name, raising=False)
    result = check("--live", "orchard/tools")
    told = [line.split(":")[1].strip() for line in result.stderr.splitlines()]
    assert (result.exit_code, told) == (2, ["GITHUB_APP_ID", "GITHUB_PRIVATE_KEY_PATH", "GITHUB_WEBHOOK_SECRET"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "fingerpost: say which FILE, or the repository whose file is meant: --live OWNER/REPO\n"),
        (("--live", "tools"), "fingerpost: --live takes a repository as OWNER/REPO, not 'tools'\n"),
        (("--live", "a/../b"), "fingerpost: --live takes a repository as OWNER/REPO, not 'a/../b'\n"),
    ],
)
def test_what_is_to_be_looked_at_must_be_named(arguments: tuple[str, ...], message: str) -> None:
    result = check(*arguments)
    assert (result.exit_code, result.stderr) == (2, message)

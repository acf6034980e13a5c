"""`test`: differences that a person sees at once, and an exit code that a script can use."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

RULES = (
    "project: {purpose: p}\nrules:\n  - {name: Crashes, on: issues.opened, when: {title: crash}, do: [{label: bug}]}\n"
)
GOOD = "- {name: A crash, event: issues.opened, given: {title: It crashes}, then: [{label: bug}]}\n"
BAD = "- {name: A question, event: issues.opened, given: {title: A crash?}, then: [{label: question}]}\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "pathways.yml").write_text(RULES)
    return tmp_path


def run(place: Path, tests: str, *arguments: str, file: str = "pathways.test.yml") -> Result:
    (place / "pathways.test.yml").write_text(tests)
    return CliRunner().invoke(app, ["test", str(place / file), *arguments])


@pytest.mark.parametrize("file", ["pathways.test.yml", "pathways.yml"])
def test_the_tests_beside_the_rules_are_run(place: Path, file: str) -> None:
    result = run(place, GOOD, file=file)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "✓ A crash\n1 test, all passed\n", "")


def test_a_difference_is_shown_line_by_line(place: Path) -> None:
    result = run(place, GOOD + BAD)
    assert result.exit_code == 1
    assert result.stdout == (
        "✓ A crash\n"
        "✗ A question (line 2)\n"
        "    - label: question  (expected)\n"
        "    + label: bug  (got)\n"
        "2 tests, 1 failed\n"
    )


def test_a_script_gets_json(place: Path) -> None:
    result = run(place, GOOD + BAD, "--json", "-k", "question")
    assert (result.exit_code, json.loads(result.stdout)) == (
        1,
        {
            "file": str(place / "pathways.test.yml"),
            "rules": str(place / "pathways.yml"),
            "passed": 0,
            "failed": 1,
            "tests": [
                {
                    "name": "A question",
                    "line": 2,
                    "passed": False,
                    "missing": [{"label": "question"}],
                    "unexpected": [{"label": "bug"}],
                    "held_back": [],
                }
            ],
        },
    )


def test_no_test_of_that_name_is_wrong_use(place: Path) -> None:
    result = run(place, GOOD, "-k", "zebra")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "has “zebra” in its name" in result.stderr


def test_a_test_file_with_a_mistake_says_where(place: Path) -> None:
    result = run(place, "- {name: a, event: push}\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "pathways.test.yml:1:3: error[missing-key]: a test has `then` or `then_includes`" in result.stderr
    assert result.stderr.endswith("fingerpost: the test file has 1 error\n")


def test_a_payload_lies_beside_the_tests(place: Path) -> None:
    issue = {"number": 7, "node_id": "I", "title": "A crash", "user": {"login": "ada"}, "labels": []}
    sent = {"action": "opened", "repository": {"id": 1, "node_id": "R", "full_name": "acme/widgets"}, "issue": issue}
    (place / "sent.json").write_text(json.dumps(sent))
    tests = "- {name: a, event: issues.opened, payload: sent.json, then: [{label: bug}]}\n"
    assert run(place, tests).stdout == "✓ a\n1 test, all passed\n"
    (place / "sent.json").write_text("{")
    result = run(place, tests)
    assert (result.exit_code, "pathways.test.yml:1: " in result.stderr, "is not JSON" in result.stderr) == (
        1,
        True,
        True,
    )


def test_why_a_verb_was_held_back_is_shown(place: Path) -> None:
    tests = "- {name: a, event: issues.opened, given: {title: crash, undone: [{label: bug}]}, then: [{label: bug}]}\n"
    assert "    ? held back: label (Crashes): a person took bug off\n" in run(place, tests).stdout


def test_this_repositorys_own_rules_pass_their_tests() -> None:
    own = Path(__file__).parents[3] / ".github" / "pathways.test.yml"
    result = CliRunner().invoke(app, ["test", str(own)])
    assert (result.exit_code, result.stdout.splitlines()[-1].endswith("all passed")) == (0, True)

"""`check`: every finding with its place and the fix, errors first, and an exit code that a script can use."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

GOOD = "project: {purpose: Test}\nrules:\n  - {name: a, on: issues.opened, do: [{close: completed}]}\n"
BAD = """\
project: {purpose: Test}
rules:
  - name: a
    when: {near: north}
    do: [{labl: bug}]
  - name: b
    when: {titel: x}
"""
DOUBTFUL = """\
project: {purpose: Test}
rules:
  - name: a
    on: issues.opened
    when: {near: north}
    do: [{request_review: alice}]
  - name: b
    when: {near: south, group: a}
    do: [{close: completed}]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "pathways.yml"


def check(file: Path, *arguments: str, text: str | bytes | None = None) -> Result:
    if text is not None:
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    return CliRunner().invoke(app, ["check", str(file), *arguments])


def test_a_file_in_order_is_said_to_be_in_order(file: Path) -> None:
    result = check(file, text=GOOD)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{file}: 1 rule, nothing wrong\n", "")


def test_each_error_has_its_place_its_line_a_caret_and_the_fix(file: Path) -> None:
    result = check(file, text=BAD)
    assert result.exit_code == 1
    assert result.stdout.replace(str(file), "FILE") == (
        "FILE:5:11: error[unknown-verb]: unknown verb `labl`\n"
        "      do: [{labl: bug}]\n"
        "            ^^^^\n"
        "  help: did you mean `label`?\n"
        "FILE:7:12: error[unknown-key]: unknown key `titel`\n"
        "      when: {titel: x}\n"
        "             ^^^^^\n"
        "  help: did you mean `title`?\n"
        "2 errors\n"
    )


def test_notes_come_last_and_those_that_say_the_same_are_one(file: Path) -> None:
    result = check(file, text=DOUBTFUL)
    lines = result.stdout.replace(str(file), "FILE").splitlines()
    assert (result.exit_code, lines[0].split("]: ")[0], lines[4:]) == (
        0,
        "FILE:6:11: warning[wrong-item",
        [
            "FILE:5:12: note[not-yet]: the condition `near` is not acted on yet (also on line 8)",
            "FILE:6:27: note[offline]: GitHub was not asked about logins: `--live OWNER/REPO` asks",
            "FILE:8:25: note[not-yet]: the condition `group` is not acted on yet",
            "1 warning, 4 notes",
        ],
    )


def test_warnings_fail_when_the_check_is_strict(file: Path) -> None:
    assert [check(file, *strict, text=DOUBTFUL).exit_code for strict in ([], ["--strict"])] == [0, 1]


def test_one_note_says_what_nobody_has_looked_at(file: Path) -> None:
    result = check(file, text=GOOD.replace("close: completed", "label: bug"))
    assert (result.exit_code, result.stdout.replace(str(file), "FILE").splitlines()) == (
        0,
        [
            "FILE:3:47: note[offline]: GitHub was not asked about labels: `--live OWNER/REPO` asks",
            "FILE: 1 rule, nothing wrong, 1 note",
        ],
    )


def test_notes_never_fail(file: Path) -> None:
    notes = DOUBTFUL.replace("request_review: alice", "label: x")
    result = check(file, "--strict", text=notes)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, f"{file}: 2 rules, nothing wrong, 4 notes")


def test_findings_are_one_json_object_for_scripts(file: Path) -> None:
    result = check(file, "--json", text=BAD)
    found = json.loads(result.stdout)
    assert (result.exit_code, found["file"], found["rules"], found["errors"], found["warnings"], found["notes"]) == (
        1,
        str(file),
        None,
        2,
        0,
        0,
    )
    assert found["diagnostics"][1] == {
        "line": 7,
        "column": 12,
        "severity": "error",
        "code": "unknown-key",
        "message": "unknown key `titel`",
        "help": "did you mean `title`?",
        "width": 5,
        "base": "",
    }
    assert json.loads(check(file, "--json", text=GOOD).stdout) == {
        "file": str(file),
        "rules": 1,
        "errors": 0,
        "warnings": 0,
        "notes": 0,
        "diagnostics": [],
    }


def test_standard_input_is_a_file_too() -> None:
    result = CliRunner().invoke(app, ["check", "-"], input=GOOD)
    assert (result.exit_code, result.stdout) == (0, "stdin: 1 rule, nothing wrong\n")


def test_a_file_that_is_not_there_is_wrong_use_and_its_neighbour_is_named(file: Path) -> None:
    file.write_text(GOOD)
    result = check(file.with_name("pathway.yml"))
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        f"fingerpost: there is no file {file.with_name('pathway.yml')}; did you mean {file}?\n",
    )


def test_a_folder_is_no_rule_file(tmp_path: Path) -> None:
    result = check(tmp_path)
    assert (result.exit_code, result.stderr) == (2, f"fingerpost: {tmp_path} cannot be read: Is a directory\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "not-a-rule-file"),
        (b"\xff\xfe", "encoding"),
        (b"rules: [\x1b[31m]", "character"),
        (b"a: " + b"x" * 2_000_000, "too-large"),
        (b"a: [" * 100, "limit"),
    ],
)
def test_a_file_that_is_no_yaml_is_told_in_words(file: Path, text: bytes, told: str) -> None:
    result = check(file, text=text)
    assert (result.exit_code, f": error[{told}]: " in result.stdout.splitlines()[0]) == (1, True)
    assert result.stdout.splitlines()[-1] == "1 error"


def test_what_a_file_holds_cannot_write_on_the_terminal(file: Path) -> None:
    result = check(file, text='project: {purpose: x}\nrules:\n  - {name: a, "\\e[2J\\nFILE:1:1: error[x]: y": 1}\n')
    assert [each for each in result.stdout if ord(each) < 32 and each != "\n"] == []
    assert [line for line in result.stdout.splitlines() if line.startswith("FILE:1:1")] == []


def test_many_warnings_do_not_fill_the_terminal(file: Path) -> None:
    rule = "  - {{name: r{number}, on: issues.opened, do: [{{request_review: alice}}]}}\n"
    rules = "".join(rule.format(number=number) for number in range(150))
    lines = check(file, text=f"project: {{purpose: x}}\nrules:\n{rules}").stdout.splitlines()
    assert [lines[-3], lines[-1]] == ["… and 50 more warnings", "150 warnings, 1 note"]
    assert len([line for line in lines if ": warning[wrong-item]: " in line]) == 100


def on_a_terminal(file: Path, **env: str) -> str:
    ours, theirs = pty.openpty()
    base = {"PATH": os.defpath, "TERM": "xterm", "PYTHONPATH": str(Path(__file__).parents[3])}
    subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, "-c", "from bot.cli import main; main()", "check", str(file)],
        stdout=theirs,
        check=False,
        env={**base, **env},
    )
    os.close(theirs)
    with open(ours, "rb", buffering=0) as terminal:  # noqa: PTH123 - a terminal has no path
        return terminal.read(65_536).decode()


@pytest.mark.process
def test_a_terminal_gets_colours_unless_it_asks_for_none(file: Path) -> None:
    file.write_text(BAD)
    assert "\x1b[1;31merror\x1b[0m[unknown-verb]" in on_a_terminal(file)
    assert "\x1b" not in on_a_terminal(file, NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(file, TERM="dumb")


PEOPLED = "project: {purpose: Test, people: community/people.yml}\nroles: {editor: {}}\nrules: []\n"


def peopled(tmp_path: Path, people: str, folder: str = ".github") -> Path:
    (tmp_path / "community").mkdir()
    (tmp_path / "community" / "people.yml").write_text(people)
    (tmp_path / folder).mkdir(exist_ok=True)
    return tmp_path / folder / "pathways.yml"


def test_the_people_file_beside_it_is_looked_at_too(tmp_path: Path) -> None:
    file = peopled(tmp_path, "- github: bob\n  country: UK\n")
    result = check(file, text=PEOPLED)
    assert result.exit_code == 1
    assert result.stdout.replace(str(tmp_path), "ROOT").startswith(
        "ROOT/community/people.yml:2:12: error[people]: country: `UK` is no country's code\n"
        "    country: UK\n"
        "             ^^\n"
        "  help: did you mean GB?\n"
    )
    (found,) = [each for each in json.loads(check(file, "--json").stdout)["diagnostics"] if each["severity"] == "error"]
    assert (found["file"].replace(str(tmp_path), "ROOT"), found["line"]) == ("ROOT/community/people.yml", 2)


def test_a_role_that_the_rules_do_not_have_is_doubtful_and_no_error(tmp_path: Path) -> None:
    file = peopled(tmp_path, "- github: bob\n  roles: editr\n", folder=".")
    result = check(file, text=PEOPLED)
    assert (result.exit_code, "the rule file has no role `editr`" in result.stdout) == (0, True)
    assert check(file, "--strict").exit_code == 1


def test_a_people_file_that_is_not_there_is_not_looked_at(tmp_path: Path) -> None:
    result = check(tmp_path / "pathways.yml", text=PEOPLED)
    assert (result.exit_code, "error" in result.stdout) == (0, False)

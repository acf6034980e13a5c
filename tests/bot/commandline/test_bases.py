"""A rule file that extends other repositories, offline: their files are given, or said to be missing."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

OURS = """\
project: {purpose: Ours}
extends: acme/rules@v2
rules:
  - {name: A, do: [{stage: Review}]}
  - {name: B, when: {label: {list: areas}}, do: [{label: seen}]}
"""
THEIRS = """\
project: {purpose: Theirs}
extends: acme/deep
rules:
  - {name: Theirs, on: issues.opened, do: [{label: bug}]}
"""
DEEP = """\
project: {purpose: Deep}
board: {stages: {Review: {}}}
lists: {areas: [docs]}
rules: []
"""
TESTS = """\
- {name: A bug, event: issues.opened, then_includes: [{label: bug}]}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules" / ".github").mkdir(parents=True)
    for name, text in {"ours.yml": OURS, "rules/.github/pathways.yml": THEIRS, "deep.yml": DEEP}.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "ours.test.yml").write_text(TESTS)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments])


GIVEN = ("--base", "acme/rules=rules", "--base", "acme/deep=deep.yml")


def test_files_and_checkouts_that_are_given_are_read_whatever_version_is_named(here: Path) -> None:
    result = run("check", "ours.yml", *GIVEN)
    assert (result.stdout.splitlines()[-1], result.exit_code) == ("ours.yml: 3 rules, nothing wrong, 1 note", 0)
    (here / "deep.yml").write_text(DEEP.replace("areas", "others"))
    assert run("check", "ours.yml", *GIVEN).exit_code == 1


def test_what_is_not_given_is_said_and_what_it_may_hold_is_no_error(here: Path) -> None:
    del here
    result = run("check", "ours.yml")
    missing = "the rules of `acme/rules@v2` are not here, and what this file says of them is not checked"
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"ours.yml:2:10: warning[unseen]: {missing}",
        "  extends: acme/rules@v2",
        "           ^^^^^^^^^^^^^",
        "  help: give the file too: --base acme/rules@v2=FILE",
        "ours.yml:4:28: note[unknown-stage]: there is no stage `Review`; a base that is not here may have it",
        "ours.yml:5:36: note[unseen]: there is no list `areas`; a base that is not here may have it",
        "1 warning, 2 notes",
    ]


def test_a_mistake_in_a_base_is_shown_with_its_name_its_line_and_its_place(here: Path) -> None:
    (here / "deep.yml").write_text(DEEP.replace("rules: []", "rules:\n  - {name: x, onn: push}"))
    result = run("check", "ours.yml", *GIVEN)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[4:8] == [
        "acme/deep:5:15: error[unknown-key]: unknown key `onn`",
        "    - {name: x, onn: push}",
        "                ^^^",
        "  help: did you mean `on`?",
    ]


def test_explain_and_test_take_bases_too_and_say_what_is_missing(here: Path) -> None:
    del here
    asked = ("explain", "--rules", "ours.yml", "--event", "issues.opened", "--json")
    with_bases, without = run(*asked, *GIVEN), run(*asked)
    assert '"base": "acme/rules@v2"' in with_bases.stdout
    assert (with_bases.stderr, "warning[unseen]" in without.stderr) == ("", True)
    assert [run("test", "ours.yml", *more).exit_code for more in (GIVEN, ())] == [0, 1]


@pytest.mark.parametrize("given", ["rules", "rules=x", "acme/rules=", "="])
def test_what_is_no_name_with_a_file_is_refused(here: Path, given: str) -> None:
    del here
    result = run("check", "ours.yml", "--base", given)
    assert (result.exit_code, result.stderr.startswith("fingerpost: --base takes OWNER/REPO=FILE")) == (2, True)

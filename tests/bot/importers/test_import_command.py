"""`fingerpost import`: rules on standard output, notes on standard error, an end in words for what it cannot read."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from rules.language import load


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "labeler.yml"


def run(kind: str, file: Path, text: str | None = None, *options: str) -> Result:
    if text is not None:
        file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, ["import", kind, str(file), *options])


def test_rules_go_out_and_notes_go_beside_them(file: Path) -> None:
    result = run("labeler", file, "docs:\n- changed-files:\n  - any-glob-to-any-file: [docs/**, /x]\n")
    assert (result.exit_code, [rule.name for rule in load(result.stdout).rules]) == (
        0,
        ["The changed files call for the label docs"],
    )
    said = "the glob /x is not carried over: no path begins with a slash: it has never matched"
    assert result.stderr == f"{file}:3: {said}\n"


def test_a_broken_file_ends_with_its_place_and_no_rules(file: Path) -> None:
    result = run("labeler", file, "docs:\n- [a\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[0] == f"{file}:2:3: error[syntax]: the [ that opens here is not closed"


def test_an_unknown_kind_is_wrong_use_with_the_nearest_name(file: Path) -> None:
    result = run("labelr", file, "{}")
    said = "fingerpost: there is no kind 'labelr' of file; did you mean `labeler`?\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)


def test_a_file_that_is_not_there_is_wrong_use(file: Path) -> None:
    result = run("stale", file)
    assert (result.exit_code, result.stderr) == (2, f"fingerpost: there is no file {file}\n")


def test_labels_that_go_with_their_files_are_rules_that_take_back(file: Path) -> None:
    text = "docs:\n- changed-files:\n  - any-glob-to-any-file: [docs/**]\n"
    result = run("labeler", file, text, "--sync-labels")
    assert result.stdout.splitlines()[3:] == [
        "  - name: The changed files call for the label docs",
        '    when: {files: "docs/**"}',
        "    while: true",
        "    do: [{label: docs}]",
    ]


def test_only_labeler_files_are_synchronised(file: Path) -> None:
    result = run("codeowners", file, "* @ada\n", "--sync-labels")
    assert (result.exit_code, result.stderr) == (2, "fingerpost: --sync-labels is for labeler files\n")

"""`fingerpost backtest` on a history in a file."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.commandline.show_backtest import _remarks

HISTORY = [
    {"repository": "acme/handbook", "fetched_at": "2026-03-01T00:00:00Z"},
    *(
        {
            "kind": "issue",
            "number": number,
            "title": title,
            "author": "ada",
            "created_at": f"2026-02-0{number}T00:00:00Z",
        }
        for number, title in enumerate(["A crash", "A \x1b[31mcrash", "A wish"], 1)
    ),
]
RULES = "project: {purpose: p}\nrules: [{name: Crash, on: issues.opened, when: {title: crash}, do: [{label: LABEL}]}]\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "history.jsonl").write_text("\n".join(json.dumps(each) for each in HISTORY), encoding="utf-8")
    for name in ("old", "new"):
        (tmp_path / f"{name}.yml").write_text(RULES.replace("LABEL", name), encoding="utf-8")
    return tmp_path


def backtest(files: Path, *arguments: str) -> Result:
    given = ["backtest", "--history", str(files / "history.jsonl"), "--rules", str(files / "new.yml"), *arguments]
    return CliRunner().invoke(app, given)


def test_the_table_shows_what_differs(files: Path) -> None:
    result = backtest(files, "--against", str(files / "old.yml"))
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["label", "new", "0", "2", "0", "2", "#2", "#1"] in lines
    assert ["label", "old", "2", "0", "2", "0", "#2", "#1"] in lines
    assert ["new", "2", "0", "0%", "-"] in lines
    assert "acme/handbook: 3 items played, 2 of them come out otherwise." in result.stdout
    assert "\x1b" not in result.stdout
    assert result.exit_code == 0


def test_json_and_a_page_say_the_same(files: Path) -> None:
    result = backtest(files, "--json", "--html", str(files / "report.html"))
    effects = [(row["target"], row["old"], row["new"]) for row in json.loads(result.stdout)["effects"]]
    assert effects == [("new", 0, 2)]
    assert "What these rules would have done in acme/handbook" in (files / "report.html").read_text(encoding="utf-8")


def test_rules_that_exceed_their_own_limits_end_with_1(files: Path) -> None:
    limits = "limits: {mentions_per_person_per_week: 1}\n"
    (files / "new.yml").write_text(limits + RULES.replace("{label: LABEL}", "{assign: ben}"), encoding="utf-8")
    result = backtest(files)
    assert result.exit_code == 1
    assert "Over the limit: ben would be called 2 times within a week; `limits` allow 1" in result.stdout


def test_rules_of_which_a_backtest_cannot_be_sure_are_named(files: Path) -> None:
    rules = "project: {purpose: p}\nrules:\n  - {name: Odd, when: {actor: {may: triage}}, do: [{label: x}]}\n"
    rules += "  - {name: Daily, on: schedule.daily, when: {idle: 3 days}, do: [{label: y}]}\n"
    (files / "new.yml").write_text(rules, encoding="utf-8")
    assert "Not played: Daily (schedules, commands, whole repositories)." in backtest(files).stdout


def test_what_the_figures_do_not_tell_is_told_and_harmless() -> None:
    nothing: dict[str, list[str]] = {"exceeded": [], "unsure": [], "not_played": []}
    shared = ["the calls of \x1b[31mben could be shared among ada and ben"]
    assert [*_remarks({**nothing, "shared": shared, "as_now": ["texts", "files"], "as_empty": ["votes"]})] == [
        "Not held against the rules: the calls of ␛[31mben could be shared among ada and ben.",
        "As it is now, not as it was then: texts, files.",
        "As if there were none: votes.",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--repo", "a/b"], 2, "name a repository with --repo OWNER/REPO, or a file with --history FILE"),
        (["--since", "soon"], 2, "--since takes a number of days, weeks, months or years, such as 180d, 12w or 2y"),
        (["--against", "nowhere.yml"], 2, "there is no file nowhere.yml"),
    ],
)
def test_wrong_use_is_told(files: Path, arguments: list[str], code: int, said: str) -> None:
    result = backtest(files, *arguments)
    assert (result.exit_code, said in result.output) == (code, True)


def test_a_damaged_history_is_told_with_its_line(files: Path) -> None:
    (files / "history.jsonl").write_text(
        '{"repository": "a/b", "fetched_at": "2026-03-01T00:00:00Z"}\n{', encoding="utf-8"
    )
    result = backtest(files)
    assert (result.exit_code, "line 2: it is not JSON" in result.output) == (2, True)


def test_a_rule_file_with_errors_is_shown(files: Path) -> None:
    (files / "new.yml").write_text(RULES.replace("title", "titel"), encoding="utf-8")
    result = backtest(files)
    assert (result.exit_code, "unknown key `titel`" in result.output) == (1, True)

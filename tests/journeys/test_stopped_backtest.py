"""Whoever stops `fingerpost backtest` while it fetches is told what is kept; the same command goes on from there."""

import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bot.backtest.shelf import Shelf
from bot.github.pasts import PAGE
from bot.sandbox.faults import Fault
from bot.sandbox.testing import APP, private_pem, running_sandbox

REPO = "orchard/tools"
ISSUES = PAGE + 2
COMMUNITY: dict[str, Any] = {
    "users": ["ada"],
    "organizations": [{"login": "orchard", "owners": ["ada"]}],
    "repositories": [{"name": REPO, "items": [{"title": f"Tree {n}", "author": "ada"} for n in range(ISSUES)]}],
    "installations": [{"account": "orchard"}],
}
RULES = "project: {purpose: p}\nrules: [{name: Trees, on: issues.opened, do: [{label: tree}]}]\n"
KEPT = f"what was fetched of the history of {REPO} is kept"


def backtest(home: Path) -> "subprocess.Popen[str]":
    given = [sys.executable, "-c", "from bot.cli import main; main()", "backtest", "--repo", REPO, "--since", "all"]
    given += ["--rules", str(home / "new.yml")]
    return subprocess.Popen(given, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603 - ours


def kept(home: Path) -> int:
    """How many items were written down, once or more often; the first line tells of the repository."""
    return len(Shelf(home).file(REPO).read_bytes().splitlines()) - 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals as Unix has them")
def test_a_fetch_that_is_stopped_says_what_is_kept_and_goes_on_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new.yml").write_text(RULES, encoding="utf-8")
    monkeypatch.setenv("FINGERPOST_HOME", str(tmp_path))
    with running_sandbox(COMMUNITY) as running:
        monkeypatch.setenv("GITHUB_API_URL", running.url)
        monkeypatch.setenv("GITHUB_APP_ID", str(APP.id))
        monkeypatch.setenv("GITHUB_PRIVATE_KEY", private_pem())
        monkeypatch.setenv("GITHUB_WEBHOOK_SECRET", "a secret of the story")
        # The rule file is read before, then the first page.
        second_page = Fault(match=r"^graphql .*\bnode\b", kind="hang", seconds=3, skip=2)
        running.sandbox.faults = [second_page]
        command = backtest(tmp_path)
        while not second_page.fired and command.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                command.wait(0.01)
        command.send_signal(signal.SIGINT)
        _, told = command.communicate(timeout=60)
        said = f"fingerpost: stopped; {KEPT}, and the same command goes on from there\n"
        assert (told, command.returncode, kept(tmp_path)) == (said, 130, PAGE)
        shown, told = backtest(tmp_path).communicate(timeout=60)
        played = f"{REPO}: {ISSUES} items played, {ISSUES} of them come out otherwise."
        assert (shown.splitlines()[0], told, kept(tmp_path)) == (played, "", ISSUES)

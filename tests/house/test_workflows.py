"""The workflows take no more than they need; their form is checked by zizmor and against the published schemas."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def _jobs(path: Path) -> dict[str, dict[str, Any]]:
    jobs: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    return jobs


def _name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", WORKFLOWS, ids=_name)
def test_an_action_is_pinned_by_its_commit_and_says_its_version(path: Path) -> None:
    used = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert [action for action in used if not PINNED.fullmatch(action)] == []
    assert used


@pytest.mark.parametrize("path", WORKFLOWS, ids=_name)
def test_rights_are_given_job_by_job(path: Path) -> None:
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["permissions"] == {}
    assert [name for name, job in _jobs(path).items() if "permissions" not in job] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=_name)
def test_no_job_runs_for_ever(path: Path) -> None:
    assert [name for name, job in _jobs(path).items() if "timeout-minutes" not in job] == []


def test_the_summary_waits_for_every_other_job() -> None:
    jobs = _jobs(ROOT / ".github" / "workflows" / "ci.yml")
    summary = jobs.pop("ci")
    assert set(summary["needs"]) == jobs.keys()
    assert summary["steps"][0]["run"] == f'test "$RESULTS" = "{" ".join(["success"] * len(jobs))}"'


def test_no_workflow_gives_its_secrets_to_a_strangers_code() -> None:
    assert [path.name for path in WORKFLOWS if "pull_request_target" in path.read_text(encoding="utf-8")] == []

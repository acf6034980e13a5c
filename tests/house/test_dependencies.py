"""Each dependency has its reason, and each lock says the same."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REASONS = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").split("## ")


def _reasons(heading: str) -> set[str]:
    (section,) = (part for part in REASONS if part.startswith(heading))
    return set(re.findall(r"^\| `([^`]+)` \| \S.*\|$", section, re.MULTILINE))


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w-]", requirement)[0] for requirement in requirements}


def _locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))


EXTRAS = {name for extra in PROJECT["project"]["optional-dependencies"].values() for name in _names(extra)}


def test_each_package_that_the_bot_needs_has_a_reason_and_no_reason_outlives_its_package() -> None:
    assert _reasons("To run") == _names(PROJECT["project"]["dependencies"])


def test_each_package_that_some_want_has_a_reason_and_is_tested_here() -> None:
    assert _reasons("Extras") == EXTRAS
    assert _names([tool for tool in PROJECT["dependency-groups"]["dev"] if isinstance(tool, str)]) >= EXTRAS


def test_each_tool_has_a_reason_and_no_reason_outlives_its_tool() -> None:
    groups = PROJECT["dependency-groups"]
    tools = [tool for tool in groups["dev"] if tool != {"include-group": "build"}]
    assert _reasons("To check") == _names([*groups["build"], *tools]) - EXTRAS


def test_each_package_from_npm_has_a_reason() -> None:
    text = (ROOT / "requirements" / "contract" / "package.json").read_text(encoding="utf-8")
    assert _reasons("From npm") == set(re.findall(r'"(@octokit/[^"]+)"', text))


def test_the_locks_name_one_version_of_each_package() -> None:
    everything = _locked("dev.txt")
    for name in ("run.txt", "build.txt"):
        lock = _locked(name)
        assert lock == {package: everything.get(package) for package in lock}, name


def test_each_package_that_is_asked_for_is_locked() -> None:
    assert _names(PROJECT["project"]["dependencies"]) <= _locked("run.txt").keys()
    assert _names(PROJECT["dependency-groups"]["build"]) <= _locked("build.txt").keys()


def test_each_locked_package_has_a_hash() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        entries = re.split(r"^(?=[\w.-]+==)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == [], path.name

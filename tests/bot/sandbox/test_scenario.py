"""Scenario files."""

from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.scenario import BadScenario, read_scenario
from bot.sandbox.testing import Raw, running_sandbox


def test_a_scenario_tells_nobody_of_what_was_always_so(hub: Raw) -> None:
    assert (hub.events(), hub.control("audit")) == ([], [])
    assert hub.item("acme/site#1")["created_at"] == "2026-03-02T09:00:00Z"


def test_items_are_there_with_all_that_the_scenario_says(community: dict[str, Any]) -> None:
    community["repositories"][0]["items"] = [
        {
            "title": "Old",
            "author": "maria",
            "kind": "pull_request",
            "labels": ["BUG"],
            "assignees": ["ben"],
            "milestone": "v1",
            "files": {"a.md": "text\n"},
            "merged": True,
            "at": "2025-01-01T00:00:00Z",
        }
    ]
    with running_sandbox(community) as running:
        hub = Raw(running)
        item = hub.item("acme/site#1")
        hub.http.close()

    shown = {name: item[name] for name in ("kind", "labels", "assignees", "milestone", "files", "merged", "created_at")}
    assert shown == {
        "kind": "PullRequest",
        "labels": ["bug"],
        "assignees": ["ben"],
        "milestone": "v1",
        "files": ["a.md"],
        "merged": True,
        "created_at": "2025-01-01T00:00:00Z",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("repositories: [{name: nothing}]", "at repositories.0.name: String should match"),
        ("peple: []", "at peple: Extra inputs are not permitted"),
        ("a: [", "this is not YAML"),
    ],
)
def test_a_scenario_that_cannot_be_used_says_where_and_why(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "scenario.yml"
    file.write_text(text)

    with pytest.raises(BadScenario, match=message):
        read_scenario(file)


def test_a_team_that_does_not_exist_is_refused(community: dict[str, Any]) -> None:
    community["repositories"][0]["teams"] = {"nobody": "push"}

    with pytest.raises(BadScenario, match="'nobody', which acme does not have"), running_sandbox(community):
        pass

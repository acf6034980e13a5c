"""Payloads and answers in GitHub's own shape and size, made from the examples that GitHub publishes.

One text is made once, with a mark wherever items differ; for an item the marks are replaced. An item is known by its
number alone: the number tells its installation, the installation its repository.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.clock import SystemClock

EXAMPLES = Path(".contract/node_modules/@octokit/webhooks-examples/api.github.com/index.json")
SUBJECTS = {"issues": "issue", "pull_request": "pull_request"}
PREFIXES = {"issues": "I", "pull_request": "PR"}
_NUMBER, _REPOSITORY, _INSTALLATION = 987654321, 876543210, 765432109
_NAME, _OWNER, _NODE, _HOST = "Codertocat/Hello-World", "the-owner", "R_node", "https://api.github.com"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item is.

    Attributes:
        of: how many installations there are.
    """

    number: int
    of: int

    @property
    def installation(self) -> int:
        """The number of its installation, from 1."""
        return self.number % self.of + 1

    @property
    def event(self) -> str:
        """What it is: within an installation, issues and pull requests in turns."""
        return "pull_request" if (self.number + self.number // self.of) % 2 else "issues"

    @property
    def node(self) -> str:
        """Its id."""
        return f"{PREFIXES[self.event]}_{self.number}"

    @property
    def owner(self) -> str:
        """The organisation."""
        return f"org{self.installation}"

    @property
    def repo(self) -> str:
        """Owner and name."""
        return f"{self.owner}/tools"


def example(event: str) -> dict[str, Any]:
    """GitHub's example of something that was just opened, before anybody did anything to it."""
    told = next(each["examples"] for each in json.loads(EXAMPLES.read_text()) if each["name"] == event)
    found = next(each for each in reversed(told) if each["action"] == "opened" and "changes" not in each)
    subject = found[SUBJECTS[event]]
    now = SystemClock().now().strftime("%Y-%m-%dT%H:%M:%SZ")
    subject.update(labels=[], assignees=[], assignee=None, milestone=None, created_at=now, updated_at=now)
    subject.update({"requested_reviewers": [], "requested_teams": []} if event == "pull_request" else {})
    old, subject["number"], subject["id"] = subject["number"], _NUMBER, _NUMBER
    subject["node_id"] = f"{PREFIXES[event]}_{_NUMBER}"
    found["repository"].update(id=_REPOSITORY, node_id=_NODE, name="tools")
    found["repository"]["owner"]["login"] = _OWNER
    found["installation"] = {"id": _INSTALLATION, "node_id": "I_installation"}
    found.update({"number": _NUMBER} if "number" in found else {})
    text = re.sub(rf"/(issues|pulls|pull)/{old}\b", rf"/\1/{_NUMBER}", json.dumps(found))
    return dict(json.loads(text))


class Shape:
    """One text with marks."""

    def __init__(self, told: Mapping[str, Any], address: str) -> None:
        self._text = json.dumps(told, separators=(",", ":")).replace(_HOST, address).encode()

    def at(self, place: Place) -> bytes:
        """It, for one item."""
        return (
            self._text.replace(str(_NUMBER).encode(), str(place.number).encode())
            .replace(_NAME.encode(), place.repo.encode())
            .replace(_OWNER.encode(), place.owner.encode())
            .replace(str(_REPOSITORY).encode(), str(5000 + place.installation).encode())
            .replace(_NODE.encode(), f"R_{place.installation}".encode())
            .replace(str(_INSTALLATION).encode(), str(place.installation).encode())
        )

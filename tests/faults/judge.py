"""Compares what GitHub shows in the end with what the model says; nothing lost, nothing twice."""

from typing import TYPE_CHECKING, Any

from tests.faults.community import Community
from tests.faults.github import LAST, GitHub
from tests.faults.item import Item
from tests.faults.outcomes import Act, Heard, outcomes
from tests.faults.store import Disk

if TYPE_CHECKING:
    from tests.faults.simulation import Result, Told

BOT = "fingerpost[bot]"


def effects(github: GitHub) -> list[dict[str, Any]]:
    """What the bot did, and not in vain."""
    return [entry for entry in github.sandbox.audit() if entry["via"] == "graphql" and not entry["noop"]]


class Judge:
    """The judge of one seed."""

    def __init__(self, github: GitHub, disk: Disk, community: Community) -> None:
        self.github, self.disk, self.rules = github, disk, community.rules

    def judge(self, told: "list[Told]", result: "Result") -> None:
        """Write down what is wrong."""
        audit = effects(self.github)
        result.effects = len(audit)
        for one in told:
            shown = self._shown(one.number)
            right = self._right(one)
            if right is None:
                result.seen["not judged: too many ways"] += 1
            elif shown not in right:
                result.wrong.append(_difference(one.number, shown, right))
            result.races += right is not None and len(right) > 1
            result.doubles += self._doubles(one.number, audit, result)
        result.wrong += [f"given up: {name}: {note}" for name, note in self._dead()]
        if self.github.broken:
            result.wrong.append(f"asked although GitHub had asked to wait, at {self.github.broken[:5]}")

    def _dead(self) -> list[tuple[str, str]]:
        return [(row[0], row[1]) for row in self.disk.see("SELECT event, note FROM inbox WHERE state = 'dead'")]

    def _right(self, told: "Told") -> list[dict[str, Any]] | None:
        """All that GitHub may show of an item, each once; None where nobody can tell."""
        right: list[dict[str, Any]] = []
        allowed = self._allowed(told)
        for shown in (item.shown() for item in allowed or ()):
            if shown not in right:
                right.append(shown)
        return None if allowed is None else right

    def _allowed(self, told: "Told") -> frozenset[Item] | None:
        items: frozenset[Item] | None = frozenset({told.begun})
        for chapter in told.chapters:
            if items is not None:
                items = outcomes(items, [self._arrived(act) for act in chapter], self.rules)
        return items

    def _arrived(self, act: Act) -> Act:
        arrived = self.github.post.arrived
        heard = [Heard(one.name, one.guid, arrived.get(one.guid, 2 * LAST), one.ordered) for one in act.heard]
        return Act(act.verb, act.value, act.at, tuple(heard))

    def _shown(self, number: int) -> dict[str, Any]:
        """The item in the model's words."""
        seen = self.github.item(number)
        card = seen["cards"][0]["values"] if seen["cards"] else {}
        bodies = [comment["body"] for comment in seen["comments"] if comment["author"] == BOT]
        said = [rule.name for rule in self.rules for verb, text in rule.do if verb == "comment" for body in bodies
                for _ in range(body.count(text))]  # fmt: skip
        return {
            "state": seen["state"],
            "labels": sorted(seen["labels"]),
            "assigned": sorted(seen["assignees"]),
            "asked": sorted(seen.get("requests", ())),
            "milestone": seen["milestone"],
            "stage": card.get("Status"),
            "field": card.get("Priority"),
            "said": sorted(said),
        }

    def _doubles(self, number: int, audit: list[dict[str, Any]], result: "Result") -> int:
        """Comments that stood twice: at rest none may; for a while they are only counted."""
        seen = self.github.item(number)
        standing = sum(comment["author"] == BOT for comment in seen["comments"])
        if standing > 1:
            result.wrong.append(f"#{number}: {standing} comments of the bot at rest")
        written = sum(entry["did"] == "comment" and entry["on"].endswith(f"#{number}") for entry in audit)
        return max(0, int(written) - 1)


def _difference(number: int, shown: dict[str, Any], allowed: list[dict[str, Any]]) -> str:
    """Where the item differs from the outcome that comes nearest."""
    nearest = min(allowed, key=lambda one: sum(one[key] != shown[key] for key in shown))
    differing = {key: (shown[key], nearest[key]) for key in shown if shown[key] != nearest[key]}
    lines = [f"{key} is {is_!r}, must be {must!r}" for key, (is_, must) in differing.items()]
    return f"#{number}: {'; '.join(lines)} ({len(allowed)} right outcomes)"

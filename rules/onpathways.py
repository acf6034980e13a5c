"""Checks of `pathways`: what is counted can be counted, and whoever confirms a step has a role that exists."""

from collections.abc import Iterator

from rules.checking import Path
from rules.deciding import DecidingChecks
from rules.diagnostics import Diagnostic
from rules.events import meant_by
from rules.pathways import COUNTED, Pathway, is_counted


class PathwayChecks(DecidingChecks):
    """Checks of the ways to contribute."""

    def pathways(self) -> Iterator[Diagnostic]:
        """Every pathway can be counted and followed; what comes later is told."""
        for name, pathway in self.file.pathways.items():
            path = ("pathways", name)
            if pathway.counts is not None and not is_counted(pathway.counts):
                advice = meant_by(pathway.counts) or self.suggestions.meant(pathway.counts, COUNTED)
                message = f"`{pathway.counts}` is nothing that a person is counted for"
                advice = advice or "name an event of an item, or a command: command.triage"
                yield self.at((*path, "counts"), "error", "unknown-event", message, advice)
            yield from self.of_groups(bool(pathway.completes), (*path, "completes"))
            yield from self.completed(pathway, (*path, "completes"))
            yield from self.steps(pathway, (*path, "steps"))

    def steps(self, pathway: Pathway, path: Path) -> Iterator[Diagnostic]:
        """Somebody can confirm each step."""
        for name, step in (pathway.steps or {}).items():
            yield from self.roles(step.confirmed_by or (), (*path, name, "confirmed_by"))
            yield from self.of_groups(bool(step.group), (*path, name, "group"))

    def completed(self, pathway: Pathway, path: Path) -> Iterator[Diagnostic]:
        """What comes at the end has steps before it."""
        if pathway.completes and not pathway.steps:
            message = "nothing leads to this: the pathway has no steps"
            yield self.at(path, "warning", "missing-key", message, "add `steps` to it", key=True)

    def of_groups(self, asked: bool, path: Path) -> Iterator[Diagnostic]:
        """Who asks for a group names the file in which they stand."""
        if asked and not self.file.project.groups and not self.unseen:
            message, advice = "no groups file is named, so no group is known", "add `groups: groups.yml` to `project`"
            yield self.at(path, "warning", "people", message, advice, key=True)

    def checklist(self, name: str, path: Path) -> Iterator[Diagnostic]:
        """A pathway whose steps are followed has some."""
        yield from self.pathway(name, path)
        if name in self.file.pathways and not self.file.pathways[name].steps:
            message = f"the pathway `{name}` has no steps"
            yield self.at(path, "error", "missing-key", message, "add `steps` to it, under `pathways`")

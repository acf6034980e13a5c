"""What every check of a rule file needs: the file, where its parts stand, and how a finding is told there."""

from collections.abc import Iterable, Iterator
from typing import Any

from rules.diagnostics import Diagnostic, Severity
from rules.pointing import point
from rules.rulefile import RuleFile
from rules.suggestions import Suggestions
from rules.yamltree import Node, locate

Path = tuple[Any, ...]


class Checking:
    """A file that is being checked."""

    def __init__(self, file: RuleFile, tree: Node, unseen: Iterable[str] = ()) -> None:
        self.file, self.tree, self.unseen = file, tree, unseen
        self.stages = tuple(file.board.stages) if file.board else ()
        self.stage_names = frozenset(stage.lower() for stage in self.stages)
        self.suggestions, self.expressed = Suggestions(), 0

    def stage(self, name: str, path: Path, known: Iterable[str]) -> Iterator[Diagnostic]:
        """A stage that is named stands under `board.stages`."""
        stages = tuple(known)
        if name.lower() in self.stage_names or (name.lower() == "none" and "none" in stages):
            return
        if not self.file.board:
            yield self.at(path, "error", "unknown-stage", f"there is no stage `{name}`", "add `board:` with its stages")
        else:
            advice = self.suggestions.meant(name, stages)
            yield self.at(path, "error", "unknown-stage", f"unknown stage `{name}`", advice)

    def roles(self, names: Iterable[str], path: Path) -> Iterator[Diagnostic]:
        """Roles stand under `roles`, where a file has such a section."""
        for i, role in enumerate(names):
            if self.file.roles and role not in self.file.roles:
                near = self.suggestions.near(role, self.file.roles)
                advice = f"did you mean `{near}`?" if near else "add it under `roles`"
                yield self.at((*path, i), "error", "unknown-role", f"unknown role `{role}`", advice)

    def region(self, name: str, path: Path) -> Iterator[Diagnostic]:
        """A region that is named stands under `regions`."""
        if name.lower() not in {region.lower() for region in self.file.regions}:
            near = self.suggestions.near(name, self.file.regions)
            advice = f"did you mean `{near}`?" if near else "add it under `regions`, with the codes of its countries"
            yield self.at(path, "error", "unknown-region", f"unknown region `{name}`", advice)

    def pathway(self, name: str, path: Path) -> Iterator[Diagnostic]:
        """A pathway that is named stands under `pathways`."""
        known = {pathway.lower() for pathway in self.file.pathways}
        if name.lower() not in {*known, "none"} and (known or not self.unseen):
            near = self.suggestions.near(name, self.file.pathways)
            advice = f"did you mean `{near}`?" if near else "add it under `pathways`"
            yield self.at(path, "error", "unknown-pathway", f"unknown pathway `{name}`", advice)

    def keys(self, path: Path, later: Iterable[str]) -> Iterator[Diagnostic]:
        """Keys that parse and are not acted on yet."""
        given = locate(self.tree, path).keys
        for key in later:
            if key in given:
                yield self.note((*path, key), f"`{key}`")

    def note(self, path: Path, what: str) -> Diagnostic:
        """Something that parses and is not acted on yet."""
        return self.at(path, "note", "not-yet", f"{what} is not acted on yet", key=True)

    def at(
        self, path: Path, severity: Severity, code: str, message: str, advice: str = "", *, key: bool = False
    ) -> Diagnostic:
        """A diagnostic at a place of the file."""
        return point(locate(self.tree, path, key=key), severity, code, message, advice)

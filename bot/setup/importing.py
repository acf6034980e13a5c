"""Files of other programs in a repository that can become rules. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.importers.imported import Imported, Note
from bot.importers.registry import reader
from rules.codeowners import PATHS
from rules.diagnostics import RuleFileError

_LABELER = (".github/labeler.yml", ".github/labeler.yaml")
FILES = (*_LABELER, ".github/stale.yml", ".github/auto_assign.yml", "triagebot.toml", *PATHS)
FOLDERS = (".github/workflows", ".github/policies")
_KINDS = {
    **dict.fromkeys(_LABELER, "labeler"),
    **dict.fromkeys(PATHS, "codeowners"),
    ".github/stale.yml": "stale",
    ".github/auto_assign.yml": "auto-assign",
    "triagebot.toml": "triagebot",
}
_USES_STALE = re.compile(r"uses:\s*['\"]?actions/stale@")
_USES_LABELER = re.compile(r"uses:\s*['\"]?actions/labeler@")
_SYNCS = re.compile(r"sync-labels:\s*['\"]?true")
_POLICY = re.compile(r"\.github/policies/[^/]+\.ya?ml")
_WORKFLOW = re.compile(r"\.github/workflows/[^/]+\.ya?ml")


@dataclass(frozen=True, slots=True)
class Other:
    """A file of another program.

    Attributes:
        kind: of `fingerpost import`.
        syncs: whether its labels go again; only a labeler's do, where its workflow says so.
    """

    path: str
    kind: str
    text: str
    syncs: bool = False

    def rules(self) -> Imported:
        """The rules that say the same; none, with a note, where it cannot be read."""
        options = {"sync": True} if self.syncs else {}
        try:
            return reader(self.kind)(self.text, self.path, **options)
        except RuleFileError as error:
            first = error.diagnostics[0]
            return Imported("", (Note(first.line, f"not taken over: {first.message}", first.help),))


def others_in(files: Mapping[str, str]) -> tuple[Other, ...]:
    """What of a repository's files can become rules.

    Args:
        files: texts by path, at least those of `FILES` and in `FOLDERS` that are there.
    """
    syncs = any(_WORKFLOW.fullmatch(path) and _syncs(text) for path, text in files.items())
    owners = next((path for path in PATHS if path in files), "")
    found = []
    for path, text in sorted(files.items()):
        kind = _kind(path, text)
        if kind and (path not in PATHS or path == owners):
            found.append(Other(path, kind, text, syncs=syncs and kind == "labeler"))
    return tuple(found)


def chosen(others: Iterable[Other], paths: Iterable[str]) -> tuple[Other, ...]:
    """Those that a person chose."""
    wanted = frozenset(paths)
    return tuple(other for other in others if other.path in wanted)


def _syncs(workflow: str) -> bool:
    """Whether a workflow uses the labeler so; one expression for both would look behind each use for itself."""
    uses = _USES_LABELER.search(workflow)
    return uses is not None and _SYNCS.search(workflow, uses.end()) is not None


def _kind(path: str, text: str) -> str:
    if _POLICY.fullmatch(path):
        return "policy-service"
    if _WORKFLOW.fullmatch(path):
        return "stale" if _USES_STALE.search(text) else ""
    return _KINDS.get(path, "")

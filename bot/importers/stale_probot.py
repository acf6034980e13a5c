"""The settings of Probot's stale app, `.github/stale.yml`."""

from collections.abc import Mapping
from typing import Any

from bot.importers.document import Document, Path, listed
from bot.importers.staleness import ALL, Staleness
from bot.importers.texts import literal
from rules.diagnostics import did_you_mean

_DEFAULTS: Mapping[str, Any] = {
    "daysUntilStale": 60,
    "daysUntilClose": 7,
    "onlyLabels": [],
    "exemptLabels": ["pinned", "security"],
    "exemptProjects": False,
    "exemptMilestones": False,
    "exemptAssignees": False,
    "staleLabel": "wontfix",
    "markComment": (
        "Is this still relevant? If so, what is blocking it? Is there anything you can do to help move it forward?\n\n"
        "This issue has been automatically marked as stale because it has not had recent activity. "
        "It will be closed if no further activity occurs."
    ),
    "unmarkComment": False,
    "closeComment": False,
    "limitPerRun": 30,
}
_BOTH = ("only", "perform", "pulls", "issues", "_extends")
_LOST = {
    "exemptProjects": ("no condition asks whether an item is on any project", "ask for a stage, or for a label"),
    "unmarkComment": ("when the mark goes, its comment goes too, and none is written", ""),
    "limitPerRun": ("Fingerpost works within GitHub's limits by itself", ""),
    "_extends": ("only this file is read", "import the file that it extends too"),
}


def is_settings(data: dict[str, Any]) -> bool:
    """Whether a file holds settings of this app."""
    return not {*_DEFAULTS, *_BOTH}.isdisjoint(data)


def settings(source: Document) -> tuple[Staleness, Staleness]:
    """What the settings say of issues, and of pull requests."""
    data = source.data
    _note_lost(source, data, ())
    for kind in ("issues", "pulls"):
        if kind in data:
            _note_lost(source, source.mapping(data[kind] or {}, (kind,), f"`{kind}`"), (kind,))
    return _of(source, "issues"), _of(source, "pulls")


def _note_lost(source: Document, options: dict[str, Any], path: Path) -> None:
    for name, value in options.items():
        if name in _LOST and value:
            why, instead = _LOST[name]
            source.note((*path, name), f"`{name}` is not carried over: {why}", instead)
        elif name not in _DEFAULTS and name not in _BOTH:
            source.note((*path, name), f"the stale app has no setting `{name[:60]}`", _nearest(name))


def _nearest(name: str) -> str:
    return did_you_mean(name[:60], [*_DEFAULTS, *_BOTH])


def _of(source: Document, kind: str) -> Staleness:
    data = source.data
    known = {**_DEFAULTS, **data, **(data.get(kind) or {})}
    meant = data.get("only") in (None, kind)
    return Staleness(
        days=_days(known["daysUntilStale"]) if meant else None,
        close_days=_days(known["daysUntilClose"]) if meant else None,
        label=str(known["staleLabel"]),
        message=_text(known["markComment"]),
        close_message=_text(known["closeComment"]),
        exempt_labels=_labels(known["exemptLabels"]),
        all_labels=_labels(known["onlyLabels"]),
        exempt_milestones=ALL if known["exemptMilestones"] is True else (),
        exempt_assignees=ALL if known["exemptAssignees"] is True else (),
        observe=known.get("perform") is False,
    )


def _days(value: Any) -> float | None:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if number and 0 <= value < 100_000 else None  # noqa: PLR2004 - beyond any age of an issue


def _text(value: Any) -> str:
    return literal(value) if isinstance(value, str) else ""


def _labels(value: Any) -> tuple[str, ...]:
    return tuple(str(label) for label in listed(value))

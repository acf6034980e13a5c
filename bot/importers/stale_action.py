"""The options of `actions/stale`, for issues and for pull requests."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.importers.document import Document, Path
from bot.importers.staleness import ALL, Staleness
from bot.importers.texts import literal
from rules.diagnostics import did_you_mean

_KINDS = ("issue-", "pr-")
_LOST = {
    "operations-per-run": ("Fingerpost works within GitHub's limits by itself", ""),
    "ascending": ("a run leaves nothing out, so that its order does not matter", ""),
    "sort-by": ("a run leaves nothing out, so that its order does not matter", ""),
    "delete-branch": ("rules do not delete branches", "let GitHub delete them: Settings, General, Pull Requests"),
    "labels-to-add-when-unstale": ("what is no longer stale loses the label, and gets none", "add a rule that labels"),
    "labels-to-remove-when-unstale": ("only labels that a rule has given are taken back", "add a rule that unlabels"),
    "only-issue-types": ("no condition asks for the type of an issue", "ask for a label"),
}
_SILENT = frozenset({"repo-token", "enable-statistics", "debug-only"})
# Most can be given for issues or pull requests alone: `stale-label` is `stale-issue-label` and `stale-pr-label`.
_KNOWN = (
    *("days-before-{}stale", "days-before-{}close", "stale-{}label", "close-{}label", "exempt-{}labels"),
    *("only-{}labels", "any-of-{}labels", "exempt-{}milestones", "exempt-all-{}milestones", "exempt-{}assignees"),
    *("exempt-all-{}assignees", "include-only-assigned", "exempt-draft-pr", "remove-{}stale-when-updated"),
    *("ignore-{}updates", "stale-{}message", "close-{}message", "close-issue-reason", "labels-to-remove-when-stale"),
    "start-date",
)


def settings(source: Document, options: dict[str, Any], path: Path) -> tuple[Staleness, Staleness]:
    """What the options of a step say of issues, and of pull requests."""
    _note_lost(source, options, path)
    read = _Options(source, options, path)
    return _of(read, "issue-"), _of(read, "pr-")


def _note_lost(source: Document, options: dict[str, Any], path: Path) -> None:
    every = {name for stem in _KNOWN for name in map(stem.format, ("", *_KINDS))}
    for name, value in options.items():
        if name in _LOST:
            if value not in ("", None, False, "false"):
                why, instead = _LOST[name]
                source.note((*path, name), f"`{name}` is not carried over: {why}", instead)
        elif name not in every and name not in _SILENT:
            advice = did_you_mean(name[:60], [*every, *_LOST])
            source.note((*path, name), f"actions/stale has no option `{name[:60]}`", advice)


@dataclass(frozen=True, slots=True)
class _Options:
    """The options of one step; what GitHub would put in place of `${{ … }}` is not known here."""

    source: Document
    options: dict[str, Any]
    path: Path

    def raw(self, stem: str, kind: str) -> Any:
        """An option, in the spelling for a kind before the one for both."""
        for name in (stem.format(kind), stem.format("")):
            value = self.options.get(name)
            if isinstance(value, str) and "${{" in value:
                what = f"what `{name}` holds is not known before the workflow runs: it counts as left out"
                self.source.note((*self.path, name), what, "write it into the rules")
            elif value not in ("", None):
                return value
        return None

    def text(self, stem: str, kind: str, default: str = "") -> str:
        value = self.raw(stem, kind)
        return default if value is None else str(value)

    def words(self, stem: str, kind: str) -> tuple[str, ...]:
        parts = self.text(stem, kind).replace("\n", ",").split(",")
        return tuple(word for part in parts if (word := part.strip()))

    def flag(self, stem: str, kind: str, *, default: bool = False) -> bool:
        value = self.raw(stem, kind)
        return default if value is None else str(value).lower() == "true"

    def moment(self, stem: str, kind: str) -> str:
        """A date, or milliseconds since 1970, as CEL writes a moment; empty where there is none."""
        value = self.text(stem, kind)
        try:
            found = datetime.fromtimestamp(int(value) / 1000, UTC) if value.isdigit() else datetime.fromisoformat(value)
        except (ValueError, OverflowError, OSError):
            if value:
                self.source.note(
                    (*self.path, stem), f"`{stem}` is no date, and is not carried over", "write 2026-01-31"
                )
            return ""
        return f"{(found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

    def days(self, stem: str, kind: str, default: float) -> float | None:
        """A number of days; None for never."""
        value = self.raw(stem, kind)
        try:
            found = float(default if value is None else value)
        except (TypeError, ValueError):
            self.source.note(self.path, f"`{stem.format('')}` is no number of days: {default:g} are taken")
            found = default
        return found if 0 <= found < 100_000 else None  # noqa: PLR2004 - beyond any age of an issue


def _of(read: _Options, kind: str) -> Staleness:
    days = read.days("days-before-{}stale", kind, 60)
    since_creation = read.flag("ignore-{}updates", kind)
    return Staleness(
        days=days,
        close_days=None if days is None else read.days("days-before-{}close", kind, 7),
        label=read.text("stale-{}label", kind, "Stale"),
        message=literal(read.text("stale-{}message", kind)),
        close_message=literal(read.text("close-{}message", kind)),
        close_label=read.text("close-{}label", kind),
        close_reason=read.text("close-issue-reason", kind, "not_planned"),
        exempt_labels=read.words("exempt-{}labels", kind),
        all_labels=read.words("only-{}labels", kind),
        any_labels=read.words("any-of-{}labels", kind),
        exempt_milestones=_exempt(read, "milestones", kind),
        exempt_assignees=_exempt(read, "assignees", kind),
        assigned_only=read.flag("include-only-assigned", kind),
        spares_drafts=kind == "pr-" and read.flag("exempt-draft-pr", kind),
        since_creation=since_creation,
        unmarks=not since_creation and read.flag("remove-{}stale-when-updated", kind, default=True),
        removes=read.words("labels-to-remove-when-stale", kind),
        observe=read.flag("debug-only", kind),
        opened_since=read.moment("start-date", kind),
    )


def _exempt(read: _Options, what: str, kind: str) -> tuple[str, ...]:
    return ALL if read.flag(f"exempt-all-{{}}{what}", kind) else read.words(f"exempt-{{}}{what}", kind)

"""What the two stale bots have in common, and the rules that it makes: one that marks, one that closes."""

from dataclasses import dataclass, replace
from typing import Any

from bot.importers.rulefile import Draft
from bot.importers.when import PULL_REQUEST, When, all_of, none_of

ALL = ("*",)

_KINDS = {"items": "Issues and pull requests", "issues": "Issues", "pulls": "Pull requests"}
_HOURS = 24


@dataclass(frozen=True, slots=True)
class Staleness:
    """When issues, or pull requests, are stale, and what becomes of them.

    Attributes:
        days: without anything happening; None where nothing is ever marked.
        close_days: after the mark; None where nothing is ever closed.
        exempt_milestones: titles, or `ALL`; exempt_assignees likewise.
        since_creation: whether days count from the opening, whatever happens then.
        unmarks: whether the label goes when somebody does something.
        opened_since: the moment before which items were opened that are spared; empty where there is none.
    """

    days: float | None
    close_days: float | None
    label: str
    message: str = ""
    close_message: str = ""
    close_label: str = ""
    close_reason: str = "not_planned"
    exempt_labels: tuple[str, ...] = ()
    all_labels: tuple[str, ...] = ()
    any_labels: tuple[str, ...] = ()
    exempt_milestones: tuple[str, ...] = ()
    exempt_assignees: tuple[str, ...] = ()
    assigned_only: bool = False
    spares_drafts: bool = False
    since_creation: bool = False
    unmarks: bool = True
    removes: tuple[str, ...] = ()
    observe: bool = False
    opened_since: str = ""


def drafts(issues: Staleness, pulls: Staleness, every: str, line: int) -> list[Draft]:
    """The rules: for issues and pull requests together where they are treated alike."""
    alike = replace(issues, spares_drafts=pulls.spares_drafts) == pulls
    each = {"items": pulls} if alike else {"issues": issues, "pulls": pulls}
    marking = [_marking(kind, wanted, every, line) for kind, wanted in each.items() if wanted.days is not None]
    closing = [_closing(kind, wanted, every, line) for kind, wanted in each.items() if wanted.close_days is not None]
    return [*marking, *closing]


def _marking(kind: str, wanted: Staleness, every: str, line: int) -> Draft:
    days = wanted.days or 0
    since = "since they were opened" if wanted.since_creation else "without activity"
    do: list[dict[str, Any]] = [{"label": wanted.label}]
    do += [{"unlabel": list(wanted.removes)}] if wanted.removes else []
    do += [{"comment": {"text": wanted.message, "notify": True}}] if wanted.message else []
    return Draft(
        line,
        f"{_KINDS[kind]} are marked {wanted.label} after {duration(days)} {since}",
        do,
        [every],
        all_of([{"state": "open", "locked": False}, _passed(wanted, days), *_filters(kind, wanted)]),
        while_true=wanted.unmarks,
        observe=wanted.observe,
        expression=_expression(wanted),
    )


def _closing(kind: str, wanted: Staleness, every: str, line: int) -> Draft:
    days = wanted.close_days or 0
    do: list[dict[str, Any]] = [{"comment": wanted.close_message}] if wanted.close_message else []
    do += [{"label": wanted.close_label}] if wanted.close_label else []
    # The mark itself is an update, so that the time to close begins with it.
    idle: list[When] = [{"idle": {"for": duration(days), "since": "update"}}] if days else []
    marked = [{"state": "open", "locked": False, "label": [wanted.label]}, *idle]
    return Draft(
        line,
        f"{_KINDS[kind]} marked {wanted.label} are closed after {duration(days)} more",
        [*do, {"close": wanted.close_reason}],
        [every],
        all_of([*marked, *_filters(kind, wanted)]),
        observe=wanted.observe,
        expression=_expression(wanted),
    )


def _expression(wanted: Staleness) -> str:
    return f'created_at >= timestamp("{wanted.opened_since}")' if wanted.opened_since else ""


def _passed(wanted: Staleness, days: float) -> When:
    return {"age" if wanted.since_creation else "idle": duration(days)} if days else {}


def _filters(kind: str, wanted: Staleness) -> list[When]:
    """Which items are meant, and which are spared."""
    parts: list[When] = []
    spared: list[When] = []
    if kind == "pulls" and wanted.spares_drafts:
        parts.append({"draft": False})
    elif kind == "pulls":
        parts.append(PULL_REQUEST)
    elif wanted.spares_drafts:
        spared.append({"draft": True})
    parts += [{"label": list(wanted.any_labels)}] if wanted.any_labels else []
    parts += [{"label": [name]} for name in wanted.all_labels]
    for word, exempt in (("milestone", wanted.exempt_milestones), ("assignees", wanted.exempt_assignees)):
        if exempt == ALL:
            parts.append({word: "none"})
        elif exempt:
            spared.append({word: list(exempt)})
    spared += [{"label": list(wanted.exempt_labels)}] if wanted.exempt_labels else []
    spared += [{"assignees": ["none"]}] if wanted.assigned_only else []
    spared += [PULL_REQUEST] if kind == "issues" else []
    return [*parts, *([none_of(spared)] if spared else [])]


def duration(days: float) -> str:
    """A number of days as the rules write it."""
    if days == int(days):
        return f"{int(days)} day{'' if days == 1 else 's'}"
    hours = max(1, round(days * _HOURS))
    return f"{hours} hour{'' if hours == 1 else 's'}"

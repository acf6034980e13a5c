"""`stale`: the workflow of `actions/stale`, or the settings of Probot's stale app."""

from collections.abc import Iterator
from typing import Any

from bot.importers import stale_action, stale_probot
from bot.importers.document import Document, Path, document, listed
from bot.importers.imported import Imported, refusal
from bot.importers.rulefile import Draft, rule_file
from bot.importers.staleness import drafts

KIND = "stale"
_ADVICE = "give the workflow that uses actions/stale, or Probot's .github/stale.yml"


def read(text: bytes | str, filename: str) -> Imported:
    """The rules that mark and close what nobody works on.

    Raises:
        RuleFileError: it is no such file; with the place.
    """
    source = document(text, "a stale file", _ADVICE)
    if "jobs" in source.data:
        steps = list(_steps(source))
        if not steps:
            raise refusal(source.line(("jobs",)), 1, "no step of this workflow uses actions/stale", _ADVICE)
        found = [draft for path, options in steps for draft in _of_step(source, options, path)]
    elif stale_probot.is_settings(source.data):
        found = drafts(*stale_probot.settings(source), "schedule.daily", 1)
    else:
        raise refusal(1, 1, "this is neither a workflow nor settings of the stale app", _ADVICE)
    return rule_file(KIND, filename, found, source.notes)


def _of_step(source: Document, options: dict[str, Any], path: Path) -> list[Draft]:
    found = drafts(*stale_action.settings(source, options, path), _every(source), source.line(path))
    if not found:
        source.note(path, "this step never marks anything: its days before stale are negative")
    return found


def _steps(source: Document) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each step that uses actions/stale, with its options."""
    for job, content in source.mapping(source.data["jobs"], ("jobs",), "`jobs`").items():
        steps = listed(content.get("steps")) if isinstance(content, dict) else []
        for i, step in enumerate(steps):
            uses = step.get("uses") if isinstance(step, dict) else None
            if isinstance(uses, str) and uses.partition("@")[0].lower() == "actions/stale":
                path = ("jobs", job, "steps", i, "with")
                yield path, source.mapping(step.get("with") or {}, path, "`with`")


def _every(source: Document) -> str:
    """How often the workflow runs: at most once a day."""
    on = source.data.get("on")
    times = listed(on.get("schedule")) if isinstance(on, dict) else []
    crons = [time.get("cron") for time in times if isinstance(time, dict)]
    fields = next((cron.split() for cron in crons if isinstance(cron, str)), [])
    if len(fields) != 5:  # noqa: PLR2004 - minute, hour, day, month, weekday
        return "schedule.daily"
    _, _, day, _, weekday = fields
    if day.isdigit():
        return "schedule.monthly"
    return "schedule.weekly" if weekday.isalnum() else "schedule.daily"

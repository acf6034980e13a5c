"""`actions/labeler`: `.github/labeler.yml`, in its present form and in that of version 4."""

import json
from dataclasses import replace
from itertools import combinations
from math import comb
from typing import Any

from bot.importers import labeler_v4, labeler_v5
from bot.importers.document import Document, document
from bot.importers.imported import Imported, refusal
from bot.importers.rulefile import Draft, rule_file
from bot.importers.when import When, all_of, none_of
from rules.words import listed

KIND = "labeler"
EVENTS = ("pull_request.opened", "pull_request.reopened", "pull_request.synchronize")
_LIMIT, _MOST_FILES = "changed-files-labels-limit", "max-files-changed"
_MOST_SETS = 6
_ADVICE = "give the file that names labels with their globs, `.github/labeler.yml`"
_FROM_WORKFLOW = f"{_ADVICE}, and add --sync-labels if `sync-labels: true` stands here"


def read(text: bytes | str, filename: str, *, sync: bool = False) -> Imported:
    """The rules that label as a labeler file says.

    Args:
        text: of the file.
        filename: what the file is called.
        sync: whether a label goes when its files do: `sync-labels` of the workflow.

    Raises:
        RuleFileError: it is no such file; with the place.
    """
    source = document(text, "a labeler file", _ADVICE)
    if "jobs" in source.data and "on" in source.data:
        raise refusal(source.line(("jobs",)), 1, "this is a workflow, the labels are in another file", _FROM_WORKFLOW)
    options = {name: _limit(source, name) for name in (_LIMIT, _MOST_FILES) if name in source.data}
    asked = {label: _when(source, label) for label in source.data if label not in options}
    wanted = {label: when for label, when in asked.items() if when is not None}
    if (most := options.get(_MOST_FILES)) is not None:
        wanted = {label: _within(when, most) for label, when in wanted.items()}
    if (limit := options.get(_LIMIT)) is not None:
        wanted = _limited(source, wanted, limit)
    return rule_file(KIND, filename, _drafts(source, wanted, sync=sync), source.notes)


def _limit(source: Document, name: str) -> int | None:
    value = source.data[name]
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    source.note((name,), f"`{name}` takes a whole number, so it limits nothing")
    return None


def _when(source: Document, label: str) -> When | None:
    """What a label asks for; None, with a note, where nothing can meet it."""
    value = source.data[label]
    read = labeler_v4.when if labeler_v4.is_form_of(value) else labeler_v5.when
    found = read(source, value, (label,))
    if found is None:
        source.note((label,), f"nothing gives the label “{label}”", "write a rule for it, if it is still wanted")
    return found


def _asks_for_files(when: Any) -> bool:
    if isinstance(when, list):
        return any(map(_asks_for_files, when))
    return isinstance(when, dict) and ("files" in when or any(map(_asks_for_files, when.values())))


def _within(when: When, most: int) -> When:
    return all_of([when, {"not": [{"files": {"count": f"> {most}"}}]}]) if _asks_for_files(when) else when


def _limited(source: Document, wanted: dict[str, When], limit: int) -> dict[str, When]:
    """Labels of which no more than so many are new at once; else none of them is given."""
    files = [label for label, when in wanted.items() if _asks_for_files(when)]
    if limit == 0:
        source.note((_LIMIT,), f"`{_LIMIT}: 0` gives none of the {len(files)} labels that ask for files: left out")
        return {label: when for label, when in wanted.items() if label not in files}
    if len(files) > limit and comb(len(files) - 1, limit) > _MOST_SETS:
        message = f"`{_LIMIT}: {limit}` is not carried over: a rule does not count what other rules do"
        source.note((_LIMIT,), message, "exclude changes of many files: `not: {files: {count: '> 100'}}`")
        return wanted
    return {label: _beside(label, files, wanted, limit) if label in files else wanted[label] for label in wanted}


def _beside(label: str, files: list[str], wanted: dict[str, When], limit: int) -> When:
    """A label's question, and that no more than the limit are new with it."""
    new = {other: all_of([wanted[other], none_of([{"label": [other]}])]) for other in files if other != label}
    many = [all_of([new[other] for other in chosen]) for chosen in combinations(new, limit)]
    return all_of([wanted[label], {"not": many}]) if many else wanted[label]


def _drafts(source: Document, wanted: dict[str, When], *, sync: bool) -> list[Draft]:
    """A rule for each question; labels that ask the same share one."""
    drafts: dict[str, Draft] = {}
    for label, when in wanted.items():
        asked = json.dumps(when)
        on: list[str] = [] if sync else list(EVENTS)
        known = drafts.get(asked) or Draft(source.line((label,)), "", [{"label": []}], on, when, while_true=sync)
        known.do[0]["label"].append(label)
        drafts[asked] = known
    return [replace(draft, name=_name(draft)) for draft in drafts.values()]


def _name(draft: Draft) -> str:
    labels = draft.do[0]["label"]
    text = json.dumps(draft.when)
    found = {"files": "changed files", "head": "branch", "base": "target branch"}
    reasons = listed((words for key, words in found.items() if f'"{key}":' in text), "and")
    several = "label" if len(labels) == 1 else "labels"
    return f"The {reasons} {'call' if ' and ' in reasons or 'files' in reasons else 'calls'} for the {several} " + (
        listed(labels, "and")
    )

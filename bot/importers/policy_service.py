"""Microsoft's GitHub policy service: the tasks and searches of `.github/policies/*.yml`."""

from collections.abc import Iterator
from typing import Any

from bot.importers.document import Document, Path, document, listed
from bot.importers.imported import Imported, refusal
from bot.importers.policy_actions import goals
from bot.importers.policy_conditions import asked
from bot.importers.policy_events import events
from bot.importers.policy_questions import Asked, all_true
from bot.importers.rulefile import Draft, rule_file
from bot.importers.when import all_of
from rules.words import listed as listed_words

KIND = "policy-service"
_SECTIONS = {"scheduledSearches": ("filters", "actions"), "eventResponderTasks": ("if", "then")}
_ADVICE = "give a file of .github/policies that holds `resourceManagementConfiguration`"
_MOST_GOALS = 20
_WORKDAYS = 3


def read(text: bytes | str, filename: str) -> Imported:
    """The rules that act as a policy file asks for.

    Raises:
        RuleFileError: it is no such file; with the place.
    """
    source = document(text, "a policy file", _ADVICE)
    path: Path = ("configuration", "resourceManagementConfiguration")
    found: Any = source.data
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        raise refusal(1, 1, "there is no `resourceManagementConfiguration` in this file", _ADVICE)
    drafts: list[Draft] = []
    for section, (condition, action) in _SECTIONS.items():
        for i, task in enumerate(listed(found.get(section))):
            where = (*path, section, i)
            content = source.mapping(task, where, f"each entry of `{section}`")
            drafts += _task(source, content, where, condition, action)
    if not any(listed(found.get(section)) for section in _SECTIONS):
        source.note(
            path, f"there are no tasks in this file, under {listed_words(f'`{section}`' for section in _SECTIONS)}"
        )
    for section in found.keys() - _SECTIONS.keys():
        source.note((*path, section), f"`{section[:60]}` is not carried over: rules have nothing like it")
    if source.data.get("disabled") is True:
        source.note(("disabled",), "the file is disabled: its rules only observe", "take `mode: observe` out to start")
        for draft in drafts:
            draft.observe = True
    return rule_file(KIND, filename, drafts, source.notes)


def _task(source: Document, task: dict[str, Any], path: Path, condition: str, action: str) -> list[Draft]:
    question = asked(source, task.get(condition), (*path, condition))
    if question is None:
        return []
    on = [_every(task)] if condition == "filters" else events(source, question, (*path, condition))
    if not on:
        return []
    told = task.get("description")
    name = told.strip() if isinstance(told, str) else ""
    drafts = list(_rules(source, task.get(action), (*path, action), on, question, name))
    for draft in drafts:
        draft.own = task.get("triggerOnOwnActions") is True
    return drafts


def _rules(source: Document, then: Any, path: Path, on: list[str], question: Asked, name: str) -> Iterator[Draft]:
    """The rules of one task: one for its actions, one for each `if` among them."""
    plain = [(i, each) for i, each in enumerate(listed(then)) if not (isinstance(each, dict) and "if" in each)]
    do = goals(source, [each for _, each in plain], [(*path, i) for i, _ in plain])
    when = all_of([question.when, *question.kind(on)])
    for start in range(0, len(do), _MOST_GOALS):
        some, asks = do[start : start + _MOST_GOALS], all_true(question.expressions)
        yield Draft(source.line(path), name or _sentence(do), some, on, when, expression=asks)
    for i, each in enumerate(listed(then)):
        if not (isinstance(each, dict) and "if" in each):
            continue
        where = (*path, i)
        inner = asked(source, each["if"], (*where, "if"))
        if inner is not None:
            both = question.narrowed(inner)
            yield from _rules(source, each.get("then"), (*where, "then"), on, both, name)


def _every(task: dict[str, Any]) -> str:
    """How often a search runs: on some days of the week is weekly, on most of them daily."""
    days = [each for each in listed(task.get("frequencies")) if isinstance(each, dict) and "weekday" in each]
    return "schedule.weekly" if 0 < len(days) < _WORKDAYS else "schedule.daily"


def _sentence(do: list[dict[str, Any]]) -> str:
    """What a rule does, for one that nobody has described."""
    said = []
    for goal in do:
        verb, value = next(iter(goal.items()))
        names = listed_words(value, "and") if verb in {"label", "unlabel"} else ""
        said.append(f"{verb} {names}" if names else verb.replace("_", " "))
    text = listed_words(said, "and")
    return text[:1].upper() + text[1:]

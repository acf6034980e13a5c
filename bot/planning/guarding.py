"""Guards the files that the whole community keeps: a check on each pull request that changes one. Pure.

It judges the proposed file by the rules in force, and acts on nothing that it says. Other files may be guarded in the
same way: what is inspected, and under which name, stands in one table.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.action import Action
from bot.actions.check import ReportCheck
from bot.people.inspecting import Inspection, inspect_groups, inspect_people
from bot.rulechange.change import inspect_rules
from bot.writing.remarks import MOST, Annotation, begun
from rules.bases import FILE
from rules.book import Rulebook
from rules.facts import UNKNOWN, Facts, Unknown
from rules.shared import RuleChange, SharedFile

FACTS = frozenset({"shared", "files", "commit", "own_checks", "state"})
PUSHED = frozenset({"opened", "synchronize", "reopened", "edited"})
AGREED = frozenset({"submitted", "dismissed", "ready_for_review"})
FAMILIES = frozenset({"pull_request", "pull_request_review"})
PUSH = "pull_request.synchronize"
RULES = "pathways"
_LEVELS = {"error": "FAILURE", "warning": "WARNING", "note": "NOTICE"}
_RESULTS = {True: "success", False: "failure", None: "in_progress"}


def guarded_files(book: Rulebook) -> Mapping[str, str]:
    """The files of this very repository that are guarded, each with the name of its check."""
    people = None if book.people_from else book.project.people
    found = {FILE: RULES, people: "people", book.project.groups: "groups"}
    return {path: name for path, name in found.items() if path}


def agreed_files(book: Rulebook) -> frozenset[str]:
    """Those of them to which people agree by approving the pull request."""
    return frozenset(guarded_files(book)) - {FILE}


def guarding_needs(book: Rulebook, events: Iterable[str | None]) -> frozenset[str]:
    """The facts that tell it, where a pull request may have changed, or an opinion of it, be it the bot's own doing.

    Whoever has all rules asked again, as if it had just been opened, has this looked at again, too.
    """
    heard = (event.partition(".") for event in events if event)
    actions = {action for name, _, action in heard if name in FAMILIES}
    news = actions & PUSHED or (actions & AGREED and agreed_files(book))
    return FACTS if news else frozenset()


def changes_common_files(facts: Facts) -> bool:
    """Whether a pull request changes any of them, or the rules."""
    shared = facts.shared is not UNKNOWN and bool(facts.shared)
    return shared or (facts.rule_change is not UNKNOWN and facts.rule_change is not None)


def guarded(book: Rulebook, facts: Facts, cause: str) -> Iterator[Action]:
    """The checks as they should stand."""
    if not changes_common_files(facts) or isinstance(facts.commit, Unknown) or isinstance(facts.own_checks, Unknown):
        return
    if facts.state != "open":
        return
    for path, name in guarded_files(book).items():
        found = _inspected(book, facts, path, name)
        if found:
            there, notes = facts.own_checks.get(name), tuple(_annotations(path, found))
            run, sent = begun(there, notes)
            action = ReportCheck(
                rule=name,
                position=0,
                cause=cause,
                name=name,
                conclusion=_RESULTS[found.passes],
                title=found.title,
                summary=_summary(found),
                commit=facts.commit,
                run=run,
                annotations=notes,
                sent=sent,
            )
            if not action.stands(there):
                yield action


def _inspected(book: Rulebook, facts: Facts, path: str, name: str) -> Inspection | None:
    """What is to be said of a file; None where the pull request leaves it alone, or that is not known."""
    if name == RULES:
        return inspect_rules(facts.rule_change) if isinstance(facts.rule_change, RuleChange) else None
    file = facts.shared.get(path) if isinstance(facts.shared, Mapping) else None
    return _INSPECTORS[name](file, path, book) if file else None


def _summary(found: Inspection) -> str:
    """All that is to be said beside the remarks, and how many of these there is no room for."""
    left, summary = len(found.notes) - MOST, found.summary or found.title
    more = f"{left:,} more {'remark is' if left == 1 else 'remarks are'} left out: the first {MOST} are shown."
    return f"{more}\n\n{summary}" if left > 0 else summary


def _annotations(path: str, found: Inspection) -> Iterator[Annotation]:
    for note in found.notes[:MOST]:
        told = f"{note.message}; {note.help}" if note.help else note.message
        yield Annotation(
            note.base or path, note.line, note.column, note.column + note.width, _LEVELS[note.severity], told
        )


_INSPECTORS: Mapping[str, Callable[[SharedFile, str, Rulebook], Inspection]] = {
    "people": inspect_people,
    "groups": lambda file, path, _: inspect_groups(file, path),
}

"""What a pull request changes of the rules and of what they say, in sentences. Pure."""

from collections.abc import Iterator, Mapping

from rules import escape
from rules.diagnostics import RuleFileError
from rules.differing import differences
from rules.facts import UNKNOWN, Maybe
from rules.sayings import message_file
from rules.yamltree import parse

MOST_WORDINGS = 50
UNREADABLE = "The present rule file cannot be read, so nothing can be compared with it"


def told(before: Maybe[str], after: str) -> tuple[str, ...]:
    """What differs between two rule files; one sentence where the first cannot be read."""
    if before is UNKNOWN or not _readable(before):
        return (UNREADABLE,)
    return differences(before, after)


def rewordings(before: Mapping[str, str | None], after: Mapping[str, str | None]) -> tuple[str, ...]:
    """The messages that are new, that say something else, and that are gone; told by their files."""
    found = list(_rewordings(before, after))
    left = len(found) - MOST_WORDINGS
    return (*found[:MOST_WORDINGS], *([f"and {left} more messages"] if left > 0 else []))


def _rewordings(before: Mapping[str, str | None], after: Mapping[str, str | None]) -> Iterator[str]:
    for path in sorted({*before, *after}):
        named = message_file(path)
        if named is None or (path in before and path in after and before[path] == after[path]):
            continue
        message = f"The message {escape.code(named[0])} in {escape.code(named[1])}"
        if path not in before:
            yield f"{message} is new"
        else:
            yield f"{message} {'says something else' if path in after else 'is gone'}"


def _readable(text: str) -> bool:
    try:
        parse(text)
    except RuleFileError:
        return False
    return True

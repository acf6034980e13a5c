"""A discussion that went on as an issue says so in the bot's comment: GitHub shows it at the issue alone. Pure."""

from collections.abc import Iterator

from bot.action import Action
from bot.actions.comment import Say
from bot.messages import say
from bot.planning.values import values_of
from rules.book import Rulebook
from rules.condition import known
from rules.facts import Facts

LINKED = "/issues"
"""What the plan, the ledger and the pages name as the reason, and the section of the comment."""
FACTS = frozenset({"opened", "went_on", "sections"})


def can_go_on(kind: object) -> bool:
    """Whether things of a kind go on as issues: discussions do."""
    return kind == "discussion"


def links_back(kind: str, deeds: tuple[tuple[str, str], ...]) -> bool:
    """Whether an item is a discussion for which an issue was opened."""
    return can_go_on(kind) and any(verb == "open_issue" for verb, _ in deeds)


def linked_back(book: Rulebook, facts: Facts, cause: str) -> Iterator[Action]:
    """The line for each issue that was opened for a discussion and is still there."""
    if not can_go_on(facts.kind) or facts.lacking(FACTS):
        return
    language = values_of(facts, book).get("language", book.project.language)
    told = known(facts.sections).get(LINKED, "").splitlines()
    lines = [say("went-on", language, number=str(number)) for number in known(facts.went_on)]
    new = [line for line in lines if line not in told]  # what was said of an old one stays, seen or not
    if new and not facts.silenced:
        yield Say(rule=LINKED, position=0, cause=cause, section=LINKED, body="\n".join([*told, *new]))

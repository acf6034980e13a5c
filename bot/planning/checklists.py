"""The steps of a pathway that are followed on an item: what the bot's comment says of them. Pure."""

from collections.abc import Iterator

from bot.action import Action
from bot.actions.comment import Say
from bot.messages import say
from bot.planning.values import values_of
from rules.book import Rulebook
from rules.condition import known
from rules.escape import text
from rules.facts import Facts
from rules.filled import FORM_FACTS
from rules.pathways import Pathway
from rules.steps import FOLLOWED, followed, progress
from rules.words import listed

CHECKLIST = "/checklist"
"""What stands for a rule, and the section of the bot's comment."""
NEEDS = frozenset({"kind", "sections", "recorded", *FORM_FACTS})
_MARKS = {True: "\u2705", False: "\u2b1c"}


def has_steps(book: Rulebook) -> bool:
    """Whether there is any pathway whose steps could be followed."""
    return bool(book.pathways)


def follows(recorded: frozenset[str]) -> bool:
    """Whether the steps of any pathway are followed, by what is remembered of an item."""
    return any(name.startswith(FOLLOWED) for name in recorded)


def told_of_steps(book: Rulebook, facts: Facts, cause: str) -> Iterator[Action]:
    """What has to change in what is said of them, as the item is by now."""
    if not has_steps(book) or facts.lacking(NEEDS) or facts.silenced:
        return
    name = followed(known(facts.recorded), book.pathways)
    if name is None:
        return
    body = _list(name, book.pathways[name], facts, values_of(facts, book).get("language", book.project.language))
    if body != known(facts.sections).get(CHECKLIST, ""):
        yield Say(rule=CHECKLIST, position=0, cause=cause, section=CHECKLIST, body=body)


def _list(name: str, pathway: Pathway, facts: Facts, language: str) -> str:
    steps = progress(pathway, facts)
    lines = [f"- {_MARKS[taken]} {text(step)}" for step, taken in steps.items()]
    asked = pathway.steps or {}
    roles = dict.fromkeys(role for step, taken in steps.items() if not taken for role in asked[step].confirmed_by or ())
    head = say("steps", language, pathway=name, taken=str(sum(steps.values())), all=str(len(steps)))
    hint = say("steps-confirm", language, roles=listed(roles, "/"), command="/confirm STEP") if roles else ""
    return "\n\n".join(part for part in (head, "\n".join(lines), hint) if part)

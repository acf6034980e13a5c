"""What is planned beside what rules ask for: by the board, by decisions of people, by those who wait. Pure.

Most items have nothing to do with most of it. So each part says what it takes to matter at all, and is looked at more
closely where that is there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from bot.action import Action, HeldBack
from bot.planning.checklists import told_of_steps
from bot.planning.guarding import guarded
from bot.planning.mirror import mirrored, wants_mirror
from bot.planning.past import told_of_gate
from bot.planning.unconfirmed import told_of_credits
from bot.planning.wenton import linked_back
from bot.proposing.completing import completed
from bot.taking.line import kept_in_line
from bot.voting.granting import granted
from bot.voting.holding import checks, held
from rules.book import Rulebook
from rules.facts import UNKNOWN, Facts

Planned: TypeAlias = Iterable[Action | HeldBack]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is planned beside the rules.

    Attributes:
        matters: whether there is anything that it could be about; told at a glance.
        plan: what is to be done, given the rules, the facts and the cause.
    """

    matters: Callable[[Rulebook, Facts], bool]
    plan: Callable[[Rulebook, Facts, str], Planned]


def is_decided_on(facts: Facts) -> bool:
    """Whether people take a decision on the item, or took one."""
    return facts.votes is not UNKNOWN and bool(facts.votes)


def _was_moved(facts: Facts) -> bool:
    return facts.stage_seen is not UNKNOWN and facts.stage != facts.stage_seen


def _changes_common_files(facts: Facts) -> bool:
    shared = facts.shared is not UNKNOWN and bool(facts.shared)
    return shared or (facts.rule_change is not UNKNOWN and facts.rule_change is not None)


def _is_spoken_of(facts: Facts) -> bool:
    """Whether the bot's comment is there, so that something in it may have to go."""
    return facts.sections is not UNKNOWN and bool(facts.sections)


BOARD = (
    Part(lambda book, _: wants_mirror(book), mirrored),
    Part(lambda _, facts: _was_moved(facts), told_of_gate),
)
"""Before any rule goes by what the label and the card say."""

DECISIONS = (
    Part(lambda _, facts: is_decided_on(facts), held),
    Part(lambda _, facts: is_decided_on(facts), checks),
    Part(lambda _, facts: is_decided_on(facts), lambda book, facts, _: granted(book, facts)),
    Part(lambda _, facts: _changes_common_files(facts), guarded),
)
"""Before rules hear how a decision ended."""

LAST = (
    Part(lambda _, facts: bool(facts.takers) or _is_spoken_of(facts), kept_in_line),
    Part(lambda _, facts: facts.kind == "discussion", linked_back),
    Part(lambda _, facts: bool(facts.unconfirmed) or _is_spoken_of(facts), told_of_credits),
    Part(lambda book, _: bool(book.pathways), told_of_steps),
    Part(lambda book, _: bool(book.pathways), completed),
)
"""Now that all else is settled: whose turn it is to take the item, and what the bot's comment says of the rest."""

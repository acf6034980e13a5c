"""What is planned beside what rules ask for: by the board, by decisions of people, by those who wait. Pure.

Most items have nothing to do with most of it. So each part says what it takes to matter at all, as the first thing that
it looks at itself, and is begun only where that is there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from bot.action import Action, HeldBack
from bot.planning.carding import carded, only_cards, was_staged
from bot.planning.checklists import has_steps, told_of_steps
from bot.planning.guarding import changes_common_files, guarded
from bot.planning.mirror import mirrored, wants_mirror
from bot.planning.past import told_of_gate, was_moved
from bot.planning.unconfirmed import speaks_of_credits, told_of_credits
from bot.planning.wenton import can_go_on, linked_back
from bot.proposing.completing import completed
from bot.taking.line import has_line, kept_in_line
from bot.voting.granting import granted
from bot.voting.holding import checks, held, is_decided_on
from rules.book import Rulebook
from rules.facts import Facts

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


BOARD = (
    Part(lambda book, _: wants_mirror(book), mirrored),
    Part(lambda book, facts: only_cards(book) and was_staged(facts), lambda _, facts, cause: carded(facts, cause)),
    Part(lambda _, facts: was_moved(facts), told_of_gate),
)
"""Before any rule goes by what the label and the card say."""

DECISIONS = (
    Part(lambda _, facts: is_decided_on(facts), held),
    Part(lambda _, facts: is_decided_on(facts), checks),
    Part(lambda _, facts: is_decided_on(facts), lambda book, facts, _: granted(book, facts)),
    Part(lambda _, facts: changes_common_files(facts), guarded),
)
"""Before rules hear how a decision ended."""

LAST = (
    Part(lambda _, facts: has_line(facts), kept_in_line),
    Part(lambda _, facts: can_go_on(facts.kind), linked_back),
    Part(lambda _, facts: speaks_of_credits(facts), told_of_credits),
    Part(lambda book, _: has_steps(book), told_of_steps),
    Part(lambda book, _: has_steps(book), completed),
)
"""Now that all else is settled: whose turn it is to take the item, and what the bot's comment says of the rest."""

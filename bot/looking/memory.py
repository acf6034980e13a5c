"""What the bot remembers of an item from earlier looks; a look begins with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import moment
from bot.ledger import ANSWER_TAKES, Record
from bot.planning.deeds import last_stage
from bot.store.items import ItemRecord
from rules.contribution import Contribution
from rules.facts import UNKNOWN, Away, Doing, Maybe
from rules.recognition import OwnCredit
from rules.takers import Taker
from rules.votes import Vote


@dataclass(frozen=True, slots=True)
class Memory:
    """What the bot remembers of an item.

    Attributes:
        record: the item as last seen.
        unsettled: intents whose outcome is not known.
        author_since: since when the author is known in the repository.
        deeds: what the bot did to the item, oldest first.
        meant: those of them that something else asked for than a person's move, which label or card only followed.
        ours: the rule, verb and target of what it did and did not change again itself.
        flapping: (verb, target) pairs that went to and fro too often.
        overruled: such pairs that people took back by word.
        recorded: the names under which rules remember it, in lower case.
        worn: the people who were mentioned as often as the rule file allows.
        causes: those for which the bot did something.
        settled: when each deed was last known to be done.
        votes: the decisions that people take on the item, or took, oldest first.
        doings: what the bot did that could be undone, oldest first.
        takers: who has the item by this record alone, and who waits for it.
        unconfirmed: what people claim to have contributed here.
        absences: who told the bot to be away, by login in lower case.
        contributed: what those who act contributed, by login in lower case; unknown where nobody asks for it.
        episodes: by rule id, the last one in which the bot did or meant anything.
        over: by rule id, the last one of these whose work it took back, or meant to.
    """

    record: ItemRecord | None = None
    unsettled: tuple[Record, ...] = ()
    author_since: int | None = None
    deeds: tuple[tuple[str, str], ...] = ()
    meant: tuple[tuple[str, str], ...] = ()
    ours: frozenset[tuple[str, str, str]] = frozenset()
    flapping: frozenset[tuple[str, str]] = frozenset()
    overruled: frozenset[tuple[str, str]] = frozenset()
    recorded: frozenset[str] = frozenset()
    worn: frozenset[str] = frozenset()
    causes: frozenset[str] = frozenset()
    settled: Mapping[tuple[str, str], int] = field(default_factory=dict)
    votes: tuple[Vote, ...] = ()
    doings: tuple[Doing, ...] = ()
    takers: tuple[Taker, ...] = ()
    unconfirmed: tuple[OwnCredit, ...] = ()
    absences: Mapping[str, Away] = field(default_factory=dict)
    contributed: Maybe[Mapping[str, tuple[Contribution, ...]]] = UNKNOWN
    episodes: Mapping[str, int] = field(default_factory=dict)
    over: Mapping[str, int] = field(default_factory=dict)

    @property
    def placed_by(self) -> datetime | None:
        """By when the last move was over: it counts from the look before it, and its request may take its time."""
        if any(one.entry.verb == "stage" for one in self.unsettled):
            return None
        settled = self.settled.get(("stage", last_stage(self.deeds) or ""))
        return None if settled is None else moment(settled) + ANSWER_TAKES

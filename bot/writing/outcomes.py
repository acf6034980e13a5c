"""What became of a plan: each target of each action done, refused, waiting, or not known. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.action import Action
from bot.errors import Ambiguous, GitHubError, NotYet
from bot.hearing.moved import Moved
from bot.ledger import Entry, Settled


@dataclass(frozen=True, slots=True)
class ActionOutcome:
    """What became of one target of an action: done, or why not; some only wait."""

    action: Action
    target: str
    failure: str = ""
    waits: bool = False

    def document(self) -> dict[str, Any]:
        """It as the pages and the log show it."""
        told = {"do": self.action.do, "rule": self.action.rule, "target": self.target}
        return {
            **told,
            "state": "waits" if self.waits else "failed" if self.failure else "done",
            **({"why": self.failure} if self.failure else {}),
        }


@dataclass(slots=True)
class Performed:
    """What became of a plan.

    Attributes:
        pending: the actions of which a write is on its way, or still to be sent, or that are kept with the whole.
        begun: the actions of which a write was carried out; of those that are pending, half.
        comment: the id of the bot's comment, where one was just written.
        silent: whether the bot's comment is gone, because nothing was left to say.
        card: the id of the card, where one was just added.
        waits: until when the content that was to be created has to wait; None where none has to.
        stale: whether an id that was kept turned out to be out of date, so that another look is worth while.
        moved: where the item is now, where it was just moved to another repository.
        forbidden: which permission the App lacks for something that was to be done; empty where it lacks none.
        before: after which nothing of it is sent any more.
    """

    outcomes: list[ActionOutcome] = field(default_factory=list)
    settled: dict[Entry, Settled] = field(default_factory=dict)
    pending: list[Action] = field(default_factory=list)
    begun: list[Action] = field(default_factory=list)
    comment: str | None = None
    silent: bool = False
    card: str | None = None
    stale: bool = False
    waits: NotYet | None = None
    moved: Moved | None = None
    forbidden: str = ""
    before: datetime | None = None


def settled(performed: Performed, entries: Iterable[Entry], of: Mapping[Entry, Action]) -> dict[Entry, Settled]:
    """Every entry is done, unless something was reported of it."""
    failures = {place(o.action, o.target): o.failure for o in performed.outcomes if o.failure}
    found = {entry: failures.get(place(of[entry], entry.target), "") for entry in entries}
    return {entry: Settled("failed", why) if why else Settled("done") for entry, why in found.items()}


def certain(
    error: GitHubError, performed: Performed, entries: Sequence[Entry], of: Mapping[Entry, Action]
) -> dict[Entry, Settled]:
    """What is known although a request failed: what earlier ones did, and that a refused one did nothing.

    What is half done is not known to have failed: a look tells whether it was finished.
    """
    on_its_way = {place(action, target) for action in performed.pending for target in action.targets}
    sent = [entry for entry in entries if place(of[entry], entry.target) not in on_its_way]
    known = settled(performed, sent, of)
    if not isinstance(error, Ambiguous):
        refused = Settled("failed", f"not carried out: {error}")
        half = {place(action, target) for action in performed.begun for target in action.targets}
        known |= {one: refused for one in entries if one not in known and place(of[one], one.target) not in half}
    return known


def place(action: Action, target: str) -> tuple[str, str, int, str]:
    """What tells one target of one action apart from all others of a plan."""
    return (action.cause, action.rule, action.position, target)

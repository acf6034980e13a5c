"""Act: carry out a plan. Nothing is decided here.

The intents are on disk before anything is sent, and their outcomes after the answer. Names become ids, missing labels
are created, then everything goes in one mutation; a card that was just added gets its column in a second one, because
GitHub takes no other way. One write that fails hides no other.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from bot import ledger, metrics
from bot.action import Action, Errand, Name, Refusal, Target, Write
from bot.actions import VERBS
from bot.clock import milliseconds
from bot.errors import Ambiguous, GitHubError, NotYet, Retryable
from bot.github.answer import Written
from bot.github.errands import Errands
from bot.github.graphql import GraphQL
from bot.github.names import Names
from bot.github.theirtime import GitHubTime
from bot.hearing.moved import answered
from bot.item import ItemRef
from bot.ledger import Entry, Settled
from bot.planning.deeds import STANDING, held_by, last_deeds, overtaken
from bot.queue.claim import Hold
from bot.store import lanes
from bot.store.errors import StoreUnavailable
from bot.store.executor import StoreExecutor
from bot.writing.outcomes import ActionOutcome, Performed, certain, place, settled
from bot.writing.permissions import PROJECTS
from bot.writing.refused import LACKING, PERMISSIONS, explained
from rules.book import Rulebook

STALE = "NOT_FOUND"
SAYS = "comment"
ON_THE_BOARD = frozenset({"stage", "board_field"})
DELETIONS = frozenset({"deleteIssueComment", "deleteDiscussionComment"})


class Performer:
    """Carries out plans."""

    def __init__(
        self, graphql: GraphQL, names: Names, store: StoreExecutor, time: GitHubTime, errands: Errands
    ) -> None:
        self._graphql, self._names, self._store, self._time = graphql, names, store, time
        self._errands = errands

    async def perform(
        self,
        actions: Sequence[Action],
        target: Target,
        book: Rulebook,
        deliveries: Sequence[str],
        hold: Hold | None = None,
    ) -> Performed:
        """Carry out actions on one item.

        Args:
            actions: what is to be done, in order.
            target: the item.
            book: the rules in force.
            deliveries: on whose account.
            hold: by which the lane is in hand; None where nobody else could have it.

        Raises:
            Ambiguous: the write may have happened; the intents stay open, and the next look reads first.
            Retryable, RateLimited, NotInstalled, GitHubError: nothing was done. Of a lane that another worker has by
                now nothing is even written down.
        """
        item, meant = target.item, self._time.now()
        now = milliseconds(meant)
        entries = await self._not_overtaken(await self._entries(actions, item.lane, book), item.lane)
        found = {entry: held_by((entry.verb, entry.target), target.facts) for entry in entries}
        intend = partial(ledger.intend, entries=list(entries), installation=item.installation, now=now, found=found)
        open_entries = await self._store.write(partial(_in_hand, hold=hold, intend=intend))
        if open_entries is None:
            raise Retryable("another worker has the lane by now")
        performed = Performed(pending=_open(entries, open_entries), before=meant + ledger.SENDABLE)
        try:
            await self._carry_out(target, book, deliveries, performed)
        except GitHubError as error:
            known = certain(error, performed, open_entries, entries)
            clear_at = milliseconds(self._time.theirs(error.settled_at)) if isinstance(error, Ambiguous) else None
            write_down = partial(_after_an_error, clear_at=clear_at, open_entries=open_entries, known=known, now=now)
            with suppress(StoreUnavailable):  # what stays open is read before it is repeated; the error must be known
                await self._store.write(write_down)
            raise
        self._settle(performed, open_entries, entries)
        return performed

    async def remove_doubles(self, item: ItemRef, doubles: Sequence[str], deliveries: Sequence[str]) -> None:
        """Delete what looks like the bot's one comment a second time: it came of a write that was repeated.

        Raises:
            Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.write`.
        """
        mutation = "deleteDiscussionComment" if item.kind == "discussion" else "deleteIssueComment"
        writes = [Write(mutation, {"id": double}, ()) for double in doubles]
        if writes:
            await self._graphql.write(item.installation, writes, deliveries)

    async def _entries(self, actions: Sequence[Action], lane: str, book: Rulebook) -> dict[Entry, Action]:
        """The ledger's entries for actions, one for each target."""
        entries: dict[Entry, Action] = {}
        for action in actions:
            cause, rule = await self._cause(action, lane), book.ids.get(action.rule, action.rule)
            for target in action.targets:
                entries[Entry(cause, lane, rule, action.position, target, action.do)] = action
        return entries

    async def _not_overtaken(self, entries: dict[Entry, Action], lane: str) -> dict[Entry, Action]:
        """The entries, without those that a later one would change again that is done already."""
        if len(last_deeds((entry.verb, entry.target) for entry in entries)) == len(entries):
            return entries
        known = await self._store.read(partial(ledger.done_by_us, item=lane))
        done = {(one.entry.cause, one.entry.verb, one.entry.target) for one in known}
        late = overtaken([(entry.cause, entry.verb, entry.target) for entry in entries], done)
        return {entry: action for number, (entry, action) in enumerate(entries.items()) if number not in late}

    async def _cause(self, action: Action, lane: str) -> str:
        """The cause as the ledger keeps it.

        Within one episode a standing rule does a thing once; but what it says may change with the facts, so of that
        each time counts.
        """
        if not VERBS[action.do].repeats or not action.cause.startswith(STANDING):
            return action.cause
        times = partial(ledger.times, item=lane, verb=action.do, target=action.targets[0], since=0)
        before = await self._store.read(times)
        return f"{action.cause}.{before}" if before else action.cause

    async def _carry_out(self, target: Target, book: Rulebook, deliveries: Sequence[str], performed: Performed) -> None:
        """Send the writes; `performed` says at each moment what is on its way."""
        actions = performed.pending
        names = [name for action in actions for name in VERBS[action.do].names(action)]
        ids = await self._names.ids_with_labels(target.item, names, book.labels, deliveries)
        errands: list[Errand] = []
        writes = list(self._writes(actions, replace(target, ids=ids), performed, errands))
        held, only_kept = list[Action](), _unsent(actions, writes, performed)
        while writes:
            performed.pending = [*held, *only_kept, *_actions_of(writes)]
            try:
                written = await self._graphql.write(
                    target.item.installation, writes, deliveries, before=performed.before
                )
            except NotYet as error:  # what creates nothing goes at once
                performed.waits = error
                held += _actions_of(write for write in writes if write.creates)
                writes = [write for write in writes if not write.creates]
                continue
            self._read(written, target, performed)
            writes = [further for each in written for further in _following(each)]
        for errand in errands:
            performed.pending = [*held, *only_kept]
            if why := await self._errands.run(target.item.installation, errand):
                performed.outcomes += [ActionOutcome(errand.action, aim, why) for aim in errand.action.targets]
        performed.pending = []
        performed.outcomes += [ActionOutcome(one, aim, str(performed.waits)) for one in held for aim in one.targets]

    def _writes(
        self, actions: Sequence[Action], target: Target, performed: Performed, errands: list[Errand]
    ) -> Iterable[Write]:
        """The writes of all actions, those left out that go another way; what GitHub cannot take is told."""
        for group in _grouped(actions):
            for found in VERBS[group[0].do].writes(group, target):
                if isinstance(found, Refusal):
                    performed.outcomes.append(ActionOutcome(found.action, found.target, found.why))
                elif isinstance(found, Errand):
                    errands.append(found)
                else:
                    yield found

    def _read(self, written: Sequence[Written], target: Target, performed: Performed) -> None:
        """Take from the answers what is worth keeping, and what went wrong."""
        for each in written:
            answer = each.answer
            if answer is None:
                why = explained(each.fault, each.write)
                performed.stale |= self._forgotten(each, target)
                performed.forbidden = performed.forbidden or (why if why.startswith(LACKING) else "")
                performed.outcomes += [ActionOutcome(a, t, why) for a in each.write.actions for t in a.targets]
                continue
            performed.begun += each.write.actions
            if any(action.do == SAYS for action in each.write.actions):  # others have comments of their own
                performed.comment = _comment_id(answer) or performed.comment
            performed.silent |= each.write.mutation in DELETIONS and bool(each.write.actions)
            if any(action.do in ON_THE_BOARD for action in each.write.actions):  # others may add cards to other boards
                performed.card = (answer.get("item") or {}).get("id") or performed.card
            performed.moved = answered(answer, target.item) or performed.moved
            performed.outcomes += _passed_over(each)

    def _forgotten(self, refused: Written, target: Target) -> bool:
        """Forget the ids that may have been the reason; whether it is worth while to ask for them again."""
        kind = refused.fault.kind if refused.fault else ""
        self._names.forget(target.item, _names_of(refused.write))
        if PERMISSIONS.get(refused.write.mutation) == PROJECTS:
            self._names.forget_boards(target.item.installation)
            return kind != "FORBIDDEN"
        return kind == STALE

    def _settle(self, performed: Performed, entries: Sequence[Entry], of: Mapping[Entry, Action]) -> None:
        """Every open entry is done, unless something was reported of it."""
        performed.settled = settled(performed, entries, of)
        performed.outcomes, wait = [], str(performed.waits)
        for entry, came in performed.settled.items():
            waits = came.note == wait
            performed.outcomes.append(ActionOutcome(of[entry], entry.target, came.note, waits=waits))
            metrics.ACTIONS.labels(verb=entry.verb, state="waits" if waits else came.state).inc()


def _in_hand(
    connection: sa.Connection, hold: Hold | None, intend: Callable[[sa.Connection], list[Entry]]
) -> list[Entry] | None:
    """Write down what is about to be sent; None where the lease was lost: whoever has it may be sending the same."""
    if hold and not lanes.is_held(connection, hold.lane, hold.lease):
        return None
    return intend(connection)


def _after_an_error(
    connection: sa.Connection,
    clear_at: int | None,
    open_entries: Sequence[Entry],
    known: Mapping[Entry, Settled],
    now: int,
) -> None:
    """Write down what is known, and from when on the rest will be."""
    ledger.settle(connection, known, now)
    if clear_at is not None:
        ledger.unclear(connection, [entry for entry in open_entries if entry not in known], clear_at)


def _open(entries: Mapping[Entry, Action], left: Iterable[Entry]) -> list[Action]:
    """The actions, without what the ledger knows to be done already."""
    targets: dict[int, set[str]] = {}
    for entry in left:
        targets.setdefault(id(entries[entry]), set()).add(entry.target)
    cut = [action.only(frozenset(targets.get(id(action), ()))) for action in dict.fromkeys(entries.values())]
    return [action for action in cut if action is not None]


def _grouped(actions: Sequence[Action]) -> list[list[Action]]:
    """Actions that share a write; where one place is changed twice, each stays on its own, in order."""
    places = [place for action in actions for place in action.claims()]
    if len(places) != len(set(places)):
        # What is said stays together: each comment is written whole, and a later one would leave out an earlier.
        steps = [list(group) for _, group in groupby(actions, key=lambda action: action.do)]
        said = [action for step in steps for action in step if VERBS[action.do].last]
        return [*(step for step in steps if not VERBS[step[0].do].last), *_by_verb(said)]
    return _by_verb(actions)


def _by_verb(actions: Sequence[Action]) -> list[list[Action]]:
    words = sorted(dict.fromkeys(action.do for action in actions), key=lambda do: VERBS[do].parting)
    return [[action for action in actions if action.do == do] for do in words]


def _following(written: Written) -> Sequence[Write]:
    then = written.write.then
    return then.writes(written.answer) if then is not None and written.answer is not None else ()


def _actions_of(writes: Iterable[Write]) -> list[Action]:
    return [action for write in writes for action in write.actions]


def _unsent(actions: Iterable[Action], writes: Iterable[Write], performed: Performed) -> list[Action]:
    """What is only remembered: until all else is settled nothing of it is, for it is written down with the whole."""
    sent = {place(action, target) for action in _actions_of(writes) for target in action.targets}
    sent |= {place(one.action, one.target) for one in performed.outcomes}
    return [one for one in actions if sent.isdisjoint(place(one, target) for target in one.targets)]


def _names_of(write: Write) -> list[Name]:
    return [name for action in write.actions for name in VERBS[action.do].names(action)]


def _comment_id(answer: Mapping[str, Any]) -> str | None:
    comment = answer.get("comment") or (answer.get("commentEdge") or {}).get("node") or {}
    return found if isinstance(found := comment.get("id"), str) else None


def _passed_over(written: Written) -> Iterable[ActionOutcome]:
    """What GitHub left undone although it took the write."""
    for action in written.write.actions:
        for refusal in VERBS[action.do].passed_over(action, written.answer or {}):
            yield ActionOutcome(action, refusal.target, refusal.why)

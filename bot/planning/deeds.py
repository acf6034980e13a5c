"""What became of the bot's own deeds: whether they stand, and which ones people took back. Pure.

Timelines tell who undid labels, assignees and requests. Of the rest the ledger says what the bot did last, and the item
says whether it is still so. Discussions have no timeline: there that is true of everything.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from bot.action import is_spoken
from bot.actions import VERBS
from bot.hearing.causes import ENDED
from bot.verb import NOWHERE, Trace
from rules.facts import Board, Facts

Deed: TypeAlias = tuple[str, str]
"""Verb and target, as the ledger keeps them."""


def _trace(verb: str) -> Trace | None:
    """Where a verb's deeds show; None where no fact shows them."""
    trace = VERBS[verb].trace if verb in VERBS else NOWHERE
    return None if trace is NOWHERE else trace


def place_of(verb: str) -> str | None:
    """The fact that shows a verb's deeds; None where none does."""
    trace = _trace(verb)
    return trace.place if trace else None


STANDING = "standing:"
PLACES = frozenset(place for verb in VERBS if (place := place_of(verb)))
"""The facts that deeds change."""


def withdraws(cause: str, verb: str) -> bool:
    """Whether a verb took back its own deed for this cause, which the ledger keeps under the deed's own target."""
    own = verb in VERBS and VERBS[verb].takes_back == verb
    return own and cause.startswith(ENDED) and not VERBS[verb].trace.alone


def stands(deed: Deed, facts: Facts) -> bool | None:
    """Whether an item shows a deed; None where the facts do not tell."""
    verb, target = deed
    trace = _trace(verb)
    there = None if trace is None else trace.there(facts)
    if trace is None or there is None:
        return None
    return (target.lower() in {one.lower() for one in there}) is not trace.removing


def held_by(deed: Deed, facts: Facts) -> str | None:
    """What the place of a deed holds; None where it holds several things, or that is not known."""
    trace = _trace(deed[0])
    there = trace.there(facts) if trace and (trace.alone or trace.valued) else None
    if trace is None or there is None:
        return None
    return next((one for one in there if trace.thing(one) == trace.thing(deed[1])), "")


def superseded(deed: Deed, found: str | None, facts: Facts) -> bool:
    """Whether the place of a deed holds neither what it was to hold nor what was found there before.

    Whether the deed was done or not: somebody has changed the place since.
    """
    holds = held_by(deed, facts)
    return found is not None and holds is not None and holds.lower() not in {found.lower(), deed[1].lower()}


def taken_back(deeds: Iterable[Deed], facts: Facts) -> frozenset[Deed]:
    """The deeds that somebody undid, as far as no timeline tells of them.

    Args:
        deeds: all that the bot did to the item, oldest first; where it changed one thing twice, the last one counts.
        facts: the item now.
    """
    board = isinstance(facts.board, Board) and facts.board.problem is None
    found = set()
    for verb, target in last_deeds(deeds):
        trace = _trace(verb)
        told = trace is None or (trace.timeline and facts.kind != "discussion")
        unseen = verb == "stage" and not board and facts.kind != "discussion"
        if not told and not unseen and stands((verb, target), facts) is False:
            found.add((verb, target.lower()))
    return frozenset(found)


def left_behind(meant: Iterable[Deed], deeds: Iterable[Deed], facts: Facts) -> frozenset[Deed]:
    """The stage that the bot had put an item in, where it followed a person to another one, whatever board is seen.

    Args:
        meant: what it did other than to follow a person, oldest first.
        deeds: all that it did, oldest first.
        facts: the item now.
    """
    stage, now = last_stage(meant), last_stage(deeds)
    if stage is None or now is None or stage.lower() == now.lower():
        return frozenset()
    return frozenset() if stands(("stage", stage), facts) is not False else frozenset({("stage", stage.lower())})


def ours(deeds: Iterable[tuple[str, str, str]]) -> frozenset[tuple[str, str, str]]:
    """Of all that the bot did, oldest first, as (rule, verb, target): what it has not changed again itself."""
    return frozenset({thing_of(deed[1], deed[2]): deed for deed in deeds}.values())


def overruled(deeds: Iterable[tuple[str, str, str, str]]) -> frozenset[Deed]:
    """What people took back by a command of theirs, so that no rule does it again.

    Args:
        deeds: all that the bot did, oldest first, as (cause, rule, verb, target); a command's stand under its name,
            `/label`.
    """
    marks: dict[tuple[str, str], set[Deed]] = {}
    before: dict[tuple[str, str], Deed] = {}
    for cause, rule, verb, target in deeds:
        thing, deed = thing_of(verb, target), (verb, target.lower())
        if not is_spoken(rule):
            before[thing] = deed
            continue
        if withdraws(cause, verb):
            marks[thing] = {deed}
            continue
        backwards = VERBS[verb].takes_back if verb in VERBS else ""
        marks[thing] = {before.get(thing, deed), (backwards, target.lower())} - {deed, ("", target.lower())}
    return frozenset().union(*marks.values())


def episodes(entries: Iterable[tuple[str, str]], of: str = STANDING) -> dict[str, int]:
    """The last episode of each standing rule in which anything was done or meant, by the (rule, cause) of each entry.

    A look that was cut short has begun one that nothing else tells of.

    Args:
        entries: of the ledger.
        of: how the causes begin that count.
    """
    found: dict[str, int] = {}
    for rule, cause in entries:
        number = cause.removeprefix(of).partition(".")[0]
        if cause.startswith(of) and number.isdecimal():
            found[rule] = max(found.get(rule, 0), int(number))
    return found


def episodes_over(entries: Collection[tuple[str, str]]) -> dict[str, int]:
    """The last episode of each standing rule whose work was taken back, or was to be, by the entries' rules and causes.

    A look that was cut short has ended one that nothing else tells of.
    """
    begun, ended = episodes(entries), episodes(entries, ENDED)
    return {rule: min(number, ended[rule]) for rule, number in begun.items() if rule in ended}


def stage_before(deeds: Iterable[Deed]) -> str | None:
    """The stage that the bot had put the item in before it put it in another one."""
    stages = [target for verb, target in deeds if verb == "stage"]
    return next((stage for stage in reversed(stages) if stage.lower() != stages[-1].lower()), None)


def last_stage(deeds: Iterable[Deed]) -> str | None:
    """The stage that deeds have put the item in, oldest first."""
    stages = [target for verb, target in deeds if verb == "stage"]
    return stages[-1] if stages else None


def last_deeds(deeds: Iterable[Deed]) -> Collection[Deed]:
    """Of each thing that the bot changed, what it did last."""
    return {thing_of(verb, target): (verb, target) for verb, target in deeds}.values()


def overtaken(deeds: Sequence[tuple[str, str, str]], done: Collection[tuple[str, str, str]]) -> frozenset[int]:
    """Which of some deeds, by number, a later event's on the same thing comes after that is done already.

    A look that was cut short finds anew what its own later deeds have hidden from it: a label that was there, and that
    it took off, is missing. What a rule wants at all times belongs to no moment, and comes after nothing.

    Args:
        deeds: as (cause, verb, target), in the order of their events.
        done: those of them that are done.
    """
    last: dict[tuple[str, str], int] = {}
    for number, (cause, verb, target) in enumerate(deeds):
        if (cause, verb, target) in done and _trace(verb) and not cause.startswith((STANDING, ENDED)):
            last[thing_of(verb, target)] = number
    things = (thing_of(verb, target) for _, verb, target in deeds)
    return frozenset(number for number, thing in enumerate(things) if number < last.get(thing, 0))


@lru_cache(maxsize=4_096)
def thing_of(verb: str, target: str) -> tuple[str, str]:
    """What a deed changes; putting a label on and taking it off change one thing."""
    trace = _trace(verb)
    return trace.thing(target) if trace else (verb, target)

"""What is counted as somebody's contribution, of what happened to an item. Pure.

An item is its author's once it was accepted or came to a good end: merged, closed as completed, or at a stage where it
is done. A review is the reviewer's, and what a pathway `counts` is of whoever brought it about. Each counts once for
each item.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.action import Action
from bot.events import Event
from bot.hearing.payloads import GHOST
from bot.planning.occasion import Occasion
from bot.planning.stages import PREFIX
from bot.writing.credited import GiveCredit
from rules.book import Rulebook
from rules.facts import Facts, Person
from rules.home import Home, Way
from rules.recognition import read_credit
from rules.way import all_needs_of_pathway, needs_of_pathway, pathway_of, pathways_of

ITEM = "item"
REVIEW = "pull_request_review.submitted"
ACCEPTED = "accept"
"""The command by which an item counts before its end."""
_ENDS = frozenset({"issues.closed", "pull_request.closed"})
_OF_AN_END = frozenset({"kind", "author", "state", "ended"})

Asked = tuple[str, str, str]
"""Cause, command and login of what somebody asked of the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A contribution to an item.

    Attributes:
        kind: what was done, the event where it is counted for itself.
        pathway: empty where it is on none.
    """

    kind: str
    person: Person
    pathway: str = ""


def needs_of_counting(book: Rulebook, events: Iterable[Event]) -> frozenset[str]:
    """The facts without which it cannot be told what these events come to; none where they come to nothing."""
    found: set[str] = set()
    for event in events:
        if may_end(book, event):
            found |= _OF_AN_END | all_needs_of_pathway(book.home) | ({"stage"} if book.stages else set())
        if any(way.counts == event.name and _bound(way) for way in book.home.pathways):
            found |= all_needs_of_pathway(book.home)
    return frozenset(found) if counts(book) else frozenset()


def may_end(book: Rulebook, event: Event) -> bool:
    """Whether an item may have come to its end by an event, or to a stage where it is done."""
    if event.name in _ENDS:
        return True
    label = event.facts.event_label
    carried = isinstance(label, str) and event.name.endswith(".labeled") and label.lower().startswith(PREFIX)
    to = (event.move.to or "") if event.move else str(label)[len(PREFIX) :] if carried else ""
    stage = book.stage_named(to)
    return bool(stage and book.board and book.board.stages[stage].done)


def counts(book: Rulebook) -> bool:
    """Whether a community counts anything: it has pathways, or roles to which contributions lead."""
    return bool(book.pathways or book.roles)


def counted(
    book: Rulebook, facts: Facts, occasions: Sequence[Occasion], asked: Sequence[Asked] = (), *, ends: bool = True
) -> Iterator[Counted]:
    """What is counted.

    Args:
        book: the rules of the community.
        facts: the item.
        occasions: what happened to it.
        asked: the commands that are obeyed because of that.
        ends: whether it may have come to its end just now.
    """
    if not counts(book):
        return
    author = facts.author
    good = (ends and ended_well(book, facts)) or any(command == ACCEPTED for _, command, _ in asked)
    if good and isinstance(author, Person) and _is_somebody(author):
        yield Counted(kind=ITEM, person=author, pathway=_own_pathway(facts, book.home))
    for event, person in _done(occasions, asked):
        if event == REVIEW and isinstance(author, Person) and author.login.lower() == person.login.lower():
            continue
        pathway = _counted_on(event, facts, book.home)
        if pathway or event == REVIEW:
            yield Counted(kind=event, person=person, pathway=pathway)


def credited(book: Rulebook, actions: Iterable[Action]) -> Iterator[Counted]:
    """What people were credited with by a person's word, on the first pathway that has such a credit."""
    for one in actions:
        if not isinstance(one, GiveCredit) or not one.counted or not counts(book):
            continue
        if told := read_credit(one.name):
            pathways = (name for name, pathway in book.pathways.items() if pathway.credit == told[0])
            yield Counted(kind=f"credit {told[0]}", person=Person(login=one.counted), pathway=next(pathways, ""))


def ended_well(book: Rulebook, facts: Facts) -> bool:
    """Whether an item came to a good end; where its stage is done, the stage says whether that counts."""
    stage = book.stage_named(facts.stage) if isinstance(facts.stage, str) else None
    if stage and book.board and book.board.stages[stage].done:
        return book.board.stages[stage].counts
    return facts.state == "merged" or (facts.state == "closed" and facts.ended == "completed")


def _done(occasions: Sequence[Occasion], asked: Sequence[Asked]) -> Iterator[tuple[str, Person]]:
    """What people did, by the names that rules know."""
    for one in occasions:
        if one.actor is None or one.own or not _is_somebody(one.actor):
            continue
        commands = (f"command.{name}" for cause, name, _ in asked if cause == one.cause)
        for event in (one.event, *one.own_events, *commands):
            if event:
                yield event, one.actor


def _is_somebody(person: Person) -> bool:
    return not person.bot and person.login.lower() != GHOST.login


def _counted_on(event: str, facts: Facts, home: Home) -> str:
    """The first pathway for which an event is counted; one with `form` or `files` counts on items of its own only."""
    ways = [way for way in home.pathways if way.counts == event]
    told = all(map(facts.knows, needs_of_pathway(facts, home)))
    own = pathways_of(facts, home) if told else ()
    return next((way.name for way in ways if not _bound(way) or way.name in own), "")


def _bound(way: Way) -> bool:
    return bool(way.forms or way.files)


def _own_pathway(facts: Facts, home: Home) -> str:
    """The pathway of an item itself; none where something else is counted on it, or nobody can tell."""
    if facts.lacking(needs_of_pathway(facts, home)):
        return ""
    name = pathway_of(facts, home)
    return next((way.name for way in home.pathways if way.name == name and not way.counts), "")

"""What is known of an item before GitHub is asked, and what follows from that alone. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from bot.asking.obeying import needs_of_calls
from bot.clock import milliseconds, moment
from bot.errors import Ambiguous
from bot.events import Event
from bot.hearing.nudges import Nudges
from bot.item import ItemRef
from bot.ledger import Record
from bot.looking.memory import Memory
from bot.people.counting import needs_of_counting
from bot.people.standing import placed, with_absences
from bot.plan import Occasion
from bot.planning.carding import FACTS as CARDED
from bot.planning.carding import only_cards
from bot.planning.checklists import follows
from bot.planning.deeds import PLACES, place_of
from bot.planning.entering import FACTS as ENTERING
from bot.planning.entering import awaits
from bot.planning.following import FACTS as LEADING
from bot.planning.following import leads_on
from bot.planning.guarding import PUSH, guarding_needs
from bot.planning.mirror import FACTS as MIRRORED
from bot.planning.mirror import may_differ, wants_mirror
from bot.planning.past import FACTS as PASSING
from bot.planning.past import may_pass
from bot.planning.unconfirmed import NEEDS as OF_CREDITS
from bot.planning.wenton import FACTS as GONE_ON
from bot.planning.wenton import links_back
from bot.proposing.completing import needs_of_steps
from bot.rulebook import InForce
from bot.taking.line import NEEDS as NEEDS_IN_LINE
from bot.taking.line import taken
from bot.voting.granting import granting_needs, grants
from bot.voting.holding import due
from bot.voting.holding import needs as needs_of_votes
from rules.book import Rule, Rulebook, needs_of
from rules.evaluate import judge
from rules.facts import Facts, Member, Person
from rules.goals.stage import Stage

YOUNG = timedelta(minutes=2)

CHANGING = PLACES | {"card"}
"""What actions change: a rule that does not hold because of it may hold once another rule has acted."""


@dataclass(frozen=True)
class Scene:
    """One item that is about to be looked at.

    Attributes:
        rules: those that are worth a look.
        own_login: the bot's.
    """

    item: ItemRef
    nudges: Nudges
    in_force: InForce
    occasions: tuple[Occasion, ...]
    rules: tuple[Rule, ...]
    memory: Memory
    now: datetime
    own_login: str

    @property
    def book(self) -> Rulebook:
        """The rules in force."""
        return self.in_force.book

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """The people file, with what people told the bot of being away."""
        return with_absences(self.in_force.people.members, self.memory.absences)

    @property
    def private(self) -> bool:
        """Whether the repository is private, as far as anything tells; what nothing tells of is."""
        record = self.memory.record
        return self.event.private if self.event.item or not record else record.private

    @property
    def event(self) -> Event:
        """The delivery that tells most of the item."""
        return self.nudges.newest

    @cached_property
    def said(self) -> Facts:
        """What the newest payload says, with what is remembered."""
        return self._said_by(self.event)

    @property
    def current(self) -> bool:
        """Whether the newest payload is the newest word on the item: nothing later has been seen."""
        seen = self.memory.record.github_updated_at if self.memory.record else None
        says = self.event.updated_at
        return says is not None and (seen is None or milliseconds(says) > seen)

    @property
    def author_known(self) -> bool | None:
        """Whether the author has written here before this item; None where GitHub must be asked."""
        created = self.event.facts.created_at
        if self.memory.author_since is None or not isinstance(created, datetime):
            return None
        return True if self.memory.author_since < milliseconds(created) else None

    def mirrors(self) -> bool:
        """Whether a stage label and a card may say different things now, and are to say the same."""
        if self.item.kind == "discussion" or not wants_mirror(self.book):
            return False
        return any(may_differ(one, self.event.facts.labels) for one in self.occasions)

    def lacks_card(self) -> bool:
        """Whether the card may be missing; seen to when nothing happened, so that no event costs a request more."""
        resting = any(one.event is None for one in self.occasions)
        record = self.memory.record if only_cards(self.book) and self.item.kind != "discussion" else None
        return resting and record is not None and record.stage is not None and record.card_id is None

    def leads(self) -> bool:
        """Whether the issues that a pull request closes may have to follow it now."""
        return leads_on(self.book, self.item.kind, [event.name for event in self.nudges.events])

    @property
    def stirred(self) -> bool:
        """Whether anything is to be seen to that no rule hears: the board, commands, decisions, rules that go on."""
        asked = any(one.led_to or one.asks or one.due for one in self.occasions)
        board = (
            self.mirrors()
            or self.lacks_card()
            or self.leads()
            or self.passes()
            or links_back(self.item.kind, self.memory.deeds)
        )
        remembered = self.memory.takers or self.memory.unconfirmed or follows(self.memory.recorded)
        return asked or board or bool(self.voting_needs() or remembered or self.counting_needs())

    def passes(self) -> bool:
        """Whether a person may have moved the item to a stage that needs something."""
        return any(may_pass(self.book, one, self.event.facts.labels) for one in self.occasions)

    @property
    def deciding(self) -> bool:
        """Whether a decision is counted for good in this look, so that rules hear of it."""
        return due(self.memory.votes, self.now)

    def voting_needs(self) -> frozenset[str]:
        """The facts that decisions ask for, and whoever must agree; what the bot itself did changes no voice."""
        votes = self.memory.votes if any(not one.own for one in self.occasions) else ()
        pending = grants(self.book, self.memory.votes, self.memory.ours, self.members, str(self.item))
        voting = needs_of_votes(self.book, self.item.kind, votes) | granting_needs(pending, self.now)
        events = [event for one in self.occasions for event in one.events]
        if self.nudges.missed_since is not None and self.item.kind == "pull_request":
            events.append(PUSH)  # of one that was missed GitHub tells nothing afterwards
        return voting | guarding_needs(self.book, events)

    def counting_needs(self) -> frozenset[str]:
        """The facts that tell what is counted as whose contribution."""
        return needs_of_counting(self.book, self.nudges.events)

    def board_needs(self) -> frozenset[str]:
        """The facts that the board asks for."""
        led = any(one.led_to for one in self.occasions)
        boards = ((self.mirrors(), MIRRORED), (self.lacks_card(), CARDED))
        wanted = (*boards, (self.leads(), LEADING), (led, Stage.reads), (self.passes(), PASSING))
        return frozenset().union(*(facts for asked, facts in wanted if asked))

    def ruled_out(self) -> bool:
        """Whether the payloads alone tell that no rule can apply, whichever of them is the newest."""
        return self.current and not self.stirred and not awaits(self.rules) and not self._possible

    @cached_property
    def needs(self) -> frozenset[str]:
        """The facts that the rules want which may hold, now or once another rule has acted.

        And those that show whether a write of unknown outcome has happened, be it that no rule wants it any more.
        """
        unclear = frozenset(place for one in self.memory.unsettled if (place := place_of(one.entry.verb)))
        unclear |= ENTERING if awaits(self.rules) else frozenset()
        unclear |= self.board_needs() | needs_of_calls(self.occasions, self.book) | self.voting_needs()
        unclear |= self.counting_needs() | (NEEDS_IN_LINE if self.memory.takers else frozenset())
        unclear |= OF_CREDITS if self.memory.unconfirmed else frozenset()
        unclear |= needs_of_steps(self.book, self.memory.recorded, self.memory.ours, self.item)
        unclear |= GONE_ON if links_back(self.item.kind, self.memory.deeds) else frozenset()
        wanted = needs_of(self.wanted) | unclear
        moves = wanted >= Stage.reads
        return wanted | self.book.needs_of_gates(self.item.kind) if moves else wanted

    @cached_property
    def wanted(self) -> tuple[Rule, ...]:
        """The rules that may hold, now or once another rule has acted."""
        if not self.current or self.deciding:
            return self.rules
        possible = self._possible
        return tuple(
            rule for rule in self.rules if rule.id in possible or rule.when.needs & CHANGING or awaits((rule,))
        )

    def fresh(self) -> bool:
        """Whether the payload may stand in for a look: the first word on a new item, just now, never tried before."""
        created = self.event.facts.created_at
        known = self.memory.record or self.memory.unsettled or self.memory.deeds
        if known or self.nudges.tried or len(self.nudges.events) != 1:
            return False
        return self.event.first and isinstance(created, datetime) and abs(self.now - created) <= YOUNG

    def episodes(self) -> dict[str, int]:
        """For each standing rule, the number of the episode that goes on, or that would begin now."""
        standing: Mapping[str, tuple[int, bool]] = self.memory.record.standing if self.memory.record else {}
        found = {rule.id: standing.get(rule.id, (0, False)) for rule in self.rules if rule.standing}
        next_one = {rule: number if holding else number + 1 for rule, (number, holding) in found.items()}
        return {rule: max(number, self.memory.over.get(rule, 0) + 1) for rule, number in next_one.items()}

    def _said_by(self, event: Event) -> Facts:
        facts = event.facts.but(now=self.now, flapping=self.memory.flapping, ours=self.memory.ours)
        facts = facts.but(**taken(facts.assignees, self.memory.takers))
        author = facts.author
        if isinstance(author, Person):
            author = replace(author, new=False) if self.author_known else author
            facts = facts.but(author=self.placed(author))
        return facts

    def placed(self, author: Person) -> Person:
        """The author, with what the people file says of them."""
        return placed(author, self.community, self.book.roles)

    @cached_property
    def community(self) -> Facts:
        """What tells which roles somebody has."""
        groups, contributed = self.in_force.groups, self.memory.contributed
        return Facts(people=self.members, groups=groups, contributed=contributed, now=self.now)

    @cached_property
    def _possible(self) -> frozenset[str]:
        """The rules, by id, that may hold by any payload that may be the newest, or have work to take back."""
        acted = {by for by, _, _ in self.memory.ours} | {one.entry.rule for one in self.memory.unsettled}
        ended = frozenset(rule.id for rule in self.rules if rule.while_true and rule.id in acted)
        looks = [
            (one, self._said_by(event).but(event=heard, actor=one.actor, **one.brought))
            for event in self.nudges.newest_of_all
            for one in self.occasions
            for heard in one.events
        ]
        going_on = frozenset(one.due.rule for one in self.occasions if one.due)
        possible = frozenset(
            rule.id
            for one, facts in looks
            for rule in self.book.index.may_hold(facts.event, facts, own=one.own)
            if judge(rule, facts).matched is not False
        )
        return ended | going_on | possible


def wait_for_unclear(unsettled: Sequence[Record], now: datetime, ours: datetime) -> None:
    """A write whose outcome is not known must be old enough that a read would show it.

    Args:
        unsettled: such writes.
        now: when the read is, by GitHub's clock.
        ours: the same by the clock that the worker goes by.

    Raises:
        Ambiguous: it is not; says from when on it will be.
    """
    if not unsettled:
        return
    left = moment(max(record.shown_at for record in unsettled)) - now
    if left > timedelta():
        raise Ambiguous("the outcome of an earlier write is not known yet", ours + left)

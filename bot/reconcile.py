"""The whole story of one claimed lane: decode, find the rules, look, plan, act, write down.

An event is a nudge; what is decided rests on facts. Whatever goes wrong on the way is raised: the worker knows when a
lane may be tried again.
"""

from collections.abc import Awaitable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

import sqlalchemy as sa
import structlog

from bot import ledger
from bot.action import Target
from bot.clock import milliseconds
from bot.errors import Gone
from bot.events import Event, decode
from bot.github.missed import missed_events, missed_part
from bot.hearing.causes import known_as
from bot.hearing.nudges import Nudges, read
from bot.hub import Hub
from bot.item import ItemRef
from bot.looking.conclude import conclude, noticed, remember_author, seen_done
from bot.looking.contributed import with_contributions
from bot.looking.counted import keep_counted
from bot.looking.forbidden import tell_of_permission
from bot.looking.look import Sight, see
from bot.looking.recall import FLAP_SPAN, Wanted, recall_all
from bot.looking.scene import Scene, wait_for_unclear
from bot.looking.watching import keep_watching
from bot.plan import Plan, make_plan
from bot.planning.entering import ENTERED, may_enter
from bot.planning.goingon import goes_on
from bot.planning.pause import is_paused
from bot.queue.claim import Claim
from bot.queue.forgetting import PREFIX as FORGET
from bot.queue.forgetting import forget_all
from bot.queue.handled import Handled
from bot.recover import LANE as RECOVERY
from bot.recover import Recovery
from bot.rulebook import InForce
from bot.rulechange.first import first_rules
from bot.store import items, mentions, people
from bot.store.heard import dealt_with
from bot.voting.holding import DECIDED, due
from bot.waking.catchup import PREFIX as GAP
from bot.waking.catchup import CatchUp
from bot.waking.closing import look_when_due
from bot.waking.commits import resolve_commit
from bot.waking.confirming import remember_claims
from bot.waking.leading import lead_on
from bot.waking.linking import look_for_the_issue
from bot.waking.moving import leave, settle_in
from bot.waking.nexting import ask_next_in_time, get_ready_to_ask_next, waits_for_answers
from bot.waking.nodes import ref_of, resolve_node
from bot.waking.rechecking import look_again_at_checks
from bot.waking.schedule import PREFIX as SCHEDULE
from bot.waking.scheduled import Scheduled
from bot.waking.surroundings import hear_about_surroundings
from bot.waking.turning import look_again_in_time
from bot.waking.waiting import begin_to_wait
from bot.waking.whose_turn import look_when_turn_ends, remember_takers
from bot.writing.doubles import remove_late_doubles
from bot.writing.outcomes import Performed
from rules.book import needs_of
from rules.facts import Person

GONE = frozenset({"issues.deleted", "issues.transferred", "discussion.deleted", "discussion.transferred"})

_log = structlog.get_logger(__name__)


class Reconciler:
    """Handles claims: what the worker calls."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def handle(self, claim: Claim) -> Handled:
        """Deal with all waiting deliveries of a lane.

        Raises:
            GitHubError: nothing is known to be done; what becomes of the claim is for the worker to decide.
        """
        if claim.lane.startswith("node:"):
            return await resolve_node(self._hub, claim)
        if "@" in claim.lane:
            return await resolve_commit(self._hub, claim)
        if work := self._work_of_ours(claim):
            return await work
        if claim.lane.endswith("#*") or "#" not in claim.lane:
            return await hear_about_surroundings(self._hub, claim)
        nudges = read(claim)
        if not nudges.events:
            return Handled(nudges.broken)
        item = nudges.newest.item or await self._remembered(claim)
        if item is None:
            return Handled(nudges.done("it is not about an item"))
        if any(event.name in GONE for event in nudges.events):
            moves = [event.moved for event in nudges.events if event.moved]
            return Handled(nudges.done("the item is gone"), partial(leave, lane=item.lane, moves=moves))
        return await self._item(item, nudges)

    def _work_of_ours(self, claim: Claim) -> Awaitable[Handled] | None:
        """What is to be done in a lane that is none of GitHub's."""
        if claim.lane == RECOVERY:
            return Recovery(self._hub).handle(claim)
        if claim.lane.startswith(FORGET):
            return forget_all(self._hub.store, self._hub.clock, claim, self._hub.changes.forget)
        if claim.lane.startswith(SCHEDULE):
            return Scheduled(self._hub).handle(claim)
        if claim.lane.startswith(GAP):
            return CatchUp(self._hub).handle(claim)
        return None

    async def _remembered(self, claim: Claim) -> ItemRef | None:
        """The item of a lane in which only board events wait; they name none."""
        record = await self._hub.store.read(partial(items.find, lane=claim.lane))
        return ref_of(record) if record else None

    async def _item(self, item: ItemRef, nudges: Nudges) -> Handled:
        if waits := await settle_in(self._hub, nudges):
            return waits
        in_force = await self._hub.rulebooks.in_force(item, nudges.ids)
        if in_force is None:
            return await self._without_rules(item, nudges)
        scene = await scene_of(self._hub, item, await self._with_missed(item, nudges), in_force)
        await remove_late_doubles(self._hub, scene)
        if not scene.rules and not scene.stirred:
            return Handled(scene.nudges.done("no rule waits for this"), partial(_noticed, scene=scene))
        return await self._look(scene)

    async def _without_rules(self, item: ItemRef, nudges: Nudges) -> Handled:
        """Only the check on a pull request that brings the first rules is made."""
        if scene := await first_rules(self._hub, item, nudges):
            return await self._look(scene)
        author = partial(remember_author, event=nudges.newest)
        return Handled(nudges.done("the repository has no rules in force"), author)

    async def _with_missed(self, item: ItemRef, nudges: Nudges) -> Nudges:
        """With the events that were missed: a rule may wait for one of them, or somebody asked something by it.

        What was dealt with is not done again: in other circumstances it might come to something else.
        """
        since = nudges.missed_since
        if since is None:
            return nudges
        look = next(event for event in nudges.events if event.since)
        answer = await self._hub.graphql.read(item.installation, [missed_part(look, since)], nudges.ids)
        node = answer.found("missed")
        if not isinstance(node, Mapping):
            return nudges
        heard = await self._hub.store.read(partial(dealt_with, lane=item.lane, since=milliseconds(since)))
        known = [decode(one.delivery, one.event, one.body).cause for one in heard]
        return nudges.with_missed(missed_events(look, node, since), known)

    async def _look(self, scene: Scene) -> Handled:
        wait_for_unclear(scene.memory.unsettled, scene.now, scene.now)
        if scene.memory.unsettled:
            self._hub.graphql.write_alone()
        if not scene.memory.unsettled and scene.ruled_out():
            return Handled(scene.nudges.done("no rule applies"), partial(_noticed, scene=scene))
        try:
            sight = await see(self._hub, scene)
        except Gone as error:
            _log.warning("not seen", item=str(scene.item), why=str(error))
            return Handled(scene.nudges.done(str(error)))
        plan = plan_of(self._hub, scene, sight)
        if not (self._hub.observes(scene.item.repo, scene.book) or is_paused(sight.facts)):
            await self._hub.performer.remove_doubles(scene.item, sight.gathered.doubles, scene.nudges.ids)
        if found := seen_done(scene, sight):
            await self._hub.store.write(partial(ledger.settle, outcomes=found, now=milliseconds(sight.at)))
        performed = await self._act(scene, sight, plan)
        _tell(scene, plan, performed)
        records = partial(_concluded, scene=scene, sight=sight, plan=plan, performed=performed)
        if performed.waits:
            at = milliseconds(performed.waits.until)
            return Handled(scene.nudges.again(at, str(performed.waits), counted=False), records)
        if performed.stale and not scene.nudges.tried:
            at = milliseconds(self._hub.clock.now()) + 1_000
            return Handled(scene.nudges.again(at, "an id that was kept turned out to be out of date"), records)
        if performed.forbidden:
            await tell_of_permission(self._hub, scene, performed.forbidden, sight.gathered.url)
            return Handled(scene.nudges.given_up(performed.forbidden), records)
        return Handled(scene.nudges.done(plan.note), records)

    async def _act(self, scene: Scene, sight: Sight, plan: Plan) -> Performed:
        if not plan.actions:
            return Performed()
        facts = sight.facts
        target = Target(
            item=scene.item,
            comment=sight.gathered.comment,
            sections=facts.sections if isinstance(facts.sections, Mapping) else {},
            order=tuple(rule.id for rule in scene.book.rules),
            board=sight.board.ids if sight.board else None,
            card=getattr(facts.card, "id", None) or None,
            facts=facts,
        )
        if waits_for_answers(plan):
            await self._hub.store.write(partial(get_ready_to_ask_next, scene=scene, plan=plan))
        nudges = scene.nudges
        return await self._hub.performer.perform(plan.actions, target, scene.book, nudges.ids, nudges.hold)


def plan_of(hub: Hub, scene: Scene, sight: Sight) -> Plan:
    """What the rules want, and how much of it is only written down."""
    plan = make_plan(scene.book, sight.facts, scene.occasions, scene.episodes(), sight.gathered.url)
    return plan.only_observed(sight.facts) if hub.observes(scene.item.repo, scene.book) else plan


async def scene_of(hub: Hub, item: ItemRef, nudges: Nudges, in_force: InForce) -> Scene:
    """What is known of an item before GitHub is asked.

    Raises:
        RateLimited, Retryable, GitHubError: the bot's own name could not be asked for.
    """
    login, now = await hub.tokens.login(), hub.clock.now()
    occasions = nudges.occasions(login, in_force.book.commands)
    in_force = replace(in_force, book=in_force.book.of_items)
    since = milliseconds(now - FLAP_SPAN)
    most = in_force.book.limits.mentions_per_person_per_week
    memory = await hub.store.read_together(recall_all, Wanted(item, nudges.newest, since))
    if most is not None:
        lately = partial(mentions.worn, installation=item.installation, most=most, now=milliseconds(now))
        memory = replace(memory, worn=await hub.store.read(lately))
    heard = [(event, one.own) for one in occasions for event in one.events]
    heard += [(event, False) for event in DECIDED if due(memory.votes, now)]
    rules = in_force.book.candidates(heard)
    if may_enter(in_force.book, rules, occasions, nudges.newest.facts.labels):
        rules = in_force.book.candidates([*heard, (ENTERED, False)])
    rules += tuple(rule for one in occasions if (rule := goes_on(in_force.book, one)))
    if "author.new" in needs_of(rules) and (met := await _met(hub, item, nudges.newest)):
        memory = replace(memory, author_since=met)
    known = tuple(one._replace(cause=known_as(one.cause, memory.causes)) for one in occasions)
    return await with_contributions(hub, Scene(item, nudges, in_force, known, rules, memory, now, login))


async def _met(hub: Hub, item: ItemRef, event: Event) -> int | None:
    """Since when whoever opens an item is known; now, if not before: GitHub's search finds it only after a while."""
    author, created = event.facts.author, event.facts.created_at
    if not (event.first and isinstance(author, Person) and isinstance(created, datetime)) or author.bot:
        return None
    if item.kind == "discussion":
        return None
    meet = partial(people.meet, repo_id=item.repo_id, login=author.login, at=milliseconds(created))
    return await hub.store.write(meet)


def _concluded(connection: sa.Connection, scene: Scene, sight: Sight, plan: Plan, performed: Performed) -> None:
    conclude(connection, scene, sight, plan, performed)
    if plan.observed:
        keep_watching(connection, scene.item, milliseconds(scene.now))
    keep_counted(connection, scene, sight.facts, plan.asked, performed)
    begin_to_wait(connection, scene, plan, performed)
    ask_next_in_time(connection, scene, plan.facts, performed)
    look_again_in_time(connection, scene, plan.facts)
    look_again_at_checks(connection, scene, sight.facts)
    look_when_due(connection, scene, plan.facts, performed)
    remember_takers(connection, scene, sight, performed)
    remember_claims(connection, scene, plan.facts, performed)
    look_when_turn_ends(connection, scene, plan.facts, performed)
    lead_on(connection, scene, plan)
    look_for_the_issue(connection, scene, plan.facts, performed)


def _noticed(connection: sa.Connection, scene: Scene) -> None:
    noticed(connection, scene)
    keep_counted(connection, scene, scene.said)
    look_again_in_time(connection, scene, scene.said)


def _tell(scene: Scene, plan: Plan, performed: Performed) -> None:
    """One line for each look."""
    failed = [
        f"{o.action.describe()} ({o.target}): {o.failure}" for o in performed.outcomes if o.failure and not o.waits
    ]
    told: dict[str, object] = {"failed": failed} if failed else {}
    if plan.held_back:
        told["held_back"] = [f"{held.rule}: {held.why}" for held in plan.held_back]
    if plan.conflicts:
        told["conflicts"] = [f"{one.rule} and {one.winner} want {one.place} otherwise" for one in plan.conflicts]
    tell = _log.warning if failed else _log.info
    tell("looked", item=str(scene.item), plan=plan.note, **told)

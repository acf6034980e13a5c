"""A look at a repository as a whole: what the scheduled rules that speak of no item want there."""

from functools import partial

import sqlalchemy as sa
import structlog

from bot import ledger
from bot.action import Target
from bot.clock import milliseconds
from bot.errors import Gone, PermissionMissing
from bot.github.forks import read_adaptations
from bot.github.openings import read_openings
from bot.hub import Hub
from bot.item import ItemRef, RepoRef
from bot.ledger import Settled
from bot.looking.scene import wait_for_unclear
from bot.looking.tended import with_those_tended
from bot.looking.watching import keep_watching
from bot.people.lacking import SAID
from bot.plan import Plan, make_plan
from bot.planning.occasion import Occasion
from bot.planning.whole import NUMBER, repository_facts
from bot.queue.claim import Hold
from bot.rulebook import InForce
from bot.store import decisions, records
from bot.writing.outcomes import Performed
from rules.adaptations import Adaptation
from rules.book import needs_of
from rules.facts import Facts
from rules.scope import REPOSITORY

_log = structlog.get_logger(__name__)


async def look_at_whole(hub: Hub, repo: RepoRef, in_force: InForce, occasion: Occasion, hold: Hold) -> str:
    """Do what the rules want; says what that was, nothing where no rule looks at the whole.

    Args:
        hub: the parts of the bot.
        repo: the repository.
        in_force: its rules.
        occasion: the schedule that is due.
        hold: by which the schedule's lane is in hand.

    Raises:
        Ambiguous: an earlier write may still have happened.
        Gone: there is no such repository any more.
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.write`.
    """
    plan = await foresee_whole(hub, repo, in_force, occasion)
    if plan is None:
        return ""
    performed = Performed()
    if plan.actions:
        target = Target(item=_place(repo), order=tuple(rule.id for rule in in_force.book.rules))
        performed = await hub.performer.perform(plan.actions, target, in_force.book, (), hold)
    now = milliseconds(hub.clock.now())
    await hub.store.write(
        partial(_conclude, repo=repo, occasion=occasion, plan=plan, performed=performed, version=in_force.oid, now=now)
    )
    if performed.waits:
        raise performed.waits
    return plan.note


async def foresee_whole(hub: Hub, repo: RepoRef, in_force: InForce, occasion: Occasion) -> Plan | None:
    """What the rules want; None where none of them looks at the whole. Nothing is written to GitHub.

    Raises:
        Ambiguous, Gone, Retryable, RateLimited, NotInstalled, GitHubError: as for `look_at_whole`.
    """
    book = in_force.book.of_repository
    if not book.index.hearing(occasion.event):
        return None
    asked = needs_of(book.index.hearing(occasion.event))
    facts = await _facts(hub, repo, in_force, asked)
    facts = await with_those_tended(hub, _place(repo), in_force, facts, occasion.event)
    plan = make_plan(book, facts, [occasion])
    return plan.only_observed(facts) if hub.observes(repo.repo, book) else plan


async def _facts(hub: Hub, repo: RepoRef, in_force: InForce, asked: frozenset[str]) -> Facts:
    """What is true of the repository; what was opened is read from GitHub, for a write may have happened unheard."""
    place, now = _place(repo), hub.clock.now()
    unsettled = await hub.store.read(partial(ledger.unsettled, item=place.lane))
    seen = await read_openings(hub.graphql, repo, str(place))
    wait_for_unclear(unsettled, hub.time.now(), now)
    settled = {
        one.entry: Settled("done" if one.entry.target in seen.opened else "failed", "found when GitHub was read again")
        for one in unsettled
    }
    await hub.store.write(partial(ledger.settle, outcomes=settled, now=milliseconds(now)))
    before = await hub.store.read(partial(ledger.done_by_us, item=place.lane, verb="open_issue"))
    missed = await hub.store.read(partial(records.counted, repo_id=repo.repo_id, beginning=SAID))
    facts = repository_facts(
        repo.repo,
        now,
        private=seen.private,
        opened=seen.opened | {record.entry.target for record in before},
        undone=frozenset(("open_issue", key) for key in seen.closed),
        people=in_force.people.members,
        groups=in_force.groups,
        forms=in_force.beside.forms,
        documents=in_force.beside.documents,
        missed=tuple((name[len(SAID) :], times) for name, times in missed),
    )
    if "adaptations" not in asked:
        return facts
    return facts.but(adaptations=await _adaptations(hub, repo, in_force))


async def _adaptations(hub: Hub, repo: RepoRef, in_force: InForce) -> tuple[Adaptation, ...]:
    """What others made of the repository's work; where GitHub does not tell, the rest is told all the same."""
    try:
        return await read_adaptations(hub.tokens, repo, in_force.book.home)
    except (Gone, PermissionMissing) as error:
        _log.warning("forks not read", item=repo.repo, why=str(error))
        return ()


def _place(repo: RepoRef) -> ItemRef:
    """The repository, where an item is asked for."""
    return ItemRef(repo.installation, repo.repo_id, repo.repo_node, repo.repo, NUMBER, repo.repo_node, REPOSITORY)


def _conclude(
    connection: sa.Connection,
    repo: RepoRef,
    occasion: Occasion,
    plan: Plan,
    performed: Performed,
    version: str,
    now: int,
) -> None:
    """Write down a whole look."""
    ledger.settle(connection, performed.settled, now)
    told = {
        "item": repo.repo,
        "events": [occasion.told],
        "rules_version": version,
        **plan.document(),
        "outcomes": [outcome.document() for outcome in performed.outcomes],
    }
    if plan.observed:
        keep_watching(connection, repo, now)
    decisions.save(connection, _place(repo).lane, now, (occasion.cause,), told)

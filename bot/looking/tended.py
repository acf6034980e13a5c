"""What is known of those who have a role that people look at anew: what they contributed, whether they are there."""

from functools import partial

import sqlalchemy as sa

from bot.clock import milliseconds, moment
from bot.github.proposals import read_proposals
from bot.hub import Hub
from bot.item import ItemRef
from bot.looking.contributed import contributed_by
from bot.looking.pastwork import learn_past
from bot.people.standing import with_absences
from bot.people.tending import asked_by_tending
from bot.rulebook import InForce
from bot.store import absences, marks
from rules.condition import known
from rules.facts import UNKNOWN, Facts, Person
from rules.tending import STAYS, WHEN, name_of


async def with_those_tended(hub: Hub, repo: ItemRef, in_force: InForce, facts: Facts, event: str | None) -> Facts:
    """The facts of a repository, with what tells who stays; nothing more is asked where it is no time to look at them.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: GitHub's history could not be asked for.
    """
    heard = {rule.name for rule in in_force.book.of_repository.index.hearing(event)} if event == WHEN[STAYS] else set()
    roles = {name for name in in_force.book.roles if name_of(name, STAYS) in heard}
    if not roles:
        return facts
    members = in_force.people.members
    people = [Person(login=one.login, id=one.id or UNKNOWN) for one in members if roles & {*one.roles}]
    await learn_past(hub, repo, in_force, people)
    away = await hub.store.read(partial(absences.said, installation=repo.installation))
    began = partial(_counted_since, repo_id=repo.repo_id, now=milliseconds(known(facts.now)))
    facts = facts.but(
        people=with_absences(members, away),
        contributed=await contributed_by(hub, repo, people),
        counted_since=moment(await hub.store.write(began)),
    )
    asked = tuple(asked_by_tending(in_force.book, facts))
    if not asked:
        return facts
    given = await hub.tokens.permissions(repo.installation)
    return facts.but(proposals=await read_proposals(hub.graphql, hub.tokens, repo, asked), granted=given)


def _counted_since(connection: sa.Connection, repo_id: int, now: int) -> int:
    """From when on it is known that things are counted there: from the first time that it mattered."""
    name = f"counted:{repo_id}"
    since = marks.find(connection, name)
    if since is None:
        marks.put(connection, name, now)
    return now if since is None else since

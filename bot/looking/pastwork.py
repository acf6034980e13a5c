"""Learns from GitHub's history what people contributed before it was counted: once for each, when it is first needed.

It is learnt anew where the rule file's pathways are others by then.
"""

import hashlib
from collections.abc import Sequence
from functools import partial

import sqlalchemy as sa

from bot.clock import milliseconds
from bot.github.contributing import Past, read_contributions
from bot.hub import Hub
from bot.item import RepoRef
from bot.rulebook import InForce
from bot.store import contributions
from bot.store.contributions import Row
from rules.facts import Person, Unknown
from rules.home import Home


async def learn_past(
    hub: Hub, repo: RepoRef, in_force: InForce, people: Sequence[Person], deliveries: Sequence[str] = ()
) -> None:
    """Have the history of these people kept.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    pathways = digest_of(in_force.book.home)
    for person in people:
        told = partial(contributions.told_for, repo_id=repo.repo_id, login=person.login, person=_number(person))
        if await hub.store.read(told) == pathways:
            continue
        past = await read_contributions(hub.graphql, repo, person, in_force.book, in_force.beside.forms, deliveries)
        now = milliseconds(hub.clock.now())
        await hub.store.write(
            partial(_keep, repo_id=repo.repo_id, person=person, past=past, pathways=pathways, now=now)
        )


def digest_of(home: Home) -> str:
    """What stands for the pathways: two files that say the same of them have the same."""
    return hashlib.sha256(repr(home.pathways).encode()).hexdigest()[:16]


def _keep(
    connection: sa.Connection, repo_id: int, person: Person, past: Sequence[Past], pathways: str, now: int
) -> None:
    login, number = person.login.lower(), _number(person)
    rows = [
        Row(
            repo_id=repo_id,
            cause=one.cause,
            kind=one.kind,
            login=login,
            pathway=one.pathway,
            at=milliseconds(one.at),
            person=number,
        )
        for one in past
    ]
    contributions.add(connection, rows)
    contributions.note_told(connection, repo_id, login, number, pathways=pathways, at=now)


def _number(person: Person) -> int | None:
    return None if isinstance(person.id, Unknown) else person.id

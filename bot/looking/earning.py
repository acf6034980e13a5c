"""Those who came to a role by themselves, where a rule chooses people by it."""

from collections.abc import Iterator, Mapping
from functools import partial

import sqlalchemy as sa

from bot.hub import Hub
from bot.looking.scene import Scene
from bot.people.asking import selectors_of
from bot.people.ladder import climber_of, earned
from bot.people.standing import entry_of
from bot.store import contributions
from rules.contribution import Contribution
from rules.groups import is_listed
from rules.ladder import by_itself

MOST = 200
"""Of how many contributors at most the roles are looked at, whoever did something last first."""
Done = Mapping[tuple[str, int | None], tuple[Contribution, ...]]


async def earned_roles(hub: Hub, scene: Scene) -> dict[str, tuple[str, ...]]:
    """The logins of those who came to each such role, by its name; nothing is read where no rule chooses by one."""
    roles = scene.book.roles
    named = {role for selector in selectors_of(scene.wanted) for role in selector.role or ()}
    wanted = [role for role in roles if role in named and by_itself(roles[role].granted)]
    if not wanted:
        return {}
    done = await hub.store.read(partial(_done, repo_id=scene.item.repo_id))
    theirs = [(login, _roles(scene, login, number, told)) for (login, number), told in _everybody(scene, done)]
    return {role: tuple(login for login, held in theirs if role in held) for role in wanted}


def _done(connection: sa.Connection, repo_id: int) -> Done:
    who = contributions.contributors(connection, repo_id, MOST)
    return {one: contributions.of(connection, [repo_id], *one) for one in who}


def _everybody(scene: Scene, done: Done) -> Iterator[tuple[tuple[str, int | None], tuple[Contribution, ...]]]:
    """Those who contributed, then those who only stand in one of the community's files."""
    yield from done.items()
    known = {login for login, _ in done}
    groups = (login for group in scene.in_force.groups for login in (*group.organizers, group.mentor) if login)
    listed = {login.lower(): login for login in (*groups, *(member.login for member in scene.members))}
    yield from (((login, None), ()) for low, login in listed.items() if low not in known)


def _roles(scene: Scene, login: str, number: int | None, told: tuple[Contribution, ...]) -> tuple[str, ...]:
    entry, groups = entry_of(login, number, scene.members), scene.in_force.groups
    return earned(scene.book.roles, climber_of(entry, told, scene.now, is_listed(login, groups)))

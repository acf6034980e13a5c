"""What those who act contributed: it tells which roles come to them by themselves, and what they still lack."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import sqlalchemy as sa

from bot.asking.obeying import needs_of_calls
from bot.commands import COMMANDS
from bot.hub import Hub
from bot.item import RepoRef
from bot.looking.pastwork import learn_past
from bot.looking.scene import Scene
from bot.people.ladder import rests
from bot.people.standing import entry_of
from bot.store import contributions
from bot.taking.whom import others_in
from rules.book import Rulebook, needs_of
from rules.contribution import Contribution
from rules.facts import Member, Person, Unknown
from rules.ladder import by_itself
from rules.parts import MEMBER_ASSOCIATIONS

Done = Mapping[str, tuple[Contribution, ...]]
FACT = "contributed"
_OF_ROLES = frozenset({"author.roles", "author.may", "actor.roles", "actor.may"})


async def with_contributions(hub: Hub, scene: Scene) -> Scene:
    """The scene, with what is counted of those who act in it; nothing is read where nothing depends on it.

    Raises:
        RateLimited, Retryable, GitHubError: GitHub's history could not be asked for.
    """
    if not (_depends_on_roles(scene) or FACT in needs_of_calls(scene.occasions, scene.book)):
        return scene
    people = tuple(_acting(scene))
    await learn_past(hub, scene.item, scene.in_force, people, scene.nudges.ids)
    done = await contributed_by(hub, scene.item, people)
    return replace(scene, memory=replace(scene.memory, contributed=done))


def _depends_on_roles(scene: Scene) -> bool:
    """Whether a role that came by itself may make a difference: to a rule that is looked at, or to who may ask."""
    if not comes_by_itself(scene.book):
        return False
    return any(one.asks for one in scene.occasions) or not needs_of(scene.rules).isdisjoint(_OF_ROLES)


def comes_by_itself(book: Rulebook) -> bool:
    """Whether somebody may come to a role without anybody deciding on it."""
    alone = {name for name, role in book.roles.items() if by_itself(role.granted) and role.requires}
    return bool(alone - rests(book.roles))


async def contributed_by(hub: Hub, repo: RepoRef, people: Sequence[Person]) -> Done:
    """What people contributed to a repository, by login in lower case."""
    return await hub.store.read(partial(_done, repo_id=repo.repo_id, people=people))


def _done(connection: sa.Connection, repo_id: int, people: Iterable[Person]) -> Done:
    return {
        one.login.lower(): contributions.of(
            connection, [repo_id], one.login, None if isinstance(one.id, Unknown) else one.id
        )
        for one in people
    }


def _acting(scene: Scene) -> Iterator[Person]:
    """The author, everybody who does something, and those of whom somebody wants to know; no bots."""
    author, record = scene.event.facts.author, scene.memory.record
    found = [author] if isinstance(author, Person) else [Person(login=record.author)] if record else []
    for one in scene.occasions:
        found += [one.actor] if one.actor and not one.own else []
        wishes = [call.wish for call in one.heard.calls if FACT in COMMANDS[call.command].reads]
        if one.actor and wishes and _belongs(one.actor, scene):
            others = {login.lower(): login for wish in wishes for login in others_in(wish, one.actor.login)[:1]}
            found += [Person(login=login) for login in others.values()]
    known = {one.login.lower(): _with_number(one, scene.members) for one in reversed(found)}
    yield from (one for one in known.values() if not one.bot and not one.login.endswith("[bot]"))


def _belongs(person: Person, scene: Scene) -> bool:
    """Whether somebody may be told of others at all: nobody's past is read because a stranger names them."""
    return person.association in MEMBER_ASSOCIATIONS or entry_of(person.login, None, scene.members) is not None


def _with_number(person: Person, members: Iterable[Member]) -> Person:
    """The person with the account's number, where the people file tells what the event does not."""
    if not isinstance(person.id, Unknown):
        return person
    entry = entry_of(person.login, None, members)
    return replace(person, id=entry.id) if entry and entry.id else person

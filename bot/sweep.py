"""A sweep: the open items that are there already are looked at, because a person wants them to be.

What a sweep would do can be seen before. It goes on where an earlier one stopped, and no more items are looked at in
one run than were asked for.
"""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace
from functools import partial

import sqlalchemy as sa

from bot.errors import NotInstalled
from bot.github.listing import MOST_AT_ONCE, Shelf, list_items, shelves
from bot.github.rest import Held, Installed, installations, repositories
from bot.hub import Hub
from bot.inbox import put
from bot.item import RepoRef
from bot.ledger import done_in
from bot.looking import foreseen
from bot.looking.scene import Scene
from bot.plan import Plan
from bot.planning.occasion import Occasion
from bot.queue import backlog
from bot.store import marks
from bot.waking.again import LOOK, LookAgain
from bot.waking.looks import as_delivery
from bot.waking.wholelook import foresee_whole


async def open_items(hub: Hub, repo: str | None, most: int) -> AsyncIterator[Sequence[LookAgain]]:
    """The open items from where the last sweep stopped, in pieces.

    Args:
        hub: of the bot.
        repo: `owner/name`, the only one that is meant; None for all.
        most: how many at most.

    Raises:
        NotInstalled: the App is not installed on the repository.
        RateLimited, Retryable, GitHubError: GitHub could not tell.
    """
    left = most
    async for installation, held in _repositories(hub, repo):
        wanted = shelves([one.node_id for one in held])
        while wanted and left > 0:
            asked, wanted = wanted[:MOST_AT_ONCE], wanted[MOST_AT_ONCE:]
            for shelf, listed in zip(asked, await list_items(hub.graphql, installation.id, asked), strict=True):
                new = (await _not_swept(hub, shelf, listed.items))[:left]
                left -= len(new)
                wanted += [listed.following] if listed.following else []
                if new:
                    yield new


async def _repositories(hub: Hub, repo: str | None) -> AsyncIterator[tuple[Installed, Sequence[Held]]]:
    """The repositories where the App is installed, in pieces; of those where it is suspended none."""
    number = 1
    while listed := await installations(hub.tokens, number):
        number += 1
        for installation in (one for one in listed if one.suspended_at is None):
            page = 1
            while held := await repositories(hub.tokens, installation.id, page):
                page += 1
                meant = [one for one in held if repo is None or one.full_name.lower() == repo.lower()]
                if meant:
                    yield installation, meant
                if repo is not None and meant:
                    return
    if repo is not None:
        raise NotInstalled(f"the App is not installed on {repo}")


async def places(hub: Hub, repo: str | None) -> AsyncIterator[RepoRef]:
    """The repositories that are meant, for what is looked at as a whole.

    Raises:
        NotInstalled: the App is not installed on the repository.
        RateLimited, Retryable, GitHubError: GitHub could not tell.
    """
    async for installation, held in _repositories(hub, repo):
        for one in held:
            yield RepoRef(installation.id, one.id, one.node_id, one.full_name)


async def _not_swept(hub: Hub, shelf: Shelf, items: Sequence[LookAgain]) -> list[LookAgain]:
    """Those that a sweep which was stopped has not come to."""
    after = await hub.store.read(partial(marks.find, name=_mark(shelf.repo, shelf.kind)))
    return [item for item in items if after is None or item.number > after]


def queue(connection: sa.Connection, run: str, items: Sequence[LookAgain], now: int) -> None:
    """Have items looked at, and remember how far the sweep has come."""
    put(connection, [as_delivery(item, run, now) for item in items])
    for item in items:
        marks.put(connection, _mark(item.repo_node, item.kind), item.number)


def left_of(connection: sa.Connection, run: str) -> int:
    """How many items of a sweep wait to be looked at."""
    return backlog.waiting(connection, LOOK, f":{run}")


def ended(connection: sa.Connection, repos: Collection[str] | None) -> None:
    """Everything was come to, in some repositories or in all: the next sweep begins at the beginning."""
    for repo in [""] if repos is None else [f"{repo}:" for repo in repos]:
        marks.forget_all(connection, f"{LOOK}:{repo}")


def _mark(repo: str, kind: str) -> str:
    return f"{LOOK}:{repo}:{kind}"


async def foresee(hub: Hub, item: LookAgain) -> Plan | None:
    """What a look at an item would do now; None where no rule concerns it. Nothing is written to GitHub.

    Raises:
        RateLimited, Retryable, NotInstalled, GitHubError: GitHub could not tell.
    """
    in_force = await hub.rulebooks.in_force(item.item)
    seen = await foreseen.foresee(hub, item, in_force) if in_force else None
    return await _without_done(hub, seen.scene, seen.plan) if seen else None


async def _without_done(hub: Hub, scene: Scene, plan: Plan) -> Plan:
    """The plan without what was done for the same cause already."""
    rules = {rule.name: rule for rule in scene.book.rules}
    left = []
    for action in plan.actions:
        rule = rules.get(action.rule)
        name = rule.id if rule else action.rule
        records = await hub.store.read(partial(done_in, item=scene.item.lane, cause=action.cause))
        done = {r.entry.target for r in records if (r.entry.rule, r.entry.position) == (name, action.position)}
        cut = action.only(frozenset(action.targets) - done)
        left += [cut] if cut else []
    return replace(plan, actions=tuple(left))


async def foresee_whole_of(hub: Hub, repo: RepoRef, schedule: str) -> Plan | None:
    """What a schedule would do in a repository as a whole now; None where no rule looks at that.

    Raises:
        RateLimited, Retryable, NotInstalled, GitHubError: GitHub could not tell.
    """
    in_force = await hub.rulebooks.in_force(repo)
    return await foresee_whole(hub, repo, in_force, Occasion("preview", schedule)) if in_force else None

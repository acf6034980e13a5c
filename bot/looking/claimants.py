"""Those who would take an item by what is asked: how much they have by the bot's own record besides GitHub's."""

from functools import partial

from bot.hub import Hub
from bot.looking.scene import Scene
from bot.store import takers
from rules.facts import Facts, Unknown


async def with_own_record(hub: Hub, scene: Scene, facts: Facts) -> Facts:
    """The facts, with the items counted that people have although GitHub cannot assign them."""
    told = facts.claimants
    if isinstance(told, Unknown) or not told:
        return facts
    more = await hub.store.read(partial(takers.count, repo_id=scene.item.repo_id, logins=tuple(told)))
    return facts.but(claimants={login: had if had is None else had + more.get(login, 0) for login, had in told.items()})

"""Those who may be chosen on an item: whom to ask GitHub about, and when the bot last asked them for anything."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from bot import ledger
from bot.clock import moment
from bot.errors import Retryable
from bot.github.changers import read_changers
from bot.hub import Hub
from bot.looking.scene import Scene
from bot.people.asking import selectors_of, teams_to_ask, to_look_at
from rules.facts import Facts, Unknown


def teams_of_owners(scene: Scene) -> tuple[str, ...]:
    """The teams whose members must be known because a rule chooses among the owners of paths."""
    codeowners = scene.in_force.beside.codeowners
    return () if isinstance(codeowners, Unknown) else teams_to_ask(selectors_of(scene.wanted), codeowners)


def pool_of(scene: Scene, around: Mapping[str, Any]) -> tuple[str, ...]:
    """The people whom a rule may choose now, given what is known beside GitHub's answer."""
    home = scene.book.home
    return to_look_at(selectors_of(scene.wanted), Facts(**around), home.regions, home.zone)


async def with_changers(hub: Hub, scene: Scene, needs: frozenset[str], facts: Facts) -> Facts:
    """The facts, with who changed the item's files lately, where a rule chooses by that.

    In a very large repository GitHub may not be able to tell: after a second try people are chosen without it.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    if "changers" not in needs or isinstance(facts.files, Unknown):
        return facts
    try:
        found, more = await read_changers(hub.graphql, scene.item, facts.files, scene.now, scene.nudges.ids)
    except Retryable:
        if not scene.nudges.tried:
            raise
        found, more = (), {}
    known = {} if isinstance(facts.candidates, Unknown) else facts.candidates
    return facts.but(changers=found, candidates={**more, **known})


async def with_history(hub: Hub, scene: Scene, facts: Facts) -> Facts:
    """The facts, with when each candidate was last asked."""
    told = facts.candidates
    if isinstance(told, Unknown) or not told:
        return facts
    asked = await hub.store.read(partial(ledger.last_asked, installation=scene.item.installation, logins=tuple(told)))
    at = {login: moment(when) for login, when in asked.items()}
    return facts.but(candidates={login: replace(one, asked_at=at.get(login)) for login, one in told.items()})

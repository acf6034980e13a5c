"""Repositories that the App has just come to: their rules are read at once, for a schedule waits for no event."""

import zlib
from collections.abc import Sequence

import sqlalchemy as sa
from pydantic import ValidationError

from bot import inbox, timers
from bot.hearing.payloads import Installation, Part, Several
from bot.inbox import Incoming
from bot.item import RepoRef
from bot.queue.claim import Claim
from bot.store import rulefiles
from bot.waking.pushes import nudge
from bot.waking.schedule import lane_of


class Held(Part):
    """A repository, as events of installations name it."""

    id: int
    node_id: str
    full_name: str


class Arrival(Part):
    """What is read of an installation's event."""

    installation: Installation
    action: str = ""
    repositories: Several[Held] = ()
    repositories_added: Several[Held] = ()

    @property
    def places(self) -> list[RepoRef]:
        """The repositories that it brings."""
        brought = self.repositories if self.action == "created" else ()
        return [
            RepoRef(self.installation.id, one.id, one.node_id, one.full_name)
            for one in (*brought, *self.repositories_added)
        ]


def brought(claim: Claim) -> list[tuple[str, RepoRef]]:
    """The repositories that a claim's deliveries bring, each with the delivery that tells of it."""
    found: list[tuple[str, RepoRef]] = []
    for waiting in claim.deliveries:
        if waiting.event.startswith(("installation.", "installation_repositories.")):
            try:
                places = Arrival.model_validate_json(waiting.body).places
            except (ValidationError, zlib.error):
                continue  # whoever decodes the delivery tells it
            found += [(waiting.delivery, place) for place in places]
    return found


def arrivals(claim: Claim, now: int) -> list[Incoming]:
    """What has the rules read of the repositories that a claim's deliveries bring."""
    return [nudge(place, f"arrived:{delivery}", place.repo, now) for delivery, place in brought(claim)]


def begin(connection: sa.Connection, now: int) -> None:
    """Have rules read again that may want a schedule and have no timer; for every process that starts."""
    unset: Sequence[RepoRef] = [
        place for place in rulefiles.scheduling(connection) if not timers.of_lane(connection, lane_of(place))
    ]
    inbox.put(connection, [nudge(place, f"start:{now}", place.repo, now) for place in unset])

"""The deliveries of one claimed lane, decoded; a broken one is given up alone. Pure."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.claim import Claim, Dead, Done, Outcome, Retry
from bot.events import Event, decode
from bot.plan import Occasion


@dataclass(frozen=True, slots=True)
class Nudges:
    """Why a lane is looked at.

    Attributes:
        events: in the order in which things happened.
        seqs: the inbox's numbers of the deliveries that were decoded.
        tried: whether any of them was tried before.
        broken: what becomes of those that could not be decoded.
    """

    events: tuple[Event, ...]
    seqs: tuple[int, ...]
    tried: bool
    broken: Mapping[int, Outcome]

    @property
    def newest(self) -> Event:
        """The one that tells most of the item as it is now."""
        return max(reversed(self.events), key=_age)

    @property
    def newest_of_all(self) -> tuple[Event, ...]:
        """All that may be the newest: GitHub's times are whole seconds, and deliveries may be out of order."""
        latest = _age(self.newest)
        return tuple(event for event in self.events if _age(event) == latest)

    @property
    def ids(self) -> tuple[str, ...]:
        """The deliveries' ids."""
        return tuple(event.delivery for event in self.events)

    def done(self, note: str) -> dict[int, Outcome]:
        """All of them dealt with."""
        return {**self.broken, **{seq: Done(note) for seq in self.seqs}}

    def again(self, at: int, why: str) -> dict[int, Outcome]:
        """All of them to be tried once more."""
        return {**self.broken, **{seq: Retry(at, why) for seq in self.seqs}}

    def occasions(self, own_login: str) -> tuple[Occasion, ...]:
        """What the rules are asked about."""
        return tuple(
            Occasion(
                event.delivery,
                event.name,
                event.actor.login.lower() == own_login.lower(),
                event.actor,
                event.facts.event_label,
                event.facts.event_comment,
            )
            for event in self.events
        )


def read(claim: Claim) -> Nudges:
    """Decode what waits in a lane.

    GitHub's own time decides the order where every payload tells one; else it is the order of arrival.
    """
    events: list[tuple[Event, int]] = []
    broken: dict[int, Outcome] = {}
    for waiting in claim.deliveries:
        try:
            events.append((decode(waiting.delivery, waiting.event, waiting.body), waiting.seq))
        except (ValueError, zlib.error) as error:
            broken[waiting.seq] = Dead(str(error))
    ordered = _by_time(events)
    tried = any(waiting.attempts for waiting in claim.deliveries)
    return Nudges(tuple(event for event, _ in ordered), tuple(seq for _, seq in ordered), tried, broken)


def _age(event: Event) -> float:
    return event.updated_at.timestamp() if event.updated_at else 0.0


def _by_time(events: Sequence[tuple[Event, int]]) -> list[tuple[Event, int]]:
    if any(event.at is None for event, _ in events):
        return list(events)
    return sorted(events, key=lambda pair: (pair[0].at.timestamp() if pair[0].at else 0.0, pair[1]))

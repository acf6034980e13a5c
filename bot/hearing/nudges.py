"""The deliveries of one claimed lane, decoded; a broken one is given up alone. Pure."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from bot.commands import COMMANDS, NAMES
from bot.events import Event, decode
from bot.hearing.calls import SILENCE, Call, Heard, hear
from bot.hearing.causes import same
from bot.hearing.payloads import GHOST
from bot.plan import Occasion
from bot.queue.claim import Claim, Dead, Done, Hold, Outcome, Retry
from bot.waking.again import LOOK, Asked
from rules.facts import Person


@dataclass(frozen=True)
class Nudges:
    """Why a lane is looked at.

    Attributes:
        events: in the order in which things happened.
        seqs: the inbox's numbers of the deliveries that were decoded.
        tried: whether any of them was tried before.
        broken: what becomes of those that could not be decoded.
        arrived: when the last of them came here, in milliseconds.
        hold: by which the lane is in hand; None where nobody else could have it.
    """

    events: tuple[Event, ...]
    seqs: tuple[int, ...]
    tried: bool
    broken: Mapping[int, Outcome]
    arrived: int = 0
    hold: Hold | None = None

    @cached_property
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

    def given_up(self, why: str) -> dict[int, Outcome]:
        """All of them listed for a person, who sees to it that they can be tried again."""
        return {**self.broken, **{seq: Dead(why) for seq in self.seqs}}

    def again(self, at: int, why: str, *, counted: bool = True) -> dict[int, Outcome]:
        """All of them to be tried once more."""
        return {**self.broken, **{seq: Retry(at, why, counted) for seq in self.seqs}}

    @property
    def missed_since(self) -> datetime | None:
        """From when on events about the item may have been missed; None where none were."""
        return min((event.since for event in self.events if event.since), default=None)

    def with_missed(self, made: Sequence[Event], known: Sequence[str] = ()) -> "Nudges":
        """The same with events that were made again; those that came by themselves count once.

        Args:
            made: what GitHub tells of the item.
            known: the causes of what was dealt with already.
        """
        causes = [*known, *(event.cause for event in self.events)]
        new = [one for one in made if not any(same(one.cause, cause) for cause in causes)]
        told = _by_time([(event, 0) for event in (*self.events, *new)])
        return replace(self, events=tuple(event for event, _ in told))

    def occasions(self, own_login: str, own_commands: Iterable[str] = ()) -> tuple[Occasion, ...]:
        """What the rules are asked about; `own_commands` are those for which only rules wait."""
        taken_back = {event.said for event in self.events if event.name.endswith("comment.deleted")}
        names = {name: name for name in own_commands} | NAMES
        heard = (SILENCE if event.said in taken_back else _heard(event, own_login, names) for event in self.events)
        return tuple(_occasion(event, own_login, each) for event, each in zip(self.events, heard, strict=True))


def _heard(event: Event, own_login: str, names: Mapping[str, str]) -> Heard:
    """What a person asks by an event; programs and deleted accounts ask for nothing."""
    deaf = event.actor.bot or event.actor.login.lower() in {own_login.lower(), GHOST.login}
    return SILENCE if deaf or not event.lines else hear(event.lines, names, own_login)


def _occasion(event: Event, own_login: str, heard: Heard) -> Occasion:
    cause = event.cause or event.delivery
    if event.asked:
        return _pressed(cause, event.asked)
    if event.name == LOOK:
        return Occasion(cause, event.schedule or None, led_to=event.led_to, late=event.late, due=event.due)
    said = Occasion(
        cause,
        event.name,
        event.actor.login.lower() == own_login.lower(),
        event.actor,
        event.facts.event_label,
        event.facts.event_comment,
        said=event.said,
    )
    return asking(said, heard)


def _pressed(cause: str, asked: Asked) -> Occasion:
    """What somebody asks by a button, on a page of ours or on GitHub."""
    call = Call(asked.command, asked.wish, asked.command)
    return Occasion(cause, actor=Person(login=asked.by), heard=Heard((call,)), aside=True, only=asked.only)


def asking(occasion: Occasion, heard: Heard) -> Occasion:
    """The occasion, with what somebody asks by it: of the bot's own commands, and of those that only rules know."""
    return occasion._replace(
        heard=replace(heard, calls=tuple(call for call in heard.calls if call.command in COMMANDS)),
        own_words=tuple(call.command for call in heard.calls if call.command not in COMMANDS),
    )


def read(claim: Claim) -> Nudges:
    """Decode what waits in a lane.

    GitHub's own time decides the order of what tells one, and the arrival that of the rest.
    """
    events: list[tuple[Event, int]] = []
    broken: dict[int, Outcome] = {}
    for waiting in claim.deliveries:
        try:
            events.append((decode(waiting.delivery, waiting.event, waiting.body), waiting.seq))
        except ValueError as error:
            broken[waiting.seq] = Dead(str(error))
        except zlib.error:
            broken[waiting.seq] = Dead("what is kept of it is damaged: have GitHub deliver it again")
    ordered = _by_time(events)
    tried = any(waiting.attempts for waiting in claim.deliveries)
    arrived = max(waiting.received_ms for waiting in claim.deliveries)
    seqs = tuple(seq for _, seq in ordered)
    return Nudges(tuple(event for event, _ in ordered), seqs, tried, broken, arrived, claim.hold)


def _age(event: Event) -> float:
    return event.updated_at.timestamp() if event.updated_at else 0.0


def _by_time(events: Sequence[tuple[Event, int]]) -> list[tuple[Event, int]]:
    """In the order in which things happened; what we look at of our own accord comes last.

    What tells no time keeps its place and changes nothing among the others: with it they would come to something else
    than in a look before it came.
    """
    ours = [pair for pair in events if pair[0].name == LOOK]
    told = [pair for pair in events if pair[0].name != LOOK]
    timed = iter(sorted((pair for pair in told if pair[0].at), key=_when))
    return [next(timed) if event.at else (event, seq) for event, seq in told] + ours


def _when(pair: tuple[Event, int]) -> tuple[float, int]:
    event, seq = pair
    return (event.at.timestamp() if event.at else 0.0, seq)

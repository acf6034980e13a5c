"""A lane in hand, and what may become of its deliveries. Plain values: no database, no clock."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.queue.rank import EVENT


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that was claimed.

    Attributes:
        attempts: how often it was tried before and failed.
        packed: the payload, compressed.
    """

    seq: int
    delivery: str
    event: str
    attempts: int
    received_ms: int
    packed: bytes

    @property
    def body(self) -> bytes:
        """The payload. Unpacked here and not while claiming, so that a damaged one harms only itself."""
        return zlib.decompress(self.packed)


@dataclass(frozen=True, slots=True)
class Hold:
    """By which somebody has a lane in hand: its name, and the fencing token."""

    lane: str
    lease: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A lane in hand, with its waiting deliveries in order.

    Attributes:
        lease: the fencing token.
        rank: whose work it is.
        told: how much was told when it was claimed, by installation, of what may be out of date in memory.
    """

    lane: str
    installation: int
    lease: str
    deliveries: tuple[Waiting, ...]
    rank: int = EVENT
    told: Mapping[int, int] = field(default_factory=dict, compare=False)

    @property
    def hold(self) -> Hold:
        """What the lease is known by."""
        return Hold(self.lane, self.lease)

    def only_first(self) -> "Claim":
        """The same claim with its first delivery alone; the others stay where they are."""
        return replace(self, deliveries=self.deliveries[:1])


@dataclass(frozen=True, slots=True)
class Done:
    """Dealt with."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing was to be done."""

    reason: str


@dataclass(frozen=True, slots=True)
class Retry:
    """To be tried again.

    Attributes:
        at: not before this moment; the whole lane waits for it.
        error: what went wrong.
        counted: whether it was an attempt. Being told to wait is none.
    """

    at: int
    error: str
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Dead:
    """Given up, and listed for a person."""

    error: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Belongs to another lane, where it keeps its place by `seq`."""

    lane: str


Outcome = Done | Ignored | Retry | Dead | Moved


@dataclass(frozen=True, slots=True)
class Block:
    """An installation that must wait.

    Attributes:
        commands_go_on: whether people's commands go on.
    """

    until: int
    reason: str
    commands_go_on: bool = False

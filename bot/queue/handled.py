"""What a handler says of the claim that it was given."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from bot.queue.claim import Claim, Outcome


@dataclass(frozen=True, slots=True)
class Handled:
    """What came of a claim.

    Attributes:
        outcomes: by `seq`; a delivery without one waits on.
        records: written in the same transaction as the outcomes. May be run more than once before that counts.
        again_at: when what is left in the lane may be handed out.
    """

    outcomes: Mapping[int, Outcome]
    records: Callable[[sa.Connection], None] | None = None
    again_at: int | None = None

    def check(self, claim: Claim) -> None:
        """Refuse what would leave everything as it was: the handler would be called again at once, for ever.

        Raises:
            ValueError: it says nothing of any delivery of its claim, or speaks of others.
        """
        if not self.outcomes and self.again_at is None:
            raise ValueError("The handler said nothing about any delivery of its claim.")
        if strangers := self.outcomes.keys() - {waiting.seq for waiting in claim.deliveries}:
            raise ValueError(f"The handler spoke of deliveries that it was not given: {sorted(strangers)}.")


Handle = Callable[[Claim], Awaitable[Handled]]

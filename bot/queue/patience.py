"""What becomes of a claim whose handling failed: when it is tried again, and when it is given up."""

import random
from dataclasses import dataclass, field

from bot.clock import milliseconds
from bot.errors import Ambiguous, GitHubError, Gone, NotInstalled, NotYet, Outdated, RateLimited, Retryable
from bot.queue.claim import Block, Claim, Dead, Done, Outcome, Retry
from bot.store.errors import StoreUnavailable


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of each delivery of a failed claim, by `seq`, and of its installation."""

    outcomes: dict[int, Outcome]
    block: Block | None = None


@dataclass(frozen=True)
class Patience:
    """How long is tried, and how often.

    Attributes:
        attempts: after which a delivery that fails for a reason of its own is given up.
        outage_attempts: after which one is given up that GitHub did not take; with the default pauses, four hours.
        first_ms: the pause after the first failure; each further one is twice as long.
        longest_ms: no pause is longer.
        rng: spreads the pauses, so that not everything comes back at once.
    """

    attempts: int = 5
    outage_attempts: int = 32
    first_ms: int = 1_000
    longest_ms: int = 600_000
    rng: random.Random = field(default_factory=random.SystemRandom)

    def narrow(self, claim: Claim, *, suspect: bool) -> Claim:
        """The first delivery alone, where one of several may be to blame, or before several would be given up.

        Whatever else fails is tried again whole: a look that was cut short may have done a part of what it found in
        all of them together, and taken one by one, in the order in which they came, they may come to something else.
        """
        last_tries = self.outage_attempts - self.attempts
        return claim.only_first() if suspect or claim.deliveries[0].attempts >= last_tries else claim

    def after(self, error: Exception, claim: Claim, now: int) -> Fate:
        """What becomes of a claim after an error.

        A claim of several deliveries that fails in an unexpected way never kills one: nobody knows which it was. It
        is tried again one by one.
        """
        match error:
            case RateLimited(until=until, commands_go_on=spared):
                at = milliseconds(until)
                block = Block(at, str(error), commands_go_on=spared)
                return Fate(self._all(claim, Retry(at, str(error), counted=False)), block)
            case NotYet(until=until) | Outdated(until=until):
                return Fate(self._all(claim, Retry(milliseconds(until), str(error), counted=False)))
            case NotInstalled(suspended=False) | Gone():
                return Fate(self._all(claim, Done(str(error))))
            case StoreUnavailable():
                return Fate(self._all(claim, Retry(now + self._pause(0), str(error), counted=False)))
            case Ambiguous(settled_at=settled_at):
                return self._again(error, claim, milliseconds(settled_at), self.outage_attempts)
            case Retryable():
                at = now + self._pause(claim.deliveries[0].attempts)
                return self._again(error, claim, at, self.outage_attempts)
            case GitHubError():
                return Fate(self._all(claim, Dead(str(error))))
            case _:
                at = now + self._pause(claim.deliveries[0].attempts)
                alone = len(claim.deliveries) == 1
                return self._again(error, claim, at, self.attempts if alone else None)

    def _pause(self, attempts: int) -> int:
        longest = min(self.longest_ms, self.first_ms << min(attempts, 30))
        return round(longest * self.rng.uniform(0.5, 1.0))

    def _again(self, error: Exception, claim: Claim, at: int, most: int | None) -> Fate:
        says = str(error) if isinstance(error, GitHubError) else f"{type(error).__name__}: {error}"
        return Fate(
            {
                waiting.seq: Retry(at, says) if most is None or waiting.attempts + 1 < most else Dead(says)
                for waiting in claim.deliveries
            }
        )

    def _all(self, claim: Claim, outcome: Outcome) -> dict[int, Outcome]:
        return dict.fromkeys((waiting.seq for waiting in claim.deliveries), outcome)

"""When a failed claim is tried again."""

import random
from typing import Any

from bot.errors import Gone, Retryable
from bot.queue.claim import Claim, Dead, Done, Retry, Waiting
from bot.queue.patience import Patience
from bot.store.errors import StoreUnavailable

NOW = 1_000_000


class Middle(random.Random):
    """Always the middle of the range."""

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2


PATIENCE = Patience(rng=Middle())


def claim(*attempts: int) -> Claim:
    waiting = (Waiting(seq, f"d{seq}", "issues", tried, NOW, b"") for seq, tried in enumerate(attempts))
    return Claim("1#1", 7, "w:1", tuple(waiting))


def outcomes(error: Exception, *attempts: int) -> list[Any]:
    return list(PATIENCE.after(error, claim(*attempts), NOW).outcomes.values())


def test_each_pause_is_twice_as_long_up_to_ten_minutes() -> None:
    pauses = [outcomes(Retryable("502"), attempts)[0].at - NOW for attempts in (0, 1, 2, 9, 10, 31 - 1)]
    assert pauses == [750, 1_500, 3_000, 384_000, 450_000, 450_000]


def test_two_pauses_are_not_the_same() -> None:
    patience = Patience(rng=random.Random(1))  # noqa: S311 - not a secret
    pauses = {str(patience.after(Retryable("502"), claim(0), NOW).outcomes[0]) for _ in range(10)}
    assert len(pauses) == 10


def test_together_nothing_dies_of_an_unexpected_error_and_alone_it_does() -> None:
    assert outcomes(KeyError("x"), 4, 4) == [Retry(NOW + 12_000, "KeyError: 'x'")] * 2
    assert outcomes(KeyError("x"), 4) == [Dead("KeyError: 'x'")]


def test_a_claim_is_narrowed_to_its_first_where_that_may_be_to_blame() -> None:
    assert PATIENCE.narrow(claim(0, 0), suspect=True) == claim(0)
    assert PATIENCE.narrow(claim(0, 0), suspect=False) == claim(0, 0)


def test_an_outage_parts_nothing_that_waits_together_until_it_is_about_to_be_given_up() -> None:
    assert PATIENCE.narrow(claim(26, 0), suspect=False) == claim(26, 0)
    assert PATIENCE.narrow(claim(27, 0), suspect=False) == claim(27)


def test_an_item_that_is_gone_needs_nothing_more() -> None:
    assert outcomes(Gone("The issue was deleted."), 0) == [Done("The issue was deleted.")]


def test_a_store_that_is_away_costs_no_attempt() -> None:
    assert outcomes(StoreUnavailable("away"), 31) == [Retry(NOW + 750, "away", counted=False)]

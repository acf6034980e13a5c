"""What is asked over REST is counted as GitHub sees it, and so is what it tells of the points that are left."""

from typing import Any

import github
import pytest
from prometheus_client import REGISTRY
from pydantic import SecretStr

from bot.clock import SystemClock
from bot.errors import Gone
from bot.github.auth import AppTokens
from bot.sandbox.testing import APP, Running, private_pem
from bot.sandbox.world.records import Installation

REQUESTS, POINTS = "fingerpost_github_requests_total", "fingerpost_github_points_left"


def counted() -> tuple[float, float, float]:
    """Requests over REST, the answers that told what is left, and how many of those a tenth or less."""
    told = REGISTRY.get_sample_value(f"{POINTS}_count", {"kind": "rest"}) or 0
    low = REGISTRY.get_sample_value(f"{POINTS}_bucket", {"kind": "rest", "le": "0.1"}) or 0
    return REGISTRY.get_sample_value(REQUESTS, {"kind": "rest"}) or 0, told, low


def since(before: tuple[float, float, float]) -> list[float]:
    return [now - then for now, then in zip(counted(), before, strict=True)]


def seen(running: Running) -> int:
    """How many requests came to GitHub."""
    return sum(running.sandbox.counters.labels.values())


def labels(hub: Any) -> list[str]:
    hub.per_page = 1
    return [label.name for label in hub.get_repo("orchard/tools").get_labels()]


@pytest.fixture
def app(begun: Running) -> AppTokens:
    return AppTokens(APP.id, SecretStr(private_pem()), begun.url, SystemClock())


@pytest.fixture
def installation(begun: Running) -> int:
    return next(iter(begun.sandbox.world.every(Installation))).id


async def test_the_token_and_each_page_are_requests(app: AppTokens, begun: Running, installation: int) -> None:
    before, came = counted(), seen(begun)
    assert await app.rest(installation, labels) == ["bug", "docs"]
    assert (since(before)[0], seen(begun) - came) == (3, 3)


async def test_a_request_that_is_refused_is_one(app: AppTokens, installation: int) -> None:
    await app.token(installation)
    before = counted()
    with pytest.raises(Gone):
        await app.rest(installation, lambda hub: list(hub.get_repo("orchard/nowhere").get_labels()))
    assert since(before) == [1, 1, 0]


async def test_what_is_left_is_told_once_for_what_is_done_together(app: AppTokens, installation: int) -> None:
    await app.token(installation)
    before = counted()
    await app.rest(installation, labels)
    assert since(before)[1:] == [1, 0]


async def test_few_points_are_told_as_few(app: AppTokens, installation: int) -> None:
    await app.token(installation)
    before = counted()

    def nearly_used_up(hub: github.Github) -> None:
        labels(hub)
        hub.requester.rate_limiting = (500, 5_000)  # as the last answer's headers would

    await app.rest(installation, nearly_used_up)
    assert since(before)[1:] == [1, 1]

"""Of which accounts nothing was heard yet, as GitHub tells it."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import SecretStr

from bot.clock import SystemClock
from bot.github.auth import AppTokens
from bot.sandbox.testing import APP, Running, private_pem, running_sandbox
from bot.setup import silent as module
from bot.setup.silent import SilentAccounts

TOWN: dict[str, Any] = {
    "organizations": [{"login": login, "owners": ["ada"]} for login in ("acme", "empty", "gone", "meadow")],
    "repositories": [{"name": "acme/site"}, {"name": "gone/site"}, {"name": "meadow/grass"}, {"name": "meadow/hay"}],
    "installations": [
        {"account": "acme", "id": 1},
        {"account": "empty", "id": 2},
        {"account": "gone", "id": 3, "suspended": True},
        {"account": "meadow", "id": 4},
    ],
}


@pytest.fixture(scope="module")
def github() -> Iterator[Running]:
    with running_sandbox(TOWN) as running:
        yield running


@pytest.fixture
def silent(github: Running) -> SilentAccounts:
    tokens = AppTokens(APP.id, SecretStr(private_pem()), github.url, SystemClock())
    hub: Any = SimpleNamespace(tokens=tokens, clock=SystemClock())
    return SilentAccounts(hub)


async def test_one_repository_stands_for_each_account_that_has_one(silent: SilentAccounts) -> None:
    assert [(place.installation, place.repo) for place in await silent.besides([])] == [
        (4, "meadow/grass"),
        (1, "acme/site"),
    ]
    assert [place.repo for place in await silent.besides([1])] == ["meadow/grass"]


async def test_of_very_many_the_newest_stand_there_and_each_by_its_name(
    silent: SilentAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    monkeypatch.setattr(module, "PAGE", 3)
    assert [place.repo for place in await silent.besides([])] == ["meadow/grass"]
    named = [await silent.besides([], name) for name in ("ACME", "empty", "gone", "nobody")]
    assert [[place.repo for place in places] for places in named] == [["acme/site"], [], [], []]
    assert await silent.besides([1], "acme") == []


async def test_github_is_asked_once_in_a_while(silent: SilentAccounts, github: Running) -> None:
    await silent.besides([])
    before = dict(github.sandbox.counters.shown()["by_kind"])
    await silent.besides([])
    assert dict(github.sandbox.counters.shown()["by_kind"]) == before

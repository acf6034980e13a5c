"""What the tests of GitHub's side share: tokens without GitHub, a simulated GitHub, an item on it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.github.graphql import GraphQL
from bot.item import ItemRef
from bot.sandbox.testing import NO_CERTIFICATES, Running, running_sandbox
from bot.sandbox.world.records import Installation

ENDPOINT = "https://github.test/graphql"

COMMUNITY: dict[str, Any] = {
    "users": ["ada", "ben", "cem", "newcomer"],
    "organizations": [
        {
            "login": "orchard",
            "owners": ["ada"],
            "members": ["ben", "cem"],
            "teams": [{"slug": "docs", "members": ["cem", "ben"]}],
            "projects": [{"title": "Work", "fields": [{"name": "Status", "options": ["Triage", "Done"]}]}],
        }
    ],
    "user_projects": {"ada": [{"title": "Mine"}]},
    "repositories": [
        {
            "name": "orchard/tools",
            "labels": ["bug", "docs"],
            "milestones": ["Spring"],
            "items": [
                {"title": "It breaks", "author": "newcomer", "body": "Often.", "labels": ["bug"], "milestone": "Spring"}
            ],
        },
        {"name": "ada/notes", "labels": ["bug"]},
    ],
    "installations": [{"account": "orchard"}, {"account": "ada"}],
}


class GivenTokens:
    """Tokens that the test gives out."""

    def __init__(self, *tokens: str) -> None:
        self.left, self.dropped = list(tokens or ("good",)), list[str]()

    async def token(self, installation: int) -> str:
        del installation
        return self.left[0]

    def refused(self, installation: int, token: str) -> None:
        del installation
        self.dropped.append(token)
        if len(self.left) > 1:
            self.left.pop(0)


class HandClock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def forward(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


def _post(running: Running, name: str, body: Any) -> Any:
    """Speak to the control API."""
    place = f"{running.url}/_sandbox/{name}"
    return httpx.post(place, json=body, trust_env=False, verify=NO_CERTIFICATES).raise_for_status().json()


class _CountingWire(httpx.AsyncHTTPTransport):
    """httpx's own connections; tells of each request that they carry."""

    def __init__(self, count: Callable[[], None]) -> None:
        super().__init__(verify=NO_CERTIFICATES)
        self._count = count

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._count()
        return await super().handle_async_request(request)


class GitHub:
    """A simulated GitHub, and our client of it as one installation."""

    def __init__(self, running: Running, clock: HandClock) -> None:
        self.running, self.clock, self.asked = running, clock, 0
        self.world = running.sandbox.world
        self.tokens = GivenTokens(running.token("orchard"))
        self.graphql = GraphQL(f"{running.url}/graphql", self.tokens, clock, _CountingWire(self._count))

    def _count(self) -> None:
        self.asked += 1

    def act(self, login: str, verb: str, **what: Any) -> Any:
        """A person does something."""
        return _post(self.running, "act", {"do": verb, "as": login, **what})

    def post(self, name: str, body: Any) -> None:
        """Set a knob of the simulated GitHub."""
        _post(self.running, name, body)

    def state(self) -> Any:
        """Everything there is."""
        return httpx.get(f"{self.running.url}/_sandbox/state", trust_env=False, verify=NO_CERTIFICATES).json()

    def item(self, number: int = 1, repo: str = "orchard/tools", kind: str = "issue") -> ItemRef:
        """The address of an item."""
        state = self.state()
        home, shown = state["repositories"][repo], state["items"].get(f"{repo}#{number}", {})
        return ItemRef(
            installation=next(iter(self.world.every(Installation))).id,
            repo_id=home["id"],
            repo_node=home["node_id"],
            repo=repo,
            number=number,
            node=shown.get("node_id", "I_none"),
            kind=kind,
        )


@pytest.fixture(scope="module")
def github_server() -> Iterator[Running]:
    with running_sandbox(COMMUNITY) as running:
        yield running


@pytest.fixture
def begun(github_server: Running) -> Running:
    _post(github_server, "seed", COMMUNITY)
    return github_server


@pytest.fixture
def hand() -> HandClock:
    return HandClock()


@pytest.fixture
async def github(begun: Running, hand: HandClock) -> Any:
    held = GitHub(begun, hand)
    yield held
    await held.graphql.close()


@pytest.fixture
def tokens() -> Callable[..., GivenTokens]:
    return GivenTokens

"""The simulated GitHub of the simulation: the sandbox in this process, its faults on order, and its postman."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.requests import Request

from bot.sandbox.acts.registry import Scene, perform
from bot.sandbox.app import create_sandbox
from bot.sandbox.config import Config
from bot.sandbox.faults import Fault
from bot.sandbox.hooks.log import DONE, Delivery
from bot.sandbox.hooks.sender import Sender
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.scenario import read_scenario
from bot.sandbox.seeding import seed
from bot.sandbox.snapshot import show_item
from bot.sandbox.testing import APP, private_key
from bot.sandbox.world.items import Label
from bot.sandbox.world.records import Installation, Token
from tests.faults.life import LIFE, Life
from tests.faults.loop import VirtualLoop
from tests.faults.weather import Weather
from tests.faults.wire import Mishap

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRET = "a secret of the simulation"
URL = "http://github.test"
GIVES_UP_S = 10.0
CLOSE_S, IN_HAND_S = 1.0, 20.0
LAST = 1_000_000
_ORDERS: Mapping[str, dict[str, Any]] = {
    "5xx, nothing done": {"when": "before", "status": 502},
    "5xx, but done": {"when": "after", "status": 502},
    "error in a 200, nothing done": {"when": "before", "kind": "graphql_error"},
    "error in a 200, but done": {"when": "after", "kind": "graphql_error"},
    "secondary limit": {"kind": "limit", "limit": "secondary"},
    "secondary limit as 429": {"kind": "limit", "limit": "secondary_429"},
    "primary limit": {"kind": "limit", "limit": "graphql"},
}

_OF_GRAPHQL = frozenset({"error in a 200, nothing done", "error in a 200, but done", "primary limit"})

Place = Callable[[str], int | None]
Receive = Callable[[Request], Awaitable[int]]


@dataclass(slots=True)
class Wait:
    """A time in which GitHub asked for silence.

    Attributes:
        reader: the process that read of it.
        noted: since when it is seen to be written down; never, where its reader died before.
    """

    reader: Life
    begins: float
    ends: float
    noted: float = float("inf")

    def binds(self, sender: Life, now: float) -> bool:
        """Whether a process must not send anything now."""
        since = self.begins + CLOSE_S if self.reader is sender else self.noted + IN_HAND_S
        return since < now < self.ends - CLOSE_S


class _Time:
    """The loop's time as GitHub's clock."""

    def __init__(self) -> None:
        self.loop: VirtualLoop | None = None

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self.loop.time() if self.loop else 0.0)


class GitHub:
    """One GitHub for many seeds: what it learned of documents stays, its world begins anew each time.

    Attributes:
        hear: the App's webhook address; gives the status that it answers.
        waits: the times in which GitHub asked the App to send nothing.
        noted: until when the bot has written down that it must ask nothing of an installation.
        broken: when requests were sent all the same.
    """

    def __init__(self) -> None:
        self._time = _Time()
        config = Config(webhook_url=f"{URL}/hook", webhook_secret=SECRET)
        self.sandbox = Sandbox(None, APP, private_key().public_key(), config, self._time)
        self._app = create_sandbox(self.sandbox)
        self.sandbox.address = URL

    def begin(
        self, loop: VirtualLoop, weather: Weather, community: Mapping[str, Any], hear: Receive, place: Place
    ) -> None:
        """A new world.

        Args:
            loop: whose time is GitHub's.
            weather: what goes wrong.
            community: the scenario.
            hear: the App's webhook address.
            place: of a delivery, in the order in which the App has kept them, though its answers may have been lost.
        """
        self._time.loop, self.loop, self.weather = loop, loop, weather
        self.sandbox.forget()
        world = self.sandbox.world
        world.seconds, world.lag, self.sandbox.read_lag = loop.time, 60.0, self._lag
        seed(self.sandbox, read_scenario(community))
        world._past.clear()  # it has always been so
        self.sandbox.config.token_ttl = weather.rng.choice((300, 600, 3600))
        self.post = Postman(self.sandbox, loop, weather, hear, place)
        self.sandbox.sender = self.post  # type: ignore[assignment]  # it takes the same calls
        self.waits: list[Wait] = []
        self.noted: Callable[[int], datetime] = lambda _: BEGIN
        self.broken: list[float] = []

    async def answer(self, scope: Any, receive: Any, send: Any) -> None:
        """What the wire carries to GitHub."""
        await self._app(scope, receive, send)

    def draw(self, about: str) -> Mishap:
        """What becomes of a request that is sent now; GitHub's own share in it is ordered at once."""
        if about.endswith("graphql"):
            self._check(LIFE.get())
        mishap = self.weather.on_the_wire(about)
        if mishap.kind in _OF_GRAPHQL and not about.endswith("graphql"):
            return replace(mishap, kind="")  # REST says such things otherwise
        if order := _ORDERS.get(mishap.kind):
            match = "^graphql" if about.endswith("graphql") else "^(?!graphql)"
            self.sandbox.faults.append(Fault(match=match, **order))
        elif mishap.kind == "token revoked":
            for token in self.sandbox.world.every(Token):
                self.sandbox.world.remove(token)
        return mishap

    def act(self, login: str, verb: str, **what: Any) -> Any:
        """A person does something."""
        with self.sandbox.changing(self.sandbox.bot()) as change:
            scene = Scene(change)
            change.actor = scene.person(login)
            return perform(scene, verb, what)

    def item(self, number: int) -> dict[str, Any]:
        """An item of the one repository, as it is."""
        world = self.sandbox.world
        found = world.item(Scene.repo(_Look(world), "orchard/tools"), number)  # type: ignore[arg-type]
        assert found is not None
        return show_item(world, found)

    @property
    def labels(self) -> frozenset[str]:
        """The labels that the one repository has."""
        world = self.sandbox.world
        repo = Scene.repo(_Look(world), "orchard/tools")  # type: ignore[arg-type]
        return frozenset(label.name for label in world.many(Label, repo.labels))

    @property
    def installation(self) -> int:
        return self.sandbox.world.every(Installation)[0].id

    def _lag(self) -> float:
        lag = self.weather.lag()
        if lag:
            self.weather.note("stale read", f"by {lag:.0f} s")
        return lag

    def asked_to_wait(self, seconds: float) -> None:
        """A process of the bot has read that the App is to send nothing for so long."""
        self.waits.append(Wait(LIFE.get(), self.loop.time(), self.loop.time() + seconds))

    def _check(self, sender: Life) -> None:
        """Whether a request is sent in the midst of such a time.

        Whoever read of it must send nothing more. Another process learns of it from the store before its next lane,
        and may end what it has in hand.
        """
        now, noted = self.loop.time(), (self.noted(self.installation) - BEGIN).total_seconds()
        for wait in self.waits:
            if abs(noted - wait.ends) < CLOSE_S:
                wait.noted = min(wait.noted, now)
            if wait.binds(sender, now) and not self.weather.seen["clock jump"]:
                self.broken.append(now)


class _Look:
    def __init__(self, world: Any) -> None:
        self.world = world


class Postman:
    """Carries deliveries: late, twice, in disorder, or not at all. GitHub itself never tries again unasked.

    Attributes:
        arrived: the place of each delivery that the bot has, in the order in which they came.
        failed: the deliveries that the bot never acknowledged.
    """

    def __init__(self, sandbox: Sandbox, loop: VirtualLoop, weather: Weather, hear: Receive, place: Place) -> None:
        self._sandbox, self._loop, self._weather, self._hear, self._place = sandbox, loop, weather, hear, place
        self.rng: random.Random = weather.rng
        self.under_way = 0
        self.arrived: dict[str, int] = {}
        self.failed: dict[str, Delivery] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def idle(self) -> bool:
        return not self.under_way and not self._sandbox.log.waiting

    @property
    def at_rest(self) -> bool:
        """Whether nothing is on its way, and all has come; what a frozen process kept in the end has come, too."""
        for guid in list(self.failed):
            self._has_come(guid)
        return self.idle and not self.failed

    def _has_come(self, guid: str, *, acknowledged: bool = False) -> bool:
        """Whether the bot has a delivery; one that it says it has, and has not, came after all others."""
        place = self._place(guid)
        if place is None and not acknowledged:
            return False
        self.arrived.setdefault(guid, LAST + len(self.arrived) if place is None else place)
        self.failed.pop(guid, None)
        return True

    def wake(self) -> None:
        """Something new is in the log."""
        log, wait = self._sandbox.log, self.rng.uniform(0.05, 1.0)  # what happened together is told together
        while log.waiting:
            delivery = log.by_id[log.waiting.popleft()]
            copies = 1
            if self._weather.happens("duplicate"):
                self._weather.note("duplicate", delivery.name)
                copies = 2
            for _ in range(copies):
                self._send(delivery, wait)

    def _send(self, delivery: Delivery, wait: float) -> None:
        if self._weather.happens("reordered"):
            self._weather.note("reordered", delivery.name)
            wait = self.rng.uniform(1.0, 12.0)
        if self._weather.happens("delayed"):
            self._weather.note("delayed", delivery.name)
            wait = self.rng.uniform(5.0, 120.0)
        lost = self._weather.happens("lost")
        if lost:
            self._weather.note("lost", delivery.name)
        self.under_way += 1
        task = self._loop.create_task(self._carry(delivery, wait, lost=lost))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(self, delivery: Delivery, wait: float, *, lost: bool) -> None:
        try:
            await asyncio.sleep(wait)
            status = 0 if lost else await self._post(delivery)
        finally:
            self.under_way -= 1
        known = self._sandbox.log.by_id.get(delivery.id, delivery)
        self._sandbox.log.update(
            known, state=DONE, status_code=status, status="OK" if status == 202 else "failed",
            delivered_at=self._sandbox.now(),
        )  # fmt: skip
        if not self._has_come(delivery.guid, acknowledged=status == 202) and delivery.guid not in self.arrived:
            self.failed[delivery.guid] = delivery

    async def _post(self, delivery: Delivery) -> int:
        body = self._sandbox.log.payload(delivery)
        headers = _headers(self._sandbox, delivery)
        given = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> dict[str, Any]:
            return next(given, {"type": "http.disconnect"})

        scope = {"type": "http", "method": "POST", "path": "/webhooks/github", "query_string": b"", "headers": headers}
        try:
            async with asyncio.timeout(GIVES_UP_S):
                return await self._hear(Request(scope, receive))
        except TimeoutError:
            return 0


def _headers(sandbox: Sandbox, delivery: Delivery) -> list[tuple[bytes, bytes]]:
    sender = Sender(sandbox.log, lambda: sandbox.config, sandbox.app, sandbox.now)
    named = sender.headers(sandbox.config, delivery)
    return [(name.lower().encode(), value.encode()) for name, value in named.items()]

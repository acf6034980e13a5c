"""The machine on which the bot runs: processes that hear, work, die, freeze and start again; a clock that jumps."""

import asyncio
import contextvars
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from starlette.requests import Request

from bot import recover
from bot.assembly import bot_for
from bot.clock import milliseconds
from bot.inbox import Inbox
from bot.queue.patience import Patience
from bot.settings import Settings
from bot.store.errors import StoreUnavailable
from bot.worker import Pace, Worker
from tests.faults.github import BEGIN
from tests.faults.life import LIFE, Life
from tests.faults.loop import VirtualLoop
from tests.faults.store import Disk, SimulatedStore
from tests.faults.weather import Weather
from webhooks.receiver import Receiver

POLL_S = 30.0
_SHORT, _LONG = 120, 600


class MachineClock:
    """The clock of the bot's machine; GitHub's own never jumps."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self.ahead = 0.0

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self._loop.time() + self.ahead)


@dataclass(slots=True)
class Running:
    """A process that runs, and what hears in it once it is up."""

    life: Life
    context: contextvars.Context
    receiver: Receiver | None = None


class _Presence:
    """Who else is there: a frozen process is, a dead one is not."""

    def __init__(self, machines: "Machines", life: Life) -> None:
        self._machines, self._life = machines, life

    def arrive(self) -> bool:
        return all(running.life is self._life or running.life.dead for running in self._machines.running)

    def settle(self) -> None:
        """Others may come."""

    def leave(self) -> None:
        """It is gone."""


class Machines:
    """All processes of the bot on one disk."""

    def __init__(self, loop: VirtualLoop, weather: Weather, disk: Disk, settings: Settings, seed: int) -> None:
        self._loop, self._weather, self._disk, self._settings = loop, weather, disk, settings
        self.clock = MachineClock(loop)
        self.rng = random.Random(f"{seed}:machines")  # noqa: S311 - it must be the same each time
        self.running: list[Running] = []
        self.lives: list[Life] = []
        self.broken: list[BaseException] = []
        self._tasks: list[asyncio.Task[None]] = []
        self.slots = self.rng.choice((1, 1, 2))

    def start(self) -> None:
        """Switch everything on."""
        for slot in range(self.slots):
            self._tasks.append(self._loop.create_task(self._keep_up(slot)))
        self._tasks.append(self._loop.create_task(self._jump()))
        self._tasks.append(self._loop.create_task(self._freeze()))

    async def hear(self, request: Request) -> int:
        """A delivery reaches whichever process is up; the status that it answers, 0 where nobody does."""
        up = [one for one in self.running if one.receiver is not None and not one.life.dead]
        if not up:
            return 0
        one = self.rng.choice(up)
        assert one.receiver is not None
        answering = self._loop.create_task(one.receiver.hear(request), context=one.context)
        ending = self._loop.create_task(one.life.ended.wait())
        await asyncio.wait({answering, ending}, return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
        return answering.result().status_code if answering.done() and not one.life.dead else 0

    def calm(self) -> None:
        """Nothing dies, freezes or jumps any more."""
        self.clock.ahead = 0.0
        for running in self.running:
            running.life.dies_at = None
            running.life.awake.set()

    async def end(self) -> None:
        """Bury everybody."""
        tasks = asyncio.all_tasks(self._loop) - {asyncio.current_task()}
        for life in self.lives:
            life.buried = True
            life.ended.set()
            life.awake.set()
        for _ in range(50):
            left = [task for task in tasks if not task.done()]
            if not left:
                return
            for task in left:
                task.cancel()
            await asyncio.sleep(0)

    async def _keep_up(self, slot: int) -> None:
        crashes = int(self._weather.rates["crash"])
        for generation in count():
            life = Life(f"process {slot}.{generation}", lambda: not self._weather.clear)
            if generation < crashes:
                life.dies_at = self.rng.randint(1, self.rng.choice((_SHORT, _LONG)))
            self.lives.append(life)
            context = contextvars.copy_context()
            context.run(LIFE.set, life)
            running = Running(life, context)
            self.running.append(running)
            task = self._loop.create_task(self._run(running), context=context)
            ending = self._loop.create_task(life.ended.wait())
            await asyncio.wait({ending, task}, return_when=asyncio.FIRST_COMPLETED)
            if not life.dead and isinstance(task.exception(), StoreUnavailable):
                life.die()  # it could not begin without its store: whoever keeps it up starts it again
            if not life.dead:
                self.broken.append(task.exception() or RuntimeError("the program ended"))
                return
            self._weather.note("crash", f"{life.name} at step {life.steps}, {life.where}")
            self.running.remove(running)
            await asyncio.sleep(self.rng.choice((0.2, 5.0, 30.0)) * self.rng.random())

    async def _run(self, running: Running) -> None:
        """The program, wired as `webhooks.app` wires it."""
        store = SimulatedStore(self._disk, self._weather.in_the_store)
        async with bot_for(self._settings, self.clock)(store) as bot:
            worker = Worker(
                store, self.clock, bot.handle, pace=Pace(lanes=8, poll_s=POLL_S),
                patience=Patience(rng=random.Random(self.rng.random())),  # noqa: S311 - as above
                presence=_Presence(self, running.life),  # type: ignore[arg-type]  # it answers the same questions
            )  # fmt: skip
            now = milliseconds(self.clock.now())
            await store.write(partial(recover.begin, now=now, every=self._settings.recovery))
            secrets = self._settings.webhook_secrets
            running.receiver = Receiver(Inbox(store, worker.wake), bot.route, secrets, self.clock)
            await worker.run()

    async def _jump(self) -> None:
        for _ in range(int(self._weather.rates["clock jump"])):
            await asyncio.sleep(self.rng.uniform(20, 240))
            if self._weather.clear:
                return
            self.clock.ahead = self.rng.choice((-45, 45, -300, 200, 70)) * self.rng.random()
            self._weather.note("clock jump", f"by {self.clock.ahead:+.0f} s")
            await asyncio.sleep(self.rng.uniform(20, 120))
            self.clock.ahead = 0.0

    async def _freeze(self) -> None:
        for _ in range(int(self._weather.rates["freeze"])):
            await asyncio.sleep(self.rng.uniform(10, 200))
            up = [one for one in self.running if not one.life.dead]
            if self._weather.clear or not up:
                return
            life, seconds = self.rng.choice(up).life, self.rng.choice((3.0, 100.0)) * self.rng.random()
            self._weather.note("freeze", f"{life.name} for {seconds:.0f} s")
            life.awake.clear()
            await asyncio.sleep(seconds)
            life.awake.set()

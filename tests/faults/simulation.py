"""One seed from beginning to end: a community, its people, the bot, all that goes wrong, and then the judgement."""

import asyncio
import logging
import random
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import structlog

from bot.sandbox.testing import APP, private_pem
from bot.settings import Settings, load
from tests.faults import people
from tests.faults.carried import Carried
from tests.faults.community import REPO, Community, draw_community, scenario_of, yaml_of
from tests.faults.github import SECRET, URL, GitHub
from tests.faults.item import Item
from tests.faults.judge import Judge, effects
from tests.faults.loop import Stuck, virtual_time
from tests.faults.machines import Machines
from tests.faults.outcomes import Act, Heard
from tests.faults.people import performable
from tests.faults.store import Disk
from tests.faults.weather import Weather
from tests.faults.wire import Wire

LOOKS_EVERY_S = 15.0
LONGEST_S, LONGEST_REST_S = 2400.0, 4500.0  # a limit may last an hour
QUIET_S = 75.0
FAIR_S = 100.0
ENOUGH = 20


@dataclass(slots=True)
class Told:
    """What one item went through.

    Attributes:
        chapters: the deeds that nobody kept apart, chapter by chapter.
    """

    number: int
    begun: Item
    chapters: list[list[Act]]


@dataclass(slots=True)
class Result:
    """What came of a seed.

    Attributes:
        wrong: what is not as it must be; empty where all is right.
        doubles: things that were done twice for a while.
    """

    seed: int
    wrong: list[str] = field(default_factory=list)
    effects: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    doubles: int = 0
    races: int = 0
    story: list[str] = field(default_factory=list)


@lru_cache(maxsize=1)
def _github() -> GitHub:
    return GitHub()


@lru_cache(maxsize=1)
def _disk() -> Disk:
    return Disk()


@lru_cache(maxsize=1)
def _settings() -> Settings:
    given = {
        "GITHUB_APP_ID": APP.id,
        "GITHUB_PRIVATE_KEY": private_pem(),
        "GITHUB_WEBHOOK_SECRET": SECRET,
        "GITHUB_API_URL": URL,
    }
    return load(given, env_file=None)


def simulate(seed: int, only: frozenset[str] | None = None) -> Result:
    """Run one seed.

    Args:
        seed: which.
        only: the kinds of faults that may happen; all of them unless given.
    """
    result = Result(seed)
    with virtual_time() as loop:
        weather = Weather.of(seed, loop.time, only)
        _log_into(weather)
        simulation = Simulation(seed, weather, loop)
        try:
            loop.run_until_complete(simulation.run(result))
        except Stuck as stuck:
            result.wrong.append(str(stuck))
        result.seen = weather.seen
        result.story = [f"{at:8.1f}  {line}" for at, line in sorted(weather.story, key=lambda pair: pair[0])]
        result.story[:0] = yaml_of(simulation.community).splitlines()
    return result


def _log_into(weather: Weather) -> None:
    def note(_logger: Any, level: str, said: Any) -> Any:
        if level != "info" or said.get("event") == "looked":
            weather.story.append((weather.now(), f"    bot: {said}"))
        raise structlog.DropEvent

    logging.disable(logging.CRITICAL)
    structlog.configure(processors=[note], cache_logger_on_first_use=False)


class Simulation:
    """One seed while it runs."""

    def __init__(self, seed: int, weather: Weather, loop: Any) -> None:
        self.seed, self.weather, self.loop = seed, weather, loop
        rng = random.Random(f"{seed}:people")  # noqa: S311 - it must be the same each time
        of_board = random.Random(f"{seed}:board")  # noqa: S311 - as above
        self.community: Community = draw_community(rng, of_board)
        self.lives = people.draw_lives(rng)
        if self.community.labelled:
            of_labels = random.Random(f"{seed}:labels")  # noqa: S311 - as above
            self.lives = [people.with_labels(life, of_labels) for life in self.lives]
        self.github, self.disk = _github(), _disk()
        self.told: list[Told] = []

    async def run(self, result: Result) -> None:
        """All of it."""
        self.disk.wipe()
        self.weather.until = LONGEST_S
        machines = Machines(self.loop, self.weather, self.disk, _settings(), self.seed)
        self.github.begin(self.loop, self.weather, scenario_of(self.community), machines.hear, self.disk.place)
        wire = Wire(self.github.answer, self.github.draw, self.loop)
        wire.asked_to_wait, self.github.noted = self.github.asked_to_wait, self.disk.waits_until
        with wire.connected():
            machines.start()
            await asyncio.sleep(FAIR_S)
            self.weather.begins = self.loop.time()
            await asyncio.gather(*(self._live(life) for life in self.lives))
            while await self._rest() and len(effects(self.github)) < ENOUGH:
                await self._live(people.ONE_MORE)
            self.weather.until = self.loop.time()
            self.weather.story.append((self.loop.time(), "the weather clears up"))
            machines.calm()
            rested = await self._rest(last=True)
            if not rested:
                result.wrong.append(f"it never came to rest: {self._unrest()}")
            result.wrong += [f"a process ended: {error!r}" for error in machines.broken]
            await machines.end()
        Judge(self.github, self.disk, self.community).judge(self.told, result)

    async def _live(self, life: people.Life) -> None:
        """An item is opened, and things are done to it."""
        await asyncio.sleep(life.begins)
        told = self._open(life)
        self.told.append(told)
        for step in life.steps:
            if step.pause is None:
                if await self._rest() and told.chapters[-1]:
                    told.chapters.append([])
            else:
                await asyncio.sleep(step.pause)
            self._do(told, step)

    def _open(self, life: people.Life) -> Told:
        if life.kind == "issue":
            given: dict[str, Any] = {"verb": "open_issue"}
        else:
            given = {"verb": "open_pull_request", "files": ["src/a.py"]}
        before = self._sent()
        opened = self.github.act(life.author, given.pop("verb"), repo=REPO, title=life.title, **given)
        name = "issues.opened" if life.kind == "issue" else "pull_request.opened"
        self._tell(f"{life.author} opens #{opened.number} “{life.title}” ({life.kind})")
        first = Act("open", "", self.loop.time(), self._heard(before, name))
        carried = Carried() if self.community.labelled else None
        begun = Item(life.kind, life.author, crash="crash" in life.title.lower(), carried=carried)
        return Told(opened.number, begun, [[first]])

    def _do(self, told: Told, step: people.Step) -> None:
        if step.verb in people.ON_LABELS:
            for verb, stage in people.label_deeds(step.verb, step.value, self.github.item(told.number)):
                self._relabel(told, verb, stage)
            return
        given = performable(step.verb, step.value, self.github.item(told.number))
        if given is None or (self.community.labelled and step.verb == "remove_card"):
            return  # a label that goes on without its card is none of the model's
        login = "cem" if step.verb == "review" else "ada"
        verb = {"move": "move_card", "prioritise": "move_card"}.get(step.verb, step.verb)
        target = {} if verb == "delete_comment" else {"item": f"{REPO}#{told.number}"}
        before = self._sent()
        self.github.act(login, verb, **target, **given)
        self._tell(f"{login}: {step.verb} {step.value} on #{told.number}")
        told.chapters[-1].append(Act(step.verb, step.value, self.loop.time(), self._heard(before)))

    def _relabel(self, told: Told, verb: str, stage: str) -> None:
        """A person puts a stage label on, and makes it where there is none, or takes one off."""
        name = f"stage/{stage}"
        if verb == "wear" and name not in self.github.labels:
            self.github.act("ada", "create_label", repo=REPO, name=name)
        before = self._sent()
        self.github.act("ada", people.ON_STAGES[verb], item=f"{REPO}#{told.number}", labels=name)
        self._tell(f"ada: {people.ON_STAGES[verb]} {name} on #{told.number}")
        told.chapters[-1].append(Act(verb, stage, self.loop.time(), self._heard(before)))

    def _sent(self) -> int:
        return len(self.github.sandbox.log.by_id)

    def _heard(self, before: int, only: str = "") -> tuple[Heard, ...]:
        """What GitHub told of a person's deed; which came before which is filled in at the end."""
        new = list(self.github.sandbox.log.by_id.values())[before:]
        return tuple(
            Heard(one.name, one.guid, ordered=not one.name.startswith("projects"))
            for one in new
            if not only or one.name == only
        )

    async def _rest(self, *, last: bool = False) -> bool:
        """Wait until nothing is left to be done; in the end, for a while longer."""
        ends, quiet = self.loop.time() + LONGEST_REST_S, 0.0
        while self.loop.time() < ends:
            await asyncio.sleep(LOOKS_EVERY_S)
            quiet = quiet + LOOKS_EVERY_S if self._at_rest() else 0.0
            if quiet >= (QUIET_S if last else LOOKS_EVERY_S):
                return True
        return False

    def _unrest(self) -> list[Any]:
        """What still waits."""
        left = self.disk.see("SELECT event, lane, attempts, note FROM inbox WHERE state = 'ready'")
        left += self.disk.see("SELECT cause, item, verb, target FROM ledger WHERE state = 'intended'")
        return [*left, *(one.name for one in self.github.post.failed.values())]

    def _at_rest(self) -> bool:
        if not self.github.post.at_rest:
            return False
        if self.disk.see("SELECT 1 FROM inbox WHERE state = 'ready' LIMIT 1"):
            return False
        return not self.disk.see("SELECT 1 FROM ledger WHERE state = 'intended' LIMIT 1")

    def _tell(self, line: str) -> None:
        self.weather.story.append((self.loop.time(), line))

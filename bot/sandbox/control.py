"""The control API under `/_sandbox/`, for loopback only: people act, the clock jumps, faults are ordered."""

import ipaddress
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.acts import columns, items, places
from bot.sandbox.acts.registry import VERBS, BadAct, Scene, perform, place
from bot.sandbox.config import Config
from bot.sandbox.faults import Fault
from bot.sandbox.gate import answer
from bot.sandbox.hooks.knobs import Knob
from bot.sandbox.hooks.log import PENDING
from bot.sandbox.refusals import Refusal
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.scenario import BadScenario, read_scenario
from bot.sandbox.seeding import seed
from bot.sandbox.snapshot import snapshot
from bot.sandbox.world.records import Record

_PARTS = (columns, items, places)
_FAULTS = TypeAdapter(list[Fault])
_KNOBS = TypeAdapter(list[Knob])
_MOMENT = TypeAdapter(datetime)

Endpoint = Callable[[Request], Awaitable[Response]]


class BadControl(ValueError):
    """A request to the control API that makes no sense; the text says why."""


class Control:
    """The endpoints."""

    def __init__(self, sandbox: Sandbox) -> None:
        assert all(_PARTS)  # noqa: S101 - importing them is what registers their verbs
        self.sandbox = sandbox

    def routes(self) -> list[Route]:
        """All of them."""
        table: dict[str, tuple[Callable[[Any], Any] | None, Callable[[Any], Any] | None]] = {
            "seed": (None, self.seed),
            "state": (lambda _: snapshot(self.sandbox.world), None),
            "audit": (lambda _: self.sandbox.audit(), None),
            "act": (lambda _: sorted(VERBS), self.act),
            "deliveries": (self.deliveries, self.treat),
            "faults": (self.faults, self.set_faults),
            "idle": (self.idle, None),
            "stats": (self.stats, self.reset_stats),
            "clock": (self.clock, self.set_clock),
            "config": (self.config, self.set_config),
        }
        routes = []
        for name, (read, write) in table.items():
            if read:
                routes.append(Route(f"/_sandbox/{name}", _loopback(read), methods=["GET"]))
            if write:
                routes.append(Route(f"/_sandbox/{name}", _loopback(write), methods=["POST"]))
        return routes

    def seed(self, given: Any) -> Any:
        """Begin anew with this scenario."""
        scenario = read_scenario(given)
        self.sandbox.forget()
        seed(self.sandbox, scenario)
        return snapshot(self.sandbox.world)

    def act(self, given: Any) -> Any:
        """One act, or a list of them."""
        acts = given if isinstance(given, list) else [given]
        done = [self._act(dict(each)) for each in acts]
        return done if isinstance(given, list) else done[0]

    def _act(self, given: dict[str, Any]) -> Any:
        name, login = given.pop("do", None), given.pop("as", None)
        if not isinstance(name, str) or not isinstance(login, str):
            raise BadAct('an act says who does what: {"do": "comment", "as": "maria", "item": "o/r#1", ...}')
        sandbox = self.sandbox
        with sandbox.changing(sandbox.bot()) as change:
            scene = Scene(change)
            if login != sandbox.app.login:
                change.actor = scene.person(login)
            result = perform(scene, name, given)
            return place(sandbox.world, result) if isinstance(result, Record) else {}

    def deliveries(self, _given: Any) -> Any:
        """The delivery log and the knobs."""
        return {
            "deliveries": list(self.sandbox.log.by_id.values()),
            "knobs": [knob.model_dump() for knob in self.sandbox.knobs],
            "pending": len(self.sandbox.log.waiting),
            "held": len(self.sandbox.log.held()),
        }

    def treat(self, given: Any) -> Any:
        """Set knobs (`{"knobs": [...]}`), release what is held, or redeliver by id."""
        sandbox, log = self.sandbox, self.sandbox.log
        if "knobs" in given:
            sandbox.knobs = _KNOBS.validate_python(given["knobs"])
        if "release" in given:
            held = log.held()
            if given["release"] == "reverse":
                held.reverse()
            elif given["release"] == "shuffle":
                random.Random(given.get("seed", 0)).shuffle(held)  # noqa: S311 - a repeatable disorder is wanted
            for delivery in held:
                log.update(delivery, state=PENDING)
                log.waiting.append(delivery.id)
        for number in given.get("redeliver", ()):
            if number not in log.by_id:
                raise BadControl(f"there is no delivery {number}")
            log.again(log.by_id[number], redelivery=True, created_at=sandbox.now())
        sandbox.sender.wake()
        return self.deliveries(None)

    def faults(self, _given: Any) -> Any:
        """The rules."""
        return [fault.model_dump() for fault in self.sandbox.faults]

    def set_faults(self, given: Any) -> Any:
        """Replace the rules."""
        self.sandbox.faults = _FAULTS.validate_python(given)
        return self.faults(None)

    def stats(self, _given: Any) -> Any:
        """What was counted."""
        sandbox = self.sandbox
        done = [delivery for delivery in sandbox.log.by_id.values() if delivery.state == "done"]
        return sandbox.counters.shown() | {
            "deliveries": {
                "all": len(sandbox.log.by_id),
                "waiting": len(sandbox.log.waiting) + sandbox.sender.under_way,
                "held": len(sandbox.log.held()),
                "failed": sum(not 200 <= delivery.status_code < 300 for delivery in done),  # noqa: PLR2004 - 2xx
            },
            "idle": sandbox.sender.idle,
        }

    def idle(self, _given: Any) -> Any:
        """Whether every webhook was sent; cheap to ask often."""
        log, sender = self.sandbox.log, self.sandbox.sender
        return {"idle": sender.idle, "waiting": len(log.waiting) + sender.under_way}

    def reset_stats(self, _given: Any) -> Any:
        """Count from zero."""
        self.sandbox.counters.reset()
        return self.stats(None)

    def clock(self, _given: Any) -> Any:
        """The community's time."""
        clock = self.sandbox.clock
        now = clock.now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {"now": now, "running": clock.stopped is None}

    def set_clock(self, given: Any) -> Any:
        """Jump."""
        moment = _MOMENT.validate_python(given.get("now"))
        if moment.tzinfo is None:
            raise BadControl('the moment needs its zone: "2026-03-02T09:00:00Z"')
        self.sandbox.set_clock(moment, running=bool(given.get("running", True)))
        return self.clock(None)

    def config(self, _given: Any) -> Any:
        """All knobs."""
        return self.sandbox.config.model_dump()

    def set_config(self, given: Any) -> Any:
        """Turn some knobs."""
        self.sandbox.set_config(Config.model_validate(self.sandbox.config.model_dump() | given))
        return self.config(None)


def _loopback(work: Callable[[Any], Any]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        host = request.client.host if request.client else ""
        if not _is_loopback(host):
            return answer(403, {"error": "The control API answers on the loopback interface only."})
        try:
            body = await request.body()
            given = orjson.loads(body) if body else {}
            result = work(given)
        except (BadAct, BadControl, BadScenario, Refusal, ValidationError, orjson.JSONDecodeError) as problem:
            return answer(422, {"error": str(problem)})
        return answer(200, result)

    return endpoint


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

"""The simulated GitHub and the bot as seen from outside: by HTTP, and the bot's reasons in its database."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from bot.demo.errors import DemoError
from bot.demo.story import RULES
from bot.store import database, decisions, rulefiles

_TRIES = 3
_MOMENT_S = 0.1


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in the simulated GitHub's books, from which on something is told.

    Attributes:
        entry: the last line of its audit.
        delivery: the last webhook.
        requests: how many requests about an item it had answered.
    """

    entry: int
    delivery: int
    requests: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits for the bot.

    Attributes:
        waiting: deliveries that are not dealt with, those in hand included.
        backing_off: whether all of them wait for a later moment.
        given_up: deliveries that it has given up.
    """

    waiting: int
    backing_off: bool
    given_up: int


class GitHub:
    """The control API."""

    def __init__(self, url: str) -> None:
        """A way to the control API; `mend` is called when nobody answers there."""
        self.url = url
        self.mend: Callable[[], Awaitable[None]] | None = None
        self._http = httpx.AsyncClient(base_url=f"{url}/_sandbox/", trust_env=False, timeout=30)

    async def close(self) -> None:
        """Close its connections."""
        await self._http.aclose()

    async def act(self, order: dict[str, Any]) -> dict[str, Any]:
        """Somebody does something.

        Raises:
            httpx.TransportError: no answer came, and perhaps it was done.
        """
        return dict(_checked(await self._http.post("act", json=order)))

    async def now(self) -> datetime:
        """The community's time."""
        return datetime.fromisoformat((await self._get("clock"))["now"])

    async def jump(self, moment: datetime) -> None:
        """Set the community's clock."""
        await self._post("clock", {"now": moment.astimezone(UTC).isoformat()})

    async def jump_by(self, span: timedelta) -> None:
        """Let time go by."""
        await self.jump(await self.now() + span)

    async def configure(self, **knobs: Any) -> None:
        """Turn knobs."""
        await self._post("config", knobs)

    async def idle(self) -> bool:
        """Whether every webhook has been sent."""
        return bool((await self._get("stats"))["idle"])

    async def mark(self) -> Mark:
        """Where its books end now."""
        audit, deliveries = await self.audit(), await self.deliveries()
        last = [rows[-1]["id"] if rows else 0 for rows in (audit, deliveries)]
        return Mark(last[0], last[1], await self.requests())

    async def audit(self) -> list[dict[str, Any]]:
        """What was done, and by whom."""
        return list(await self._get("audit"))

    async def deliveries(self) -> list[dict[str, Any]]:
        """Every webhook, and what was answered."""
        return list((await self._get("deliveries"))["deliveries"])

    async def deliver_again(self, since: int) -> int:
        """Send once more what nobody took; returns how many."""
        rows = [row for row in await self.deliveries() if row["id"] > since and row["state"] == "done"]
        taken = {row["guid"] for row in rows if 200 <= row["status_code"] < 300}  # noqa: PLR2004 - 2xx
        lost = {row["guid"]: row["id"] for row in rows if row["guid"] not in taken}
        if lost:
            await self._post("deliveries", {"redeliver": sorted(lost.values())})
        return len(lost)

    async def requests(self) -> int:
        """How many requests of the bot's about items it has answered since it started.

        What the bot asks now and then to find missed deliveries is no item's cost, and here days pass in seconds.
        """
        stats = await self._get("stats")
        return int(stats["requests"]) - int(stats["unclaimed"])

    async def state(self) -> dict[str, Any]:
        """Everything there is."""
        return dict(await self._get("state"))

    async def _get(self, name: str) -> Any:
        return await self._ask("GET", name)

    async def _post(self, name: str, body: Any) -> Any:
        return await self._ask("POST", name, body)

    async def _ask(self, method: str, name: str, body: Any = None) -> Any:
        for _ in range(_TRIES):
            try:
                return _checked(await self._http.request(method, name, json=body))
            except httpx.TransportError:
                await asyncio.sleep(_MOMENT_S)  # until the system has noticed that a process is gone
                if self.mend:
                    await self.mend()
        raise DemoError("the simulated GitHub does not answer any more")


def _checked(answer: httpx.Response) -> Any:
    if answer.is_error:
        raise DemoError(f"the simulated GitHub refuses: {answer.json().get('error', answer.text)}")
    return answer.json()


class Bot:
    """The bot's page and its database."""

    def __init__(self, url: str, file: Path) -> None:
        self.url = url
        self._http = httpx.AsyncClient(base_url=url, trust_env=False, timeout=10)
        self._store = database.reader(database.parse(f"sqlite:///{file}"), 1)

    async def close(self) -> None:
        """Let go of both."""
        await self._http.aclose()
        self._store.dispose()

    async def backlog(self) -> Backlog:
        """What waits for it, as it tells itself."""
        text = (await self._http.get("/metrics")).raise_for_status().text
        lines = (line.rpartition(" ") for line in text.splitlines() if line.startswith("fingerpost_"))
        figures = {name: int(float(value)) for name, _, value in lines if "{" not in name}
        waiting = figures["fingerpost_inbox_ready"]
        at_work = figures["fingerpost_lanes_in_hand"] + figures["fingerpost_lanes_due"]
        return Backlog(waiting, backing_off=waiting > 0 and not at_work, given_up=figures["fingerpost_inbox_dead"])

    def reasons(self, deliveries: Sequence[str]) -> list[dict[str, Any]]:
        """What it decided about these webhooks, oldest first."""
        wanted = set(deliveries)
        with self._store.connect() as connection:
            found = decisions.recent(connection, most=200)
        return [each.document for each in reversed(found) if wanted.intersection(each.deliveries)]

    def trouble_with_rules(self, repository: int) -> str:
        """What is wrong with the rule file that a repository has now; empty where it is in force."""
        with self._store.connect() as connection:
            newest = rulefiles.latest(connection, repository, RULES)
        return newest.problem.partition("\n")[0] if newest else ""

"""The work of `fingerpost sweep`."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import typer
from rich.progress import Progress

from bot import sweep as sweeping
from bot.assembly import AssembledBot
from bot.clock import Clock, milliseconds
from bot.commandline.findings import plural
from bot.commandline.terminal import FINDING, console, print_json
from bot.commandline.with_bot import with_bot
from bot.errors import GitHubError
from bot.explaining.visible import one_line
from bot.plan import Plan, described
from bot.worker import Worker

_AT_ONCE = 20
_SHOWN = 20
_POLL_S = 0.2


@dataclass(slots=True)
class Foreseen:
    """What a sweep would do.

    Attributes:
        items: how many were looked at.
        plans: of those to which something would be done.
        observed: how many have something that only is observed.
        problems: why some could not be looked at.
    """

    items: int = 0
    plans: list[tuple[str, Plan]] = field(default_factory=list)
    observed: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)

    def by_rule(self) -> dict[str, Counter[str]]:
        """How often each rule would do what."""
        counted: dict[str, Counter[str]] = {}
        for _, plan in self.plans:
            for action in plan.actions:
                counted.setdefault(action.rule, Counter())[action.do] += len(action.targets)
        return counted

    def document(self) -> dict[str, Any]:
        """It as JSON."""
        return {
            "items": self.items,
            "to_change": len(self.plans),
            "rules": {rule: dict(counts) for rule, counts in self.by_rule().items()},
            "changes": [{"item": item, **_actions(plan)} for item, plan in self.plans],
            "problems": [{"item": item, "why": why} for item, why in self.problems],
            **({"only_observed": self.observed} if self.observed else {}),
        }


def _actions(plan: Plan) -> dict[str, Any]:
    return {"actions": [action.document() for action in plan.actions]}


def sweep(repo: str | None, most: int, schedule: str, *, preview: bool, yes: bool, as_json: bool) -> None:
    """Show what would be done, by a schedule where one is given; ask, and do it."""
    if not yes:
        foreseen = with_bot(lambda bot, _given, _clock: _foresee(bot, repo, most, schedule))
        print_json(foreseen.document()) if as_json else _show(foreseen, most)
        if foreseen.problems and preview:
            raise typer.Exit(FINDING)
        if preview or not foreseen.plans:
            return
        if not typer.confirm("Do this?"):
            raise typer.Exit(FINDING)
    looked = with_bot(lambda bot, _given, clock: _do(bot, clock, repo, most))
    if as_json:
        print_json({"items": looked})
    else:
        more = " There may be more: sweep again to go on." if looked == most else ""
        typer.echo(f"{looked} items were looked at.{more}")


async def _foresee(bot: AssembledBot, repo: str | None, most: int, schedule: str) -> Foreseen:
    foreseen, turn = Foreseen(), asyncio.Semaphore(_AT_ONCE)

    async def take(place: str, foreseeing: Awaitable[Plan | None]) -> None:
        async with turn:
            try:
                plan = await foreseeing
            except GitHubError as error:
                foreseen.problems.append((place, str(error)))
                return
        foreseen.observed += plan is not None and bool(plan.observed)
        if plan is not None and plan.actions:
            foreseen.plans.append((place, plan))

    with _progress() as progress:
        task = progress.add_task("Looking", total=None)
        async for items in sweeping.open_items(bot.hub, repo, most):
            foreseen.items += len(items)
            looks = [item.because_of(schedule, "") for item in items]
            await asyncio.gather(*(take(str(look.item), sweeping.foresee(bot.hub, look)) for look in looks))
            progress.update(task, completed=foreseen.items)
        if schedule:
            async for where in sweeping.places(bot.hub, repo):
                await take(where.repo, sweeping.foresee_whole_of(bot.hub, where, schedule))
    return foreseen


async def _do(bot: AssembledBot, clock: Clock, repo: str | None, most: int) -> int:
    """Put all items into their lanes, and work until they are done."""
    store, run = bot.hub.store, str(milliseconds(clock.now()))
    worker = Worker(store, clock, bot.handle)
    working = asyncio.create_task(worker.run())
    queued, repos = 0, set[str]()
    try:
        with _progress() as progress:
            task = progress.add_task("Doing", total=None)
            async for items in sweeping.open_items(bot.hub, repo, most):
                now = milliseconds(clock.now())
                await store.write(partial(sweeping.queue, run=run, items=items, now=now))
                queued, repos = queued + len(items), repos | {item.repo_node for item in items}
                worker.wake()
            progress.update(task, total=queued)
            while left := await store.read(partial(sweeping.left_of, run=run)):
                progress.update(task, completed=queued - left)
                await asyncio.sleep(_POLL_S)
        if queued < most:
            await store.write(partial(sweeping.ended, repos=repos if repo else None))
    finally:
        await worker.stop()
        await working
    return queued


def _progress() -> Progress:
    out = console(err=True)
    return Progress(console=out, transient=True, disable=not out.is_terminal)


def _show(foreseen: Foreseen, most: int) -> None:
    """Print what would be done: some items, then each rule, then all."""
    for item, plan in foreseen.plans[:_SHOWN]:
        typer.echo(f"{one_line(item)}: {one_line(described(plan.actions))}")
    if (more := len(foreseen.plans) - _SHOWN) > 0:
        typer.echo(f"… and {more} more items")
    for item, why in foreseen.problems[:_SHOWN]:
        typer.echo(f"{one_line(item)} could not be looked at: {one_line(why)}", err=True)
    for rule, counts in foreseen.by_rule().items():
        told = ", ".join(f"{do} {number}" for do, number in counts.items())
        typer.echo(f"  {one_line(rule)}: {told}")
    if foreseen.observed:
        typer.echo(f"What is only observed (`mode: observe`) would change {plural(foreseen.observed, 'item')} more.")
    capped = " (there may be more; --most looks further)" if foreseen.items == most else ""
    typer.echo(f"{len(foreseen.plans)} of {foreseen.items} open items would be changed{capped}.")

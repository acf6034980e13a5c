"""One evening at the demo: open the theatre, tell the story, keep the page up, close."""

import asyncio
import signal
import sys
import webbrowser
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.demo.deeds import deeds_of, doubled
from bot.demo.errors import DemoError
from bot.demo.github import Bot, GitHub
from bot.demo.home import Home
from bot.demo.journal import Cost, Journal
from bot.demo.processes import HOST, Program, free_port, has_display
from bot.demo.screen import Screen
from bot.demo.story import edition, load_story
from bot.demo.telling import BOT, Teller
from bot.demo.theatre import Theatre

_APP = "4711"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line; `bot.demo.play` says what each means."""

    speed: float
    port: int
    home: Path | None
    browser: bool
    once: bool
    new: bool


def perform(wishes: Wishes) -> int:
    """Play as wished until the end or Ctrl-C; gives back the exit code."""
    home = Home(wishes.home)
    try:
        with suppress(KeyboardInterrupt, asyncio.CancelledError):
            asyncio.run(_evening(wishes, home))
    finally:
        home.leave()
    return 0


async def _evening(wishes: Wishes, home: Home) -> None:
    _end_in_order_at_sigterm()
    if wishes.new:
        home.clear()
    story, journal = load_story(), Journal.open(home.journal, edition())
    screen, port = Screen(story.acts), free_port(wishes.port)
    journal.github_port = _port_of_github(journal)
    github, bot = GitHub(f"http://{HOST}:{journal.github_port}"), Bot(f"http://{HOST}:{port}", home.database)
    theatre = Theatre(home, journal, screen, github, bot, _programs(home, github.url, bot.url))
    screen.header(bot.url, str(home.path), _how_far(journal))
    async with AsyncExitStack() as stack:
        stack.push_async_callback(theatre.close)
        stack.callback(screen.line, "\nEnding both programs …", "dim")
        with screen.progress():
            screen.at(journal.acts, "both programs start")
            await theatre.open()
            if wishes.browser and has_display():
                webbrowser.open(bot.url)
            if not journal.finished:
                await Teller(story, theatre, wishes.speed).tell()
        await _sum_up(theatre)
        if not wishes.once:
            await _stay(theatre)


async def _stay(theatre: Theatre) -> None:
    theatre.screen.line(f"\nThe page stays up: {theatre.bot.url}   Ctrl-C ends; --new begins anew.", "bold")
    while True:
        await theatre.mend()
        await asyncio.sleep(1)


def _end_in_order_at_sigterm() -> None:
    """Ctrl-C does so by itself."""
    task = asyncio.current_task()
    if task and sys.platform != "win32":
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)


def _how_far(journal: Journal) -> str:
    if journal.finished:
        return "The story is told; this is how it ended."
    return "The story goes on where it stopped." if journal.acts else "Eight weeks of a community that begins today."


def _port_of_github(journal: Journal) -> int:
    """The one that it had before, as links that were given out name it; another one where somebody took that."""
    try:
        return free_port(journal.github_port)
    except DemoError:
        return free_port()


def _programs(home: Home, github: str, bot: str) -> dict[str, Program]:
    """The simulated GitHub and the bot."""
    serving = ["--home", str(home.path), "--port", github.rpartition(":")[2], "--public-key", str(home.key)]
    hooks = ["--webhook-url", f"{bot}/webhooks/github", "--app-id", _APP, "--scenario", str(home.community)]
    settings = {
        "GITHUB_APP_ID": _APP,
        "GITHUB_PRIVATE_KEY_PATH": str(home.key),
        "GITHUB_WEBHOOK_SECRET": home.secret,
        "GITHUB_API_URL": github,
        "FINGERPOST_HOME": str(home.path),
        "FINGERPOST_HOST": HOST,
        "FINGERPOST_PORT": bot.rpartition(":")[2],
        "FINGERPOST_CLOCK": f"{github}/_sandbox/clock",
        "FINGERPOST_RETENTION": "365",  # weeks pass here, and every reason is to be seen at the end
    }
    clock = settings["FINGERPOST_CLOCK"]
    return {
        "github": Program("The simulated GitHub", ["github", *serving, *hooks], home.log("github"), clock),
        "bot": Program("The bot", ["serve"], home.log("bot"), f"{bot}/readyz", settings),
    }


async def _sum_up(theatre: Theatre) -> None:
    """What it came to: the board, the effects, what each kind of event cost."""
    screen, costs = theatre.screen, theatre.journal.costs
    audit, state = await theatre.github.audit(), await theatre.github.state()
    columns = {name or "no column": cards for name, cards in state["projects"][0]["columns"].items() if cards}
    screen.day("The story is told.")
    screen.fact("board", " · ".join(f"{name} {len(cards)}" for name, cards in columns.items()))
    screen.fact("done", f"{deeds_of(audit, BOT).count} things on {len(state['items'])} items, {_twice(audit)}")
    screen.fact("requests", _cheapest(costs))


def _twice(audit: list[dict[str, Any]]) -> str:
    twice = doubled(audit, BOT)
    return f"{len(twice)} of them twice: {', '.join(twice)}" if twice else "none of them twice"


def _cheapest(costs: Sequence[Cost]) -> str:
    """The first issue, when nothing was known yet, beside what an event costs later."""
    issues = [cost.requests for cost in costs if cost.do == "open_issue" and cost.acts == 1 and cost.effects]
    pulls = [cost.requests for cost in costs if cost.do == "open_pull_request" and cost.asked]
    known = [f"the first issue {issues[0]}, later ones from {min(issues[1:])}"] if len(issues) > 1 else []
    known += [f"a pull request with reviewers from {min(pulls)}"] if pulls else []
    return "; ".join(known) or "none"

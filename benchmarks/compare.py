"""`make bench`: Fingerpost beside a Probot app, a gidgethub app and a PyGithub script, all against one GitHub.

    python -m benchmarks.compare [--rounds 2] [--items 600] [--sweep 10000] [--only PART ...] [--write PAGE]

The contenders take turns, so that a busy machine is busy for all of them; of several rounds the median counts. Results
are kept in `.bench/results.json`, part by part, so that one part can be measured again. `--write` puts the tables into
the page, between its marks; nothing here asserts a time.
"""

import argparse
import asyncio
import json
import os
import platform
import subprocess
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import structlog
from rich.console import Console
from rich.table import Table

from benchmarks.burst import sweep
from benchmarks.contenders import ALL, BENCH, CREW, OURS
from benchmarks.report import page
from benchmarks.trials import Trial, killed, run, twice
from bot.clock import SystemClock

RESULTS = BENCH / "results.json"
PATIENCE_S = {OURS: 100.0, CREW: 100.0}
"""Fingerpost reads what may have happened before it repeats it, a minute later; the others have nothing to repeat."""
SLOWEST = "PyGithub"


class Bench:
    """The parts of the comparison."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options, self._console = options, Console(highlight=False)
        self.found: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
        self.parts: dict[str, Callable[[], Awaitable[Any]]] = {
            "load": self.load,
            "burst": self.burst,
            "kill": self.kill,
            "twice": self.twice,
            "faults": self.faults,
            "paced": self.paced,
            "sweep": self.sweep,
        }

    async def measure(self, names: list[str]) -> None:
        """Measure these parts and keep what was found."""
        for name in names or self.parts:
            busy = os.getloadavg()[0]
            found = await self.parts[name]()
            self.found[name] = {"busy": busy, "at": SystemClock().now().isoformat(), "found": found}
            self.found["machine"] = machine()
            RESULTS.write_text(json.dumps(self.found, indent=1))

    async def load(self) -> list[dict[str, Any]]:
        """The load at both latencies, some rounds."""
        rows = []
        for turn in range(self._options.rounds):
            for latency in (50.0, 0.0):
                for name in list(ALL)[:: -1 if turn % 2 else 1]:
                    rows.append(await self._told(name, run(ALL[name], self._load(name, latency))))
                    rows[-1].update(latency_ms=latency)
        return rows

    async def faults(self) -> list[dict[str, Any]]:
        """Each fiftieth write is answered by 502 after its effect."""
        found = []
        for name in ALL:
            trial = replace(self._load(name, 50.0), fail_every=50, patience_s=PATIENCE_S.get(name, 8.0))
            found.append(await self._told(name, run(ALL[name], trial)))
        return found

    async def kill(self) -> list[dict[str, Any]]:
        """`kill -9` when half is acknowledged."""
        found = []
        for name in ALL:
            trial = Trial(50.0, 200, installations=20, patience_s=PATIENCE_S.get(name, 8.0))
            found.append(await self._told(name, killed(ALL[name], trial)))
        return found

    async def twice(self) -> list[dict[str, Any]]:
        """Every delivery twice."""
        return [await self._told(name, twice(ALL[name], Trial(50.0, 100, installations=20))) for name in ALL]

    async def burst(self) -> list[dict[str, Any]]:
        """Two hundred deliveries of one installation, with nothing held back."""
        free = {"FINGERPOST_CREATIONS": "0/0"}
        more = {OURS: free, CREW: free}
        trial = Trial(50.0, 200, installations=1)
        return [await self._told(name, run(ALL[name], trial, **more.get(name, {}))) for name in ALL]

    async def paced(self) -> list[dict[str, Any]]:
        """The same for us alone, with GitHub's limits in force: real minutes."""
        trial = Trial(50.0, 200, installations=1, patience_s=PATIENCE_S[OURS])
        return [await self._told(OURS, run(ALL[OURS], trial))]

    async def sweep(self) -> dict[str, Any]:
        """Every item of an installation is looked at, every twentieth gets a label; against the simulated GitHub."""
        table = Table("", "items", "complete", "read + write + REST", "requests", "a second")
        await sweep(table, self._options.sweep, 50.0)
        self._console.print(table)
        cells = [next(iter(column.cells)) for column in table.columns]
        return dict(zip(("name", "items", "complete", "kinds", "requests", "a_second"), map(str, cells), strict=True))

    def _load(self, name: str, latency_ms: float) -> Trial:
        """The load; the slowest gets a quarter of it, or all would wait for it."""
        part = 4 if name == SLOWEST else 1
        return Trial(latency_ms, self._options.items // part, installations=200 // part)

    async def _told(self, name: str, trial: Awaitable[dict[str, Any]]) -> dict[str, Any]:
        found = {"name": name, **await trial}
        self._console.print({key: round(v, 2) if isinstance(v, float) else v for key, v in found.items()})
        return found


def machine() -> dict[str, Any]:
    """Where and with what this was measured."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    cpu = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return {
        "cpu": cpu or platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "node": subprocess.check_output(["node", "--version"], text=True).strip().lstrip("v"),  # noqa: S607 - theirs
        "versions": {
            "probot": json.loads((BENCH / "probot/node_modules/probot/package.json").read_text())["version"],
            **_installed(".venv/bin/python", "PyGithub", "httpx", "fastapi", "uvicorn"),
            **_installed(str(BENCH / "python/bin/python"), "gidgethub", "aiohttp"),
        },
    }


def _installed(python: str, *names: str) -> dict[str, str]:
    asked = f"from importlib.metadata import version; print(*map(version, {names!r}))"
    told = subprocess.check_output([python, "-c", asked], text=True)  # noqa: S603 - our own words
    return dict(zip(names, told.split(), strict=True))


def main() -> None:
    """Measure, print, and write the page where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--items", type=int, default=600)
    parser.add_argument("--sweep", type=int, default=10_000)
    parser.add_argument("--only", nargs="*", default=[], metavar="PART")
    parser.add_argument("--page-only", action="store_true", help="measure nothing, write the page again")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    bench = Bench(options)
    if not options.page_only:
        asyncio.run(bench.measure(options.only))
    if options.write:
        options.write.write_text(page(options.write.read_text(), bench.found))


if __name__ == "__main__":
    main()

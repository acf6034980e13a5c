"""`python -m tests.faults`: many seeds with a summary, one seed with its story, or the planted bugs."""

import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn, TimeRemainingColumn

from tests.faults.bugs import BUGS, found_at
from tests.faults.crew import crew_of, done, prepare, several
from tests.faults.simulation import Result, simulate

AT_ONCE = 20
SHOWN = 5
SELFTEST_SEEDS = 300

_out = Console(highlight=False, soft_wrap=True)


@dataclass
class Tally:
    """What came of all seeds."""

    seeds: int = 0
    effects: int = 0
    fewest: int | None = None
    seen: Counter[str] = field(default_factory=Counter)
    doubles: int = 0
    races: int = 0
    wrong: dict[int, list[str]] = field(default_factory=dict)

    def add(self, result: Result) -> None:
        """One more seed."""
        self.seeds += 1
        self.effects += result.effects
        self.fewest = min(result.effects, self.fewest if self.fewest is not None else result.effects)
        self.seen += result.seen
        self.doubles += result.doubles
        self.races += result.races
        if result.wrong:
            self.wrong[result.seed] = result.wrong

    def tell(self) -> None:
        """The summary."""
        for seed, wrong in sorted(self.wrong.items())[:SHOWN]:
            _out.print(f"seed {seed}: {'; '.join(wrong[:3])}")
            _out.print(f"  its story: make faults SEED={seed}")
        faults = ", ".join(f"{many} {kind}" for kind, many in sorted(self.seen.items()))
        _out.print(f"faults: {faults}")
        _out.print(
            f"{self.seeds} seeds, {self.effects} effects (at least {self.fewest} a seed), {self.races} items with more "
            f"than one right outcome, {self.doubles} comments written twice for a while, "
            f"{len(self.wrong)} divergences"
        )


def main(
    seeds: Annotated[int, typer.Option(help="How many.")] = 5000,
    first: Annotated[int, typer.Option(help="Where to begin.")] = 0,
    seed: Annotated[int | None, typer.Option(help="One alone, with its story.")] = None,
    workers: Annotated[int, typer.Option(help="Processes.")] = 2,
    *,
    selftest: Annotated[bool, typer.Option("--selftest", help="Plant bugs and look for them.")] = False,
) -> None:
    """Run the bot against a simulated GitHub while everything goes wrong that can."""
    if os.environ.get("PYTHONHASHSEED") != "0":  # noqa: TID251 - what the interpreter was started with
        os.environ["PYTHONHASHSEED"] = "0"  # noqa: TID251 - else sets would change their order from run to run
        os.execv(sys.executable, [sys.executable, "-m", "tests.faults", *sys.argv[1:]])  # noqa: S606 - itself again
    if selftest:
        raise typer.Exit(0 if _selftest(workers) else 1)
    if seed is not None:
        raise typer.Exit(_story(seed))
    tally = Tally()
    with _bar() as bar, crew_of(workers) as crew:
        task = bar.add_task("seeds", total=seeds)
        for results in done(crew.submit(several, range(begin, min(begin + AT_ONCE, first + seeds)))
                             for begin in range(first, first + seeds, AT_ONCE)):  # fmt: skip
            for result in results:
                tally.add(result)
            bar.update(task, advance=len(results), description=f"seeds ({len(tally.wrong)} divergences)")
    tally.tell()
    raise typer.Exit(1 if tally.wrong else 0)


def _bar() -> Progress:
    return Progress(*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeElapsedColumn(),
                    TimeRemainingColumn(), console=Console(stderr=True))  # fmt: skip


def _story(seed: int) -> int:
    prepare()
    result = simulate(seed)
    for line in result.story:
        _out.print(line, markup=False)
    _out.print(f"{result.effects} effects; {'all is right' if not result.wrong else 'WRONG:'}")
    for wrong in result.wrong:
        _out.print(f"  {wrong}", markup=False)
    return 1 if result.wrong else 0


def _selftest(workers: int) -> bool:
    """Whether each planted bug is found."""
    found: dict[str, int | None] = {}
    with _bar() as bar, crew_of(workers) as crew:
        task = bar.add_task("bugs", total=len(BUGS))
        for name, seed in done(crew.submit(found_at, name, SELFTEST_SEEDS) for name in BUGS):
            found[name] = seed
            bar.console.print(f"{name}: {'found at seed ' + str(seed) if seed is not None else 'NOT FOUND'}")
            bar.update(task, advance=1)
    for name in BUGS:
        at = found[name]
        _out.print(f"{name}: {f'found at seed {at}' if at is not None else f'NOT FOUND in {SELFTEST_SEEDS} seeds'}")
    return all(at is not None for at in found.values())


if __name__ == "__main__":
    typer.run(main)

"""The processes that run seeds side by side."""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Any

from bot.garbage import settle_down
from tests.faults.simulation import Result, simulate


def crew_of(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=prepare)


def prepare() -> None:
    """Look for garbage as seldom as the bot does; what is said of the dead as they are swept away concerns nobody."""
    settle_down()
    sys.unraisablehook = lambda _: None


def several(seeds: Sequence[int]) -> list[Result]:
    results = [simulate(seed) for seed in seeds]
    for result in results:
        result.story.clear()
    return results


def done(futures: Iterator[Future[Any]]) -> Iterator[Any]:
    for future in as_completed(list(futures)):
        yield future.result()

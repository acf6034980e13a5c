"""The processes that run seeds side by side."""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Any

from tests.faults.simulation import Result, simulate


def crew_of(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=quiet)


def quiet() -> None:
    """What the dead leave behind when they are swept away is nobody's concern."""
    sys.unraisablehook = lambda _: None


def several(seeds: Sequence[int]) -> list[Result]:
    results = [simulate(seed) for seed in seeds]
    for result in results:
        result.story.clear()
    return results


def done(futures: Iterator[Future[Any]]) -> Iterator[Any]:
    for future in as_completed(list(futures)):
        yield future.result()

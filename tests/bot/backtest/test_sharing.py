"""Several processes share the folder of histories: nothing is torn, lost or fetched twice."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.backtest import shelf as shelves
from bot.backtest.history import Heading, History, Past
from bot.backtest.shelf import FOLDER, NEWEST, Progress, Shelf
from bot.errors import Retryable

Make = Callable[..., Past]

BEGINNING = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.backtest import fetching
from bot.backtest.fetching import Fetcher, Span
from bot.backtest.shelf import Progress, Shelf
from bot.backtest.history import Heading
from bot.github.pasts import Page
from bot.item import RepoRef

home, name = Path(sys.argv[1]), sys.argv[2]
shelf, now = Shelf(home), datetime(2026, 3, 2, tzinfo=UTC)
"""
WRITES = """
items = [{"kind": "issue", "number": n, "title": name * 1_000, "created_at": now.isoformat()} for n in range(1, 30)]
for number in range(40):
    if number % 10 == 0:
        shelf.begin(Heading(repository="o/r", fetched_at=now, bot=name * 5_000))
    shelf.add("o/r", tuple(items), Progress(repo_id=1, begun_at=now, left={name: name * 5_000}))
"""
FETCHES = """
async def read_page(graphql, installation, book):
    with (home / "asked").open("a") as asked:
        asked.write(f"{book.kind} {book.by} {book.after}\\n")
    await asyncio.sleep(0.02)
    first = int(book.after or 0)
    following = Book(book.repo, book.kind, book.by, book.since, str(first + 5)) if first < 45 else None
    if book.by == "UPDATED_AT" or book.kind == "pull_request":
        return Page((), 0, None)
    numbers = range(first + 1, first + 6)
    return Page(tuple({"kind": "issue", "number": n, "created_at": now.isoformat()} for n in numbers), 50, following)

async def login():
    return "bot"

Book = fetching.Book
fetching.read_page = read_page
span = Span(most=int(sys.argv[3]) or None)
history = asyncio.run(Fetcher(None, shelf, login).fetch(RepoRef(1, 1, "R_1", "o/r"), span, now))
print(len(history.items))
"""


def process(script: str, *arguments: object) -> subprocess.Popen[str]:
    given = [sys.executable, "-c", BEGINNING + script, *map(str, arguments)]
    return subprocess.Popen(given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603 - ours


def ended(processes: list[subprocess.Popen[str]]) -> list[str]:
    """What each printed; whatever it complained of fails the test."""
    told = [one.communicate(timeout=60) for one in processes]
    assert [(one.returncode, errors) for one, (_, errors) in zip(processes, told, strict=True)] == [(0, "")] * len(told)
    return [printed.strip() for printed, _ in told]


def test_what_two_processes_write_is_whole_at_any_time(tmp_path: Path) -> None:
    shelf, writers = Shelf(tmp_path), [process(WRITES, tmp_path, name) for name in ("a", "b")]
    seen: set[str] = set()
    while any(one.poll() is None for one in writers):
        history, progress = shelf.load("o/r", most=5), shelf.progress("o/r")
        titles = {item.title for item in history.items} if history else set()
        seen |= titles | (set(progress.left) if progress else set())
    ended(writers)
    assert seen <= {"a" * 1_000, "b" * 1_000, "a", "b"}
    lines = shelf.file("o/r").read_bytes().splitlines()
    assert {frozenset(json.loads(line)) for line in lines[1:]} == {frozenset({"kind", "number", "title", "created_at"})}
    assert not list((tmp_path / FOLDER).glob("*.part"))


@pytest.mark.parametrize(("first", "second"), [(0, 0), (5, 0)])
def test_two_processes_that_fetch_at_once_have_it_all_and_nothing_twice(
    tmp_path: Path, first: int, second: int
) -> None:
    items = ended([process(FETCHES, tmp_path, name, most) for name, most in (("a", first), ("b", second))])
    assert {int(count) for count, most in zip(items, (first, second), strict=True) if not most} == {50}
    kept, progress = Shelf(tmp_path).load("o/r"), Shelf(tmp_path).progress("o/r")
    assert kept is not None
    assert progress is not None
    assert ([item.number for item in kept.items], progress.left) == (list(range(1, 51)), {})
    asked = (tmp_path / "asked").read_text().splitlines()
    assert len([one for one in asked if one.startswith("issue CREATED_AT")]) <= 10 + (first + second) // 5


async def test_a_turn_ends_with_its_process_and_is_not_awaited_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holds = "async def hold():\n    async with shelf.turn('o/r'):\n        print('mine', flush=True)\n        input()\n"
    given = [sys.executable, "-c", f"{BEGINNING}{holds}asyncio.run(hold())", str(tmp_path), "a"]
    holder = await asyncio.create_subprocess_exec(*given, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    assert holder.stdout is not None
    assert await holder.stdout.readline() == b"mine\n"
    with monkeypatch.context() as impatient:
        impatient.setattr(shelves, "MOST_TRIES", 2)
        with pytest.raises(Retryable, match="another process is fetching the history of o/r"):
            async with Shelf(tmp_path).turn("o/r"):
                pass
    async with Shelf(tmp_path).turn("o/other"), Shelf(tmp_path, NEWEST).turn("o/r"):
        holder.kill()
    async with Shelf(tmp_path).turn("O/R"):
        assert await holder.wait() != 0


def test_a_history_that_begins_anew_is_as_far_as_its_first_page(
    tmp_path: Path, history: Callable[..., History]
) -> None:
    shelf, heading = Shelf(tmp_path), history().heading
    far = Progress(repo_id=1, begun_at=heading.fetched_at, left={})
    shelf.begin(heading)
    before = shelf.progress(heading.repository)
    shelf.add(heading.repository, (), far)
    added = shelf.progress(heading.repository)
    shelf.begin(heading)
    assert (before, added, shelf.progress(heading.repository)) == (None, far, None)


def test_what_is_being_written_is_not_there_yet(tmp_path: Path, past: Make, history: Callable[..., History]) -> None:
    shelf, told = Shelf(tmp_path), history(past(), past(number=2))
    shelf.begin(Heading(repository="o/r", fetched_at=told.heading.fetched_at))
    lines = [item.model_dump_json().encode() + b"\n" for item in told.items]
    with shelf.file("o/r").open("ab") as file:
        file.write(lines[0] + lines[1][:40])
    found = [shelf.load("o/r", most) for most in (None, 5)]
    assert [[item.number for item in one.items] for one in found if one] == [[1], [1]]

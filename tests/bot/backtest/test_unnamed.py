"""Somebody who asked to be forgotten is not in the histories any more."""

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from bot.backtest.history import Heading, History, Past
from bot.backtest.shelf import NEWEST, Progress, Shelf
from bot.backtest.unnamed import unnamed

Make = Callable[..., Past]


def less(past: Past, login: str = "ada") -> Past:
    return Past.model_validate_json(unnamed(past.model_dump_json().encode() + b"\n", login))


def test_what_they_opened_says_nothing_any_more_and_is_the_ghosts(past: Make) -> None:
    before = past(("renamed", "ben", "A bang"), author="Ada", body="I fell", labels=["ada"], milestone="ada")
    told = less(before)
    assert (told.author, told.title, told.body, told.happened[0].name) == ("ghost", "", "", "")
    assert (told.labels, told.milestone, told.number) == (("ada",), "ada", 1)


def test_what_they_did_and_what_was_done_to_them_is_the_ghosts(past: Make) -> None:
    acts = [("commented", "ada", "Mine"), ("assigned", "ben", "Ada"), ("labeled", "ben", "ada")]
    told = less(past(*acts, author="ben", assignees=["ada", "cem"]))
    assert [(one.by, one.name, one.text) for one in told.happened] == [
        ("ghost", "Mine", ""),
        ("ben", "ghost", ""),
        ("ben", "ada", ""),
    ]
    assert told.assignees == ("cem",)


def test_where_others_name_them_the_name_is_the_ghosts(past: Make) -> None:
    acts = [("commented", "ben", "ask @ada, not ada-lovelace"), ("renamed", "ben", "Ada fell")]
    told = less(past(*acts, author="ben", title="Ada's crash", head="ada/mend"))
    assert (told.title, told.head) == ("ghost's crash", "ghost/mend")
    assert (told.happened[0].text, told.happened[1].name) == ("ask @ghost, not ada-lovelace", "ghost fell")


@pytest.mark.parametrize(
    ("line", "left"), [(b'{"author": "ben"}\n', b'{"author": "ben"}\n'), (b'{"author": "ada', b"")]
)
def test_what_does_not_speak_of_them_stays_and_what_nobody_can_read_goes(line: bytes, left: bytes) -> None:
    assert unnamed(line, "ada") == left


def kept(shelf: Shelf, history: History) -> None:
    begun = history.heading.fetched_at
    shelf.begin(history.heading)
    items = tuple(item.model_dump(mode="json") for item in history.items)
    shelf.add(history.heading.repository, items, Progress(repo_id=1, begun_at=begun, left={}))


def test_all_histories_are_written_anew_and_can_be_read_and_added_to(
    tmp_path: Path, past: Make, history: Callable[..., History]
) -> None:
    shelf, told = Shelf(tmp_path), history(past(author="ada"), past(number=2, author="ben"))
    other = Heading(repository="ada/tools", fetched_at=told.heading.fetched_at, bot="post[bot]")
    kept(shelf, told)
    kept(shelf, History(other, told.items))
    with shelf.file("o/r").open("ab") as file:
        file.write(b'{"author": "ada')  # and the power failed
    shelf.forget("Ada")
    first, second = shelf.load("o/r"), shelf.load("ada/tools")
    assert first is not None
    assert second is not None
    assert [item.author for item in (*first.items, *second.items)] == ["ghost", "ben"] * 2
    assert second.heading.repository == "ada/tools"
    progress = shelf.progress("o/r")
    assert progress is not None
    shelf.add("o/r", (orjson.loads(past(number=3, author="cem").model_dump_json()),), progress)
    assert [item.author for item in (shelf.load("o/r") or told).items] == ["ghost", "ben", "cem"]
    assert sorted(path.suffix for path in (tmp_path / "history").iterdir()) == [
        "",
        ".json",
        ".json",
        ".jsonl",
        ".jsonl",
    ]


def test_they_are_taken_out_of_every_drawer(tmp_path: Path, past: Make, history: Callable[..., History]) -> None:
    shelves = [Shelf(tmp_path), Shelf(tmp_path, NEWEST)]
    for shelf in shelves:
        kept(shelf, history(past(author="ada")))
    shelves[1].forget("ada")
    assert [[item.author for item in (shelf.load("o/r") or history()).items] for shelf in shelves] == [["ghost"]] * 2


def test_where_nothing_is_kept_there_is_nothing_to_forget(tmp_path: Path) -> None:
    Shelf(tmp_path).forget("ada")
    assert list(tmp_path.iterdir()) == []

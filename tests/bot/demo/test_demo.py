"""The whole play as real processes, killed in the middle and gone on with."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bot.demo.deeds import doubled
from bot.demo.home import Home
from bot.demo.processes import free_port
from bot.demo.story import load_story
from bot.sandbox.auth import load_key
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.shapes.lens import AppIdentity
from bot.sandbox.snapshot import snapshot

BOT = "fingerpost[bot]"
CLASS = [
    "Ý tưởng: bản đồ những cây có bóng mát",
    "Ý tưởng: dạy bà ngoại dùng điện thoại",
    "Ý tưởng: một vườn rau trên mái trường",
    "Ý tưởng: ngày sửa xe đạp",
    "Ý tưởng: đổi sách cũ lấy sách cũ",
]
BOARD = {
    "Backlog": [
        "Idea: **free** [money](https://pays.example) @street-almanac `<img src=x>`",
        "Idea: borrow a grandmother for an afternoon",
        "Idea: one freezer for the whole street",
        *CLASS,
    ],
    "Drafting": ["A tool library in a shipping container", "Idea: a tool library in a shipping container"],
    "In review": ["One freezer for the whole street", "Whakamāoritanga: he huihuinga kākano"],
    "Revision": ["A table for broken phones"],
    "Ready": ["Tradução: um café de consertos"],
    "Published": ["Bản dịch: thư viện dụng cụ", "How to start a seed exchange"],
}


@dataclass(frozen=True)
class Told:
    """How the story went.

    Attributes:
        out: what the first demo, which was killed, and the second one printed.
        acts: how many acts were done when the first one was killed.
    """

    home: Path
    code: int
    out: tuple[str, str]
    acts: int
    state: dict[str, Any]
    audit: list[dict[str, Any]]

    def item(self, title: str) -> dict[str, Any]:
        return next(dict(item) for item in self.state["items"].values() if item["title"] == title)


def _play(home: Path, *more: str) -> subprocess.Popen[str]:
    program = "from bot.cli import main; main()"
    wishes = ["demo", "--once", "--speed", "0", "--port", "0", "--no-browser", "--home", str(home), *more]
    command = [sys.executable, "-c", program, *wishes]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - this program itself


def _acts(home: Path) -> int:
    journal = home / "story.json"
    return int(json.loads(journal.read_text(encoding="utf-8"))["acts"]) if journal.exists() else 0


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    home, pause = tmp_path_factory.mktemp("demo"), Event()
    first = _play(home)
    while _acts(home) < 10 and first.poll() is None:
        pause.wait(0.02)
    acts = _acts(home)
    first.send_signal(signal.SIGKILL)
    before = first.communicate()[0]
    second = _play(home)
    after = second.communicate(timeout=120)[0]
    sandbox = Sandbox(home, AppIdentity(4711, "fingerpost", "Fingerpost"), load_key((home / "key.pem").read_bytes()))
    yield Told(home, second.returncode, (before, after), acts, snapshot(sandbox.world), sandbox.audit())
    sandbox.close()


@pytest.mark.process
def test_every_card_ends_where_the_rules_and_the_people_put_it(told: Told) -> None:
    columns = told.state["projects"][0]["columns"]
    titles = {name: sorted(told.state["items"][item]["title"] for item in items) for name, items in columns.items()}
    assert {name: cards for name, cards in titles.items() if cards} == {name: sorted(BOARD[name]) for name in BOARD}


@pytest.mark.process
def test_nothing_is_done_twice_though_demo_and_bot_are_killed(told: Told) -> None:
    assert (doubled(told.audit, BOT), told.code) == ([], 0)


@pytest.mark.process
def test_the_second_demo_goes_on_where_the_first_was_killed(told: Told) -> None:
    before, after = told.out
    opened = [row for row in told.audit if row["did"] == "open" and row["who"] != BOT]
    assert ("Day 1, Monday 2 March" in before, "Day 1, Monday 2 March" in after) == (True, False)
    assert "The story goes on where it stopped." in after
    assert len(opened) == sum(act.do.startswith("open_") for act in _all_acts())


@pytest.mark.process
def test_after_the_power_cut_every_idea_of_the_class_is_looked_after(told: Told) -> None:
    looked_after = [
        (told.item(title)["labels"], [card["values"]["Status"] for card in told.item(title)["cards"]])
        for title in CLASS
    ]
    assert looked_after == [(["idea"], ["Backlog"])] * 5
    assert "Acknowledged and lost: 0. Done twice: 0." in told.out[1]


@pytest.mark.process
def test_people_have_the_last_word_and_programs_are_not_welcomed(told: Told) -> None:
    assert "needs-alt-text" not in told.item("A table for broken phones")["labels"]
    assert told.item("Bump site-generator from 3.1 to 3.2")["comments"] == []
    assert "leaves label alone: a person took needs-alt-text off" in told.out[1]


@pytest.mark.process
def test_the_lawyer_is_assigned_as_soon_as_github_takes_her(told: Told) -> None:
    toaster = told.item("Who is liable when a mended toaster burns?")
    assert toaster["assignees"] == ["hanna-lehto", "advocate-bose"]


@pytest.mark.process
def test_whoever_is_asked_is_asked_for_a_reason(told: Told) -> None:
    out = " ".join(told.out[1].split())
    assert "thandi-mokoena asked because: 1 open item" in out
    assert "passed over: marta-wilk (is away until 2026-03-12)" in out


@pytest.mark.process
def test_an_idea_is_taken_and_free_again_and_the_next_in_line_is_told(told: Told) -> None:
    bicycles = told.item("Ý tưởng: ngày sửa xe đạp")
    moved = [
        row["did"] for row in told.audit if row["on"].endswith(f"#{bicycles['number']}") and "assign" in row["did"]
    ]
    assert (moved, bicycles["assignees"]) == (["assign", "unassign"], [])
    assert "@obi-nwosu, you waited for this, and it is free now." in bicycles["comments"][-1]["body"]


@pytest.mark.process
def test_a_nomination_is_decided_by_those_who_have_a_vote(told: Told) -> None:
    said = told.item("Priya Raman for editor")["comments"][-1]["body"]
    assert "**It has passed:** 2 for, 0 against, 0 abstained." in said
    assert "quick-cash-7 has no vote" in said.replace("\\", "")


@pytest.mark.process
def test_a_hostile_title_stays_a_text(told: Told) -> None:
    title = BOARD["Backlog"][0]
    said = told.item(title)["comments"][0]["body"]
    assert "`` Idea: **free** [money](https://pays.example)" in said
    assert "@street-almanac" not in said


@pytest.mark.process
def test_whoever_plays_again_sees_the_end_and_both_programs_are_gone(told: Told) -> None:
    again = _play(told.home)
    out = again.communicate(timeout=60)[0]
    assert (again.returncode, "Day " in out, "The story is told" in out) == (0, False, True)
    journal = json.loads((told.home / "story.json").read_text(encoding="utf-8"))
    assert free_port(journal["github_port"]) == journal["github_port"]
    Home(told.home).leave()  # nobody holds it any more


def _all_acts() -> list[Any]:
    return [act for chapter in load_story().chapters for step in chapter.steps for act in step.acts]

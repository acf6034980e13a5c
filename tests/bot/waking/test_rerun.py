"""“Re-run” beside a check: whose wish it is, and where it waits."""

import zlib
from dataclasses import replace
from typing import Any

import orjson
import pytest

from bot.commands import COMMANDS
from bot.events import decode
from bot.queue.claim import Claim, Waiting
from bot.queue.rank import COMMAND
from bot.store.items import ItemRecord
from bot.waking.again import Asked
from bot.waking.rerun import COMMAND_MEANT, Wish, as_deliveries, wishes_in

PULL = ItemRecord("5#1", 7, 5, "orchard/tools", "R_5", False, "pull_request", 1, "PR_1", "", "", "ben", "open", 9)
PRESSED: dict[str, Any] = {
    "action": "rerequested",
    "installation": {"id": 7},
    "sender": {"login": "Ada", "type": "User"},
    "check_run": {"app": {"id": 12}, "head_sha": "a" * 40},
}


def claim(*payloads: Any, event: str = "check_run.rerequested") -> Claim:
    """What waits under a commit."""
    waiting = [
        Waiting(
            n, f"d-{n}", event, 0, 0, zlib.compress(payload if isinstance(payload, bytes) else orjson.dumps(payload))
        )
        for n, payload in enumerate(payloads, 1)
    ]
    return Claim("5@" + "a" * 40, 7, "lease", tuple(waiting))


def by(login: str, kind: str = "User") -> dict[str, Any]:
    return PRESSED | {"sender": {"login": login, "type": kind}}


def test_each_person_has_one_wish_however_often_they_press() -> None:
    suite = {**by("ben"), "check_suite": PRESSED["check_run"], "check_run": None}
    found = wishes_in(claim(PRESSED, by("ada"), suite, by("ADA")), 12)
    assert found == (Wish("ADA", "d-4"), Wish("ben", "d-3"))


@pytest.mark.parametrize(
    "payload",
    [
        by("robot[bot]", "Bot"),
        PRESSED | {"check_run": {"app": {"id": 13}}},
        PRESSED | {"check_run": {"app": None}},
        PRESSED | {"check_run": {"app": {"id": "12"}}, "sender": None},
        PRESSED | {"check_run": None},
        PRESSED | {"check_run": [[]]},
        PRESSED | {"sender": None},
        b"{",
        b"[" * 100_000,
    ],
)
def test_of_programs_other_apps_and_what_makes_no_sense_there_is_none(payload: Any) -> None:
    assert (wishes_in(claim(payload), 12), wishes_in(claim(PRESSED, payload), 12)) == ((), (Wish("Ada", "d-1"),))


@pytest.mark.parametrize("event", ["check_run.completed", "check_run.requested_action", "check_suite.requested"])
def test_what_else_is_told_of_checks_is_no_wish(event: str) -> None:
    assert wishes_in(claim(PRESSED, event=event), 12) == ()


def test_a_damaged_payload_harms_only_itself() -> None:
    whole = claim(PRESSED)
    damaged = replace(whole, deliveries=(*whole.deliveries, Waiting(2, "d-2", "check_run.rerequested", 0, 0, b"not")))
    assert wishes_in(damaged, 12) == (Wish("Ada", "d-1"),)


def test_it_waits_like_a_command_at_each_open_pull_request_and_its_id_names_nobody() -> None:
    second, closed = replace(PULL, lane="5#2", number=2), replace(PULL, lane="5#3", state="merged")
    first, other = as_deliveries([Wish("Ada", "d-1")], [PULL, second, closed], 9)
    event = decode(first.delivery, first.event, zlib.decompress(first.packed))
    assert (first.delivery, other.delivery, first.rank) == ("again:5#1:d-1", "again:5#2:d-1", COMMAND)
    assert (event.asked, COMMAND_MEANT in COMMANDS) == (Asked(by="Ada", command="recheck", only="check"), True)
    assert (first.lane, first.installation, event.item and event.item.node) == ("5#1", 7, "PR_1")

"""Where the App arrives, the rules are read, whatever the delivery is like that tells of it."""

import zlib
from typing import Any

import orjson
import pytest

from bot import timers
from bot.item import RepoRef
from bot.queue import backlog
from bot.queue.claim import Claim, Waiting
from bot.store import items, rulefiles
from bot.store.executor import StoreExecutor
from bot.store.items import ItemRecord
from bot.store.rulefiles import RuleFile
from bot.timers import Timer
from bot.waking.arrivals import arrivals, begin
from bot.waking.schedule import lane_of
from rules.bases import FILE, Base

NEW = [{"id": 5, "node_id": "R_5", "full_name": "acme/site"}, None, {"id": 6, "node_id": "R_6", "full_name": "acme/x"}]
SCHEDULED = "rules: [{name: r, on: schedule.daily, do: [{label: x}]}]"


def told(event: str, payload: Any) -> list[str]:
    body = payload if isinstance(payload, bytes) else zlib.compress(orjson.dumps(payload))
    claim = Claim("installation:7", 7, "lease", (Waiting(1, "d1", event, 0, 0, body),))
    return [each.delivery for each in arrivals(claim, 0)]


@pytest.mark.parametrize(
    ("event", "payload", "nudged"),
    [
        ("installation.created", {"repositories": NEW}, ["arrived:d1:5", "arrived:d1:6"]),
        ("installation_repositories.added", {"repositories_added": NEW}, ["arrived:d1:5", "arrived:d1:6"]),
        ("installation.suspend", {"repositories": NEW}, []),
        ("installation.created", {"repositories": [{"id": "x"}]}, []),
        ("installation.created", {}, []),
        ("member.added", {"repositories_added": NEW}, []),
    ],
)
def test_the_rules_of_what_is_new_are_read(event: str, payload: dict[str, Any], nudged: list[str]) -> None:
    assert told(event, {"action": event.partition(".")[2], "installation": {"id": 7}, **payload}) == nudged


def test_what_cannot_be_read_brings_nothing() -> None:
    assert told("installation.created", b"no such thing") == []


async def test_at_the_start_only_rules_with_a_schedule_and_without_a_timer_are_read(store: StoreExecutor) -> None:
    def known(connection: Any, number: int, text: str, valid: bool = True, **more: Any) -> None:
        record = ItemRecord(
            f"{number}#1", 7, number, f"acme/{number}", f"R_{number}", False, "issue", 1, "I", "", "", "", "", 0
        )
        items.save(connection, record)
        rulefiles.save(connection, RuleFile(number, FILE, "o", text, valid, 0, **more))

    def work(connection: Any) -> set[str]:
        known(connection, 1, SCHEDULED)
        known(connection, 2, "rules: []")
        known(connection, 3, "extends: a/b", bases={"a/b": Base(SCHEDULED)})
        known(connection, 4, SCHEDULED, valid=False)
        known(connection, 5, SCHEDULED)
        lane = lane_of(RepoRef(7, 5, "R_5", "acme/5"))
        timers.start(connection, Timer("schedule.daily:5", lane, 7, "schedule.daily", b"{}", 9))
        begin(connection, 77)
        return {each.delivery for each in backlog.listing(connection)}

    assert await store.write(work) == {"start:77:1", "start:77:3"}

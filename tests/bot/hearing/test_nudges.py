"""What waits in a lane, decoded: its order, its newest word, and what is broken."""

import json
import zlib
from typing import Any

from bot.hearing.nudges import read
from bot.queue.claim import Claim, Dead, Done, Retry, Waiting

US = "fingerpost[bot]"


def waiting(seq: int, at: str | None, *, event: str = "issues.edited", by: str = "ada", attempts: int = 0) -> Waiting:
    """A delivery about an issue as it was at a time of the first of March."""
    issue: dict[str, Any] = {"number": 1, "node_id": "I_1", "title": f"At {at}"}
    if at:
        issue["updated_at"] = f"2026-03-01T{at}Z"
    payload = {
        "action": event.partition(".")[2],
        "installation": {"id": 7},
        "repository": {"id": 5, "node_id": "R_5", "full_name": "orchard/tools"},
        "sender": {"login": by},
        "issue": issue,
    }
    return Waiting(seq, f"d-{seq}", event, attempts, 0, zlib.compress(json.dumps(payload).encode()))


def claim(*deliveries: Waiting) -> Claim:
    return Claim("5#1", 7, "lease", deliveries)


def test_githubs_time_decides_the_order_and_the_arrival_among_equals() -> None:
    nudges = read(claim(waiting(1, "10:00:02"), waiting(2, "10:00:01"), waiting(3, "10:00:01")))
    assert (nudges.ids, nudges.seqs) == (("d-2", "d-3", "d-1"), (2, 3, 1))


def test_what_tells_no_time_keeps_its_place_and_changes_nothing_among_the_others() -> None:
    assert read(claim(waiting(1, "10:00:02"), waiting(2, None), waiting(3, "10:00:01"))).seqs == (3, 2, 1)
    assert read(claim(waiting(1, None), waiting(2, None))).seqs == (1, 2)


def test_the_newest_is_the_last_that_changed_the_item() -> None:
    nudges = read(claim(waiting(1, "10:00:01"), waiting(2, "10:00:02"), waiting(3, "10:00:02"), waiting(4, None)))
    assert nudges.newest.delivery == "d-3"
    assert [event.delivery for event in nudges.newest_of_all] == ["d-2", "d-3"]


def test_without_any_time_the_last_to_come_is_the_newest() -> None:
    assert read(claim(waiting(1, None), waiting(2, None))).newest.delivery == "d-2"


def test_a_broken_delivery_is_given_up_alone() -> None:
    nonsense = Waiting(2, "d-2", "issues.edited", 0, 0, zlib.compress(b"{}"))
    damaged = Waiting(3, "d-3", "issues.edited", 0, 0, b"not compressed")
    nudges = read(claim(waiting(1, "10:00:01"), nonsense, damaged))
    assert nudges.ids == ("d-1",)
    outcomes = nudges.done("looked")
    assert outcomes[1] == Done("looked")
    assert outcomes[2] == Dead("the payload names no installation")
    assert outcomes[3] == Dead("what is kept of it is damaged: have GitHub deliver it again")
    assert nudges.again(5, "later") == {**nudges.broken, 1: Retry(5, "later")}


def test_what_was_tried_before_is_known() -> None:
    assert read(claim(waiting(1, None), waiting(2, None, attempts=1))).tried
    assert not read(claim(waiting(1, None))).tried


def test_an_occasion_knows_whether_the_bot_itself_caused_it() -> None:
    occasions = read(claim(waiting(1, None, by="Fingerpost[bot]"), waiting(2, None))).occasions(US)
    assert [(one.cause, one.event, one.own) for one in occasions] == [
        ("d-1", "issues.edited", True),
        ("d-2", "issues.edited", False),
    ]

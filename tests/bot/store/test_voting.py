"""Decisions on disk: whole, by their item, in the order in which they began."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bot.clock import milliseconds
from bot.hearing.moved import Moved
from bot.item import ItemRef
from bot.store import voting
from bot.waking.moving import follow, leave
from rules.votes import Cast, Turn, Vote

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
VOTE = Vote(
    key="ask/0@1",
    decision="consent",
    rule="Ask",
    rule_id="ask",
    position=0,
    cause="d1",
    begun_at=NOON,
    closes_at=NOON + timedelta(days=5),
    question="A new bed\0",
    roll=("ada", "bo"),
    excluded={"bo": "nominee"},
    terms={"support": "1"},
    voices=(Cast(login="ada", says="support", line="+1", reason="", at=NOON),),
    log=(Turn(seen_at=NOON, login="ada", before="", now="support"),),
)


async def test_a_decision_comes_back_as_it_was(store: Any) -> None:
    await store.write(partial(voting.save, lane="1#7", one=VOTE))
    assert await store.read(partial(voting.of_item, lane="1#7")) == (replace(VOTE, question="A new bed"),)
    assert await store.read(partial(voting.of_item, lane="1#8")) == ()


async def test_what_is_kept_of_it_is_replaced(store: Any) -> None:
    later = replace(VOTE, key="ask/0@1>vote", begun_at=NOON + timedelta(days=5))
    for one in (later, VOTE, replace(VOTE, state="contested")):
        await store.write(partial(voting.save, lane="1#7", one=one))
    found = await store.read(partial(voting.of_item, lane="1#7"))
    assert [(one.key, one.state) for one in found] == [("ask/0@1", "contested"), ("ask/0@1>vote", "open")]


async def test_it_goes_along_with_its_item_and_is_forgotten_with_it(store: Any) -> None:
    new = ItemRef(installation=1, repo_id=2, repo_node="R_2", repo="acme/other", number=3, node="I_3", kind="issue")
    await store.write(partial(voting.save, lane="1#7", one=VOTE))
    await store.write(partial(follow, moved=Moved("1#7", new, private=False)))
    assert len(await store.read(partial(voting.of_item, lane="2#3"))) == 1
    await store.write(partial(leave, lane="2#3", moves=()))
    assert await store.read(partial(voting.of_item, lane="2#3")) == ()


async def test_those_that_passed_in_a_repository_are_found_the_newest_first(store: Any) -> None:
    passed, day = replace(VOTE, state="passed"), timedelta(days=1)
    kept = {
        "1#7": passed,
        "1#8": replace(passed, begun_at=VOTE.begun_at + day),
        "1#9": VOTE,
        "12#7": passed,
        "1#10": replace(passed, begun_at=VOTE.begun_at - day),
    }
    for lane, one in kept.items():
        await store.write(partial(voting.save, lane=lane, one=one))
    await store.write(partial(voting.save, lane="1#7", one=replace(passed, key="another")))
    since = milliseconds(VOTE.begun_at)
    assert await store.read(partial(voting.passed, lanes="1#", since=since)) == ("1#8", "1#7")
    assert await store.read(partial(voting.passed, lanes="1#", since=since, most=1)) == ("1#8",)

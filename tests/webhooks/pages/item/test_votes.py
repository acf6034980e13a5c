"""What people decide on an item stands on its page, with every voice that came, changed or went."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.store import voting
from rules.votes import Turn, Vote

PAGE = "/items/forest/paths/1"
BEGUN = datetime(2026, 1, 4, 9, tzinfo=UTC)
VOTE = Vote(
    key="ask/0@1",
    decision="nomination",
    rule="Ask",
    rule_id="ask",
    position=0,
    cause="d1",
    begun_at=BEGUN,
    closes_at=BEGUN + timedelta(days=7),
    nominee="fay",
    role="ambassador",
    counts=(1, 0, 0),
    log=(
        Turn(seen_at=BEGUN, login="<b>bo", before="", now="support"),
        Turn(seen_at=BEGUN + timedelta(hours=1), login="cy", before="", now="object"),
        Turn(seen_at=BEGUN + timedelta(hours=2), login="cy", before="object", now=""),
    ),
)


async def test_it_is_told_with_who_said_what(site: Any, texts: Any) -> None:
    item = await site.item(1)
    await site.store.write(partial(voting.save, lane=item.lane, one=VOTE))
    section = (await site.read(PAGE)).one(cls="votes")
    assert section.one("h3").text == "nomination of fay as ambassador: open"
    counts = "1 for, 0 against, 0 abstained. Begun yesterday, until 11 Jan 2026, 09:00 UTC."
    assert section.one(cls="none").text == counts
    assert texts(section.every("li")) == [
        "yesterday <b>bo is for it",
        "23 h ago cy is against it",
        "22 h ago cy took it back",
    ]


@pytest.mark.parametrize(("state", "told"), [("failed", "not passed"), ("dropped", "called off")])
async def test_its_end_is_told_and_what_is_too_much_is_counted(site: Any, state: Any, told: str) -> None:
    item = await site.item(1)
    ended = replace(VOTE, nominee="", role="", state=state, log=VOTE.log * 67)
    await site.store.write(partial(voting.save, lane=item.lane, one=ended))
    section = (await site.read(PAGE)).one(cls="votes")
    assert (section.one("h3").text, len(section.every("li"))) == (f"nomination: {told}", 200)
    assert section.one(cls="note").text == "1 more turn not shown here."


async def test_where_nobody_decides_nothing_is_said_of_it(site: Any) -> None:
    await site.item(1)
    assert (await site.read(PAGE)).every(cls="votes") == []

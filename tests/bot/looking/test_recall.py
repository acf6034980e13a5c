"""What is remembered of an item before it is looked at."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot import ledger
from bot.clock import milliseconds
from bot.events import Event
from bot.item import ItemRef
from bot.ledger import Entry, Settled
from bot.looking.recall import FLAP_SPAN, recall, takeable
from bot.planning.mirror import MIRROR
from bot.store.executor import StoreExecutor
from rules.facts import Person

NOW = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
ITEM = ItemRef(7, 5, "R_5", "orchard/tools", 1, "PR_1", "pull_request")
EVENT = Event("d-1", "pull_request.edited", 7, Person(login="ada"), repo_id=5, item=ITEM)
CEM = ("request_review", "cem")


async def flapping(store: StoreExecutor, *deeds: tuple[str, timedelta]) -> frozenset[tuple[str, str]]:
    """What counts as going to and fro, once the bot asked or unasked Cem for such causes, so long ago."""
    for cause, ago in deeds:
        entry = Entry(cause, ITEM.lane, "one", 0, "cem", "request_review")
        await store.write(partial(ledger.intend, entries=[entry], installation=7, now=milliseconds(NOW - ago)))
        await store.write(partial(ledger.settle, outcomes={entry: Settled("done")}, now=milliseconds(NOW - ago)))
    since = milliseconds(NOW - FLAP_SPAN)
    memory = await store.read(partial(recall, item=ITEM, event=EVENT, since=since))
    return memory.flapping


@pytest.mark.parametrize(
    ("third", "found"),
    [
        (("standing:2", timedelta(minutes=1)), {CEM}),
        (("ended:2", timedelta(minutes=1)), set()),
        (("standing:2", timedelta(hours=2)), set()),
    ],
)
async def test_what_was_done_twice_within_an_hour_flaps_but_taking_it_back_does_not_count(
    store: StoreExecutor, third: tuple[str, timedelta], found: set[tuple[str, str]]
) -> None:
    first, back = ("standing:1", timedelta(minutes=3)), ("ended:1", timedelta(minutes=2))
    assert await flapping(store, first, back, third) == found


@pytest.mark.parametrize(
    ("between", "rounds", "found"),
    [("unlabel", 4, set()), ("unlabel", 5, {("label", "bug"), ("unlabel", "bug")}), ("", 2, {("label", "bug")})],
    ids=["where people lead it", "too often", "where somebody else took it off"],
)
async def test_what_the_bot_itself_led_away_may_come_back_a_few_times(
    store: StoreExecutor, between: str, rounds: int, found: set[tuple[str, str]]
) -> None:
    for number in range(rounds):
        for verb in filter(None, ("label", between)):
            entry = Entry(f"{verb}-{number}", ITEM.lane, "one", 0, "bug", verb)
            await store.write(partial(ledger.intend, entries=[entry], installation=7, now=milliseconds(NOW)))
            await store.write(partial(ledger.settle, outcomes={entry: Settled("done")}, now=milliseconds(NOW)))
    memory = await store.read(partial(recall, item=ITEM, event=EVENT, since=milliseconds(NOW - FLAP_SPAN)))
    assert memory.flapping == found


@pytest.mark.parametrize(
    ("settled", "stage", "rules"),
    [
        (timedelta(), "Doing", {"two"}),
        (timedelta(seconds=1), "Doing", {MIRROR}),
        (timedelta(), "Triage", {MIRROR}),
    ],
)
async def test_what_a_label_or_a_card_only_finished_is_the_deed_of_the_rule_that_asked_for_it(
    store: StoreExecutor, settled: timedelta, stage: str, rules: set[str]
) -> None:
    asked = Entry("d-1", ITEM.lane, "two", 0, "Doing", "stage")
    finished = Entry("changed:1", ITEM.lane, MIRROR, 0, stage, "stage")
    for entry, at in ((asked, NOW), (finished, NOW + settled)):
        await store.write(partial(ledger.intend, entries=[entry], installation=7, now=milliseconds(NOW)))
        await store.write(partial(ledger.settle, outcomes={entry: Settled("done")}, now=milliseconds(at)))
    memory = await store.read(partial(recall, item=ITEM, event=EVENT, since=0))
    assert {rule for rule, _, _ in memory.ours} == rules
    assert memory.causes == {"d-1", "changed:1"}
    done = await store.read(partial(ledger.done_by_us, item=ITEM.lane))
    cause = "d-1" if rules == {"two"} else "changed:1"
    assert takeable(done, {cause: "ada"}) == {("stage", stage): "ada"}

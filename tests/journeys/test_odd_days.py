"""Odd days: clocks jump, rows are damaged, Apps are renamed, removed and added again; each has an end that is stated.

`docs/operating.md` lists all of them, those of other files too.
"""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from bot import recover
from bot.clock import milliseconds
from bot.store import schema
from bot.store.errors import StoreUnavailable

RULES = """
rules:
  - {name: hello, on: [issues.opened, discussion.created], do: [{comment: "Hello."}]}
  - {name: bugs, when: {title: crash}, do: [{label: bug}]}
"""
DAY = 86_400


@pytest.mark.parametrize("jump", [DAY, -DAY])
async def test_the_clock_may_jump_and_jump_back(story: Any, jump: int) -> None:
    await story.begin(RULES)
    items = []
    for seconds in (0, jump, -jump):
        story.clock.moment += timedelta(seconds=seconds)  # ours alone; GitHub's goes on
        items.append(await opens_meanwhile(story))
        await story.works()
    await story.works_on(60)
    assert [(await story.seen(item))["comments"] for item in items] == [["Hello."]] * 3
    assert [deed for deed in await story.did() if "in vain" in deed] == []


async def opens_meanwhile(story: Any) -> str:
    """An issue is opened; only GitHub's clock is asked."""
    return str((await story.github.act("newcomer", "open_issue", repo="orchard/tools", title="A crash"))["item"])


async def test_a_jump_of_the_clock_is_no_gap_in_which_things_are_done_twice(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens(title="A crash")
    await story.works()
    for seconds in (0, DAY, -2 * DAY):
        story.clock.moment += timedelta(seconds=seconds)
        now = milliseconds(story.clock.now())
        await story.store.write(partial(recover.begin, now=now, every=timedelta(minutes=3)))
        await story.works()
    assert (await story.seen(item))["comments"] == ["Hello."]
    assert sorted(await story.did()) == ["comment", "label"]


async def test_a_database_that_is_gone_for_a_minute_loses_nothing_and_doubles_nothing(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens(title="A crash")
    await story.hear()
    store, writes = story.store, 0

    class Flaky:
        """A store of which every other write fails, as long as it is flaky."""

        async def write(self, work: Any) -> Any:
            nonlocal writes
            writes += 1
            if writes % 2:
                raise StoreUnavailable("The database is gone.")
            return await store.write(work)

        read = store.read

    story.store = Flaky()
    for _ in range(4):
        await story.worker().drain()
        await story.tick(61)
    story.store = store
    await story.works_on(60)
    assert (await story.seen(item))["comments"] == ["Hello."]
    assert sorted(await story.did()) == ["comment", "label"]


async def test_a_damaged_row_is_given_up_alone(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens(title="A crash")
    await story.hear()
    await story.act("newcomer", "edit", item=item, title="A great crash")
    await story.hear()
    damage = sa.update(schema.inbox).where(schema.inbox.c.event == "issues.opened").values(body=b"\0damaged")
    await story.store.write(lambda connection: connection.execute(damage).rowcount)
    await story.works()
    notes = await story.notes()
    assert [note.partition(":")[0] for note in (*notes["issues.opened"], *notes["issues.edited"])] == ["dead", "done"]
    assert (await story.seen(item))["labels"] == ["bug"]


async def test_an_issue_that_became_a_discussion_is_two_items(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens(title="A crash")
    await story.works()
    await story.act("ada", "close", item=item)
    await story.act("ada", "lock", item=item)
    talk = await story.discusses(title="A crash")
    await story.works()
    seen = [await story.seen(name) for name in (item, talk)]
    assert [one["comments"] for one in seen] == [["Hello."], ["Hello."]]
    assert [one["labels"] for one in seen] == [["bug"], ["bug"]]


async def test_a_renamed_bot_knows_its_new_name_after_a_round(story: Any) -> None:
    await story.begin(RULES)
    before = await story.bot.hub.tokens.login()
    sandbox = story.running.sandbox
    old = sandbox.app
    sandbox.app = replace(old, slug="signpost")
    try:
        now = milliseconds(story.clock.now())
        await story.store.write(partial(recover.begin, now=now, every=timedelta(minutes=3)))
        await story.works()
        after = await story.bot.hub.tokens.login()
    finally:
        sandbox.app = old
    assert (before, after) == ("fingerpost[bot]", "signpost[bot]")


async def test_what_another_bot_takes_off_is_not_put_back(story: Any) -> None:
    await story.begin(RULES, users=["ada", "ben", "cem", "newcomer", "stranger", "other-bot"])
    item = await story.opens(title="A crash")
    await story.works()
    for _ in range(3):
        await story.act("other-bot", "unlabel", item=item, labels=["bug"])
        await story.works()
    assert (await story.seen(item))["labels"] == []
    assert [deed for deed in await story.did() if deed == "label"] == ["label"]


async def test_where_the_app_is_removed_and_added_again_nothing_is_made_up(story: Any) -> None:
    await story.begin(RULES)
    before = await story.opens(title="A crash")
    await story.works()
    await story.act("ada", "uninstall", account="orchard")
    unheard = await story.opens(title="A crash")
    await story.act("ada", "install", account="orchard")
    await story.works()
    after = await story.opens(title="A crash")
    await story.act("newcomer", "edit", item=before, title="The same crash")
    await story.works()
    comments = [(await story.seen(name))["comments"] for name in (before, unheard, after)]
    assert comments == [["Hello."], [], ["Hello."]]


async def test_what_happened_while_the_app_was_suspended_is_looked_at_afterwards(story: Any) -> None:
    await story.begin(RULES)
    await story.opens()
    await story.works()
    await story.act("ada", "suspend", account="orchard")
    await story.works()
    await story.tick(3_600)
    item = await story.opens(title="A crash")
    story.listen().clear()
    story.heard = []
    await story.act("ada", "suspend", account="orchard", suspended=False)
    await story.works()
    seen = await story.seen(item)
    assert (seen["comments"], seen["labels"]) == (["Hello."], ["bug"])


async def test_what_happened_before_the_bot_heard_that_it_was_suspended_is_looked_at_too(story: Any) -> None:
    await story.begin(RULES)
    await story.opens()
    await story.works()
    await story.act("ada", "suspend", account="orchard")
    late = list(story.listen())
    story.heard = []
    await story.tick(600)
    item = await story.opens(title="A crash")
    story.listen().clear()
    await story.tick(600)
    await story.give(late)
    await story.works()
    await story.act("ada", "suspend", account="orchard", suspended=False)
    await story.works()
    assert (await story.seen(item))["comments"] == ["Hello."]


async def test_an_archived_repository_is_passed_over_by_sweeps(story: Any) -> None:
    await story.begin(RULES)
    await story.opens(title="A crash")
    story.listen().clear()
    story.heard = []
    world = story.running.sandbox.world
    repo = world.repository("orchard", "tools")
    world.update(repo, archived=True)
    now = milliseconds(story.clock.now())
    for seconds in (0, 3_600):
        await story.tick(seconds)
        now = milliseconds(story.clock.now())
        await story.store.write(partial(recover.begin, now=now, every=timedelta(minutes=3)))
        await story.works()
    assert await story.did() == []


async def test_a_repository_that_moves_to_another_account_goes_on_there(story: Any) -> None:
    await story.begin(
        RULES,
        organizations=[{"login": "orchard", "owners": ["ada"]}, {"login": "mill", "owners": ["ada"]}],
        installations=[{"account": "orchard"}, {"account": "mill"}],
    )
    item = await story.opens(title="A crash")
    await story.works()
    world = story.running.sandbox.world
    repo, mill = world.repository("orchard", "tools"), world.account("mill")
    world.update(world.account("orchard"), repositories=())
    world.update(mill, repositories=(repo.id,))
    world.update(repo, owner=mill.id)
    await story.act("newcomer", "edit", item="mill/tools#1", title="The same crash")
    new = (await story.act("newcomer", "open_issue", repo="mill/tools", title="A crash"))["item"]
    await story.works()
    seen = [await story.seen(name) for name in (item.replace("orchard", "mill"), new)]
    assert [(one["comments"], one["labels"]) for one in seen] == [(["Hello."], ["bug"])] * 2
    assert [deed for deed in await story.did() if "in vain" in deed] == []

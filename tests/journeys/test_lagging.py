"""GitHub answers from copies that lag behind: what is known already is not unlearned."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from bot import timers
from tests.journeys.conftest import REPO

Lag = Callable[[float], None]
CHECKED = "rules: [{name: ready, when: {checks: success}, do: [{label: triage}]}]"


@pytest.fixture
def lag(story: Any) -> Iterator[Lag]:
    """Says by how many seconds GitHub's answers lag behind, by the story's clock."""
    sandbox = story.running.sandbox

    def lag(seconds: float) -> None:
        sandbox.world.seconds = lambda: story.clock.moment.timestamp()  # noqa: PLW0108 - the moment changes
        sandbox.world.lag, sandbox.read_lag = 60.0, lambda: seconds

    yield lag
    sandbox.read_lag = lambda: None
    sandbox.set_config(sandbox.config)


async def test_an_answer_older_than_its_event_is_asked_for_again(story: Any, lag: Lag) -> None:
    await story.begin("rules: [{name: one, on: issues.labeled, when: {label: bug}, do: [{assign: ben}]}]")
    lag(0)
    item = await story.opens()
    await story.works()
    await story.tick(10)
    await story.act("ada", "label", item=item, labels="bug")
    lag(5)
    await story.works()
    assert (await story.seen(item))["assignees"] == []
    lag(0)
    await story.works_on(15)
    assert (await story.seen(item))["assignees"] == ["ben"]


async def test_an_item_that_is_not_to_be_seen_yet_is_not_gone(story: Any, lag: Lag) -> None:
    await story.begin("rules: [{name: one, on: issues.edited, do: [{label: bug}]}]")
    lag(0)
    await story.tick(60)
    item = await story.opens()
    await story.act("newcomer", "edit", item=item, title="It breaks more")
    lag(10)
    await story.works()
    assert (await story.notes())["issues.edited"] == ["ready: GitHub does not know orchard/tools#1 yet"]
    lag(0)
    await story.works_on(15)
    assert (await story.seen(item))["labels"] == ["bug"]


@pytest.mark.parametrize("told", ["status", "check"])
@pytest.mark.parametrize(("between", "behind"), [(60, 5), (0, 2.5)], ids=["the check", "the commit"])
async def test_a_check_that_is_not_to_be_seen_yet_is_seen_a_little_later(
    story: Any, lag: Lag, told: str, between: float, behind: float
) -> None:
    await story.begin(CHECKED)
    lag(0)
    await story.tick(60)
    pull = await story.proposes()
    await story.works()
    await story.act("ben", "push", item=pull, files={"src/a.py": "more"})
    await story.works()
    await story.tick(between)
    sha = (await story.item(pull))["head_sha"]
    await story.act("cem", told, repo=REPO, sha=sha, name="build")
    lag(behind)
    await story.works()
    assert (await story.seen(pull))["labels"] == []
    lag(0)
    await story.works_on(90)
    assert (await story.seen(pull))["labels"] == ["triage"]
    assert await story.store.read(partial(timers.of_lane, lane=await story.lane(pull))) == []

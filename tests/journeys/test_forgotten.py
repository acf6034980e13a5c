"""`/forget-me` reaches what lies beside the database, and is heeded where all else is only observed."""

from typing import Any

from bot.backtest.history import Heading, Past
from bot.backtest.shelf import Progress, Shelf
from bot.modes import Modes
from tests.journeys.conftest import REPO
from tests.journeys.test_recognition import FORGETTING, begin, kept_of, says


def shelved(story: Any) -> Shelf:
    """A history that names the newcomer."""
    shelf, now = Shelf(story.settings.home), story.clock.now()
    past = Past(kind="issue", number=1, title="Mine", author="newcomer", created_at=now)
    shelf.begin(Heading(repository=REPO, fetched_at=now, bot="fingerpost[bot]"))
    shelf.add(REPO, (past.model_dump(mode="json"),), Progress(repo_id=1, begun_at=now, left={}))
    return shelf


async def test_the_histories_of_the_backtest_do_not_name_them_any_more(story: Any) -> None:
    await begin(story, FORGETTING)
    shelf = shelved(story)
    item = await story.opens("newcomer")
    await says(story, "newcomer", item, "/forget-me")
    await story.works_on(180)
    history = shelf.load(REPO)
    assert history is not None
    assert [(past.author, past.title) for past in history.items] == [("ghost", "")]


async def test_where_all_is_only_observed_they_are_forgotten_and_nothing_is_written(story: Any) -> None:
    story.settings = story.settings.model_copy(update={"mode": Modes("observe")})
    await begin(story, FORGETTING)
    item = await story.opens("newcomer")
    await says(story, "newcomer", item, "/forget-me")
    assert await kept_of(story, "newcomer") != []
    await story.works_on(180)
    assert (await kept_of(story, "newcomer"), await story.did()) == ([], [])

"""Since when a repository is observed; the log tells once when two weeks are over."""

from functools import partial
from typing import Any

from structlog.testing import capture_logs

from bot.item import RepoRef
from bot.looking.watching import keep_watching, watched_since

DAY = 86_400_000
REPO = RepoRef(1, 7, "R", "acme/site")


async def test_two_weeks_are_told_once_and_begin_anew_after_as_long_a_silence(store: Any) -> None:
    told = []
    for day in (0, 0.5, 3, 13, 14, 15, 40, 41, 54):
        with capture_logs() as logs:
            await store.write(partial(keep_watching, repo=REPO, now=int(1_000 * DAY + day * DAY)))
        told += [day for one in logs if one["event"] == "two weeks were observed"]
    assert (told, await store.read(partial(watched_since, repo_id=7))) == ([14, 54], 1_040 * DAY)
    assert await store.read(partial(watched_since, repo_id=8)) is None

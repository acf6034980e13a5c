"""Who asked what is kept, once for each comment and command."""

from functools import partial

from bot.store import asked, people
from bot.store.executor import StoreExecutor


async def test_who_asked_is_known_by_the_comment(store: StoreExecutor) -> None:
    for login in ("Ada", "ben"):  # the second one changes nothing
        said = [("comment:9", "label", login), ("comment:9", "stage", login)]
        await store.write(partial(asked.save, installation=7, lane="5#1", obeyed=said, now=100))
    await store.write(partial(asked.save, installation=7, lane="5#1", obeyed=[], now=200))
    found = await store.read(partial(asked.who, lane="5#1"))
    assert found == {"comment:9": "ada"}


async def test_how_often_somebody_gave_a_command_is_counted(store: StoreExecutor) -> None:
    for lane, cause in (("5#1", "a"), ("5#1", "b"), ("5#2", "a")):
        await store.write(partial(asked.save, installation=7, lane=lane, obeyed=[(cause, "triage", "Ada")], now=1))
    counts = [
        await store.read(partial(asked.times, installation=number, login=login, command="triage"))
        for number, login in ((7, "ADA"), (8, "ada"), (7, "ben"))
    ]
    assert counts == [3, 0, 0]


async def test_whoever_comes_is_not_new_with_the_next_thing(store: StoreExecutor) -> None:
    first = await store.write(partial(people.meet, repo_id=1, login="Ada", at=5))
    again = await store.write(partial(people.meet, repo_id=1, login="ada", at=6))
    assert (first, again) == (None, 5)

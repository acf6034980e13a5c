"""What few items have is asked of all of them at once."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import pytest
import sqlalchemy as sa

from bot.store import absences, asked, own_credits, rarities, records, takers
from bot.store.community import vote
from bot.store.executor import StoreExecutor
from bot.store.rarities import Rarity
from bot.store.records import Kept
from bot.store.sql import upsert
from rules.facts import Away
from rules.recognition import OwnCredit
from rules.takers import Taker

NOW = datetime(2026, 3, 1, tzinfo=UTC)
VOTE = {"lane": "5#1", "key": "1", "state": "open", "begun_at": 1, "document": {}}
OWN = OwnCredit(login="ada", type="code", what="", at=NOW)


@pytest.mark.parametrize(
    ("keep", "held"),
    [
        (partial(absences.keep, installation=7, login="ada", away=Away(since=date(2026, 3, 1))), "absences"),
        (partial(asked.save, installation=7, lane="5#1", obeyed=[("d-1", "assign", "ada")], now=1), "asked"),
        (partial(own_credits.keep, lane="5#1", own=OWN), "own_credits"),
        (partial(records.keep, lane="5#1", kept=[Kept("merged", "a", 1)]), "records"),
        (partial(takers.save, lane="5#1", one=Taker(login="ada", at=NOW)), "takers"),
        (lambda connection: upsert(connection, vote, VOTE), "votes"),
    ],
)
async def test_an_item_has_what_was_kept_of_it_and_others_have_it_not(
    store: StoreExecutor, keep: Callable[[sa.Connection], None], held: Rarity
) -> None:
    assert await store.read(partial(rarities.held, lane="5#1", installation=7)) == frozenset()
    await store.write(keep)
    assert await store.read(partial(rarities.held, lane="5#1", installation=7)) == {held}
    assert await store.read(partial(rarities.held, lane="5#2", installation=8)) == frozenset()

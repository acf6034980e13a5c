from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bot.store import own_credits
from rules.recognition import OwnCredit

AT = datetime(2026, 3, 2, tzinfo=UTC)
TALK = OwnCredit(login="Ada", type="talk", what="", at=AT)


async def test_a_claim_is_kept_once_until_it_is_dropped(store: Any) -> None:
    for own in (TALK, OwnCredit(login="ada", type="talk", what="", at=AT + timedelta(days=1))):
        await store.write(partial(own_credits.keep, lane="1#1", own=own))
    found = await store.read(partial(own_credits.of_item, lane="1#1"))
    assert [(one.login, one.at - AT) for one in found] == [("ada", timedelta(days=1))]
    await store.write(partial(own_credits.drop, lane="1#1", ended=[TALK]))
    assert await store.read(partial(own_credits.of_item, lane="1#1")) == ()

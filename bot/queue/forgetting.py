"""Forgets people who asked for it: all at once what is kept of them, then their name in what is kept of others.

It begins a little later, in a lane of its own: what the look wrote down in which it was asked for, and what GitHub
tells of that look, is forgotten too.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

import sqlalchemy as sa
from pydantic import BaseModel

from bot.clock import Clock, milliseconds
from bot.people.oblivion import fingerprint
from bot.queue.claim import Claim, Done
from bot.queue.handled import Handled
from bot.store import forgetting
from bot.store.executor import StoreExecutor
from bot.store.forgetting import Leaver
from bot.timers import Timer, start

PREFIX = "forget:"
EVENT = "forget"
_LATER = timedelta(minutes=2)


class _Asked(BaseModel):
    login: str
    id: int | None = None


def ask_to_forget(connection: sa.Connection, leaver: Leaver, now: int) -> None:
    """Have somebody forgotten."""
    lane = f"{PREFIX}{leaver.installation}"
    body = _Asked(login=leaver.login, id=leaver.id).model_dump_json().encode()
    at = now + _LATER // timedelta(milliseconds=1)
    start(connection, Timer(f"{lane}:{fingerprint(leaver.login)}", lane, leaver.installation, EVENT, body, at))


async def forget_all(
    store: StoreExecutor, clock: Clock, claim: Claim, besides: Callable[[str], Awaitable[None]]
) -> Handled:
    """Forget everybody who waits for it in a lane; a second time changes nothing.

    Args:
        store: where most of it is kept.
        clock: tells when that was.
        claim: the lane.
        besides: forgets what is kept elsewhere.
    """
    for waiting in claim.deliveries:
        asked = _Asked.model_validate_json(waiting.body)
        await forget_one(store, Leaver(claim.installation, asked.login, asked.id), milliseconds(clock.now()))
        await besides(asked.login)
    seqs = [waiting.seq for waiting in claim.deliveries]
    return Handled(dict.fromkeys(seqs, Done("forgotten")), partial(forgetting.empty, seqs=seqs))


async def forget_one(store: StoreExecutor, leaver: Leaver, now: int) -> None:
    """Forget somebody in one place."""
    await store.write(partial(forgetting.erase, leaver=leaver, now=now))
    await _step_by_step(store, forgetting.erase_words, leaver)
    await _step_by_step(store, forgetting.erase_reasons, leaver)


async def _step_by_step(store: StoreExecutor, erase: Callable[..., int | None], leaver: Leaver) -> None:
    """In pieces small enough that nobody waits long."""
    after: int | None = 0
    while after is not None:
        after = await store.write(partial(erase, leaver=leaver, after=after))

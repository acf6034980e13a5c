"""Makes good what GitHub could not hand over: asks for it again, and has what was touched meanwhile looked at again.

A round is a delivery of our own, in a lane of its own: so it is one process at a time that does it, it survives a
crash, and a rate limit parks it like any other work. GitHub never tries again by itself, and keeps what it could not
hand over for three days.
"""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

import sqlalchemy as sa
import structlog

from bot import metrics, timers
from bot.clock import milliseconds, moment
from bot.errors import GitHubError, RateLimited
from bot.github.rest import Attempt, Installed, ask_again, attempts, installations
from bot.hearing.routing import USED
from bot.hub import Hub
from bot.inbox import put
from bot.queue import backlog
from bot.queue.claim import Claim, Done
from bot.queue.handled import Handled
from bot.store import marks, news, redeliveries
from bot.store.news import EVERYWHERE, News
from bot.store.redeliveries import Asked
from bot.timers import Timer
from bot.waking.catchup import catch_up

LANE = "recovery"
BEGUN = "begun"
"""When the first round was: what was before is let be."""
HEARD = "heard"
"""When the last round ended, by our clock: until then the bot is known to have heard."""
LISTED = "listed"
"""The newest delivery that a round has seen, by GitHub's clock."""
CALLED = "called"
"""A digest of what the App is called: its owner may give it another name."""
LOST = "lost:"
"""Before an installation's number: from when on something is missing there that GitHub will not deliver again."""
RECOVERED = "recovered"
"""How many deliveries came only because GitHub was asked for them."""
MARGIN = timedelta(minutes=10)
SILENT_ROUNDS = 3
FIRST_WAIT = timedelta(minutes=5)
MOST_TIMES = 8
SOUGHT = timedelta(days=1)
"""Longer than it takes until GitHub is asked for something once more; what is not by then, GitHub lists no more."""
MOST_PAGES = 1_000

_log = structlog.get_logger(__name__)


def begin(connection: sa.Connection, now: int, every: timedelta) -> None:
    """Have a round now and then, the first one at once; for every process that starts."""
    every_ms = every // timedelta(milliseconds=1)
    timers.start(connection, Timer(LANE, LANE, 0, LANE, str(every_ms).encode(), now, every_ms))


@dataclass(slots=True)
class _Found:
    """What a round has found.

    Attributes:
        newest: the newest attempt, by GitHub's clock.
        asked: how many deliveries GitHub was asked for.
        whole: whether everything since the last round was seen.
    """

    newest: datetime | None = None
    asked: int = 0
    whole: bool = True


class _Before(NamedTuple):
    """What the rounds before have left, in milliseconds.

    Attributes:
        begun: when the first one was.
        heard: when the last one was; None before the first.
        listed: from where on to go through GitHub's list.
        pending: when the oldest did not come that GitHub is still asked for.
    """

    begun: int | None
    heard: int | None
    listed: int
    pending: int


class Recovery:
    """Handles the rounds."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def handle(self, claim: Claim) -> Handled:
        """One round; where GitHub cannot tell, the next one begins where this one began.

        Raises:
            RateLimited: the App asked too often.
        """
        try:
            note, records = await self._round(_every(claim))
        except RateLimited:
            raise
        except GitHubError as error:
            _log.warning("missed deliveries are not known", reason=str(error), help="tried again in the next round")
            note, records = f"not done, and left for the next round: {error}", None
        return Handled({waiting.seq: Done(note) for waiting in claim.deliveries}, records)

    async def _round(self, every: timedelta) -> tuple[str, Callable[[sa.Connection], None]]:
        """What was done, and what is to be remembered of it."""
        now = self._hub.clock.now()
        called = zlib.crc32((await self._hub.tokens.learn_login()).encode())
        begun, heard, listed, pending = await self._hub.store.read(_last_round)
        found = _Found(newest=now)
        note = "the first round: nothing is done about what was before"
        if heard is not None:
            since = max(min(moment(listed), now) - MARGIN, moment(begun or heard))
            found = await self._missed(since)
            silent = now - moment(heard) > SILENT_ROUNDS * every
            deaf = await self._deaf(moment(min(heard, pending)), found, silent=silent)
            await self._hub.store.write(partial(_look_again, since=deaf, now=milliseconds(now)))
            note = f"{found.asked} asked for again, {len(deaf)} installations looked at again"
        newest = found.newest or now
        remember = partial(_remember, heard=milliseconds(now), listed=milliseconds(newest))
        return note, partial(remember, called=called, teller=self._hub.teller)

    async def _missed(self, since: datetime) -> _Found:
        """Go through GitHub's list, newest first, and ask for what did not come."""
        found, cursor = _Found(), None
        for _ in range(MOST_PAGES):
            page = await attempts(self._hub.tokens, cursor)
            if found.newest is None and page.attempts:
                found.newest = page.attempts[0].delivered_at
            await self._ask_for(page.since(since), found)
            if page.reaches(since):
                return found
            cursor = page.older
        _log.warning(
            "too many deliveries to go through", since=since.isoformat(), help="what they touched is looked at"
        )
        found.whole = False
        return found

    async def _ask_for(self, listed: Sequence[Attempt], found: _Found) -> None:
        """Ask for those that are not here, unless that was done just now."""
        wanted = {one.guid: one for one in reversed(listed) if one.event in USED and one.installation_id is not None}
        before = await self._hub.store.write(partial(_not_here, guids=list(wanted)))
        for guid, asked in before.items():
            now, attempt = self._hub.clock.now(), wanted[guid]
            if asked is not None and (asked.times >= MOST_TIMES or now < _not_before(asked)):
                continue
            there = await ask_again(self._hub.tokens, attempt)
            metrics.REDELIVERIES.inc(there)
            times = (asked.times if asked else 0) + 1 if there else MOST_TIMES
            missed = asked.missed_at if asked else milliseconds(attempt.delivered_at)
            row = Asked(guid, missed, times, milliseconds(now))
            await self._hub.store.write(partial(_asked_for, row=row, installation=attempt.installation_id or 0))
            if times >= MOST_TIMES:
                _log.error("not delivered", delivery=guid, heard=attempt.event, times=times)
            found.asked += there

    async def _deaf(self, heard: datetime, found: _Found, *, silent: bool) -> dict[int, datetime]:
        """Since when each installation may have been unheard in a way that no redelivery makes good."""
        deaf, page = await self._hub.store.read(_lost), 1
        if found.whole and not silent:
            return deaf
        while listed := await installations(self._hub.tokens, page):
            for one in listed:
                if one.suspended_at is None:
                    _earliest(deaf, one.id, _from(one, heard, self._hub.clock.now()))
            page += 1
        _log.info("was not there", since=heard.isoformat(), installations=len(deaf))
        return deaf


def _every(claim: Claim) -> timedelta:
    """How much time lies between two rounds."""
    return timedelta(milliseconds=int(claim.deliveries[-1].body))


def _last_round(connection: sa.Connection) -> _Before:
    """What the rounds before have left."""
    begun, heard = marks.find(connection, BEGUN), marks.find(connection, HEARD)
    if heard is None:
        return _Before(begun, None, 0, 0)
    sought = milliseconds(moment(heard) - SOUGHT)
    pending = redeliveries.oldest(connection, MOST_TIMES, sought)
    listed = marks.find(connection, LISTED)
    known = [each for each in (listed, pending) if each is not None]
    return _Before(begun, heard, min(known, default=heard), heard if pending is None else pending)


def _not_here(connection: sa.Connection, guids: Sequence[str]) -> dict[str, Asked | None]:
    """Those that did not come, oldest first, with what was done about them."""
    here = backlog.known(connection, guids)
    if came := redeliveries.came(connection, list(here)):
        marks.put(connection, RECOVERED, (marks.find(connection, RECOVERED) or 0) + came)
    before = redeliveries.among(connection, guids)
    return {guid: before.get(guid) for guid in guids if guid not in here}


def _asked_for(connection: sa.Connection, row: Asked, installation: int) -> None:
    """Remember that GitHub was asked; what is lost is kept in mind with it, for this round may not come to its end."""
    redeliveries.save(connection, row)
    if row.times >= MOST_TIMES:
        name = f"{LOST}{installation}"
        known = marks.find(connection, name)
        marks.put(connection, name, row.missed_at if known is None else min(known, row.missed_at))


def _lost(connection: sa.Connection) -> dict[int, datetime]:
    """From when on something is lost, by installation."""
    found = marks.beginning(connection, LOST)
    return {int(name.removeprefix(LOST)): moment(at) for name, at in found.items()}


def _not_before(asked: Asked) -> datetime:
    return moment(asked.asked_at) + FIRST_WAIT * (1 << (asked.times - 1))


def _from(one: Installed, heard: datetime, now: datetime) -> datetime:
    """What was there before the App was installed is let be; where the clocks disagree, nothing is lost."""
    return one.created_at if one.created_at and heard < one.created_at <= now else heard


def _earliest(since: dict[int, datetime], installation: int, at: datetime) -> None:
    since[installation] = min(at, since.get(installation, at))


def _look_again(connection: sa.Connection, since: dict[int, datetime], now: int) -> None:
    put(connection, [catch_up(installation, at, now) for installation, at in since.items()])
    marks.forget_all(connection, LOST)


def _remember(connection: sa.Connection, heard: int, listed: int, called: int, teller: int) -> None:
    if marks.find(connection, BEGUN) is None:
        marks.put(connection, BEGUN, heard)
    marks.put(connection, HEARD, heard)
    marks.put(connection, LISTED, listed)
    if marks.find(connection, CALLED) != called:
        marks.put(connection, CALLED, called)
        news.tell(connection, [News(EVERYWHERE, news.LOGIN)], teller, heard)

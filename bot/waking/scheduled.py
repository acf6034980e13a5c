"""A schedule is due in a repository: its open items are looked at because of it, and the repository as a whole.

The looks wait in their items' lanes behind those that people caused. Each is known by the run, so that a run that was
interrupted goes on where it was, and nothing is done twice.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from functools import partial

import sqlalchemy as sa
import structlog

from bot.clock import milliseconds, moment
from bot.errors import Gone, NotInstalled
from bot.github.listing import MOST_AT_ONCE, Shelf, list_items
from bot.hub import Hub
from bot.inbox import put
from bot.item import RepoRef
from bot.planning.occasion import Occasion
from bot.queue.claim import Claim, Done, Hold, Outcome, Waiting
from bot.queue.handled import Handled
from bot.rulebook import InForce
from bot.store import marks
from bot.waking.again import LookAgain
from bot.waking.looks import as_delivery
from bot.waking.schedule import Run, keep_time, kinds_heard, set_again
from bot.waking.wholelook import look_at_whole
from rules.book import Rulebook

MOST = 5_000
"""How many items are looked at in one run; the next one goes on from there."""

_log = structlog.get_logger(__name__)


class Scheduled:
    """Handles what is due in one repository."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def handle(self, claim: Claim) -> Handled:
        """Have everything looked at that the rules of each schedule that is due may concern.

        Raises:
            NotInstalled: the App is not there any more.
            RateLimited, Retryable, GitHubError: GitHub could not tell; what is in its lane by then is a repeat later.
        """
        newest = {waiting.event: waiting for waiting in claim.deliveries}
        outcomes: dict[int, Outcome] = {w.seq: Done("a later run takes its place") for w in claim.deliveries}
        for waiting in newest.values():
            outcomes[waiting.seq] = Done(await self._run(waiting, claim.hold))
        return Handled(outcomes)

    async def _run(self, waiting: Waiting, hold: Hold) -> str:
        """One run; says what was found."""
        run, schedule, now = Run.model_validate_json(waiting.body), waiting.event, self._hub.clock.now()
        in_force = await self._rules(run, schedule, now)
        if in_force is None:
            return "the repository has no rules in force"
        occasion = Occasion(waiting.delivery, schedule, late=run.late(now))
        found = await self._have_looked_at(run.where, in_force.book.of_items, occasion, schedule)
        done = await look_at_whole(self._hub, run.where, in_force, occasion, hold)
        note = ", ".join(
            part for part in (occasion.late, f"{found} open item{'' if found == 1 else 's'}", done) if part
        )
        tell = _log.warning if occasion.late else _log.info
        tell("schedule", item=run.repo, schedule=schedule, due=f"{moment(run.due):%Y-%m-%d %H:%M}", did=note)
        return note

    async def _rules(self, run: Run, schedule: str, now: datetime) -> InForce | None:
        """The rules in force; the next time is set before anything can go wrong with this one."""
        store = self._hub.store
        await store.write(partial(set_again, run=run, schedule=schedule, now=now))
        try:
            in_force = await self._hub.rulebooks.in_force(run.where)
        except (Gone, NotInstalled) as error:
            if not (isinstance(error, NotInstalled) and error.suspended):
                await store.write(partial(keep_time, repo=run.where, book=None, now=now))
            raise
        await store.write(partial(keep_time, repo=run.where, book=in_force.book if in_force else None, now=now))
        return in_force

    async def _have_looked_at(self, repo: RepoRef, book: Rulebook, occasion: Occasion, schedule: str) -> int:
        """Have the open items looked at; how many there are."""
        found, marked = 0, f"{schedule}:{repo.repo_node}:"
        async for kind, items in self._open(repo, kinds_heard(book, schedule), marked):
            looks = [item.because_of(schedule, occasion.cause, occasion.late) for item in items]
            now = milliseconds(self._hub.clock.now())
            kept = partial(_queue, looks=looks, why=occasion.cause, mark=f"{marked}{kind}", now=now)
            await self._hub.store.write(kept)
            found += len(looks)
            if found >= MOST:
                _log.warning("too many items for one run", item=repo.repo, most=MOST, help="the next one goes on here")
                return found
        await self._hub.store.write(partial(marks.forget_all, beginning=marked))
        return found

    async def _open(
        self, repo: RepoRef, kinds: Sequence[str], marked: str
    ) -> AsyncIterator[tuple[str, Sequence[LookAgain]]]:
        """The open items, kind by kind and in pieces, from where a run stopped that did not come to the end."""
        left = [Shelf(repo.repo_node, kind) for kind in kinds]
        while left:
            asked, left = left[:MOST_AT_ONCE], left[MOST_AT_ONCE:]
            pages = await list_items(self._hub.graphql, repo.installation, asked)
            for shelf, page in zip(asked, pages, strict=True):
                left += [page.following] if page.following else []
                come_to = await self._hub.store.read(partial(marks.find, name=f"{marked}{shelf.kind}"))
                if new := [item for item in page.items if item.number > (come_to or 0)]:
                    yield shelf.kind, new


def _queue(connection: sa.Connection, looks: Sequence[LookAgain], why: str, mark: str, now: int) -> None:
    put(connection, [as_delivery(look, why, now) for look in looks])
    marks.put(connection, mark, max(look.number for look in looks))

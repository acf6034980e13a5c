"""Events about a repository or an account: what was kept of it is asked for again when it is next needed.

That a repository has become private is not kept waiting: its items must not be shown to everybody any more. What was
given up because the App was not allowed to do it is tried again as soon as it is allowed more.
"""

from functools import partial

import sqlalchemy as sa

from bot import inbox
from bot.clock import milliseconds, moment
from bot.events import Event
from bot.hearing.nudges import read
from bot.hub import Hub
from bot.inbox import Incoming
from bot.looking.forbidden import forget_what_was_told
from bot.queue import backlog
from bot.queue.claim import Claim, Done, Outcome
from bot.queue.handled import Handled
from bot.store import items, lanes, marks, news, rulefiles
from bot.waking import schedule, waiting
from bot.waking.arrivals import arrivals, brought
from bot.waking.catchup import catch_up
from bot.waking.heeding import forget, news_of
from bot.waking.looks import as_delivery, look_at
from bot.waking.pushes import read_pushed

ALLOWED_MORE = frozenset(
    {
        "installation.created",
        "installation.new_permissions_accepted",
        "installation.unsuspend",
        "installation_repositories.added",
    }
)

MOST_CARDS = 1_000
"""At how many items one change of permissions has the bot look for a card; a sweep looks at them all."""


async def hear_about_surroundings(hub: Hub, claim: Claim) -> Handled:
    """Forget what these events may have changed, have the others forget it, and read the rules that were pushed.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `read_pushed`.
    """
    nudges = read(claim)
    outdated = list(dict.fromkeys(one for event in nudges.events for one in news_of(event)))
    forget(hub, outdated)
    dealt_with = {seq: Done(event.note) for event, seq in zip(nudges.events, nudges.seqs, strict=True)}
    outcomes: dict[int, Outcome] = {**nudges.broken, **dealt_with}
    now = milliseconds(hub.clock.now())
    if outdated:  # now and not with the outcome: GitHub may not be there to read from, for long or for good
        await hub.store.write(partial(_at_once, events=nudges.events, claim=claim))
        await hub.store.write(partial(news.tell, told=outdated, teller=hub.teller, now=now))
    follow = partial(_follow, events=nudges.events, claim=claim, now=now)
    return await read_pushed(hub, claim, Handled(outcomes, follow))


def _follow(connection: sa.Connection, events: tuple[Event, ...], claim: Claim, now: int) -> None:
    """Name, visibility and installation of the repositories, as they are now; what may be done by now waits again."""
    _as_they_are(connection, events)
    inbox.put(connection, arrivals(claim, now))
    for _, place in brought(claim):
        _belong(connection, place.repo_id, place.installation)
    for event in events:
        if event.name in ALLOWED_MORE:
            backlog.retry_all_of(connection, event.installation, now)
            forget_what_was_told(connection, event.installation)
        if event.name == "installation.new_permissions_accepted":
            inbox.put(connection, _without_card(connection, event, now))
        if event.name in {"installation.suspend", "installation.unsuspend"}:
            _hear_or_not(connection, event, now)


def _at_once(connection: sa.Connection, events: tuple[Event, ...], claim: Claim) -> None:
    """What does not wait until the rules were read, unless another worker has the lane by now and may know better."""
    if lanes.is_held(connection, claim.lane, claim.lease):
        _as_they_are(connection, events)


def _as_they_are(connection: sa.Connection, events: tuple[Event, ...]) -> None:
    for event in events:
        if event.repo_id is not None and event.name.startswith("repository."):
            items.follow(connection, event.repo_id, event.repo, private=event.private)
            waiting.rename(connection, event.repo_id, event.repo, private=event.private)
            rulefiles.follow(connection, event.repo_id, event.repo, private=event.private)
            _belong(connection, event.repo_id, event.installation)


def _belong(connection: sa.Connection, repo_id: int, installation: int) -> None:
    schedule.belong(connection, repo_id, installation)
    if items.belong(connection, repo_id, installation):
        waiting.belong(connection, repo_id, installation)


def _without_card(connection: sa.Connection, event: Event, now: int) -> list[Incoming]:
    """Looks at what may have been kept off a board only because nobody let the bot see it."""
    lacking = items.without_card(connection, event.installation, MOST_CARDS)
    return [as_delivery(look_at(one), f"allowed:{event.delivery}", now) for one in lacking]


def _hear_or_not(connection: sa.Connection, event: Event, now: int) -> None:
    """GitHub tells nothing about a suspended installation: what was touched meanwhile is looked at afterwards."""
    name = f"suspended:{event.installation}"
    since = marks.find(connection, name)
    if event.name == "installation.suspend":  # it may be told late
        begun = min(now, milliseconds(event.at)) if event.at else now
        marks.put(connection, name, begun if since is None else min(begun, since))
    elif since is not None:
        inbox.put(connection, [catch_up(event.installation, moment(since), now)])
        marks.forget_all(connection, name)

"""Board events name no repository: find out which item they are about, once, and queue them there."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import sqlalchemy as sa

from bot.clock import milliseconds
from bot.github.document import Part
from bot.github.history import login_of
from bot.hearing.nudges import Nudges, read
from bot.hub import Hub
from bot.item import ItemRef, item_lane
from bot.queue.claim import Claim, Done, Moved, Outcome, Retry
from bot.queue.handled import Handled
from bot.store import items
from bot.store.items import ItemRecord

WHERE = "__typename number title url author { __typename login } repository { id databaseId nameWithOwner isPrivate }"
SOON_MS = 500
_KINDS = {"Issue": "issue", "PullRequest": "pull_request"}


async def resolve_node(hub: Hub, claim: Claim) -> Handled:
    """Move what waits under an item's id to the lane of the item.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    node, nudges = claim.lane.removeprefix("node:"), read(claim)
    record = await hub.store.read(partial(items.by_node, node_id=node))
    records: Callable[[sa.Connection], None] | None = None
    if record is None:
        if await _only_echoes(hub, claim, nudges):
            at = milliseconds(hub.clock.now()) + SOON_MS
            return _all(claim, Retry(at, "the look that caused this is not written down yet"))
        record = await _ask(hub, claim, node)
        if record is None:
            return _all(claim, Done("what was on the card is gone"))
        records = partial(items.save_if_new, record=record)
    if not _at_home(record, nudges):
        return _all(claim, Done("what is on the card belongs to another account"))
    return _all(claim, Moved(record.lane), records)


def ref_of(record: ItemRecord) -> ItemRef:
    """The address of an item that is remembered."""
    return ItemRef(
        installation=record.installation,
        repo_id=record.repo_id,
        repo_node=record.repo_node,
        repo=record.repo,
        number=record.number,
        node=record.node_id,
        kind=record.kind,
    )


def _at_home(record: ItemRecord, nudges: Nudges) -> bool:
    """Whether an item belongs to the board's own account.

    A board may show items of other accounts. Their rules are not to act in the name of the board's installation.
    """
    accounts = {event.account.lower() for event in nudges.events if event.account}
    return accounts <= {record.repo.partition("/")[0].lower()}


async def _only_echoes(hub: Hub, claim: Claim, nudges: Nudges) -> bool:
    """Whether the bot itself moved the card, just now: it knows the item, as soon as its look is written down."""
    if any(waiting.attempts for waiting in claim.deliveries):
        return False
    own = (await hub.tokens.login()).lower()
    return bool(nudges.events) and all(event.actor.login.lower() == own for event in nudges.events)


def _all(claim: Claim, outcome: Outcome, records: Callable[[sa.Connection], None] | None = None) -> Handled:
    return Handled({waiting.seq: outcome for waiting in claim.deliveries}, records)


async def _ask(hub: Hub, claim: Claim, node: str) -> ItemRecord | None:
    text = (
        f"node(id: $node) {{ ... on Issue {{ {WHERE} issueState: state }} "
        f"... on PullRequest {{ {WHERE} pullState: state }} }}"
    )
    ids = [waiting.delivery for waiting in claim.deliveries]
    answer = await hub.graphql.read(claim.installation, [Part("node", text, {"node": ("ID!", node)})], ids)
    found = answer.found("node")
    if not isinstance(found, dict) or "number" not in found:
        return None
    return record_of(found, node, claim.installation, milliseconds(hub.clock.now()))


def record_of(found: Mapping[str, Any], node: str, installation: int, now: int) -> ItemRecord:
    """What an answer to `WHERE` tells of an item."""
    repository = found["repository"]
    return ItemRecord(
        lane=item_lane(repository["databaseId"], found["number"]),
        installation=installation,
        repo_id=repository["databaseId"],
        repo=repository["nameWithOwner"],
        repo_node=repository["id"],
        private=repository["isPrivate"],
        kind=_KINDS[found["__typename"]],
        number=found["number"],
        node_id=node,
        title=found["title"],
        url=found["url"],
        author=login_of(found["author"]),
        state=str(found.get("issueState") or found.get("pullState")).lower(),
        seen_at=now,
    )

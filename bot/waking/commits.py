"""Checks and statuses name a commit: find out whose last commit it is, and queue them at that pull request.

They come in great numbers. Where no rule in force asks about checks, GitHub is asked nothing; all that wait for one
commit are moved at once; and a check that names a pull request which is remembered costs no request either. Where
somebody wants checks of ours made again, that waits at the pull request too, whatever the rules ask about.
"""

import zlib
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from bot import inbox
from bot.clock import milliseconds
from bot.github.answer import READ_LAG
from bot.github.document import Part
from bot.hearing.nudges import Nudges, read
from bot.hearing.payloads import Part as Piece
from bot.hearing.payloads import Payload, Several
from bot.hub import Hub
from bot.inbox import Incoming
from bot.item import ItemRef, item_lane
from bot.queue.claim import Claim, Done, Moved, Outcome, Retry
from bot.queue.handled import Handled
from bot.rulebook import InForce
from bot.store import items
from bot.store.items import ItemRecord
from bot.waking.nodes import WHERE, record_of
from bot.waking.rerun import Wish, as_deliveries, wishes_in
from rules.rule import Rule

CHECKS = frozenset({"checks", "check_runs"})
_MOST_PULLS = 10


class _Place(Piece):
    id: int | None = None


class _End(Piece):
    repo: _Place | None = None


class _Head(Piece):
    sha: str = ""


class _Pull(Piece):
    number: int
    base: _End | None = None
    head: _Head = _Head()


class _Check(Piece):
    head_sha: str = ""
    pull_requests: Several[_Pull] = ()


class _Told(Payload):
    """What is read of a payload about a commit."""

    check_run: _Check | None = None
    check_suite: _Check | None = None

    def pulls(self) -> list[int]:
        """The numbers of the pull requests that it names and that end with its commit, in this very repository."""
        check = self.check_run or self.check_suite
        home = self.repository.id if self.repository else None
        named = check.pull_requests if check else ()
        return [one.number for one in named if _in(one, home) and check and one.head.sha == check.head_sha]


def _in(pull: _Pull, home: int | None) -> bool:
    return pull.base is not None and pull.base.repo is not None and pull.base.repo.id == home


async def resolve_commit(hub: Hub, claim: Claim) -> Handled:
    """Move what waits under a commit to the lanes of the pull requests that end with it.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    nudges = read(claim)
    told = _told(claim)
    if not nudges.events or told is None or told.repository is None:
        return Handled(nudges.done("the payload names no repository"))
    repository, sha = told.repository, claim.lane.partition("@")[2]
    place = ItemRef(claim.installation, repository.id, repository.node_id, repository.full_name, 0, "", "pull_request")
    in_force = await hub.rulebooks.in_force(place, nudges.ids)
    wishes = wishes_in(claim, hub.tokens.app_id)
    if in_force is None and not wishes:
        return Handled(nudges.done("the repository has no rules in force"))
    moved = in_force is not None and _asked_about(in_force, nudges, await hub.tokens.login())
    if not moved and not wishes:
        return Handled(nudges.done("no rule asks about checks"))
    lanes = [item_lane(repository.id, number) for number in told.pulls()]
    known = await hub.store.read(partial(_remembered, lanes=lanes))
    found = known or await ask_for_pulls(hub, claim, place, sha)
    if not found:
        return Handled(_of_none(claim, nudges, milliseconds(hub.clock.now())))
    outcome: Outcome = Moved(found[0].lane) if moved else Done("what is said of this commit is looked at again")
    outcomes = {waiting.seq: outcome for waiting in claim.deliveries if waiting.seq in nudges.seqs}
    now, seqs = milliseconds(hub.clock.now()), nudges.seqs if moved else ()
    spread = partial(_spread, claim=claim, seqs=seqs, found=found, wishes=wishes, now=now)
    return Handled({**nudges.broken, **outcomes}, spread)


def _of_none(claim: Claim, nudges: Nudges, now: int) -> dict[int, Outcome]:
    """What is new waits until an answer would show the pull request; what comes meanwhile costs no request more."""
    lag = READ_LAG // timedelta(milliseconds=1)
    waits = Retry(nudges.arrived + lag, "GitHub shows no pull request that ends with it, so far", counted=False)
    young = {one.seq for one in claim.deliveries if now < one.received_ms + lag}
    done = nudges.done("it is the last commit of no pull request")
    return done | {seq: waits for seq in nudges.seqs if seq in young}


def _told(claim: Claim) -> _Told | None:
    """The newest payload that can be read."""
    for waiting in reversed(claim.deliveries):
        try:
            return _Told.model_validate_json(waiting.body)
        except (ValueError, zlib.error):
            continue
    return None


def _asked_about(in_force: InForce, nudges: Nudges, login: str) -> bool:
    """Whether a rule waits for one of the events, or asks how checks ended."""
    occasions = nudges.occasions(login)
    rules: Iterable[Rule] = in_force.book.candidates((one.event, one.own) for one in occasions)
    return any(not rule.standing or rule.needs & CHECKS for rule in rules)


def _remembered(connection: sa.Connection, lanes: Sequence[str]) -> list[ItemRecord]:
    """The items of these lanes, if all of them are known."""
    found = [record for lane in lanes if (record := items.find(connection, lane))]
    return found if len(found) == len(lanes) else []


async def ask_for_pulls(hub: Hub, claim: Claim, place: ItemRef, sha: str) -> list[ItemRecord]:
    """The pull requests of a repository whose last commit this is.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    pulls = f"associatedPullRequests(first: {_MOST_PULLS}) {{ nodes {{ id headRefOid {WHERE} pullState: state }} }}"
    text = f"node(id: $repo) {{ ... on Repository {{ object(oid: $sha) {{ ... on Commit {{ {pulls} }} }} }} }}"
    variables = {"repo": ("ID!", place.repo_node), "sha": ("GitObjectID!", sha)}
    ids = [waiting.delivery for waiting in claim.deliveries]
    answer = await hub.graphql.read(claim.installation, [Part("commit", text, variables)], ids)
    repository = answer.found("commit")
    commit: Any = (repository or {}).get("object") or {}
    held = [one for one in (commit.get("associatedPullRequests") or {"nodes": ()})["nodes"] if one]
    now = milliseconds(hub.clock.now())
    records = [record_of(one, one["id"], claim.installation, now) for one in held if one["headRefOid"] == sha]
    return [record for record in records if record.repo_id == place.repo_id]


def _spread(
    connection: sa.Connection,
    claim: Claim,
    seqs: Sequence[int],
    found: Sequence[ItemRecord],
    wishes: Sequence[Wish],
    now: int,
) -> None:
    """Remember the pull requests; each but the first, to which the deliveries are moved, gets a copy of them.

    What people wish waits at all of them.
    """
    for record in found:
        items.save_if_new(connection, record)
    copies = [
        Incoming(f"{each.delivery}+{n}", each.event, record.lane, claim.installation, each.body, each.received_ms)
        for n, record in enumerate(found[1:], 2)
        for each in claim.deliveries
        if each.seq in seqs
    ]
    if further := [*copies, *as_deliveries(wishes, found, now)]:
        inbox.put(connection, further)

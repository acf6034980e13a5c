"""A push to a default branch: rules that it changed are read at once, so that a mistake in them is told at once.

Whoever builds on them is nudged by a delivery of ours, and reads them in a turn of its own.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import orjson
import sqlalchemy as sa
import structlog
from pydantic import Field, ValidationError

from bot import inbox
from bot.clock import milliseconds
from bot.errors import Gone, PermissionMissing
from bot.hearing.payloads import Installation, Part, Repository, Several
from bot.hub import Hub
from bot.inbox import Incoming
from bot.item import RepoRef, repository_lane
from bot.queue.claim import Claim, Waiting
from bot.queue.handled import Handled
from bot.store import extending, rulefiles
from bot.waking.grants import looks_at_waiting
from rules.bases import FILE
from rules.sayings import FOLDER

MOST_COMMITS = 2_048
"""GitHub tells of no more."""

_log = structlog.get_logger(__name__)


class Commit(Part):
    """The paths that a commit changed."""

    added: Several[str] = ()
    removed: Several[str] = ()
    modified: Several[str] = ()


class Push(Part):
    """What is read of a push.

    Attributes:
        forced: what it took away is not told.
        base: of ours: the repository whose change is the reason.
    """

    installation: Installation
    repository: Repository
    commits: Several[Commit] = Field(default=())
    forced: bool = False
    base: str = ""

    @property
    def repo(self) -> RepoRef:
        """Where."""
        found = self.repository
        return RepoRef(self.installation.id, found.id, found.node_id, found.full_name)

    def touches(self, paths: set[str]) -> bool:
        """Whether it changed one of these files, or a message, as far as can be told."""
        if self.forced or self.base or not 0 < len(self.commits) < MOST_COMMITS:
            return True
        changed = {path for each in self.commits for path in (*each.added, *each.removed, *each.modified)}
        return not changed.isdisjoint(paths) or any(path.startswith(f"{FOLDER}/") for path in changed)


@dataclass(frozen=True, slots=True)
class _Heard:
    """A push with the delivery that told of it."""

    delivery: str
    push: Push


async def read_pushed(hub: Hub, claim: Claim, handled: Handled) -> Handled:
    """Read the rules that the pushes of a claim changed, and nudge whoever builds on them.

    Args:
        hub: the parts of the bot.
        claim: what was handed out.
        handled: what was made of it so far.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `Rulebooks.in_force`.
    """
    pushes = [heard for each in claim.deliveries if each.event == "push" and (heard := _heard(each))]
    if not pushes:
        return handled
    newest = pushes[-1].push
    repo = newest.repo
    watched = await hub.store.read(partial(rulefiles.watched, repo_id=repo.repo_id, repo=repo.repo))
    telling = [each for each in pushes if each.push.touches({FILE, *watched})]
    if not telling:
        return handled
    gone = await _read(hub, repo, [each.delivery for each in telling])
    cause = next((each for each in telling if not each.push.base), None)
    moment = hub.clock.now()
    now = milliseconds(moment)

    def records(connection: sa.Connection) -> None:
        if handled.records:
            handled.records(connection)
        inbox.put(connection, looks_at_waiting(connection, repo.repo_id, f"people:{telling[-1].delivery}", moment))
        if gone:
            extending.forget(connection, repo.repo_id)
        if cause:
            others = extending.of(connection, repo.repo_id, repo.repo)
            base, why = cause.push.repo.repo, f"base:{cause.delivery}"
            inbox.put(connection, [nudge(each, why, base, now) for each in others])

    return replace(handled, records=records)


async def _read(hub: Hub, repo: RepoRef, deliveries: Sequence[str]) -> bool:
    """Read the rules again; whether the repository is gone."""
    try:
        await hub.rulebooks.in_force(repo, deliveries)
    except (Gone, PermissionMissing) as error:
        _log.warning("rules not read", item=repo.repo, repo=repo.repo, why=str(error))
        return isinstance(error, Gone)
    return False


def _heard(waiting: Waiting) -> _Heard | None:
    try:
        return _Heard(waiting.delivery, Push.model_validate_json(waiting.body))
    except (ValidationError, zlib.error):
        return None  # whoever decodes the delivery tells it


def nudge(repo: RepoRef, why: str, base: str, now: int) -> Incoming:
    """A delivery of ours, because of which the rules of a repository are read; the same reason twice is a repeat.

    Args:
        repo: whose rules.
        why: what distinguishes this reason from others.
        base: the repository whose change is the reason; its own name where nothing else is.
        now: the present.
    """
    body = {
        "ref": "",
        "installation": {"id": repo.installation},
        "repository": {"id": repo.repo_id, "node_id": repo.repo_node, "full_name": repo.repo},
        "base": base,
    }
    lane = repository_lane(repo.repo_id)
    return Incoming(f"{why}:{repo.repo_id}", "push", lane, repo.installation, orjson.dumps(body), now)

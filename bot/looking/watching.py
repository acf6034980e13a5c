"""Since when a repository is observed; once, after two weeks, the log says where to read what was seen."""

from datetime import timedelta

import sqlalchemy as sa
import structlog

from bot.item import RepoRef
from bot.store import marks

SPAN = timedelta(days=14)
"""After how long people have seen enough to decide."""
_SPAN_MS = SPAN // timedelta(milliseconds=1)
_DAY_MS = timedelta(days=1) // timedelta(milliseconds=1)

_log = structlog.get_logger(__name__)


def keep_watching(connection: sa.Connection, repo: RepoRef, now: int) -> None:
    """Note that something was observed; what comes after two weeks of silence begins anew."""
    begun, last = (f"{word}:{repo.repo_id}" for word in ("observing", "observed"))
    since, before = marks.find(connection, begun), marks.find(connection, last)
    if since is None or before is None or now - before > _SPAN_MS:
        marks.put(connection, begun, now)
        marks.put(connection, last, now)
        marks.forget_all(connection, _told(repo))
        return
    if now - before > _DAY_MS:
        marks.put(connection, last, now)
    if now - since >= _SPAN_MS and marks.find(connection, _told(repo)) is None:
        marks.put(connection, _told(repo), now)
        help_ = f"see what would have been done: fingerpost observe {repo.repo}, or the page /observe/{repo.repo}"
        _log.info("two weeks were observed", item=repo.repo, help=help_)


def watched_since(connection: sa.Connection, repo_id: int) -> int | None:
    """Since when a repository is observed, in milliseconds; None where nothing was observed yet."""
    return marks.find(connection, f"observing:{repo_id}")


def _told(repo: RepoRef) -> str:
    return f"observe-told:{repo.repo_id}"

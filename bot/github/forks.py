"""The public forks of a repository that changed something, as GitHub compares them; asked for once a month at most."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from bot.github.auth import AppTokens
from bot.github.rest import compared
from bot.item import RepoRef
from rules.adaptations import LICENSE_KEPT, LICENSE_NONE, LICENSE_OTHER, Adaptation
from rules.facts import Facts
from rules.home import Home
from rules.speech import translated_into

MOST_LISTED = 100
MOST_COMPARED = 20
"""The newest of those that were pushed to since they were made."""


async def read_adaptations(tokens: AppTokens, repo: RepoRef, home: Home) -> tuple[Adaptation, ...]:
    """The forks with changes of their own, those changed last first.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `AppTokens.rest`.
    """

    def fetch(hub: Any) -> list[Adaptation]:
        ours = hub.get_repo(repo.repo_id)
        forks = islice((fork for fork in islice(ours.get_forks(), MOST_LISTED) if _changed(fork)), MOST_COMPARED)
        return [found for fork in forks for found in _compared(ours, fork, home)]

    found = await tokens.rest(repo.installation, fetch)
    return tuple(sorted(found, key=lambda one: one.changed, reverse=True))


def _changed(fork: Any) -> bool:
    """Whether anything was pushed to a public fork since it was made."""
    return not fork.private and fork.pushed_at is not None and fork.pushed_at > fork.created_at


def _compared(ours: Any, fork: Any, home: Home) -> Iterator[Adaptation]:
    """A fork with commits of its own; what was only brought up to date is none."""
    found = compared(ours, ours.default_branch, f"{fork.owner.login}:{fork.default_branch}")
    paths = tuple(file.filename for file in found.files) if found is not None and found.ahead_by else ()
    if paths:
        languages = translated_into(Facts(kind="pull_request", files=paths), home)
        stated = fork.license.spdx_id if fork.license else ""
        kept = (home.license or (ours.license.spdx_id if ours.license else "")).lower() == stated.lower()
        license_ = LICENSE_NONE if not stated else LICENSE_KEPT if kept else LICENSE_OTHER
        yield Adaptation(fork.full_name, len(paths), tuple(sorted(languages)), license_, stated, fork.pushed_at)

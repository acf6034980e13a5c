"""Opens the pull request that changes a repository's rule file, as somebody asks for it on a page."""

from collections.abc import Callable
from functools import partial

from bot.errors import GitHubError
from bot.figures.reading import written
from bot.github.proposals import read_proposals
from bot.hub import Hub
from bot.proposing.asked import Asked, branch_of
from bot.proposing.splices import CannotChange
from bot.proposing.switching import Written
from bot.rulechange.pull import Edit, open_pull
from bot.store import rulefiles
from rules.bases import FILE
from rules.proposals import Proposal

NEEDED = ("contents", "pull_requests")
_LACKS = "the App may not open pull requests here: it lacks the permissions Contents: write and Pull requests: write"


async def open_change(hub: Hub, repo: str, key: str, edit: Callable[[Written, Proposal], Edit]) -> int:
    """Open the pull request, or bring the open one up to date; gives its number, 0 where GitHub does not tell yet.

    Args:
        hub: of the bot.
        repo: `owner/name`.
        key: tells this change from others: what is asked for twice is one pull request.
        edit: makes the change of the file on the default branch, empty where there is none; or raises CannotChange.

    Raises:
        CannotChange: a person has to do it; says why.
        NotInstalled, Gone, Retryable, RateLimited, GitHubError: GitHub did not do it; the message says why.
    """
    place = await hub.place(repo)
    item = place.item
    if hub.modes.observes(item.repo):
        raise CannotChange("FINGERPOST_MODE has the bot write nothing here")
    if any(place.permissions.get(name) != "write" for name in NEEDED):
        raise CannotChange(_LACKS)
    branch = branch_of(item.repo, key)
    there = (await read_proposals(hub.graphql, hub.tokens, item, [Asked(branch, item.repo, FILE)]))[branch].begun_anew
    if not isinstance(there.text, str):
        raise CannotChange(f"{FILE} on the default branch is too long to be changed by a program, or is no text")
    if not there.base:
        raise GitHubError("the repository has no commit yet")
    kept = await hub.store.read(partial(rulefiles.last_valid, repo_id=item.repo_id, path=FILE))
    around = written(kept) if kept else Written("")
    change = edit(Written(there.text, around.bases, around.sayings), there)
    if there.pull and there.head_text == change.text:  # what people wrote above it stays
        return there.pull.number
    return await open_pull(hub, item, branch, there, change)

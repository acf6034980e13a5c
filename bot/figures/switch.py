"""Opens the pull request that has a rule act which only observed until now: somebody asks for it on a page."""

from functools import partial

from bot.actions.propose import OpenProposal
from bot.figures.reading import written
from bot.github.proposals import read_proposals
from bot.hub import Hub
from bot.messages import say, words
from bot.proposing.asked import Asked, branch_of
from bot.proposing.splices import CannotChange
from bot.proposing.switching import Written, switched_on
from bot.setup.opening import carry_out
from bot.store import rulefiles
from rules.bases import FILE

NEEDED = ("contents", "pull_requests")
_LACKS = "the App may not open pull requests here: it lacks the permissions Contents: write and Pull requests: write"


class Switcher:
    """Does so, for the pages."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def switch_on(self, repo: str, rule: str) -> int:
        """Open the pull request; gives its number, 0 where GitHub does not tell yet.

        Raises:
            CannotChange, GitHubError: as for the function of this name.
        """
        return await switch_on(self._hub, repo, rule)


async def switch_on(hub: Hub, repo: str, rule: str) -> int:
    """Open the pull request, or bring the open one up to date; gives its number, 0 where GitHub does not tell yet.

    Raises:
        CannotChange: a person has to do it; says why.
        NotInstalled, Gone, Retryable, RateLimited, GitHubError: GitHub did not do it; the message says why.
    """
    place = await hub.changes.looks.onlooker.place(repo)
    item = place.item
    if hub.modes.observes(item.repo):
        raise CannotChange("FINGERPOST_MODE has the bot write nothing here")
    if any(place.permissions.get(name) != "write" for name in NEEDED):
        raise CannotChange(_LACKS)
    branch = branch_of(item.repo, f"switch {rule}/0")
    there = (await read_proposals(hub.graphql, item, [Asked(branch, item.repo, FILE)]))[branch].begun_anew
    if not isinstance(there.text, str) or not there.text:
        raise CannotChange(f"there is no {FILE} on the default branch that can be changed")
    kept = await hub.store.read(partial(rulefiles.last_valid, repo_id=item.repo_id, path=FILE))
    around = written(kept) if kept else Written("")
    file = Written(there.text, around.bases, around.sayings)
    text, language = switched_on(file, rule), file.load().project.language
    action = OpenProposal(
        rule="",
        position=0,
        cause="",
        branch=branch,
        place=item.repo,
        path=FILE,
        mark="",
        there=there,
        title=words("switch-title", language, rule=rule),
        body=say("switch-body", language, rule=rule),
        text=None if text == there.head_text else text,
    )
    return await carry_out(hub, item, action)

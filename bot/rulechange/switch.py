"""Opens the pull request that has a rule act which only observed until now: somebody asks for it on a page."""

from bot.hub import Hub
from bot.messages import say, words
from bot.proposing.splices import CannotChange
from bot.proposing.switching import Written, switched_on
from bot.rulechange.opening import open_change
from bot.rulechange.pull import Edit
from rules.bases import FILE
from rules.proposals import Proposal


class Switcher:
    """Does so, for the pages."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def switch_on(self, repo: str, rule: str) -> int:
        """Open the pull request; gives its number, 0 where GitHub does not tell yet. The same rule is the same one.

        Raises:
            CannotChange, GitHubError: as for `open_change`.
        """

        def edit(file: Written, there: Proposal) -> Edit:
            del there
            if not file.text:
                raise CannotChange(f"there is no {FILE} on the default branch that can be changed")
            text, language = switched_on(file, rule), file.load().project.language
            return Edit(text, words("switch-title", language, rule=rule), say("switch-body", language, rule=rule))

        return await open_change(self._hub, repo, f"switch {rule}/0", edit)

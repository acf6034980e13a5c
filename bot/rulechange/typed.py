"""Opens the pull request with rules that somebody typed in the playground."""

import hashlib
from dataclasses import dataclass

from bot.hub import Hub
from bot.messages import say, words
from bot.proposing.splices import CannotChange
from bot.proposing.switching import Written
from bot.rulechange.opening import open_change
from bot.rulechange.pull import Edit
from rules.proposals import Proposal

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class NewRules:
    """Rules that somebody proposes.

    Attributes:
        begun: the digest of the file that they were made of.
        by: the login of who proposes them; empty for whoever sits at the machine.
        language: in which the pull request is written.
    """

    text: str
    begun: str
    by: str = ""
    language: str = ""


class Proposer:
    """Does so, for the pages."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def propose(self, repo: str, rules: NewRules) -> int:
        """Open the pull request; gives its number, 0 where GitHub does not tell yet. The same rules are the same one.

        Raises:
            CannotChange, GitHubError: as for `open_change`.
        """

        def edit(file: Written, there: Proposal) -> Edit:
            text = _as_it_was(rules.text, file.text)
            if text == file.text:
                raise CannotChange("these are the rules on the default branch already")
            if digest_of(file.text) != rules.begun:
                raise CannotChange(
                    "the file on the default branch is another one than you began with. Copy what you changed, load "
                    "the page again and change that"
                )
            if there.pull and there.head_text not in {text, file.text}:
                raise CannotChange(
                    f"somebody has changed pull request #{there.pull.number}, which proposes these rules"
                )
            said = {"who": rules.by}
            return Edit(text, words("rules-title", rules.language), say("rules-body", rules.language, **said))

        return await open_change(self._hub, repo, f"playground {digest_of(rules.text)}/0", edit)


def digest_of(text: str) -> str:
    """What tells a rule file from others, however its lines end."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:_DIGITS]


def _as_it_was(typed: str, before: str) -> str:
    """What was typed, with its lines ending as those of the file did: browsers do not keep that."""
    return typed.replace("\r\n", "\n").replace("\n", "\r\n") if "\r\n" in before else typed

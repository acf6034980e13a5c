"""The pull request that brings a rule file, opened at once because somebody asks for it on a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.action import Target, Write
from bot.actions.propose import OpenProposal, ProposeVerb
from bot.errors import GitHubError
from bot.github.answer import Written
from bot.github.proposals import read_proposals
from bot.hub import Hub
from bot.item import ItemRef
from bot.proposing.asked import Asked
from bot.writing.refused import explained
from rules.bases import FILE
from rules.proposals import Proposal


@dataclass(frozen=True, slots=True)
class Edit:
    """What the rule file shall say, and how the pull request tells of it."""

    text: str
    title: str
    body: str


async def open_pull(hub: Hub, item: ItemRef, branch: str, there: Proposal, edit: Edit) -> int:
    """Open the pull request, or bring the open one up to date; gives its number, 0 where GitHub does not tell yet.

    Args:
        hub: of the bot.
        item: stands for the repository.
        branch: on which the file is changed.
        there: what is in the repository, and on the branch.
        edit: what is proposed.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: GitHub did not do it; the message says why.
    """
    action = OpenProposal(
        rule="",
        position=0,
        cause="",
        branch=branch,
        place=item.repo,
        path=FILE,
        mark="",
        there=there,
        title=edit.title,
        body=edit.body,
        text=None if edit.text == there.head_text else edit.text,
    )
    waiting: Sequence[Write] = [one for one in ProposeVerb().writes([action], Target(item)) if isinstance(one, Write)]
    while waiting:
        written = await hub.graphql.write(item.installation, waiting)
        waiting = [further for each in written for further in _next(each)]
    told = (await read_proposals(hub.graphql, hub.tokens, item, [Asked(branch, item.repo, FILE)]))[branch]
    return told.pull.number if told.pull else 0


def _next(written: Written) -> Sequence[Write]:
    if written.answer is None:
        raise GitHubError(f"GitHub did not take it: {explained(written.fault, written.write)}")
    return written.write.then.writes(written.answer) if written.write.then else ()

"""`transfer`: move the issue to another repository."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Name, Refusal, Target, Write
from bot.verb import Trace, Verb, Wording
from bot.writing.permissions import ISSUES, needs
from rules.condition import known
from rules.facts import Facts
from rules.goals.transfer import Transfer

MOVED = "issue { id number repository { id databaseId nameWithOwner isPrivate } }"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferIssue(Action):
    """A repository to be in."""

    do: ClassVar[str] = "transfer"
    repository: str

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.repository.lower(),)

    def keys(self) -> dict[str, Any]:
        return {"repository": self.repository}

    def describe(self) -> str:
        return f"transfer to {self.repository}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        return {"repo": self.repository, "came_from": (*known(facts.came_from), known(facts.repo))}

    def claims(self) -> Mapping[str, str]:
        return {"repository": self.repository.lower()}


class TransferVerb(Verb[Transfer], word="transfer"):
    """Moves the issue once, never back to where somebody moved it from."""

    parting = True
    trace = Trace("repo", alone=True, timeline=True)
    permissions = needs(transferIssue=f"{ISSUES} in both repositories, and the App installed in both")
    key = "repository"
    wording = Wording("stage", "transferred to {}", "transfer to {}")

    def plan(self, goal: Transfer, look: Look) -> Iterator[Action | HeldBack]:
        wanted, here = goal.value, known(look.facts.repo)
        left = {repository.lower() for repository in known(look.facts.came_from)}
        if wanted.lower() == here.lower():
            return
        if wanted.partition("/")[0].lower() != here.partition("/")[0].lower():
            yield look.held_back("transfer", f"GitHub moves issues only within one account, and {wanted} is elsewhere")
        elif wanted.lower() in left:
            yield look.held_back("transfer", f"somebody moved it here from {wanted}")
        else:
            yield TransferIssue(**look.signed, repository=wanted)

    def names(self, action: TransferIssue) -> Sequence[Name]:
        return [Name("repository", action.repository)]

    def writes(self, actions: Sequence[TransferIssue], target: Target) -> Iterator[Write | Refusal]:
        yield from self.unknown(actions, target, "the App sees no repository {}: is it installed there?")
        for part in self.known_parts(actions, target):
            repository = target.ids[Name("repository", part.repository)]
            given = {"issueId": target.item.node, "repositoryId": repository, "createLabelsIfMissing": True}
            yield Write("transferIssue", given, (part,), select=MOVED)

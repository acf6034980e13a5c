"""`decide`: have the community decide, in a comment of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.verb import Trace, Verb, Wording
from bot.voting.beginning import CannotBegin, begin, matter_of
from bot.voting.counting import counted
from bot.voting.telling import digest_of, shown
from bot.voting.vouching import vouching
from bot.writing.permissions import CONVERSATIONS, DISCUSSIONS, needs
from rules.condition import known
from rules.facts import UNKNOWN, Facts
from rules.goals.decide import Decide
from rules.votes import Posted, Talk, Vote, running


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowVote(Action):
    """A decision as its comment should show it, and as it is to be remembered then.

    Attributes:
        body: what the comment should say.
        comment: the id of the comment; None where there is none yet.
        stands: whether it says so already, so that nothing is written.
    """

    do: ClassVar[str] = "decide"
    vote: Vote
    body: str
    comment: str | None = None
    stands: bool = False

    @property
    def about(self) -> str:
        """It in a few words: what is decided, and what came of it by now."""
        vote = self.vote
        whom = f" of {vote.nominee}" if vote.nominee else ""
        role = f" as {vote.role}" if vote.nominee and vote.role else ""
        sides = [f"{number} {side}" for number, side in zip(vote.counts, ("for", "against"), strict=False) if number]
        told = [*([] if vote.open else [vote.state]), *sides]
        return f"{vote.decision}{whom}{role}{': ' if told else ''}{', '.join(told)}"

    @property
    def targets(self) -> tuple[str, ...]:
        return (f"{self.vote.key}={digest_of(self.body)}{'+' if self.stands else ''}",)

    def keys(self) -> dict[str, Any]:
        return {"decision": self.about}

    def describe(self) -> str:
        return f"decision {self.about}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        votes = tuple(vote for vote in known(facts.votes) if vote.key != self.vote.key)
        talk = facts.talk if facts.talk is not UNKNOWN else Talk()
        before = talk.posted.get(self.vote.key) or Posted(id="", at=self.vote.begun_at, digest="")
        posted = {**talk.posted, self.vote.key: replace(before, digest=digest_of(self.body))}
        return {"votes": (*votes, self.vote), "talk": replace(talk, posted=posted)}


def _digests(talk: Talk) -> dict[str, str]:
    return {key: posted.digest for key, posted in talk.posted.items()}


class DecideVerb(Verb[Decide], word="decide"):
    """Opens the decision where it is not open, and was not taken because of the same event."""

    trace = Trace("talk", valued=True, timeline=True, read=_digests)
    permissions = needs(
        addComment=CONVERSATIONS,
        updateIssueComment=CONVERSATIONS,
        addDiscussionComment=DISCUSSIONS,
        updateDiscussionComment=DISCUSSIONS,
    )
    wording = Wording("comment", "decision: {}", "decision: {}")

    def plan(self, goal: Decide, look: Look) -> Iterator[Action | HeldBack]:
        votes, facts = known(look.facts.votes), look.facts
        asked = (look.rule.id, look.position, look.cause)
        if any((vote.rule_id, vote.position, vote.cause) == asked for vote in votes):
            return
        try:
            vote = begin(matter_of(goal.value, look), look)
        except CannotBegin as error:
            yield look.held_back("decide", str(error))
            return
        going_on = running(votes)
        if going_on and going_on.about != vote.about:
            why = f"the decision {going_on.decision} is open on this item, and there is one at a time"
            yield look.held_back("decide", why)
        elif not going_on:
            yield showing(vote, facts, look)

    def told(self, target: str, facts: Facts) -> dict[str, Any]:
        key = target.rpartition("=")[0]
        votes = () if facts.votes is UNKNOWN else facts.votes
        return {"decision": next((vote.decision for vote in votes if vote.key == key), key)}

    def writes(self, actions: Sequence[ShowVote], target: Target) -> Iterator[Write | Refusal]:
        discussion = target.item.kind == "discussion"
        for action in actions:
            if action.stands:
                continue
            if action.comment is None:
                mutation = "addDiscussionComment" if discussion else "addComment"
                subject = "discussionId" if discussion else "subjectId"
                yield Write(mutation, {subject: target.item.node, "body": action.body}, (action,), creates=1)
            else:
                mutation = "updateDiscussionComment" if discussion else "updateIssueComment"
                key = "commentId" if discussion else "id"
                yield Write(mutation, {key: action.comment, "body": action.body}, (action,))


def showing(vote: Vote, facts: Facts, look: Look) -> ShowVote:
    """What shows a decision that has just begun; where its comment stands already, it is only remembered."""
    _, found = counted(vote, None, facts, look.book)
    body = shown(vote, found, look.book.project.language, vouching(vote, found, look))
    return ShowVote(**look.signed, vote=vote, body=body, stands=vote.key in known(facts.talk).posted)

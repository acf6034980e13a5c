"""Mutations that close, lock, pin, move and react."""

from typing import Any

from bot.sandbox.graphql.context import Context
from bot.sandbox.graphql.registry import mutation
from bot.sandbox.world import reactions, states
from bot.sandbox.world.items import Comment, Discussion, Issue, Item, PullRequest
from bot.sandbox.world.records import Repository

Input = dict[str, Any]


@mutation("closeIssue")
def close_issue(context: Context, given: Input) -> Input:
    """Close an issue."""
    reason = given.get("stateReason")
    issue = context.node(given["issueId"], Issue)
    return {"issue": states.close(context.change, issue, reason.lower() if reason else None)}


@mutation("reopenIssue")
def reopen_issue(context: Context, given: Input) -> Input:
    """Open an issue again."""
    return {"issue": states.reopen(context.change, context.node(given["issueId"], Issue))}


@mutation("closePullRequest")
def close_pull_request(context: Context, given: Input) -> Input:
    """Close a pull request."""
    return {"pullRequest": states.close(context.change, context.node(given["pullRequestId"], PullRequest))}


@mutation("reopenPullRequest")
def reopen_pull_request(context: Context, given: Input) -> Input:
    """Open a pull request again."""
    return {"pullRequest": states.reopen(context.change, context.node(given["pullRequestId"], PullRequest))}


@mutation("closeDiscussion")
def close_discussion(context: Context, given: Input) -> Input:
    """Close a discussion."""
    reason = (given.get("reason") or "RESOLVED").lower()
    return {"discussion": states.close(context.change, context.node(given["discussionId"], Discussion), reason)}


@mutation("reopenDiscussion")
def reopen_discussion(context: Context, given: Input) -> Input:
    """Open a discussion again."""
    return {"discussion": states.reopen(context.change, context.node(given["discussionId"], Discussion))}


@mutation("lockLockable")
def lock(context: Context, given: Input) -> Input:
    """Lock a conversation."""
    item = context.node(given["lockableId"], Item)
    locked = states.lock(context.change, item, given.get("lockReason"))
    return {"lockedRecord": locked, "actor": context.change.actor}


@mutation("unlockLockable")
def unlock(context: Context, given: Input) -> Input:
    """Open a conversation again."""
    unlocked = states.unlock(context.change, context.node(given["lockableId"], Item))
    return {"unlockedRecord": unlocked, "actor": context.change.actor}


@mutation("pinIssue")
def pin(context: Context, given: Input) -> Input:
    """Pin an issue."""
    return {"issue": states.pin(context.change, context.node(given["issueId"], Issue))}


@mutation("unpinIssue")
def unpin(context: Context, given: Input) -> Input:
    """Take an issue's pin out."""
    issue = states.unpin(context.change, context.node(given["issueId"], Issue))
    return {"issue": issue, "id": given["issueId"]}


@mutation("transferIssue")
def transfer(context: Context, given: Input) -> Input:
    """Move an issue to another repository."""
    target, issue = context.node(given["repositoryId"], Repository), context.node(given["issueId"], Issue)
    make_labels = bool(given.get("createLabelsIfMissing"))
    return {"issue": states.transfer(context.change, issue, target, make_labels=make_labels)}


@mutation("addReaction")
def add_reaction(context: Context, given: Input) -> Input:
    """React."""
    subject: Any = context.node(given["subjectId"], Item, Comment)
    reaction = reactions.add(context.change, subject, given["content"])
    return {"reaction": reaction, "subject": context.reader.records[subject.id]}


@mutation("removeReaction")
def remove_reaction(context: Context, given: Input) -> Input:
    """Take a reaction back."""
    subject: Any = context.node(given["subjectId"], Item, Comment)
    reaction = reactions.remove(context.change, subject, given["content"])
    return {"reaction": reaction, "subject": context.reader.records[subject.id]}

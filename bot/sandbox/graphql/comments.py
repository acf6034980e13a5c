"""What only comments and reviews have."""

from typing import Any

from bot.sandbox.graphql.connection import connection
from bot.sandbox.graphql.context import Info
from bot.sandbox.graphql.items import COMMENTS
from bot.sandbox.graphql.registry import field
from bot.sandbox.world import commits
from bot.sandbox.world.items import Comment, Discussion, DiscussionComment, IssueComment, Item, PullRequest, Review
from bot.sandbox.world.records import Commit


@field(COMMENTS, "isMinimized")
def is_minimized(held: Comment, _info: Info) -> bool:
    """Whether it is hidden."""
    return held.minimized is not None


@field(COMMENTS, "minimizedReason")
def minimized_reason(held: Comment, _info: Info) -> str | None:
    """Why it is hidden."""
    return held.minimized.lower().replace("_", "-") if held.minimized else None


@field(COMMENTS, "viewerCanMinimize", "viewerCanDelete", "viewerCanUpdate")
def viewer_can(held: Comment, info: Info) -> bool:
    """Whether the one who asks may change it."""
    reader = info.context.reader
    return bool(info.context.grant.covers(reader.repo_of(reader.one(Item, held.item))))


@field("IssueComment", "issue")
def issue(held: IssueComment, info: Info) -> Any:
    """The issue it is on; GitHub shows a pull request's issue here too."""
    return info.context.reader.one(Item, held.item)


@field("IssueComment", "pullRequest")
def pull_request(held: IssueComment, info: Info) -> PullRequest | None:
    """The pull request that it is on, if it is one."""
    return info.context.reader.find(PullRequest, held.item)


@field("PullRequestReview", "pullRequest")
def reviewed(held: Review, info: Info) -> PullRequest:
    """The pull request that was reviewed."""
    return info.context.reader.one(PullRequest, held.item)


@field("PullRequestReview", "state")
def state(held: Review, _info: Info) -> str:
    """What the reviewer said."""
    return held.state.upper()


@field("PullRequestReview", "submittedAt")
def submitted_at(held: Review, _info: Info) -> str:
    """When it was submitted."""
    return held.created_at


@field("PullRequestReview", "commit")
def commit(held: Review, info: Info) -> Commit | None:
    """What was reviewed."""
    reader = info.context.reader
    return commits.resolve(reader, reader.repo_of(reader.one(Item, held.item)), held.sha)


@field("DiscussionComment", "discussion")
def discussion(held: DiscussionComment, info: Info) -> Discussion | None:
    """The discussion that it is on."""
    return info.context.reader.find(Discussion, held.item)


@field("DiscussionComment", "replyTo")
def reply_to(held: DiscussionComment, info: Info) -> DiscussionComment | None:
    """The comment that it answers."""
    return info.context.reader.find(DiscussionComment, held.reply_to)


@field("DiscussionComment", "replies")
def replies(held: DiscussionComment, info: Info, **page: Any) -> Any:
    """The answers to it."""
    return connection(info, info.context.reader.many(DiscussionComment, held.replies), **page)


@field("DiscussionComment", "isAnswer")
def is_answer(held: DiscussionComment, info: Info) -> bool:
    """Whether it was chosen as the answer."""
    talk = info.context.reader.find(Discussion, held.item)
    return talk is not None and talk.answer == held.id

"""Issues, pull requests, discussions, and what hangs on them."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from bot.sandbox.world.records import Number, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(Record):
    """A label of a repository."""

    repo: Number
    name: str
    color: str = "ededed"
    description: str | None = None
    typename: ClassVar[str] = "Label"


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Record):
    """A milestone of a repository."""

    repo: Number
    number: int
    title: str
    creator: Number
    state: str = "open"
    description: str | None = None
    due_on: str | None = None
    closed_at: str | None = None
    typename: ClassVar[str] = "Milestone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Category(Record):
    """A category of discussions."""

    repo: Number
    name: str
    slug: str
    emoji: str = ":speech_balloon:"
    description: str | None = None
    answerable: bool = False
    typename: ClassVar[str] = "DiscussionCategory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Record):
    """What an issue, a pull request and a discussion have in common."""

    repo: Number
    number: int
    title: str
    author: Number
    body: str = ""
    state: str = "open"
    state_reason: str | None = None
    closed_at: str | None = None
    closed_by: Number | None = None
    association: str | None = None
    labels: tuple[Number, ...] = ()
    comments: tuple[Number, ...] = ()
    timeline: tuple[Number, ...] = ()
    reactions: tuple[Number, ...] = ()
    assignees: tuple[Number, ...] = ()
    milestone: Number | None = None
    cards: tuple[Number, ...] = ()
    locked: bool = False
    lock_reason: str | None = None
    editor: Number | None = None
    last_edited_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Item):
    """An issue."""

    typename: ClassVar[str] = "Issue"


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest(Item):
    """A pull request."""

    draft: bool = False
    base_ref: str = "main"
    base_sha: str = ""
    head_ref: str = "patch-1"
    head_sha: str = ""
    files: tuple[dict[str, Any], ...] = ()
    commits: tuple[str, ...] = ()
    requests: tuple[Number, ...] = ()
    reviews: tuple[Number, ...] = ()
    closes: tuple[Number, ...] = ()
    merged_at: str | None = None
    merged_by: Number | None = None
    merge_sha: str | None = None
    typename: ClassVar[str] = "PullRequest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion(Item):
    """A discussion."""

    category: Number
    answer: Number | None = None
    answered_at: str | None = None
    typename: ClassVar[str] = "Discussion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Record):
    """What comments of every kind have in common."""

    item: Number
    author: Number
    body: str
    association: str | None = None
    editor: Number | None = None
    last_edited_at: str | None = None
    minimized: str | None = None
    reactions: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueComment(Comment):
    """A comment on an issue or a pull request."""

    typename: ClassVar[str] = "IssueComment"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussionComment(Comment):
    """A comment on a discussion, or an answer to one."""

    reply_to: Number | None = None
    replies: tuple[Number, ...] = ()
    typename: ClassVar[str] = "DiscussionComment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Comment):
    """A submitted review; `state` is approved, changes_requested, commented or dismissed."""

    state: str
    sha: str
    typename: ClassVar[str] = "PullRequestReview"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewComment(Comment):
    """A comment on a line of a pull request."""

    review: Number
    path: str
    line: int
    sha: str
    reply_to: Number | None = None
    typename: ClassVar[str] = "PullRequestReviewComment"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRequest(Record):
    """Somebody, a person or a team, whose review is asked for."""

    pull: Number
    reviewer: Number
    typename: ClassVar[str] = "ReviewRequest"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent(Record):
    """What happened to an item; `kind` is GitHub's name of the event."""

    kind: str
    item: Number
    actor: Number
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def typename(self) -> str:  # type: ignore[override]  # the one record whose type is data
        """GitHub's name of the event."""
        return self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction(Record):
    """A reaction to an item or a comment."""

    subject: Number
    content: str
    user: Number
    typename: ClassVar[str] = "Reaction"

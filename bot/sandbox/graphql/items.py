"""What issues, pull requests and discussions have in common."""

from typing import Any

from bot.sandbox.graphql.connection import connection, ordered
from bot.sandbox.graphql.context import Info
from bot.sandbox.graphql.registry import field
from bot.sandbox.graphql.repos import state_of
from bot.sandbox.shapes import comments as comment_shapes
from bot.sandbox.shapes import items as shapes
from bot.sandbox.world import access, cards
from bot.sandbox.world.boards import Card, Project
from bot.sandbox.world.items import (
    Category,
    Comment,
    Discussion,
    DiscussionComment,
    Issue,
    IssueComment,
    Item,
    Label,
    Milestone,
    PullRequest,
    Reaction,
)
from bot.sandbox.world.reactions import CONTENTS
from bot.sandbox.world.records import Account, User

ITEMS = "Issue PullRequest Discussion"
COMMENTS = "IssueComment DiscussionComment PullRequestReview"
BOTH = f"{ITEMS} {COMMENTS}"


@field(BOTH, "author")
def author(held: Item | Comment, info: Info) -> Account | None:
    """Who wrote it; null for somebody who is gone."""
    return info.context.reader.find(Account, held.author)


@field(BOTH, "authorAssociation")
def author_association(held: Item | Comment, info: Info) -> str:
    """How the author stands to the repository."""
    reader = info.context.reader
    item = held if isinstance(held, Item) else reader.one(Item, held.item)
    return access.association(reader, item, held.author, held.association)


@field(BOTH, "viewerDidAuthor")
def viewer_did_author(held: Item | Comment, info: Info) -> bool:
    """Whether the one who asks wrote it."""
    return bool(held.author == info.context.change.actor.id)


@field(BOTH, "editor")
def editor(held: Item | Comment, info: Info) -> Account | None:
    """Who edited it last."""
    return info.context.reader.find(Account, held.editor)


@field(BOTH, "bodyText")
def body_text(held: Item | Comment, _info: Info) -> str:
    """The text without its marks; here, the text."""
    return held.body


@field(BOTH, "publishedAt")
def published_at(held: Item | Comment, _info: Info) -> str:
    """When it was first seen."""
    return held.created_at


@field(BOTH, "includesCreatedEdit")
def includes_created_edit(held: Item | Comment, _info: Info) -> bool:
    """Whether its history begins with an edit."""
    return held.last_edited_at is not None


@field(BOTH, "url")
def url(held: Item | Comment, info: Info) -> str:
    """Where a browser would look."""
    lens = info.context.lens
    return shapes.web_url(lens, held) if isinstance(held, Item) else comment_shapes.comment_page(lens, held)


@field(BOTH, "resourcePath")
def resource_path(held: Item | Comment, info: Info) -> str:
    """The path of its page."""
    return url(held, info).removeprefix(info.context.lens.web)


@field(BOTH, "reactions")
def reactions(held: Item | Comment, info: Info, content: str | None = None, orderBy: Any = None, **page: Any) -> Any:  # noqa: N803
    """The reactions to it."""
    given = info.context.reader.many(Reaction, held.reactions)
    chosen = [each for each in given if content in (None, each.content)]
    return connection(info, ordered(chosen, orderBy), **page)


@field(BOTH, "reactionGroups")
def reaction_groups(held: Item | Comment, info: Info) -> list[dict[str, Any]]:
    """The reactions to it, by kind; kinds that nobody gave are there too."""
    given = info.context.reader.many(Reaction, held.reactions)
    viewer = info.context.change.actor.id
    groups = []
    for content in CONTENTS:
        of_kind = [each for each in given if each.content == content]
        groups.append({
            "content": content, "subject": held, "_given": of_kind,
            "createdAt": of_kind[0].created_at if of_kind else None,
            "viewerHasReacted": any(each.user == viewer for each in of_kind),
        })  # fmt: skip
    return groups


@field("ReactionGroup", "reactors")
def reactors(group: dict[str, Any], info: Info, **page: Any) -> Any:
    """Who reacted."""
    reader = info.context.reader
    return connection(info, group["_given"], lambda each: reader.find(Account, each.user), **page)


@field("Reaction", "user")
def reaction_user(held: Reaction, info: Info) -> User | None:
    """The person who reacted; null for an App."""
    return info.context.reader.find(User, held.user)


@field("Reaction", "reactable")
def reactable(held: Reaction, info: Info) -> Any:
    """What was reacted to."""
    return info.context.reader.records[held.subject]


@field(ITEMS, "labels")
def labels(item: Item, info: Info, orderBy: Any = None, **page: Any) -> Any:  # noqa: N803
    """The labels on it."""
    return connection(info, ordered(info.context.reader.many(Label, item.labels), orderBy), **page)


@field(ITEMS, "viewerCanLabel")
def viewer_can_label(item: Item, info: Info) -> bool:
    """Whether the one who asks may label it."""
    return bool(info.context.grant.covers(info.context.reader.repo_of(item)))


@field(ITEMS, "closed")
def closed(item: Item, _info: Info) -> bool:
    """Whether it is closed."""
    return item.state == "closed"


@field("Issue PullRequest", "state")
def state(item: Item, _info: Info) -> str:
    """Open, closed or merged."""
    return state_of(item)


@field("Issue Discussion", "stateReason")
def state_reason(item: Item, _info: Info, **_: Any) -> str | None:
    """Why it is as it is."""
    return item.state_reason.upper() if item.state_reason else None


@field(ITEMS, "activeLockReason")
def active_lock_reason(item: Item, _info: Info) -> str | None:
    """Why it is locked."""
    return item.lock_reason.upper().replace(" ", "_").replace("-", "_") if item.lock_reason else None


@field("Issue PullRequest", "comments")
def comments(item: Item, info: Info, orderBy: Any = None, **page: Any) -> Any:  # noqa: N803
    """The comments on it."""
    return connection(info, ordered(info.context.reader.many(IssueComment, item.comments), orderBy), **page)


@field("Discussion", "comments")
def discussion_comments(talk: Discussion, info: Info, **page: Any) -> Any:
    """The comments on it that answer no other comment."""
    held = info.context.reader.many(DiscussionComment, talk.comments)
    return connection(info, [each for each in held if each.reply_to is None], **page)


@field("Issue PullRequest", "assignees")
def assignees(item: Item, info: Info, **page: Any) -> Any:
    """Who it is assigned to."""
    return connection(info, info.context.reader.many(User, item.assignees), **page)


@field("Issue PullRequest", "participants")
def participants(item: Item, info: Info, **page: Any) -> Any:
    """Who took part."""
    reader = info.context.reader
    people = [item.author, *(each.author for each in reader.many(Comment, item.comments)), *item.assignees]
    return connection(info, reader.many(User, dict.fromkeys(people)), **page)


@field("Issue PullRequest", "milestone")
def milestone(item: Item, info: Info) -> Milestone | None:
    """The milestone that it belongs to."""
    return info.context.reader.find(Milestone, item.milestone)


@field("Issue PullRequest", "projectItems")
def project_items(item: Item, info: Info, includeArchived: bool = True, **page: Any) -> Any:  # noqa: N803
    """Its cards on boards that may be seen."""
    reader = info.context.reader
    held = [
        card
        for card in reader.many(Card, item.cards)
        if (includeArchived or not card.archived_at)
        and cards.visible(info.context.change, reader.one(Project, card.project))
    ]
    return connection(info, held, **page)


@field("Issue", "isPinned")
def is_pinned(issue: Issue, info: Info) -> bool:
    """Whether it is pinned to the front."""
    return issue.id in info.context.reader.repo_of(issue).pinned


@field("Issue", "closedByPullRequestsReferences")
def closed_by(issue: Issue, info: Info, includeClosedPrs: bool = False, **page: Any) -> Any:  # noqa: N803
    """Pull requests that say that they close it: the open ones, or all."""
    reader = info.context.reader
    pulls = [pull for pull in reader.many(PullRequest, reader.repo_of(issue).numbers) if issue.id in pull.closes]
    return connection(info, [pull for pull in pulls if includeClosedPrs or pull.state == "open"], **page)


@field("Discussion", "category")
def category(talk: Discussion, info: Info) -> Category:
    """Its category."""
    return info.context.reader.one(Category, talk.category)


@field("Discussion", "isAnswered")
def is_answered(talk: Discussion, _info: Info) -> bool:
    """Whether an answer was chosen."""
    return talk.answer is not None


@field("Discussion", "answer")
def answer(talk: Discussion, info: Info) -> DiscussionComment | None:
    """The chosen answer."""
    return info.context.reader.find(DiscussionComment, talk.answer)


@field("Discussion", "answerChosenAt")
def answer_chosen_at(talk: Discussion, _info: Info) -> str | None:
    """When it was chosen."""
    return talk.answered_at

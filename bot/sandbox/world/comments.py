"""Comments: written, edited, hidden, deleted."""

from typing import Any

from bot.sandbox.refusals import NotFound, Refusal
from bot.sandbox.world.change import Change
from bot.sandbox.world.items import Comment, Discussion, DiscussionComment, IssueComment, Item
from bot.sandbox.world.records import Repository

LONGEST = 65_536


def check_body(body: str, *, empty: bool = False) -> None:
    """Refuse a body that is blank or longer than GitHub takes."""
    if not empty and not body.strip():
        raise Refusal("Body cannot be blank", errors=[_error("missing_field")])
    if len(body) > LONGEST:
        message = f"Body is too long (maximum is {LONGEST} characters)"
        told = {"resource": "IssueComment", "code": "unprocessable", "field": "data", "message": message}
        raise Refusal(message, errors=[told])


def add(change: Change, item: Item, body: str, reply_to: DiscussionComment | None = None) -> Comment:
    """Comment on an item."""
    repo = change.may_write(item)
    check_body(body)
    common: dict[str, Any] = {
        "id": change.world.number(), "item": item.id, "author": change.actor.id, "body": body,
        "created_at": change.now, "updated_at": change.now,
    }  # fmt: skip
    comment: Comment
    if isinstance(item, Discussion):
        if reply_to and reply_to.reply_to:
            raise Refusal("Parent comment is already in a thread, cannot reply to it")
        comment = DiscussionComment(**common, reply_to=reply_to.id if reply_to else None)
        if reply_to:
            change.world.update(reply_to, replies=(*reply_to.replies, comment.id))
    else:
        comment = IssueComment(**common)
    change.world.add(comment)
    item = change.world.touch(item, change.now, comments=(*item.comments, comment.id))
    if not isinstance(item, Discussion):
        change.world.update(item, timeline=(*item.timeline, comment.id))
    change.did("comment", item, comment=comment.id, body=body)
    _tell(change, "created", repo, comment)
    return comment


def edit(change: Change, comment: Comment, body: str) -> Comment:
    """Change a comment's text."""
    item, repo = _place(change, comment)
    change.may_write(item)
    check_body(body)
    if comment.body == body:
        change.did("edit_comment", item, noop=True, comment=comment.id)
        return comment
    old = comment.body
    comment = change.world.update(
        comment, body=body, updated_at=change.now, last_edited_at=change.now, editor=change.actor.id
    )
    change.world.touch(item, change.now)
    change.did("edit_comment", item, comment=comment.id, body=body)
    _tell(change, "edited", repo, comment, changes={"body": {"from": old}})
    return comment


def delete(change: Change, comment: Comment) -> None:
    """Delete a comment."""
    item, repo = _place(change, comment)
    change.may_write(item)
    world = change.world
    left = tuple(known for known in item.comments if known != comment.id)
    line = tuple(known for known in item.timeline if known != comment.id)
    world.touch(item, change.now, comments=left, timeline=line)
    change.did("delete_comment", item, comment=comment.id)
    _tell(change, "deleted", repo, comment)
    parent = world.find(DiscussionComment, getattr(comment, "reply_to", None))
    if parent:
        world.update(parent, replies=tuple(known for known in parent.replies if known != comment.id))
    world.remove(comment)


def minimize(change: Change, comment: Comment, reason: str | None) -> Comment:
    """Hide a comment for a reason, or show it again. GitHub sends no webhook for it."""
    item, _ = _place(change, comment)
    change.may_write(item)
    change.did("minimize", item, noop=comment.minimized == reason, comment=comment.id, reason=reason)
    return change.world.update(comment, minimized=reason)


def _place(change: Change, comment: Comment) -> tuple[Item, Repository]:
    item = change.world.find(Item, comment.item)
    if item is None:
        raise NotFound("Not Found")
    return item, change.world.repo_of(item)


def _tell(change: Change, action: str, repo: Repository, comment: Comment, **extra: object) -> None:
    event = "discussion_comment" if isinstance(comment, DiscussionComment) else "issue_comment"
    change.send(event, action, repo, comment, **extra)


def _error(code: str) -> dict[str, str]:
    return {"resource": "IssueComment", "field": "body", "code": code}

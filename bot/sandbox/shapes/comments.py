"""Comments, reviews and comments on lines."""

from bot.sandbox.shapes.accounts import somebody
from bot.sandbox.shapes.items import reactions, web_url
from bot.sandbox.shapes.lens import Json, Lens
from bot.sandbox.world import access
from bot.sandbox.world.items import Comment, DiscussionComment, IssueComment, Item, Reaction, Review, ReviewComment
from bot.sandbox.world.records import Account


def issue_comment(lens: Lens, comment: IssueComment) -> Json:
    """A comment on an issue or a pull request."""
    item = lens.reader.one(Item, comment.item)
    name = lens.reader.full_name(lens.reader.repo_of(item))
    url = f"{lens.api}/repos/{name}/issues/comments/{comment.id}"
    return {
        "url": url,
        "html_url": comment_page(lens, comment),
        "issue_url": f"{lens.api}/repos/{name}/issues/{item.number}",
        **_common(lens, item, comment),
        "reactions": reactions(lens, comment, f"{url}/reactions"),
        "performed_via_github_app": None,
    }


def discussion_comment(lens: Lens, comment: DiscussionComment) -> Json:
    """A comment on a discussion as a webhook carries it."""
    talk = lens.reader.one(Item, comment.item)
    name = lens.reader.full_name(lens.reader.repo_of(talk))
    return {
        **_common(lens, talk, comment),
        "html_url": comment_page(lens, comment),
        "parent_id": comment.reply_to,
        "child_comment_count": len(comment.replies),
        "repository_url": f"{lens.api}/repos/{name}",
        "discussion_id": talk.id,
        "reactions": reactions(lens, comment, f"{lens.api}/repos/{name}/discussions/comments/{comment.id}/reactions"),
    }


def review(lens: Lens, submitted: Review, *, webhook: bool = False) -> Json:
    """A review; a webhook writes its state small, REST in capitals."""
    pull = lens.reader.one(Item, submitted.item)
    name = lens.reader.full_name(lens.reader.repo_of(pull))
    page, url = comment_page(lens, submitted), f"{lens.api}/repos/{name}/pulls/{pull.number}"
    shape = _common(lens, pull, submitted)
    created = shape.pop("created_at")
    if not webhook:
        shape.pop("updated_at")
    return {
        **shape,
        "body": submitted.body or None if webhook else submitted.body,
        "commit_id": submitted.sha,
        "submitted_at": created,
        "state": submitted.state if webhook else submitted.state.upper(),
        "html_url": page,
        "pull_request_url": url,
        "_links": {"html": {"href": page}, "pull_request": {"href": url}},
    }


def review_comment(lens: Lens, comment: ReviewComment) -> Json:
    """A comment on a line of a pull request."""
    pull = lens.reader.one(Item, comment.item)
    name = lens.reader.full_name(lens.reader.repo_of(pull))
    url, of_pull = (
        f"{lens.api}/repos/{name}/pulls/comments/{comment.id}",
        f"{lens.api}/repos/{name}/pulls/{pull.number}",
    )
    page = comment_page(lens, comment)
    lines: Json = {"line": comment.line, "original_line": comment.line, "start_line": None}
    return {
        "url": url,
        "pull_request_review_id": comment.review,
        **_common(lens, pull, comment),
        "diff_hunk": f"@@ -0,0 +{comment.line} @@",
        "path": comment.path,
        "commit_id": comment.sha,
        "original_commit_id": comment.sha,
        "html_url": page,
        "pull_request_url": of_pull,
        "_links": {"self": {"href": url}, "html": {"href": page}, "pull_request": {"href": of_pull}},
        "reactions": reactions(lens, comment, f"{url}/reactions"),
        **lines,
        "original_start_line": None,
        "start_side": None,
        "side": "RIGHT",
        "position": comment.line,
        "original_position": comment.line,
        "subject_type": "line",
    }


def comment_page(lens: Lens, comment: Comment) -> str:
    """Where a browser would look for a comment."""
    anchors = {
        "IssueComment": "issuecomment-",
        "DiscussionComment": "discussioncomment-",
        "PullRequestReview": "pullrequestreview-",
        "PullRequestReviewComment": "discussion_r",
    }
    return f"{web_url(lens, lens.reader.one(Item, comment.item))}#{anchors[comment.typename]}{comment.id}"


def reaction(lens: Lens, held: Reaction, content: str) -> Json:
    """A reaction."""
    return {
        "id": held.id,
        "node_id": lens.reader.node_id(held),
        "user": somebody(lens, lens.reader.one(Account, held.user).id),
        "content": content,
        "created_at": held.created_at,
    }


def _common(lens: Lens, item: Item, comment: Comment) -> Json:
    return {
        "id": comment.id,
        "node_id": lens.reader.node_id(comment),
        "user": somebody(lens, comment.author),
        "created_at": comment.created_at,
        "updated_at": comment.updated_at,
        "author_association": access.association(lens.reader, item, comment.author, comment.association),
        "body": comment.body,
    }

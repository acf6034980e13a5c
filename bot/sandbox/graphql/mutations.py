"""Mutations. Aliases of one request run in order; each fails by itself."""

from collections.abc import Sequence
from typing import Any

from bot.sandbox.graphql.context import Context
from bot.sandbox.graphql.registry import mutation
from bot.sandbox.refusals import NotFound, Refusal
from bot.sandbox.world import comments, labelbook, labels, opening, people, pulls, states
from bot.sandbox.world.items import (
    Comment,
    Discussion,
    DiscussionComment,
    Issue,
    IssueComment,
    Item,
    Label,
    Milestone,
    PullRequest,
)
from bot.sandbox.world.records import Number, Repository, Team, User

Input = dict[str, Any]


def _each(context: Context, ids: Sequence[str] | None, kind: Any) -> list[Any]:
    return [context.node(each, kind) for each in ids or ()]


@mutation("addLabelsToLabelable")
def add_labels(context: Context, given: Input) -> Input:
    """Put labels on."""
    item = context.node(given["labelableId"], Item)
    return {"labelable": labels.add(context.change, item, _each(context, given["labelIds"], Label))}


@mutation("removeLabelsFromLabelable")
def remove_labels(context: Context, given: Input) -> Input:
    """Take labels off."""
    item = context.node(given["labelableId"], Item)
    return {"labelable": labels.remove(context.change, item, _each(context, given["labelIds"], Label))}


@mutation("createLabel")
def create_label(context: Context, given: Input) -> Input:
    """Make a label."""
    repo = context.node(given["repositoryId"], Repository)
    made = labelbook.create(context.change, repo, given["name"], given["color"], given.get("description"))
    return {"label": made}


@mutation("updateLabel")
def update_label(context: Context, given: Input) -> Input:
    """Rename or recolour a label."""
    changes = {name: given.get(name) for name in ("name", "color", "description")}
    return {"label": labelbook.edit(context.change, context.node(given["id"], Label), **changes)}


@mutation("deleteLabel")
def delete_label(context: Context, given: Input) -> Input:
    """Delete a label."""
    labelbook.delete(context.change, context.node(given["id"], Label))
    return {}


@mutation("addComment")
def add_comment(context: Context, given: Input) -> Input:
    """Comment on an issue or pull request."""
    item: Item = context.node(given["subjectId"], Issue, PullRequest)
    comment = comments.add(context.change, item, given["body"])
    edge = {"node": comment, "cursor": ""}
    return {"commentEdge": edge, "timelineEdge": edge, "subject": context.reader.one(Item, item.id)}


@mutation("updateIssueComment")
def update_issue_comment(context: Context, given: Input) -> Input:
    """Edit a comment."""
    return {"issueComment": comments.edit(context.change, context.node(given["id"], IssueComment), given["body"])}


@mutation("deleteIssueComment")
def delete_issue_comment(context: Context, given: Input) -> Input:
    """Delete a comment."""
    comments.delete(context.change, context.node(given["id"], IssueComment))
    return {}


@mutation("addDiscussionComment")
def add_discussion_comment(context: Context, given: Input) -> Input:
    """Comment on a discussion."""
    talk = context.node(given["discussionId"], Discussion)
    parent = context.node(given["replyToId"], DiscussionComment) if given.get("replyToId") else None
    return {"comment": comments.add(context.change, talk, given["body"], parent)}


@mutation("updateDiscussionComment")
def update_discussion_comment(context: Context, given: Input) -> Input:
    """Edit a comment on a discussion."""
    held = context.node(given["commentId"], DiscussionComment)
    return {"comment": comments.edit(context.change, held, given["body"])}


@mutation("deleteDiscussionComment")
def delete_discussion_comment(context: Context, given: Input) -> Input:
    """Delete a comment on a discussion."""
    held = context.node(given["id"], DiscussionComment)
    comments.delete(context.change, held)
    return {"comment": held}


@mutation("minimizeComment")
def minimize_comment(context: Context, given: Input) -> Input:
    """Hide a comment."""
    held = context.node(given["subjectId"], Comment)
    return {"minimizedComment": comments.minimize(context.change, held, given["classifier"])}


@mutation("unminimizeComment")
def unminimize_comment(context: Context, given: Input) -> Input:
    """Show a comment again."""
    held = context.node(given["subjectId"], Comment)
    return {"unminimizedComment": comments.minimize(context.change, held, None)}


@mutation("addAssigneesToAssignable")
def add_assignees(context: Context, given: Input) -> Input:
    """Assign people; one who cannot be assigned fails the whole mutation."""
    item: Item = context.node(given["assignableId"], Issue, PullRequest)
    wanted = [person.id for person in _each(context, given["assigneeIds"], User)]
    able = people.assignable_only(context.change, item, wanted)
    for person in wanted:
        if person not in able:
            login = context.reader.one(User, person).login
            raise NotFound(f"Could not assign '{login}': not assignable to this issue or pull request.")
    return {"assignable": people.assign(context.change, item, wanted)}


@mutation("removeAssigneesFromAssignable")
def remove_assignees(context: Context, given: Input) -> Input:
    """Take people off."""
    item: Item = context.node(given["assignableId"], Issue, PullRequest)
    wanted = [person.id for person in _each(context, given["assigneeIds"], User)]
    return {"assignable": people.unassign(context.change, item, wanted)}


@mutation("requestReviews")
def request_reviews(context: Context, given: Input) -> Input:
    """Ask for reviews; `union: false`, or none given, replaces those asked before."""
    pull = context.node(given["pullRequestId"], PullRequest)
    users = [person.id for person in _each(context, given.get("userIds"), User)]
    teams = [team.id for team in _each(context, given.get("teamIds"), Team)]
    union = bool(given.get("union"))
    pull = people.request_reviews(context.change, pull, [*users, *teams], union=union)
    first = context.reader.find(User, users[0]) if users else None
    edge = {"node": first, "cursor": ""} if first else None
    return {"pullRequest": pull, "actor": context.change.actor, "requestedReviewersEdge": edge}


@mutation("createIssue")
def create_issue(context: Context, given: Input) -> Input:
    """Open an issue."""
    repo = context.node(given["repositoryId"], Repository)
    milestone = context.node(given["milestoneId"], Milestone) if given.get("milestoneId") else None
    assignees: list[Number] = [person.id for person in _each(context, given.get("assigneeIds"), User)]
    opened = opening.issue(
        context.change, repo, given["title"], given.get("body") or "", assignees=assignees, milestone=milestone,
        labelled=_each(context, given.get("labelIds"), Label),
    )  # fmt: skip
    return {"issue": opened}


@mutation("updateIssue")
def update_issue(context: Context, given: Input) -> Input:
    """Change an issue: what is not given stays."""
    item = _update(context, context.node(given["id"], Issue), given)
    return {"issue": item, "actor": context.change.actor}


@mutation("updatePullRequest")
def update_pull_request(context: Context, given: Input) -> Input:
    """Change a pull request: what is not given stays."""
    item = _update(context, context.node(given["pullRequestId"], PullRequest), given)
    return {"pullRequest": item, "actor": context.change.actor}


def _update(context: Context, item: Item, given: Input) -> Item:
    change = context.change
    if given.get("title") is not None or given.get("body") is not None:
        item = states.edit(change, item, given.get("title"), given.get("body"))
    if "milestoneId" in given:
        held = context.node(given["milestoneId"], Milestone) if given["milestoneId"] else None
        item = labelbook.set_milestone(change, item, held)
    if given.get("labelIds") is not None:
        item = labels.replace(change, item, _each(context, given["labelIds"], Label))
    if given.get("assigneeIds") is not None:
        wanted = [person.id for person in _each(context, given["assigneeIds"], User)]
        item = people.unassign(change, item, [each for each in item.assignees if each not in wanted])
        item = people.assign(change, item, people.assignable_only(change, item, wanted))
    if given.get("state"):
        item = states.close(change, item) if given["state"] == "CLOSED" else states.reopen(change, item)
    return item


@mutation("convertPullRequestToDraft")
def convert_to_draft(context: Context, given: Input) -> Input:
    """Say that a pull request is not ready."""
    return {"pullRequest": pulls.convert_to_draft(context.change, context.node(given["pullRequestId"], PullRequest))}


@mutation("markPullRequestReadyForReview")
def mark_ready(context: Context, given: Input) -> Input:
    """Say that a pull request is ready."""
    return {"pullRequest": pulls.ready(context.change, context.node(given["pullRequestId"], PullRequest))}


@mutation("mergePullRequest")
def merge(context: Context, given: Input) -> Input:
    """Merge a pull request."""
    pull = pulls.merge(context.change, context.node(given["pullRequestId"], PullRequest))
    return {"pullRequest": pull, "actor": context.change.actor}


@mutation("addPullRequestReview")
def add_review(context: Context, given: Input) -> Input:
    """Submit a review."""
    event = given.get("event") or "COMMENT"
    if event == "DISMISS":
        raise Refusal("A review cannot be created as dismissed")
    pull = context.node(given["pullRequestId"], PullRequest)
    review = pulls.review(context.change, pull, event, given.get("body") or "")
    return {"pullRequestReview": review, "reviewEdge": {"node": review, "cursor": ""}}

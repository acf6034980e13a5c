"""Assignees and requested reviewers."""

from collections.abc import Sequence

from bot.sandbox.refusals import Refusal
from bot.sandbox.world import access
from bot.sandbox.world.change import Change, event_of
from bot.sandbox.world.items import Item, PullRequest, ReviewRequest
from bot.sandbox.world.records import Number, Repository

MOST_ASSIGNEES = 10


def assign(change: Change, item: Item, people: Sequence[Number]) -> Item:
    """Assign people who can be assigned; the caller says what happens to the others."""
    repo = change.may_write(item)
    for person in people:
        login = change.world.records[person].login  # type: ignore[attr-defined]  # the caller resolved a user
        if person in item.assignees or len(item.assignees) >= MOST_ASSIGNEES:
            change.did("assign", item, noop=True, assignee=login)
            continue
        change.world.update(item, assignees=(*item.assignees, person))
        item = change.note("AssignedEvent", item, assignee=person)
        change.did("assign", item, assignee=login)
        change.send(event_of(item), "assigned", repo, item, assignee=person)
    return item


def unassign(change: Change, item: Item, people: Sequence[Number]) -> Item:
    """Take people off an item; one who is not assigned is no change."""
    repo = change.may_write(item)
    for person in people:
        login = change.world.records[person].login  # type: ignore[attr-defined]  # the caller resolved a user
        if person not in item.assignees:
            change.did("unassign", item, noop=True, assignee=login)
            continue
        change.world.update(item, assignees=tuple(known for known in item.assignees if known != person))
        item = change.note("UnassignedEvent", item, assignee=person)
        change.did("unassign", item, assignee=login)
        change.send(event_of(item), "unassigned", repo, item, assignee=person)
    return item


def assignable_only(change: Change, item: Item, people: Sequence[Number]) -> list[Number]:
    """Those of the people who can be assigned."""
    return [person for person in people if access.assignable(change.world, item, person)]


def request_reviews(
    change: Change, pull: PullRequest, reviewers: Sequence[Number], *, union: bool = True
) -> PullRequest:
    """Ask people and teams for a review: all of them, or, if one cannot be asked, none.

    Args:
        change: The change that this is part of.
        pull: The pull request.
        reviewers: Users and teams.
        union: False replaces those who were asked before.
    """
    repo = change.world.repo_of(pull)
    change.may(repo, "write", "pull_requests")
    _check(change, pull, repo, reviewers)
    asked = {request.reviewer: request for request in change.world.many(ReviewRequest, pull.requests)}
    if not union:
        pull = remove_requests(change, pull, [known for known in asked if known not in reviewers])
    for reviewer in dict.fromkeys(reviewers):
        if reviewer in asked:
            change.did("request_review", pull, noop=True, reviewer=_name(change, reviewer))
            continue
        request = ReviewRequest(id=change.world.number(), pull=pull.id, reviewer=reviewer, created_at=change.now)
        change.world.add(request)
        change.world.update(pull, requests=(*pull.requests, request.id))
        pull = change.note("ReviewRequestedEvent", pull, reviewer=reviewer)
        change.did("request_review", pull, reviewer=_name(change, reviewer))
        change.send("pull_request", "review_requested", repo, pull, reviewer=reviewer)
    return pull


def remove_requests(change: Change, pull: PullRequest, reviewers: Sequence[Number]) -> PullRequest:
    """Ask these people and teams no longer."""
    repo = change.world.repo_of(pull)
    change.may(repo, "write", "pull_requests")
    for request in change.world.many(ReviewRequest, pull.requests):
        if request.reviewer not in reviewers:
            continue
        change.world.update(pull, requests=tuple(known for known in pull.requests if known != request.id))
        change.world.remove(request)
        pull = change.note("ReviewRequestRemovedEvent", pull, reviewer=request.reviewer)
        change.did("remove_request", pull, reviewer=_name(change, request.reviewer))
        change.send("pull_request", "review_request_removed", repo, pull, reviewer=request.reviewer)
    return pull


def _check(change: Change, pull: PullRequest, repo: Repository, reviewers: Sequence[Number]) -> None:
    if pull.author in reviewers:
        raise Refusal("Review cannot be requested from pull request author.")
    if not all(access.reviewable(change.world, pull, reviewer) for reviewer in reviewers):
        raise Refusal(
            "Reviews may only be requested from collaborators. One or more of the users or teams you specified "
            f"is not a collaborator of the {change.world.full_name(repo)} repository."
        )


def _name(change: Change, reviewer: Number) -> str:
    record = change.world.records[reviewer]
    return str(getattr(record, "login", None) or getattr(record, "slug", ""))

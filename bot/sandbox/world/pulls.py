"""What only pull requests do: draft and ready, new commits, reviews, merging."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox.refusals import Refusal
from bot.sandbox.world import commits, states
from bot.sandbox.world.change import Change
from bot.sandbox.world.comments import check_body
from bot.sandbox.world.items import PullRequest, Review, ReviewComment, ReviewRequest
from bot.sandbox.world.records import Repository

STATES = {"APPROVE": "approved", "REQUEST_CHANGES": "changes_requested", "COMMENT": "commented"}


def convert_to_draft(change: Change, pull: PullRequest) -> PullRequest:
    """Say that a pull request is not ready."""
    return _set_draft(change, pull, draft=True)


def ready(change: Change, pull: PullRequest) -> PullRequest:
    """Say that a pull request is ready for review."""
    return _set_draft(change, pull, draft=False)


def _set_draft(change: Change, pull: PullRequest, *, draft: bool) -> PullRequest:
    repo = change.world.repo_of(pull)
    change.may(repo, "write", "pull_requests")
    verb, kind, action = (
        ("draft", "ConvertToDraftEvent", "converted_to_draft")
        if draft
        else ("ready", "ReadyForReviewEvent", "ready_for_review")
    )
    if pull.draft == draft:
        change.did(verb, pull, noop=True)
        return pull
    change.world.update(pull, draft=draft)
    pull = change.note(kind, pull)
    change.did(verb, pull)
    change.send("pull_request", action, repo, pull)
    return pull


def push(
    change: Change, pull: PullRequest, files: Sequence[str] | Mapping[str, Any], message: str = "More work"
) -> PullRequest:
    """Push another commit to a pull request's branch."""
    repo = change.world.repo_of(pull)
    before = pull.head_sha
    parent = commits.resolve(change.world, repo, before)
    repo, made = commits.commit(change, repo, commits.texts(files), message, parent)
    listed = {each["path"]: each for each in (*pull.files, *commits.changed_files(files))}
    pull = change.world.update(
        pull, head_sha=made.sha, files=tuple(listed.values()), commits=(*pull.commits, made.sha),
        updated_at=change.now,
    )  # fmt: skip
    change.did("push", pull, sha=made.sha)
    change.send("pull_request", "synchronize", repo, pull, before=before, after=made.sha)
    return pull


def review(
    change: Change, pull: PullRequest, event: str, body: str = "", lines: Sequence[Mapping[str, Any]] = ()
) -> Review:
    """Submit a review; it ends the request for it, and its lines become comments of their own."""
    repo = change.world.repo_of(pull)
    change.may(repo, "write", "pull_requests")
    if event not in STATES:
        raise Refusal(f"Variable $event was provided an invalid value: {event}")
    if pull.author == change.actor.id and event != "COMMENT":
        verb = "approve" if event == "APPROVE" else "request changes on"
        raise Refusal(f"Can not {verb} your own pull request")
    check_body(body, empty=event == "APPROVE" or bool(lines))
    submitted = Review(
        id=change.world.number(), item=pull.id, author=change.actor.id, body=body, state=STATES[event],
        sha=pull.head_sha, created_at=change.now, updated_at=change.now,
    )  # fmt: skip
    change.world.add(submitted)
    asked = change.world.many(ReviewRequest, pull.requests)
    left = tuple(request.id for request in asked if request.reviewer != change.actor.id)
    pull = change.world.update(
        pull, requests=left, reviews=(*pull.reviews, submitted.id), timeline=(*pull.timeline, submitted.id),
        updated_at=change.now,
    )  # fmt: skip
    change.did("review", pull, state=submitted.state)
    change.send("pull_request_review", "submitted", repo, submitted)
    for line in lines:
        _line_comment(change, repo, pull, submitted, line)
    return submitted


def _line_comment(
    change: Change, repo: Repository, pull: PullRequest, submitted: Review, line: Mapping[str, Any]
) -> None:
    comment = ReviewComment(
        id=change.world.number(), item=pull.id, author=change.actor.id, body=line["body"], review=submitted.id,
        path=line["path"], line=int(line.get("line", 1)), sha=pull.head_sha, created_at=change.now,
        updated_at=change.now,
    )  # fmt: skip
    change.world.add(comment)
    change.send("pull_request_review_comment", "created", repo, comment)


def dismiss(change: Change, submitted: Review) -> Review:
    """Say that a review does not count any more."""
    pull = change.world.one(PullRequest, submitted.item)
    submitted = change.world.update(submitted, state="dismissed", updated_at=change.now)
    change.did("dismiss_review", pull)
    change.send("pull_request_review", "dismissed", change.world.repo_of(pull), submitted)
    return submitted


def merge(change: Change, pull: PullRequest) -> PullRequest:
    """Merge a pull request; the issues that it closes are closed with it."""
    repo = change.world.repo_of(pull)
    change.may(repo, "write", "contents")
    if pull.state == "closed":
        raise Refusal("Pull Request is not mergeable")
    if pull.draft:
        raise Refusal("Pull Request is still a draft")
    files = {each["path"]: _text(change, repo, pull, each["path"]) for each in pull.files}
    made = commits.push(change, repo, pull.base_ref, files, f"Merge pull request #{pull.number}")
    repo = change.world.one(Repository, repo.id)
    repo = change.world.update(repo, contributors=tuple(dict.fromkeys((*repo.contributors, pull.author))))
    change.world.update(
        pull, state="closed", closed_at=change.now, closed_by=change.actor.id, merged_at=change.now,
        merged_by=change.actor.id, merge_sha=made.sha,
    )  # fmt: skip
    pull = change.note("MergedEvent", pull, branch=pull.base_ref)
    pull = change.note("ClosedEvent", pull, reason=None)
    change.did("merge", pull)
    change.send("pull_request", "closed", repo, pull)
    for issue in pull.closes:
        held = change.world.records.get(issue)
        if held and getattr(held, "state", "") == "open":
            states.close(change, held)  # type: ignore[arg-type]  # `closes` holds issues only
    return pull


def _text(change: Change, repo: Repository, pull: PullRequest, path: str) -> str | None:
    at_head = commits.resolve(change.world, repo, pull.head_sha)
    blob = commits.read(change.world, repo, at_head, path) if at_head else None
    return blob.text if blob else None

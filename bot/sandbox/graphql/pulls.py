"""What only pull requests have."""

from typing import Any

from bot.sandbox.graphql.connection import connection, ordered
from bot.sandbox.graphql.context import Info
from bot.sandbox.graphql.git import commit_url
from bot.sandbox.graphql.registry import field
from bot.sandbox.graphql.repos import repository_of
from bot.sandbox.world import access
from bot.sandbox.world.items import Issue, PullRequest, Review, ReviewRequest
from bot.sandbox.world.records import Account, Commit, Repository

_OPINIONS = {"approved", "changes_requested", "dismissed"}


@field("PullRequest", "isDraft")
def is_draft(pull: PullRequest, _info: Info) -> bool:
    """Whether it is not ready."""
    return pull.draft


@field("PullRequest", "baseRefName")
def base_ref_name(pull: PullRequest, _info: Info) -> str:
    """Where it goes."""
    return pull.base_ref


@field("PullRequest", "baseRefOid")
def base_ref_oid(pull: PullRequest, _info: Info) -> str:
    """The commit that it starts from."""
    return pull.base_sha


@field("PullRequest", "headRefName")
def head_ref_name(pull: PullRequest, _info: Info) -> str:
    """Where it comes from."""
    return pull.head_ref


@field("PullRequest", "headRefOid")
def head_ref_oid(pull: PullRequest, _info: Info) -> str:
    """Its newest commit."""
    return pull.head_sha


@field("PullRequest", "headRepository")
def head_repository(pull: PullRequest, info: Info) -> Repository:
    """Where its branch is; here always the same repository."""
    return repository_of(pull, info)


@field("PullRequest", "headRepositoryOwner")
def head_repository_owner(pull: PullRequest, info: Info) -> Account:
    """Whose its branch is."""
    return info.context.reader.one(Account, repository_of(pull, info).owner)


@field("PullRequest", "isCrossRepository")
def is_cross_repository(_pull: PullRequest, _info: Info) -> bool:
    """Whether it comes from a fork; here never."""
    return False


@field("PullRequest", "additions", "deletions")
def lines(pull: PullRequest, info: Info) -> int:
    """How many lines it adds or deletes."""
    return sum(each[info.field_name] for each in pull.files)


@field("PullRequest", "changedFiles")
def changed_files(pull: PullRequest, _info: Info) -> int:
    """How many files it changes."""
    return len(pull.files)


@field("PullRequest", "files")
def files(pull: PullRequest, info: Info, **page: Any) -> Any:
    """The files that it changes."""
    return connection(info, pull.files, lambda each: {**each, "changeType": each["status"].upper()}, **page)


@field("PullRequest", "merged")
def merged(pull: PullRequest, _info: Info) -> bool:
    """Whether it is merged."""
    return pull.merged_at is not None


@field("PullRequest", "mergedBy")
def merged_by(pull: PullRequest, info: Info) -> Account | None:
    """Who merged it."""
    return info.context.reader.find(Account, pull.merged_by)


@field("PullRequest", "mergeable")
def mergeable(pull: PullRequest, _info: Info) -> str:
    """Whether it could be merged; a merged one is no longer looked at."""
    return "UNKNOWN" if pull.merged_at else "MERGEABLE"


@field("PullRequest", "commits")
def commits(pull: PullRequest, info: Info, **page: Any) -> Any:
    """Its commits."""
    return connection(info, commits_of(pull, info), lambda commit: pull_commit(pull, commit, info), **page)


def commits_of(pull: PullRequest, info: Info) -> list[Commit]:
    """The commits of a pull request, oldest first."""
    known = repository_of(pull, info).commits
    return info.context.reader.many(Commit, (known[sha] for sha in pull.commits))


def pull_commit(pull: PullRequest, commit: Commit, info: Info) -> dict[str, Any]:
    """A commit as part of a pull request."""
    place = commit_url(commit, info)
    return {
        "__typename": "PullRequestCommit", "id": f"PURC_{commit.id}", "commit": commit, "pullRequest": pull,
        "url": place, "resourcePath": place.removeprefix(info.context.lens.web),
    }  # fmt: skip


@field("PullRequest", "closingIssuesReferences")
def closing_issues_references(pull: PullRequest, info: Info, orderBy: Any = None, **page: Any) -> Any:  # noqa: N803
    """The issues that it says it closes."""
    return connection(info, ordered(info.context.reader.many(Issue, pull.closes), orderBy), **page)


@field("PullRequest", "reviewRequests")
def review_requests(pull: PullRequest, info: Info, **page: Any) -> Any:
    """Who is asked for a review."""
    return connection(info, info.context.reader.many(ReviewRequest, pull.requests), **page)


@field("ReviewRequest", "requestedReviewer")
def requested_reviewer(request: ReviewRequest, info: Info) -> Any:
    """The person or team that is asked."""
    return info.context.reader.records.get(request.reviewer)


@field("ReviewRequest", "asCodeOwner")
def as_code_owner(_request: ReviewRequest, _info: Info) -> bool:
    """Whether CODEOWNERS asked; here never."""
    return False


@field("ReviewRequest", "pullRequest")
def of_pull(request: ReviewRequest, info: Info) -> PullRequest:
    """The pull request."""
    return info.context.reader.one(PullRequest, request.pull)


@field("PullRequest", "reviews")
def reviews(
    pull: PullRequest, info: Info, states: list[str] | None = None, author: str | None = None, **page: Any
) -> Any:
    """Its reviews, oldest first."""
    reader = info.context.reader
    held = [
        each
        for each in reader.many(Review, pull.reviews)
        if (not states or each.state.upper() in states)
        and (author is None or reader.one(Account, each.author).login.lower() == author.lower())
    ]
    return connection(info, held, **page)


def _latest(pull: PullRequest, info: Info, opinions: set[str] | None = None) -> list[Review]:
    newest: dict[int, Review] = {}
    for each in info.context.reader.many(Review, pull.reviews):
        if opinions is None or each.state in opinions:
            newest.pop(each.author, None)
            newest[each.author] = each
    return list(newest.values())


@field("PullRequest", "latestReviews")
def latest_reviews(pull: PullRequest, info: Info, **page: Any) -> Any:
    """The newest review of each person who is not asked again."""
    asked = {request.reviewer for request in info.context.reader.many(ReviewRequest, pull.requests)}
    return connection(info, [each for each in _latest(pull, info) if each.author not in asked], **page)


@field("PullRequest", "latestOpinionatedReviews")
def latest_opinionated_reviews(pull: PullRequest, info: Info, **page: Any) -> Any:
    """The newest review of each person that approves or asks for changes."""
    return connection(info, _latest(pull, info, _OPINIONS), **page)


@field("PullRequest", "reviewDecision")
def review_decision(pull: PullRequest, info: Info) -> str | None:
    """What the reviews of those with write access come to; null where none is needed."""
    reader = info.context.reader
    repo = repository_of(pull, info)
    writers = {"push", "maintain", "admin"}
    states = [
        each.state for each in _latest(pull, info, _OPINIONS) if access.role(reader, repo, each.author) in writers
    ]
    if "changes_requested" in states:
        return "CHANGES_REQUESTED"
    return "APPROVED" if "approved" in states else None

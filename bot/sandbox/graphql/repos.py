"""Repositories and what is found through them: items, labels, milestones, files, people."""

from typing import Any

from bot.sandbox.graphql.connection import connection, ordered
from bot.sandbox.graphql.context import Info
from bot.sandbox.graphql.registry import field
from bot.sandbox.refusals import NotFound
from bot.sandbox.world import access, cards
from bot.sandbox.world.boards import Project
from bot.sandbox.world.items import Category, Discussion, Issue, Item, Label, Milestone, PullRequest
from bot.sandbox.world.reader import Reader
from bot.sandbox.world.records import Account, Organization, Repository, User

_PERMISSION = {"pull": "READ", "triage": "TRIAGE", "push": "WRITE", "maintain": "MAINTAIN", "admin": "ADMIN"}


@field("*", "repository")
def repository_of(record: Any, info: Info) -> Repository:
    """The repository that a thing is in."""
    reader = info.context.reader
    held = getattr(record, "repo", None) or reader.one(Item, record.item).repo
    return reader.one(Repository, held)


@field("Repository", "nameWithOwner")
def name_with_owner(repo: Repository, info: Info) -> str:
    """`owner/name`."""
    return str(info.context.reader.full_name(repo))


@field("Repository", "owner")
def owner(repo: Repository, info: Info) -> Account:
    """Whose it is."""
    return info.context.reader.one(Account, repo.owner)


@field("Repository", "url")
def url(repo: Repository, info: Info) -> str:
    """Where a browser would look."""
    return f"{info.context.lens.web}/{name_with_owner(repo, info)}"


@field("Repository", "resourcePath")
def resource_path(repo: Repository, info: Info) -> str:
    """The path of its page."""
    return f"/{name_with_owner(repo, info)}"


@field("Repository", "isPrivate")
def is_private(repo: Repository, _info: Info) -> bool:
    """Whether not everybody may see it."""
    return repo.private


@field("Repository", "isArchived")
def is_archived(repo: Repository, _info: Info) -> bool:
    """Whether it can only be read."""
    return repo.archived


@field("Repository", "visibility")
def visibility(repo: Repository, _info: Info) -> str:
    """Who may see it."""
    return "PRIVATE" if repo.private else "PUBLIC"


@field("Repository", "isFork")
def is_fork(repo: Repository, _info: Info) -> bool:
    """Whether it is a copy of another one."""
    return repo.source != 0


@field("Repository", "hasIssuesEnabled", "hasDiscussionsEnabled")
def enabled(_repo: Repository, _info: Info) -> bool:
    """Everything is switched on."""
    return True


@field("Repository", "isInOrganization")
def is_in_organization(repo: Repository, info: Info) -> bool:
    """Whether an organisation owns it."""
    return isinstance(owner(repo, info), Organization)


@field("Repository", "viewerPermission")
def viewer_permission(_repo: Repository, _info: Info) -> None:
    """An App has permissions, not a role."""


@field("Repository", "issue")
def issue(repo: Repository, info: Info, number: int) -> Issue:
    """An issue by its number."""
    found = info.context.reader.item(repo, number)
    if not isinstance(found, Issue):
        raise NotFound(f"Could not resolve to an Issue with the number of {number}.")
    return found


@field("Repository", "pullRequest")
def pull_request(repo: Repository, info: Info, number: int) -> PullRequest:
    """A pull request by its number."""
    found = info.context.reader.item(repo, number)
    if not isinstance(found, PullRequest):
        raise NotFound(f"Could not resolve to a PullRequest with the number of {number}.")
    return found


@field("Repository", "issueOrPullRequest")
def issue_or_pull_request(repo: Repository, info: Info, number: int) -> Item:
    """Either, by its number."""
    found = info.context.reader.item(repo, number)
    if not isinstance(found, Issue | PullRequest):
        raise NotFound(f"Could not resolve to an issue or pull request with the number of {number}.")
    return found


@field("Repository", "discussion")
def discussion(repo: Repository, info: Info, number: int) -> Discussion:
    """A discussion by its number."""
    found = info.context.reader.item(repo, number)
    if not isinstance(found, Discussion):
        raise NotFound(f"Could not resolve to a Discussion with the number of {number}.")
    return found


def _listed(info: Info, repo: Repository, kind: type[Item], given: dict[str, Any]) -> Any:
    reader = info.context.reader
    found = reader.many(kind, repo.numbers)
    states = given.pop("states", None)
    labels = {name.lower() for name in given.pop("labels", None) or ()}
    wanted_by = given.pop("filterBy", None) or {}
    since, assignee = wanted_by.get("since"), wanted_by.get("assignee")
    if states:
        found = [item for item in found if state_of(item) in states]
    if since:
        found = [item for item in found if item.updated_at >= since]
    if assignee:
        found = [item for item in found if assigned(reader, item, assignee)]
    if labels:
        found = [item for item in found if labels & {held.name.lower() for held in reader.many(Label, item.labels)}]
    for argument, attribute in (("baseRefName", "base_ref"), ("headRefName", "head_ref")):
        wanted = given.pop(argument, None)
        found = [item for item in found if wanted is None or wanted == getattr(item, attribute, None)]
    return connection(info, ordered(found, given.pop("orderBy", None)), **given)


def assigned(reader: Reader, item: Item, login: str) -> bool:
    """Whether somebody has an item; `*` is anybody."""
    people = [held.login.lower() for held in reader.many(User, item.assignees)]
    return bool(people) if login == "*" else login.lower() in people


def state_of(item: Item) -> str:
    """An item's state in GraphQL's words."""
    return "MERGED" if isinstance(item, PullRequest) and item.merged_at else item.state.upper()


@field("Repository", "issues")
def issues(repo: Repository, info: Info, **given: Any) -> Any:
    """Its issues."""
    return _listed(info, repo, Issue, given)


@field("Repository", "pullRequests")
def pull_requests(repo: Repository, info: Info, **given: Any) -> Any:
    """Its pull requests."""
    return _listed(info, repo, PullRequest, given)


@field("Repository", "discussions")
def discussions(repo: Repository, info: Info, **given: Any) -> Any:
    """Its discussions; GitHub lists the newest first."""
    category, answered = given.pop("categoryId", None), given.pop("answered", None)
    states, order = given.pop("states", None), given.pop("orderBy", None)
    reader = info.context.reader
    found = [
        talk
        for talk in reversed(reader.many(Discussion, repo.numbers))
        if (not states or talk.state.upper() in states)
        and (category is None or reader.node_id(reader.one(Category, talk.category)) == category)
        and (answered is None or bool(talk.answer) == answered)
    ]
    return connection(info, ordered(found, order), **given)


@field("Repository", "discussionCategories")
def discussion_categories(repo: Repository, info: Info, **page: Any) -> Any:
    """The categories of its discussions."""
    return connection(info, info.context.reader.many(Category, repo.categories), **page)


@field("Repository", "label")
def label(repo: Repository, info: Info, name: str) -> Label | None:
    """A label by its name, whatever the case."""
    held = info.context.reader.many(Label, repo.labels)
    return next((each for each in held if each.name.lower() == name.lower()), None)


@field("Repository", "labels")
def labels(repo: Repository, info: Info, query: str | None = None, orderBy: Any = None, **page: Any) -> Any:  # noqa: N803
    """Its labels."""
    held = info.context.reader.many(Label, repo.labels)
    named = [each for each in held if not query or query.lower() in each.name.lower()]
    return connection(info, ordered(named, orderBy), **page)


@field("Repository", "milestone")
def milestone(repo: Repository, info: Info, number: int) -> Milestone | None:
    """A milestone by its number."""
    held = info.context.reader.many(Milestone, repo.milestones)
    return next((each for each in held if each.number == number), None)


@field("Repository", "milestones")
def milestones(repo: Repository, info: Info, **given: Any) -> Any:
    """Its milestones."""
    states, query = given.pop("states", None), given.pop("query", None)
    held = [
        each
        for each in info.context.reader.many(Milestone, repo.milestones)
        if (not states or each.state.upper() in states) and (not query or query.lower() in each.title.lower())
    ]
    return connection(info, ordered(held, given.pop("orderBy", None)), **given)


@field("Repository", "assignableUsers", "collaborators")
def people(repo: Repository, info: Info, query: str | None = None, login: str | None = None, **page: Any) -> Any:
    """Those with a role in it."""
    reader = info.context.reader
    held = [
        each
        for each in access.people_of(reader, repo)
        if (not query or query.lower() in each.login.lower()) and (not login or login.lower() == each.login.lower())
    ]
    found = connection(info, held, **page)
    for edge in found["edges"]:
        edge["permission"] = _PERMISSION[access.role(reader, repo, edge["node"].id) or "pull"]
    return found


@field("Repository", "pinnedIssues")
def pinned_issues(repo: Repository, info: Info, **page: Any) -> Any:
    """The issues pinned to its front."""
    held = info.context.reader.many(Issue, repo.pinned)
    return connection(
        info,
        held,
        lambda each: {
            "issue": each,
            "id": f"PI_{each.id}",
            "databaseId": each.id,
            "pinnedBy": owner(repo, info),
            "repository": repo,
        },
        **page,
    )


@field("Repository", "projectV2")
def project(repo: Repository, info: Info, number: int) -> Project:
    """A board linked to it."""
    for held in info.context.reader.many(Project, repo.projects):
        if held.number == number and cards.visible(info.context.change, held):
            return held
    raise NotFound(f"Could not resolve to a ProjectV2 with the number {number}.")


@field("Repository", "projectsV2")
def projects(repo: Repository, info: Info, query: str | None = None, orderBy: Any = None, **page: Any) -> Any:  # noqa: N803
    """The boards linked to it that may be seen."""
    held = info.context.reader.many(Project, repo.projects)
    seen = [each for each in held if cards.visible(info.context.change, each)]
    named = [each for each in seen if not query or query.lower() in each.title.lower()]
    return connection(info, ordered(named, orderBy), **page)

"""Issues, pull requests and discussions."""

from bot.sandbox.shapes.accounts import milestone, somebody, team
from bot.sandbox.shapes.lens import Json, Lens
from bot.sandbox.shapes.repos import label, repository
from bot.sandbox.world import access
from bot.sandbox.world.items import (
    Category,
    Comment,
    Discussion,
    Issue,
    Item,
    Label,
    Milestone,
    PullRequest,
    Reaction,
    ReviewComment,
    ReviewRequest,
)
from bot.sandbox.world.reactions import CONTENTS
from bot.sandbox.world.records import Repository, Team, User

_PLACES = {"Issue": "issues", "PullRequest": "pull", "Discussion": "discussions"}


def web_url(lens: Lens, item: Item) -> str:
    """Where a browser would look for an item."""
    repo = lens.reader.repo_of(item)
    return f"{lens.web}/{lens.reader.full_name(repo)}/{_PLACES[item.typename]}/{item.number}"


def _common(lens: Lens, repo: Repository, item: Item) -> Json:
    held = lens.reader.find(Milestone, item.milestone)
    people = [somebody(lens, person) for person in item.assignees]
    return {
        "id": item.id,
        "node_id": lens.reader.node_id(item),
        "number": item.number,
        "title": item.title,
        "user": somebody(lens, item.author),
        "labels": [label(lens, repo, worn) for worn in lens.reader.many(Label, item.labels)],
        "state": item.state,
        "locked": item.locked,
        "active_lock_reason": _words(item.lock_reason),
        "assignee": people[0] if people else None,
        "assignees": people,
        "milestone": milestone(lens, repo, held) if held else None,
        "created_at": item.created_at,
        "updated_at": item.updated_at,
        "closed_at": item.closed_at,
        "author_association": access.association(lens.reader, item, item.author, item.association),
        "body": item.body or None,
    }


def issue(lens: Lens, item: Issue | PullRequest) -> Json:
    """An issue, or a pull request as the issues' API sees it."""
    repo = lens.reader.repo_of(item)
    name = lens.reader.full_name(repo)
    url = f"{lens.api}/repos/{name}/issues/{item.number}"
    shape = {
        "url": url,
        "repository_url": f"{lens.api}/repos/{name}",
        "labels_url": f"{url}/labels{{/name}}",
        "comments_url": f"{url}/comments",
        "events_url": f"{url}/events",
        "html_url": web_url(lens, item),
        **_common(lens, repo, item),
        "comments": len(item.comments),
        "closed_by": somebody(lens, item.closed_by),
        "reactions": reactions(lens, item, f"{url}/reactions"),
        "timeline_url": f"{url}/timeline",
        "performed_via_github_app": None,
        "state_reason": item.state_reason,
        "sub_issues_summary": {"total": 0, "completed": 0, "percent_completed": 0},
        "issue_dependencies_summary": {"blocked_by": 0, "total_blocked_by": 0, "blocking": 0, "total_blocking": 0},
    }
    if isinstance(item, PullRequest):
        pull = f"{lens.api}/repos/{name}/pulls/{item.number}"
        page = shape["html_url"]
        addresses = {"url": pull, "html_url": page, "diff_url": f"{page}.diff", "patch_url": f"{page}.patch"}
        shape |= {"draft": item.draft, "pull_request": addresses | {"merged_at": item.merged_at}}
    return shape


def pull_request(lens: Lens, pull: PullRequest, *, full: bool = True) -> Json:
    """A pull request."""
    repo = lens.reader.repo_of(pull)
    shape = {**_pull_addresses(lens, repo, pull), **_common(lens, repo, pull), **_pull_people(lens, pull)}
    shape |= {
        "head": _end(lens, repo, pull, pull.head_ref, pull.head_sha),
        "base": _end(lens, repo, pull, pull.base_ref, pull.base_sha),
        "draft": pull.draft,
        "merged_at": pull.merged_at,
        "merge_commit_sha": pull.merge_sha,
        "auto_merge": None,
    }
    if not full:
        return shape
    lines = lens.reader.every(ReviewComment) if pull.reviews else []
    return shape | {
        "merged": pull.merged_at is not None,
        "mergeable": None if pull.merged_at else True,
        "rebaseable": None if pull.merged_at else True,
        "mergeable_state": "draft" if pull.draft else "clean",
        "merged_by": somebody(lens, pull.merged_by),
        "comments": len(pull.comments),
        "review_comments": sum(line.item == pull.id for line in lines),
        "maintainer_can_modify": False,
        "commits": len(pull.commits),
        "additions": sum(each["additions"] for each in pull.files),
        "deletions": sum(each["deletions"] for each in pull.files),
        "changed_files": len(pull.files),
    }


def _pull_addresses(lens: Lens, repo: Repository, pull: PullRequest) -> Json:
    name = lens.reader.full_name(repo)
    page, url = web_url(lens, pull), f"{lens.api}/repos/{name}/pulls/{pull.number}"
    as_issue = f"{lens.api}/repos/{name}/issues/{pull.number}"
    links = {
        "self": url,
        "html": page,
        "issue": as_issue,
        "comments": f"{as_issue}/comments",
        "review_comments": f"{url}/comments",
        "review_comment": f"{lens.api}/repos/{name}/pulls/comments{{/number}}",
        "commits": f"{url}/commits",
        "statuses": f"{lens.api}/repos/{name}/statuses/{pull.head_sha}",
    }
    flat = {"self": "url", "html": "html_url", "issue": "issue_url"}
    return {
        **{flat.get(key, f"{key}_url"): link for key, link in links.items()},
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "_links": {key: {"href": link} for key, link in links.items()},
    }


def _pull_people(lens: Lens, pull: PullRequest) -> Json:
    asked = [request.reviewer for request in lens.reader.many(ReviewRequest, pull.requests)]
    return {
        "requested_reviewers": [somebody(lens, person.id) for person in lens.reader.many(User, asked)],
        "requested_teams": [team(lens, held) for held in lens.reader.many(Team, asked)],
    }


def _end(lens: Lens, repo: Repository, pull: PullRequest, ref: str, sha: str) -> Json:
    owner = lens.reader.full_name(repo).partition("/")[0]
    by = somebody(lens, pull.author if sha == pull.head_sha else repo.owner)
    return {"label": f"{owner}:{ref}", "ref": ref, "sha": sha, "user": by, "repo": repository(lens, repo)}


def changed_file(lens: Lens, pull: PullRequest, held: Json) -> Json:
    """A file that a pull request changes."""
    name = lens.reader.full_name(lens.reader.repo_of(pull))
    path = held["path"]
    return {
        "sha": held["sha"],
        "filename": path,
        "status": held["status"],
        "additions": held["additions"],
        "deletions": held["deletions"],
        "changes": held["additions"] + held["deletions"],
        "blob_url": f"{lens.web}/{name}/blob/{pull.head_sha}/{path}",
        "raw_url": f"{lens.web}/{name}/raw/{pull.head_sha}/{path}",
        "contents_url": f"{lens.api}/repos/{name}/contents/{path}?ref={pull.head_sha}",
    }


def discussion(lens: Lens, talk: Discussion) -> Json:
    """A discussion as a webhook carries it."""
    repo = lens.reader.repo_of(talk)
    name = lens.reader.full_name(repo)
    shape = _common(lens, repo, talk)
    for absent in ("assignee", "assignees", "milestone", "closed_at"):
        del shape[absent]
    page = web_url(lens, talk)
    return {
        "repository_url": f"{lens.api}/repos/{name}",
        "category": category(lens, repo, lens.reader.one(Category, talk.category)),
        "answer_html_url": f"{page}#discussioncomment-{talk.answer}" if talk.answer else None,
        "answer_chosen_at": talk.answered_at,
        "answer_chosen_by": None,
        "html_url": page,
        **shape,
        "body": talk.body,
        "comments": len(talk.comments),
        "reactions": reactions(lens, talk, f"{lens.api}/repos/{name}/discussions/{talk.number}/reactions"),
        "timeline_url": f"{lens.api}/repos/{name}/discussions/{talk.number}/timeline",
        "state_reason": talk.state_reason,
    }


def category(lens: Lens, repo: Repository, held: Category) -> Json:
    """A category of discussions."""
    return {
        "id": held.id,
        "node_id": lens.reader.node_id(held),
        "repository_id": repo.id,
        "emoji": held.emoji,
        "name": held.name,
        "description": held.description or "",
        "created_at": held.created_at,
        "updated_at": held.updated_at,
        "slug": held.slug,
        "is_answerable": held.answerable,
    }


def reactions(lens: Lens, subject: Item | Comment, url: str) -> Json:
    """How often each reaction was given."""
    given = [reaction.content for reaction in lens.reader.many(Reaction, subject.reactions)]
    counts = {rest: given.count(name) for name, rest in CONTENTS.items()}
    return {"url": url, "total_count": len(given), **counts}


def _words(reason: str | None) -> str | None:
    """`TOO_HEATED` as REST writes it: `too heated`; `OFF_TOPIC` keeps a hyphen."""
    if reason is None:
        return None
    word = reason.lower()
    return "off-topic" if word in {"off_topic", "off-topic"} else word.replace("_", " ")

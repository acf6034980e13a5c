"""Repositories, labels, files and commits."""

import base64
from urllib.parse import quote

from bot.sandbox.shapes.accounts import user
from bot.sandbox.shapes.lens import Json, Lens
from bot.sandbox.world.items import Label
from bot.sandbox.world.records import Account, Blob, Commit, Repository

_URLS = {
    "forks_url": "/forks",
    "keys_url": "/keys{/key_id}",
    "collaborators_url": "/collaborators{/collaborator}",
    "teams_url": "/teams",
    "hooks_url": "/hooks",
    "issue_events_url": "/issues/events{/number}",
    "events_url": "/events",
    "assignees_url": "/assignees{/user}",
    "branches_url": "/branches{/branch}",
    "tags_url": "/tags",
    "blobs_url": "/git/blobs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "trees_url": "/git/trees{/sha}",
    "statuses_url": "/statuses/{sha}",
    "languages_url": "/languages",
    "stargazers_url": "/stargazers",
    "contributors_url": "/contributors",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "commits_url": "/commits{/sha}",
    "git_commits_url": "/git/commits{/sha}",
    "comments_url": "/comments{/number}",
    "issue_comment_url": "/issues/comments{/number}",
    "contents_url": "/contents/{+path}",
    "compare_url": "/compare/{base}...{head}",
    "merges_url": "/merges",
    "archive_url": "/{archive_format}{/ref}",
    "downloads_url": "/downloads",
    "issues_url": "/issues{/number}",
    "pulls_url": "/pulls{/number}",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "labels_url": "/labels{/name}",
    "releases_url": "/releases{/id}",
    "deployments_url": "/deployments",
}
_FIXED: Json = {
    "size": 1,
    "stargazers_count": 0,
    "watchers_count": 0,
    "language": None,
    "has_issues": True,
    "has_projects": True,
    "has_downloads": True,
    "has_wiki": False,
    "has_pages": False,
    "has_discussions": True,
    "forks_count": 0,
    "mirror_url": None,
    "disabled": False,
    "allow_forking": True,
    "is_template": False,
    "web_commit_signoff_required": False,
    "topics": [],
    "forks": 0,
    "watchers": 0,
    "homepage": None,
}


def repository(lens: Lens, repo: Repository) -> Json:
    """A repository as it stands in other things and in webhooks."""
    owner = lens.reader.one(Account, repo.owner)
    name = f"{owner.login}/{repo.name}"
    url, html = f"{lens.api}/repos/{name}", f"{lens.web}/{name}"
    unfinished = lens.reader.open_items(repo)
    return {
        "id": repo.id,
        "node_id": lens.reader.node_id(repo),
        "name": repo.name,
        "full_name": name,
        "private": repo.private,
        "owner": user(lens, owner),
        "html_url": html,
        "description": repo.description,
        "fork": repo.source != 0,
        "url": url,
        **{key: url + path for key, path in _URLS.items()},
        "created_at": repo.created_at,
        "updated_at": repo.updated_at,
        "pushed_at": repo.pushed_at or repo.created_at,
        "git_url": f"git:{html.partition(':')[2]}.git",
        "ssh_url": f"git@github.com:{name}.git",
        "clone_url": f"{html}.git",
        "svn_url": html,
        **_FIXED,
        "license": _license(lens, repo),
        "archived": repo.archived,
        "open_issues_count": unfinished,
        "open_issues": unfinished,
        "visibility": "private" if repo.private else "public",
        "default_branch": repo.default_branch,
    }


def full_repository(lens: Lens, repo: Repository) -> Json:
    """A repository on its own page."""
    return {
        **repository(lens, repo),
        "network_count": 0,
        "subscribers_count": 0,
        "permissions": {"admin": False, "maintain": False, "push": False, "triage": False, "pull": False},
    }


def label(lens: Lens, repo: Repository, held: Label) -> Json:
    """A label."""
    name = lens.reader.full_name(repo)
    return {
        "id": held.id,
        "node_id": lens.reader.node_id(held),
        "url": f"{lens.api}/repos/{name}/labels/{quote(held.name, safe='')}",
        "name": held.name,
        "color": held.color,
        "default": False,
        "description": held.description,
    }


def content(lens: Lens, repo: Repository, blob: Blob, path: str, ref: str) -> Json:
    """A file with its content."""
    name = lens.reader.full_name(repo)
    url = f"{lens.api}/repos/{name}/contents/{path}?ref={ref}"
    git, html = f"{lens.api}/repos/{name}/git/blobs/{blob.sha}", f"{lens.web}/{name}/blob/{ref}/{path}"
    raw = blob.text.encode()
    return {
        "name": path.rpartition("/")[2],
        "path": path,
        "sha": blob.sha,
        "size": len(raw),
        "url": url,
        "html_url": html,
        "git_url": git,
        "download_url": f"{lens.web}/{name}/raw/{ref}/{path}",
        "type": "file",
        "content": _base64_lines(raw),
        "encoding": "base64",
        "_links": {"self": url, "git": git, "html": html},
    }


def blob(lens: Lens, repo: Repository, held: Blob) -> Json:
    """A blob."""
    raw = held.text.encode()
    return {
        "sha": held.sha,
        "node_id": lens.reader.node_id(held),
        "size": len(raw),
        "url": f"{lens.api}/repos/{lens.reader.full_name(repo)}/git/blobs/{held.sha}",
        "content": _base64_lines(raw),
        "encoding": "base64",
    }


def pushed_commit(lens: Lens, repo: Repository, commit: Commit, extra: Json) -> Json:
    """A commit as a push tells of it."""
    author = lens.reader.one(Account, commit.author)
    who = {"name": author.name or author.login, "email": f"{author.login}@users.noreply", "username": author.login}
    return {
        "id": commit.sha,
        "tree_id": commit.sha,
        "distinct": True,
        "message": commit.message,
        "timestamp": commit.created_at,
        "url": f"{lens.web}/{lens.reader.full_name(repo)}/commit/{commit.sha}",
        "author": who,
        "committer": who,
        **{name: extra[name] for name in ("added", "removed", "modified")},
    }


def commit(lens: Lens, repo: Repository, held: Commit) -> Json:
    """A commit as lists of commits have it."""
    name, author = lens.reader.full_name(repo), lens.reader.one(Account, held.author)
    url, html = f"{lens.api}/repos/{name}/commits/{held.sha}", f"{lens.web}/{name}/commit/{held.sha}"
    who = {"name": author.login, "email": f"{author.login}@users.noreply", "date": held.created_at}
    git = f"{lens.api}/repos/{name}/git"
    parents = [held.parent] if held.parent else []
    return {
        "sha": held.sha,
        "node_id": lens.reader.node_id(held),
        "url": url,
        "html_url": html,
        "comments_url": f"{url}/comments",
        "commit": {
            "author": who,
            "committer": who,
            "message": held.message,
            "tree": {"sha": held.sha, "url": f"{git}/trees/{held.sha}"},
            "url": f"{git}/commits/{held.sha}",
            "comment_count": 0,
        },
        "author": user(lens, author),
        "committer": user(lens, author),
        "parents": [{"sha": sha, "url": f"{lens.api}/repos/{name}/commits/{sha}"} for sha in parents],
    }


def _license(lens: Lens, repo: Repository) -> Json | None:
    """The licence whose SPDX name begins the file LICENSE; GitHub compares whole texts."""
    head = lens.reader.find(Commit, repo.branches.get(repo.default_branch))
    held = lens.reader.find(Blob, repo.blobs.get(head.tree.get("LICENSE", ""))) if head else None
    if held is None:
        return None
    name = held.text.split(maxsplit=1)[0] if held.text.strip() else "NOASSERTION"
    url = f"{lens.api}/licenses/{name.lower()}"
    return {"key": name.lower(), "name": name, "spdx_id": name, "url": url, "node_id": f"L_{name}"}


def _base64_lines(raw: bytes) -> str:
    return base64.encodebytes(raw).decode()

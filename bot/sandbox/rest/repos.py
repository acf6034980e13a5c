"""Repositories, their files, branches, blobs and people."""

import base64
import binascii
import hashlib

import orjson
from starlette.responses import Response

from bot.sandbox.gate import answer
from bot.sandbox.refusals import NotFound, Refusal
from bot.sandbox.rest.ask import Ask
from bot.sandbox.rest.table import route
from bot.sandbox.shapes import accounts, repos
from bot.sandbox.world import access, branches, commits
from bot.sandbox.world.records import Blob, Commit, Repository

_RAW = "application/vnd.github.raw"


@route("GET", "/repos/{owner}/{repo}", "either")
def repository(ask: Ask) -> Response:
    """A repository."""
    return _tagged(ask, repos.full_repository(ask.lens, ask.repo()))


@route("GET", "/repos/{owner}/{repo}/contents/{path:path}")
def contents(ask: Ask) -> Response:
    """A file or a folder; with its tag in `If-None-Match` it is 304 while nothing changed."""
    repo, path = ask.repo(), ask.path["path"].strip("/")
    ask.may_read(repo, "contents")
    ref = ask.query.get("ref") or repo.default_branch
    commit = commits.resolve(ask.lens.reader, repo, ref)
    if commit is None:
        raise NotFound(f"No commit found for the ref {ref}")
    held = commits.read(ask.lens.reader, repo, commit, path)
    if held is None:
        return _tagged(ask, _folder(ask, repo, commit, path, ref))
    if ask.call.request.headers.get("accept", "").startswith(_RAW):
        return Response(held.text.encode(), 200, {"content-type": f"{_RAW}+json; charset=utf-8"})
    return _tagged(ask, repos.content(ask.lens, repo, held, path, ref))


def _folder(ask: Ask, repo: Repository, commit: Commit, path: str, ref: str) -> list[dict[str, object]]:
    start = f"{path}/" if path else ""
    below = {each[len(start) :].partition("/")[0]: each for each in commit.tree if each.startswith(start)}
    if not below:
        raise NotFound("Not Found")
    listed = []
    for name in sorted(below):
        held = commits.read(ask.lens.reader, repo, commit, start + name)
        shape = repos.content(
            ask.lens, repo, held or Blob(id=0, repo=repo.id, sha=commit.sha, text=""), start + name, ref
        )
        del shape["content"], shape["encoding"]
        listed.append(shape if held else shape | {"type": "dir", "download_url": None})
    return listed


@route("PUT", "/repos/{owner}/{repo}/contents/{path:path}")
def put_contents(ask: Ask) -> Response:
    """Write one file to a branch; changing one that is there needs its sha."""
    repo, given, path = ask.repo(), ask.body(), ask.path["path"].strip("/")
    branch = given.get("branch") or repo.default_branch
    ask.change.may(repo, "write", "contents")
    head = commits.head(ask.sandbox.world, repo, branch)
    if head is None:
        raise NotFound(f"Branch {branch} not found")
    known = head.tree.get(path)
    if known and given.get("sha") != known:
        told = "does not match" if given.get("sha") else "wasn't supplied."
        raise Conflict(f"{path} {told} {known}") if given.get("sha") else Refusal(f'Invalid request.\n\n"sha" {told}')
    try:
        text = base64.b64decode(ask.text("content")).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise Refusal("content is not valid Base64") from None
    made = branches.push(ask.change, repo, branch, {path: text}, ask.text("message"))
    held = ask.sandbox.world.one(Repository, repo.id)
    blob = ask.sandbox.world.one(Blob, held.blobs[made.tree[path]])
    content = repos.content(ask.lens, held, blob, path, branch)
    url = f"{ask.lens.api}/repos/{ask.lens.reader.full_name(held)}/git/commits/{made.sha}"
    commit = {"sha": made.sha, "node_id": ask.lens.reader.node_id(made), "message": made.message, "url": url}
    return answer(200 if known else 201, {"content": content, "commit": commit})


class Conflict(Refusal):
    """Somebody else was there first: 409."""

    status = 409


@route("GET", "/repos/{owner}/{repo}/git/blobs/{sha}")
def blob(ask: Ask) -> Response:
    """A blob."""
    repo = ask.repo()
    ask.may_read(repo, "contents")
    found = ask.lens.reader.find(Blob, repo.blobs.get(ask.path["sha"]))
    if found is None:
        raise NotFound("Not Found")
    return _tagged(ask, repos.blob(ask.lens, repo, found))


@route("GET", "/repos/{owner}/{repo}/git/ref/heads/{branch:path}")
def get_ref(ask: Ask) -> Response:
    """Where a branch stands."""
    repo = ask.repo()
    found = commits.head(ask.lens.reader, repo, ask.path["branch"])
    if found is None:
        raise NotFound("Not Found")
    return answer(200, _ref(ask, repo, ask.path["branch"], found))


@route("POST", "/repos/{owner}/{repo}/git/refs")
def create_ref(ask: Ask) -> Response:
    """Make a branch at a commit."""
    repo, name = ask.repo(), ask.text("ref").removeprefix("refs/heads/")
    ask.change.may(repo, "write", "contents")
    found = ask.lens.reader.find(Commit, repo.commits.get(ask.text("sha")))
    if found is None:
        raise Refusal("Object does not exist")
    if name in repo.branches:
        raise Refusal("Reference already exists")
    branches.create(ask.change, repo, name, found)
    return answer(201, _ref(ask, repo, name, found))


def _ref(ask: Ask, repo: Repository, branch: str, commit: Commit) -> dict[str, object]:
    base = f"{ask.lens.api}/repos/{ask.lens.reader.full_name(repo)}/git"
    return {
        "ref": f"refs/heads/{branch}",
        "node_id": f"REF_{repo.id}_{branch}",
        "url": f"{base}/refs/heads/{branch}",
        "object": {"type": "commit", "sha": commit.sha, "url": f"{base}/commits/{commit.sha}"},
    }


@route("GET", "/repos/{owner}/{repo}/collaborators/{login}/permission")
def permission(ask: Ask) -> Response:
    """What a person may do."""
    repo, account = ask.repo(), ask.lens.reader.account(ask.path["login"])
    if account is None:
        raise NotFound("Not Found")
    role = access.role(ask.lens.reader, repo, account.id) or ("none" if repo.private else "pull")
    words = {"pull": "read", "triage": "read", "push": "write", "maintain": "write"}
    names = {"pull": "read", "push": "write"}
    ranks = ("pull", "triage", "push", "maintain", "admin")
    held = {name: role in ranks and ranks.index(name) <= ranks.index(role) for name in ranks}
    shape = accounts.user(ask.lens, account) | {"permissions": held, "role_name": names.get(role, role)}
    return answer(200, {"permission": words.get(role, role), "role_name": names.get(role, role), "user": shape})


@route("GET", "/repos/{owner}/{repo}/assignees")
def assignees(ask: Ask) -> Response:
    """Those who can be assigned to anything here."""
    people = access.people_of(ask.lens.reader, ask.repo())
    return ask.page(people, lambda person: accounts.user(ask.lens, person))


@route("GET", "/repos/{owner}/{repo}/assignees/{login}")
def is_assignee(ask: Ask) -> Response:
    """Whether a person can be assigned: 204 or 404."""
    repo, account = ask.repo(), ask.lens.reader.account(ask.path["login"])
    if account is None or access.role(ask.lens.reader, repo, account.id) is None:
        raise NotFound("Not Found")
    return answer(204)


def _tagged(ask: Ask, body: object) -> Response:
    tag = f'W/"{hashlib.sha256(orjson.dumps(body)).hexdigest()[:32]}"'
    if ask.call.request.headers.get("if-none-match") == tag:
        _give_back(ask)
        return answer(304, None, {"etag": tag})
    return answer(200, body, {"etag": tag})


def _give_back(ask: Ask) -> None:
    """A 304 costs nothing of the primary limit."""
    sandbox = ask.sandbox
    number = ask.call.installation.id if ask.call.installation else 0
    budget = sandbox.limits.budget(number, "core", sandbox.clock.now(), sandbox.config.primary_limit)
    budget.used -= 1
    ask.call.headers |= budget.headers("core")

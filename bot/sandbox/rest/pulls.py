"""Pull requests: listed, opened, changed; files, reviews, requests, merging."""

from starlette.responses import Response

from bot.sandbox.gate import answer
from bot.sandbox.refusals import Refusal
from bot.sandbox.rest.ask import Ask
from bot.sandbox.rest.table import route
from bot.sandbox.shapes import comments as comment_shapes
from bot.sandbox.shapes import items as shapes
from bot.sandbox.world import opening, people, pulls, states
from bot.sandbox.world.branches import open_pull_request
from bot.sandbox.world.items import PullRequest, Review
from bot.sandbox.world.records import Number, Organization, Team, User

_ALL = "/repos/{owner}/{repo}/pulls"
_ONE = _ALL + "/{number:int}"


def _shown(ask: Ask, pull: PullRequest, status: int = 200, *, full: bool = True) -> Response:
    held = ask.sandbox.world.one(PullRequest, pull.id)
    return answer(status, shapes.pull_request(ask.lens, held, full=full))


@route("GET", _ALL)
def listed(ask: Ask) -> Response:
    """Pull requests, newest first, open ones unless asked otherwise."""
    repo, query = ask.repo(), ask.query
    ask.may_read(repo, "pull_requests")
    state, base, head = query.get("state", "open"), query.get("base"), query.get("head")
    held = [
        pull
        for pull in reversed(ask.lens.reader.many(PullRequest, repo.numbers))
        if state in ("all", pull.state)
        and base in (None, pull.base_ref)
        and (head is None or head.rpartition(":")[2] == pull.head_ref)
    ]
    if query.get("direction") == "asc":
        held.reverse()
    return ask.page(held, lambda pull: shapes.pull_request(ask.lens, pull, full=False))


@route("POST", _ALL, contents=1)
def create(ask: Ask) -> Response:
    """Open a pull request from one branch of the repository to another."""
    repo, given, base = ask.repo(), ask.body(), ask.text("base")
    branches = opening.Branches(base, ask.text("head").rpartition(":")[2], bool(given.get("draft")))
    body = ask.text("body", required=False)
    return _shown(ask, open_pull_request(ask.change, repo, ask.text("title"), body, branches, base), 201)


@route("GET", _ONE)
def get(ask: Ask) -> Response:
    """A pull request."""
    pull = ask.pull()
    ask.may_read(ask.repo(), "pull_requests")
    return answer(200, shapes.pull_request(ask.lens, pull))


@route("PATCH", _ONE)
def edit(ask: Ask) -> Response:
    """Change a pull request: what is not given stays."""
    pull, given = ask.pull(), ask.body()
    ask.change.may_write(pull)
    if given.get("title") is not None or given.get("body") is not None:
        states.edit(ask.change, pull, given.get("title"), given.get("body"))
    pull = ask.sandbox.world.one(PullRequest, pull.id)
    if given.get("state") == "closed":
        states.close(ask.change, pull)
    elif given.get("state") == "open":
        states.reopen(ask.change, pull)
    return _shown(ask, pull)


@route("GET", _ONE + "/files")
def files(ask: Ask) -> Response:
    """The files that it changes; 100 a page at most."""
    pull = ask.pull()
    ask.may_read(ask.repo(), "pull_requests")
    return ask.page(list(pull.files), lambda each: shapes.changed_file(ask.lens, pull, each))


@route("GET", _ONE + "/reviews")
def reviews(ask: Ask) -> Response:
    """Its reviews, oldest first."""
    held = ask.lens.reader.many(Review, ask.pull().reviews)
    return ask.page(held, lambda each: comment_shapes.review(ask.lens, each))


@route("POST", _ONE + "/reviews", contents=1)
def create_review(ask: Ask) -> Response:
    """Submit a review."""
    event = ask.body().get("event") or "COMMENT"
    made = pulls.review(ask.change, ask.pull(), event, ask.text("body", required=False))
    return answer(200, comment_shapes.review(ask.lens, made))


@route("GET", _ONE + "/requested_reviewers")
def requested(ask: Ask) -> Response:
    """Who is asked for a review."""
    shape = shapes.pull_request(ask.lens, ask.pull(), full=False)
    return answer(200, {"users": shape["requested_reviewers"], "teams": shape["requested_teams"]})


@route("POST", _ONE + "/requested_reviewers")
def request(ask: Ask) -> Response:
    """Ask people and teams; one who cannot be asked fails the whole request."""
    pull = people.request_reviews(ask.change, ask.pull(), _reviewers(ask, strict=True))
    return _shown(ask, pull, 201, full=False)


@route("DELETE", _ONE + "/requested_reviewers")
def remove_request(ask: Ask) -> Response:
    """Ask people and teams no longer."""
    return _shown(ask, people.remove_requests(ask.change, ask.pull(), _reviewers(ask)), full=False)


def _reviewers(ask: Ask, *, strict: bool = False) -> list[Number]:
    reader, repo = ask.lens.reader, ask.repo()
    owner = reader.find(Organization, repo.owner)
    teams = {team.slug: team.id for team in reader.many(Team, owner.teams if owner else ())}
    accounts = [reader.account(login) for login in ask.texts("reviewers")]
    found = [account.id for account in accounts if isinstance(account, User)]
    slugs = ask.texts("team_reviewers")
    if strict and (len(found) < len(accounts) or any(slug not in teams for slug in slugs)):
        raise Refusal(
            "Reviews may only be requested from collaborators. One or more of the users or teams you specified is "
            f"not a collaborator of the {reader.full_name(repo)} repository."
        )
    return [*found, *(teams[slug] for slug in slugs if slug in teams)]


@route("PUT", _ONE + "/merge")
def merge(ask: Ask) -> Response:
    """Merge."""
    pull = ask.pull()
    if pull.state == "closed" or pull.draft:
        raise NotMergeable("Pull Request is not mergeable")
    merged = pulls.merge(ask.change, pull)
    return answer(200, {"sha": merged.merge_sha, "merged": True, "message": "Pull Request successfully merged"})


class NotMergeable(Refusal):
    """It cannot be merged: 405."""

    status = 405

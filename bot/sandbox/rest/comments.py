"""Comments on issues and pull requests, and reactions."""

from starlette.responses import Response

from bot.sandbox.gate import answer
from bot.sandbox.refusals import NotFound, Refusal
from bot.sandbox.rest.ask import Ask
from bot.sandbox.rest.table import route
from bot.sandbox.shapes import comments as shapes
from bot.sandbox.world import comments, reactions
from bot.sandbox.world.items import Comment, IssueComment, Item, Reaction

_OF_ITEM = "/repos/{owner}/{repo}/issues/{number:int}/comments"
_ONE = "/repos/{owner}/{repo}/issues/comments/{id:int}"


def _comment(ask: Ask) -> IssueComment:
    repo = ask.repo()
    found = ask.lens.reader.find(IssueComment, int(ask.path["id"]))
    item = ask.lens.reader.find(Item, found.item) if found else None
    if found is None or item is None or item.repo != repo.id:
        raise NotFound("Not Found")
    return found


@route("GET", _OF_ITEM)
def of_item(ask: Ask) -> Response:
    """The comments of an item, oldest first."""
    item = ask.item()
    ask.may_read(ask.repo(), "issues", "pull_requests")
    held = ask.lens.reader.many(IssueComment, item.comments)
    since = ask.query.get("since", "")
    return ask.page(
        [each for each in held if each.updated_at >= since], lambda each: shapes.issue_comment(ask.lens, each)
    )


@route("POST", _OF_ITEM, contents=1)
def create(ask: Ask) -> Response:
    """Comment."""
    made = comments.add(ask.change, ask.item(), ask.text("body"))
    assert isinstance(made, IssueComment)  # noqa: S101 - discussions are not reached by REST
    shape = shapes.issue_comment(ask.lens, made)
    return answer(201, shape, {"location": shape["url"]})


@route("GET", "/repos/{owner}/{repo}/issues/comments")
def of_repo(ask: Ask) -> Response:
    """All comments of a repository, oldest first."""
    repo = ask.repo()
    numbers = [number for item in ask.lens.reader.many(Item, repo.numbers) for number in item.comments]
    held = sorted(ask.lens.reader.many(IssueComment, numbers), key=lambda each: each.id)
    return ask.page(held, lambda each: shapes.issue_comment(ask.lens, each))


@route("GET", _ONE)
def get(ask: Ask) -> Response:
    """One comment."""
    return answer(200, shapes.issue_comment(ask.lens, _comment(ask)))


@route("PATCH", _ONE)
def edit(ask: Ask) -> Response:
    """Edit a comment."""
    edited = comments.edit(ask.change, _comment(ask), ask.text("body"))
    assert isinstance(edited, IssueComment)  # noqa: S101 - an edit does not change the kind
    return answer(200, shapes.issue_comment(ask.lens, edited))


@route("DELETE", _ONE)
def delete(ask: Ask) -> Response:
    """Delete a comment."""
    comments.delete(ask.change, _comment(ask))
    return answer(204)


@route("POST", _ONE + "/reactions")
def react_to_comment(ask: Ask) -> Response:
    """React to a comment."""
    return _react(ask, _comment(ask))


@route("POST", "/repos/{owner}/{repo}/issues/{number:int}/reactions")
def react_to_item(ask: Ask) -> Response:
    """React to an item."""
    return _react(ask, ask.item())


def _react(ask: Ask, subject: Item | Comment) -> Response:
    word = ask.text("content")
    names = {rest: name for name, rest in reactions.CONTENTS.items()}
    if word not in names:
        raise Refusal("Validation Failed", errors=[{"resource": "Reaction", "field": "content", "code": "invalid"}])
    known = {each.id for each in ask.lens.reader.many(Reaction, subject.reactions)}
    made = reactions.add(ask.change, subject, names[word])
    return answer(200 if made.id in known else 201, shapes.reaction(ask.lens, made, word))

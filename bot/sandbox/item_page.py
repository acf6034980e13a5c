"""What people see of an issue, a pull request or a discussion in a browser: plain, so that links lead somewhere."""

from collections.abc import Iterator
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.snapshot import show_item
from bot.sandbox.web import page

_KINDS = ("issues", "pull", "discussions")


class ItemPages:
    """One for each item of a public repository."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def routes(self) -> list[Route]:
        """Where they are found."""
        return [Route(f"/{{owner}}/{{repo}}/{kind}/{{number:int}}", self.show) for kind in _KINDS]

    async def show(self, request: Request) -> Response:
        """The item as it is now."""
        world, asked = self._sandbox.world, request.path_params
        repo = world.repository(asked["owner"], asked["repo"])
        item = world.item(repo, asked["number"]) if repo and not repo.private else None
        if repo is None or item is None:
            return page("There is no such item", "", 404)
        told = show_item(world, item)
        return page(f"{told['title']} · {world.full_name(repo)}#{item.number}", "".join(_parts(told)))


def _parts(told: dict[str, Any]) -> Iterator[str]:
    labels, people = ", ".join(told["labels"]) or "none", ", ".join(told["assignees"]) or "nobody"
    yield "<p>This GitHub is simulated.</p>"
    yield _said(f"{told['author']} · {told['state'].lower()} · labels: {labels} · with {people}", told["body"])
    for path in told.get("files", ()):
        yield f"<p><code>{escape(path)}</code></p>"
    for comment in told["comments"]:
        yield _said(comment["author"], comment["body"])


def _said(who: str, body: str) -> str:
    return f'<h2>{escape(who)}</h2><pre style="white-space: pre-wrap">{escape(body)}</pre>'

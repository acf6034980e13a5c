"""The HTTP side: one ASGI application over a `Sandbox`."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox.control import Control
from bot.sandbox.gate import DOCS, Gate, answer
from bot.sandbox.graphql.endpoint import GraphQL
from bot.sandbox.item_page import ItemPages
from bot.sandbox.oauth import SigningIn
from bot.sandbox.rest.routes import routes
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.web import WebPages
from bot.sandbox.world.records import Repository

_ENTERPRISE, _APPS = "/api/v3", "/github-apps"
_ELSEWHERE = ("/api/graphql", "/login/", "/settings/", "/organizations/", "/_sandbox/")
_ITEM = re.compile(r"/[^/]+/[^/]+/(issues|pull|discussions)/[0-9]{1,10}")
_BY_NUMBER = re.compile(r"/repositories/(\d{1,10})(?=/|$)")


def create_sandbox(sandbox: Sandbox) -> Starlette:
    """The application: REST, GraphQL, the control API, and the webhook sender while it runs."""
    gate = Gate(sandbox)
    graphql = GraphQL(gate)
    table = [
        Route("/graphql", _endpoint(graphql), methods=["POST"]),
        Route("/api/graphql", _endpoint(graphql), methods=["POST"]),
        *routes(gate),
        *WebPages(sandbox).routes(),
        *ItemPages(sandbox).routes(),
        *SigningIn(sandbox).routes(),
        *Control(sandbox).routes(),
    ]
    app = _Application(routes=table, lifespan=_lifespan(sandbox), exception_handlers={404: _unknown, 405: _unknown})
    app.state.sandbox = sandbox
    app.add_middleware(Front, sandbox=sandbox)
    return app


def _endpoint(graphql: GraphQL) -> Any:
    async def endpoint(request: Request) -> Response:
        return await graphql(request)

    return endpoint


async def _unknown(_request: Request, _problem: Exception) -> Response:
    return answer(404, {"message": "Not Found", "documentation_url": DOCS, "status": "404"})


def _lifespan(sandbox: Sandbox) -> Any:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        sending = asyncio.create_task(sandbox.sender.run())
        sandbox.sender.wake()
        yield
        sending.cancel()
        with suppress(asyncio.CancelledError):
            await sending
        sandbox.close()

    return lifespan


class _Application(Starlette):
    """Lets a fault reach the connection itself, which only the server's own `send` knows."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        cycle: Any = getattr(send, "__self__", None)
        await super().__call__({**scope, "connection": cycle}, receive, send)


class Front:
    """Finds repositories by number, and what lies elsewhere on an Enterprise Server: its API, and the pages of Apps."""

    def __init__(self, app: ASGIApp, sandbox: Sandbox) -> None:
        self.app = app
        self.sandbox = sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] == "http":
            scope = self._placed(scope)
        await self.app(scope, receive, send)

    def _placed(self, scope: Scope) -> Scope:
        path = scope["path"]
        if path.startswith(f"{_ENTERPRISE}/"):
            path = path.removeprefix(_ENTERPRISE)
            scope = {**scope, "path": path, "api_prefix": _ENTERPRISE}
        elif self.sandbox.config.enterprise and path.startswith(f"{_APPS}/"):
            path = f"/apps{path.removeprefix(_APPS)}"
            scope = {**scope, "path": path}
        elif self.sandbox.config.enterprise and not (path.startswith(_ELSEWHERE) or _ITEM.fullmatch(path)):
            return {**scope, "path": "/nowhere"}
        found = _BY_NUMBER.match(path)
        repo = self.sandbox.world.find(Repository, int(found[1])) if found else None
        if found and repo:
            scope = {**scope, "path": f"/repos/{self.sandbox.world.full_name(repo)}{path[found.end() :]}"}
        return scope

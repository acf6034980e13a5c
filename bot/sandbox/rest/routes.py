"""All REST routes, each behind the gate."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.gate import Call, Gate, answer, call_of
from bot.sandbox.rest import app, checks, comments, forks, issues, labels, meta, pulls, repos
from bot.sandbox.rest.ask import READING, Ask, Moved
from bot.sandbox.rest.table import ENDPOINTS, Endpoint
from bot.sandbox.world.change import Change

_PARTS = (app, checks, comments, forks, issues, labels, meta, pulls, repos)


def routes(gate: Gate) -> list[Route]:
    """The routes."""
    assert all(_PARTS)  # noqa: S101 - importing them is what registers their handlers
    return [Route(each.path, _guarded(gate, each), methods=[each.method]) for each in ENDPOINTS]


def _guarded(gate: Gate, held: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    reads = held.method in READING

    def run(call: Call, change: Change) -> Response:
        past = reads and call.sandbox.config.read_lag_rest
        try:
            return held.handler(Ask(call, change, call.lens(past=past)))
        except Moved as moved:
            body = {
                "message": "Moved Permanently",
                "url": moved.place,
                "documentation_url": "https://docs.github.com/rest",
            }
            return answer(301 if reads else 307, body, {"location": moved.place})

    async def endpoint(request: Request) -> Response:
        path = request.url.path.removeprefix(request.scope.get("api_prefix", ""))
        call = await call_of(gate.sandbox, request, f"{held.method} {path}")
        call.contents = held.contents
        return await gate.pass_through(call, run, needs=held.needs)

    return endpoint

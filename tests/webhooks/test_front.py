"""Deliveries come in by a door of their own; whatever else comes takes the usual way."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from webhooks.front import Front


class Surrounding:
    """Middleware that writes down what came through it."""

    def __init__(self, app: ASGIApp, seen: list[str]) -> None:
        self._app, self._seen = app, seen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._seen.append(f"{scope['method']} {scope['path']}")
        await self._app(scope, receive, send)


@pytest.fixture
def seen() -> list[str]:
    return []


@pytest.fixture
async def front(seen: list[str]) -> AsyncIterator[httpx.AsyncClient]:
    async def hear(request: Request) -> PlainTextResponse:
        if await request.body() == b"bad":
            raise ValueError
        return PlainTextResponse("heard")

    app = Front(middleware=[Middleware(Surrounding, seen=seen)])
    app.router.routes[:] = [app.opened(Route("/hooks", hear, methods=["POST"]), secure=True)]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://bot.test") as client:
        yield client


async def test_a_delivery_is_heard_at_once_and_answered_as_safely_as_all_else(
    front: httpx.AsyncClient, seen: list[str]
) -> None:
    answer = await front.post("/hooks", content=b"good")
    assert (answer.status_code, answer.text, seen) == (200, "heard", [])
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_failure_is_an_answer(front: httpx.AsyncClient) -> None:
    answer = await front.post("/hooks", content=b"bad")
    assert (answer.status_code, answer.json()) == (500, {"message": "Something went wrong here; the log says what."})


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/hooks", 405), ("POST", "/hooks/", 307), ("POST", "/elsewhere", 404)]
)
async def test_whoever_knocks_in_another_way_takes_the_usual_way(
    front: httpx.AsyncClient, seen: list[str], method: str, path: str, status: int
) -> None:
    answer = await front.request(method, path)
    assert (answer.status_code, seen) == (status, [f"{method} {path}"])

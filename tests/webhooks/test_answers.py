"""What every answer has in common."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from structlog.testing import capture_logs

from webhooks.answers import SafeAnswers, refuse


async def fine(_request: Request) -> Response:
    return PlainTextResponse("fine", headers={"Content-Security-Policy": "default-src 'none'"})


async def broken(_request: Request) -> Response:
    raise RuntimeError("the secret is ghs_abc")


async def half(_request: Request) -> Response:
    async def parts() -> AsyncIterator[bytes]:
        yield b"half"
        raise RuntimeError("the disk went away")

    return StreamingResponse(parts())


def app(*, secure: bool = False) -> Starlette:
    return Starlette(
        routes=[Route("/", fine), Route("/broken", broken), Route("/half", half)],
        middleware=[Middleware(SafeAnswers, secure=secure)],
        exception_handlers={HTTPException: refuse},
    )


@pytest.mark.parametrize("path", ["/", "/nowhere", "/broken"])
async def test_every_answer_tells_browsers_to_be_careful(serve: Any, path: str) -> None:
    client = await serve(app())
    answer = await client.get(path)
    assert (answer.headers["x-content-type-options"], answer.headers["x-frame-options"]) == ("nosniff", "DENY")


async def test_an_answer_may_be_stricter(serve: Any) -> None:
    client = await serve(app())
    answer = await client.get("/")
    assert answer.headers.get_list("content-security-policy") == ["default-src 'none'"]


@pytest.mark.parametrize("secure", [True, False])
async def test_only_a_site_on_https_asks_to_stay_there(serve: Any, secure: bool) -> None:
    client = await serve(app(secure=secure))
    answer = await client.get("/")
    assert ("strict-transport-security" in answer.headers) is secure


async def test_a_failure_is_told_without_its_trace_and_logged_with_it(serve: Any) -> None:
    client = await serve(app())
    with capture_logs() as lines:
        answer = await client.get("/broken")
    assert (answer.status_code, answer.json(), [(line["event"], line["path"], line["exc_info"]) for line in lines]) == (
        500,
        {"message": "Something went wrong here; the log says what."},
        [("request failed", "/broken", True)],
    )


async def test_half_an_answer_is_broken_off(serve: Any) -> None:
    client = await serve(app())
    with pytest.raises(httpx.RemoteProtocolError):
        await client.get("/half")


@pytest.mark.parametrize(
    ("method", "path", "status", "message"),
    [("GET", "/nowhere", 404, "Not Found."), ("DELETE", "/", 405, "Method Not Allowed.")],
)
async def test_what_does_not_exist_is_refused_in_json(
    serve: Any, method: str, path: str, status: int, message: str
) -> None:
    client = await serve(app())
    answer = await client.request(method, path)
    assert (answer.status_code, answer.json()) == (status, {"message": message})

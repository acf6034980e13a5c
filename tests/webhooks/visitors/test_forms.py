"""What a form sends is read within bounds of bytes, fields and time."""

import asyncio
from typing import Any

import pytest
from starlette.requests import Request
from starlette.types import Message

from webhooks.visitors.forms import check_origin, read_form
from webhooks.visitors.visitor import Turned

FORM = "application/x-www-form-urlencoded"


def asked(*parts: bytes, ends: bool = True, **headers: str) -> Request:
    """A request whose body comes in parts, or goes on for ever without any more."""
    left = [*parts]

    async def receive() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(0), "more_body": bool(left) or not ends}
        if not ends:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    sent = {"content-type": FORM, "host": "bot.example"} | {name.replace("_", "-"): headers[name] for name in headers}
    raw = [(name.encode(), value.encode()) for name, value in sent.items()]
    scope: dict[str, Any] = {"type": "http", "headers": raw, "method": "POST", "path": "/", "scheme": "https"}
    return Request(scope, receive)


async def status(request: Request, most: int = 20, slowest_s: float = 10) -> int:
    with pytest.raises(Turned) as turned:
        await read_form(request, most, slowest_s)
    return turned.value.status


async def test_fields_are_read_as_they_were_typed() -> None:
    body = b"token=t&rules=a%3A+1%0D%0Ab&rules=%C3%A9%00&empty="
    assert await read_form(asked(body), 100) == {"token": "t", "rules": "\u00e9\ufffd", "empty": ""}
    assert await read_form(asked(b"a=1%0D%0A2"), 100) == {"a": "1\n2"}


async def test_what_is_too_large_is_refused_while_it_comes() -> None:
    assert await read_form(asked(b"a=" + b"x" * 18), 20) == {"a": "x" * 18}
    assert await status(asked(b"a=", b"x" * 19, ends=False)) == 413


async def test_what_does_not_come_whole_is_not_awaited_for_ever() -> None:
    assert (await status(asked(b"a=1", ends=False), slowest_s=0.01), await status(asked())) == (400, 400)


@pytest.mark.parametrize("media", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
async def test_what_is_no_form_is_refused_unread(media: str) -> None:
    assert await status(asked(ends=False, content_type=media)) == 400


@pytest.mark.parametrize("body", [b"\xff=1", b"&".join([b"a=1"] * 201)])
async def test_what_cannot_be_read_is_refused(body: bytes) -> None:
    assert await status(asked(body), most=10_000) == 400


@pytest.mark.parametrize(
    ("headers", "public"),
    [
        ({}, None),
        ({"origin": "https://bot.example"}, None),
        ({"origin": "http://bot.example"}, None),
        ({"origin": "https://bot.example:443"}, "https://bot.example"),
        ({"origin": "https://bot.example", "host": "127.0.0.1:8000"}, "https://bot.example/fingerpost"),
        ({"sec_fetch_site": "same-origin"}, None),
    ],
)
def test_a_form_of_our_own_page_is_taken(headers: dict[str, Any], public: str | None) -> None:
    request = asked(**headers)
    check_origin(request, public)
    assert request.headers["content-type"] == FORM


@pytest.mark.parametrize(
    ("headers", "public"),
    [
        ({"origin": "https://evil.example"}, None),
        ({"origin": "null"}, None),
        ({"origin": ""}, None),
        ({"origin": "https://bot.example:8443"}, None),
        ({"origin": "https://bot.example.evil.example"}, None),
        ({"origin": "https://bot.example:x"}, None),
        ({"origin": "http://bot.example"}, "https://bot.example"),
        ({"origin": "https://rebound.example", "host": "rebound.example"}, "https://bot.example"),
        ({"sec_fetch_site": "cross-site"}, None),
        ({"sec_fetch_site": "same-site"}, "https://bot.example"),
    ],
)
def test_a_form_of_another_sites_page_is_not(headers: dict[str, Any], public: str | None) -> None:
    with pytest.raises(Turned) as turned:
        check_origin(asked(**headers), public)
    assert turned.value.status == 403

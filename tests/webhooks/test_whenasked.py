"""An application that is made when it is first asked for."""

import asyncio

import httpx
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from webhooks.whenasked import WhenAsked


async def test_it_is_made_once_however_many_ask_at_the_same_time() -> None:
    made: list[Starlette] = []

    def make() -> Starlette:
        made.append(Starlette(routes=[Route("/", lambda _request: PlainTextResponse("fine"))]))
        return made[-1]

    asked = WhenAsked(make)
    assert made == []
    async with httpx.AsyncClient(transport=httpx.ASGITransport(asked), base_url="http://bot") as client:
        answers = await asyncio.gather(*(client.get("/") for _ in range(5)))
    assert [answer.text for answer in answers] == ["fine"] * 5
    assert (len(made), asked.routes) == (1, made[0].routes)


async def test_what_cannot_be_made_is_tried_again() -> None:
    tries: list[int] = []

    def make() -> Starlette:
        tries.append(len(tries))
        if len(tries) == 1:
            raise OSError("no room")
        return Starlette(routes=[Route("/", lambda _request: PlainTextResponse("fine"))])

    transport = httpx.ASGITransport(WhenAsked(make), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        codes = [(await client.get("/")).status_code for _ in range(2)]
    assert (codes, tries) == ([500, 200], [0, 1])

"""The whole program on a real store, hearing deliveries over HTTP, and a GitHub that answers it."""

import asyncio
import hmac
import json
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.assembly import bot_for
from bot.github.document import Document
from bot.sandbox.testing import NO_CERTIFICATES, private_pem
from bot.settings import Settings, load
from tests.contract.answering import AnsweringGitHub
from webhooks.app import create_app

HOOK = "/webhooks/github"
SECRET = b"a secret of the examples"
FOR_EVER = "2099-01-01T00:00:00Z"
PATIENCE_S = 30


@dataclass(slots=True)
class StoppedClock:
    """A clock that stands still until it is set."""

    moment: datetime

    def now(self) -> datetime:
        """That moment."""
        return self.moment


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a delivery.

    Attributes:
        status: of the answer.
        state: where it stands in the inbox.
        decision: what was decided about the item.
    """

    status: int
    state: str = ""
    note: str = ""
    decision: dict[str, Any] = field(default_factory=dict)


class Town:
    """The program and its GitHub under one address; each can be replaced at any time."""

    def __init__(self) -> None:
        self.github = AnsweringGitHub()
        self.program: ASGIApp = Starlette()
        self._api = Starlette(
            routes=[
                Route("/app", self._app),
                Route("/app/installations/{id:int}/access_tokens", self._token, methods=["POST"]),
                Route("/graphql", self._graphql, methods=["POST"]),
            ]
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        await (self.program if scope["path"] in {HOOK, "/metrics"} else self._api)(scope, receive, send)

    async def _app(self, _request: Request) -> JSONResponse:
        return JSONResponse({"id": 1, "slug": "fingerpost"})

    async def _token(self, _request: Request) -> JSONResponse:
        return JSONResponse({"token": "token", "expires_at": FOR_EVER, "permissions": {}}, 201)

    async def _graphql(self, request: Request) -> JSONResponse:
        body = await request.json()
        return JSONResponse(self.github.answer(Document(body["query"], body["variables"])))


class Hearer:
    """A program that listens."""

    def __init__(self, client: httpx.AsyncClient, database: Path, clock: StoppedClock) -> None:
        self.client, self._database, self.clock, self._heard = client, database, clock, 0

    async def hear(self, event: str, body: bytes) -> Became:
        """Deliver something, signed as GitHub signs it, and wait until it is dealt with."""
        self._heard += 1
        delivery = f"example-{self._heard}"
        headers = {
            "X-GitHub-Event": event,
            "X-GitHub-Delivery": delivery,
            "Content-Type": "application/json",
            "X-Hub-Signature-256": "sha256=" + hmac.new(SECRET, body, "sha256").hexdigest(),
        }
        answer = await self.client.post(HOOK, content=body, headers=headers)
        if answer.status_code != httpx.codes.ACCEPTED:
            return Became(answer.status_code)
        async with asyncio.timeout(PATIENCE_S):
            while (became := self._became(delivery)) is None:  # noqa: ASYNC110 - a database does not say when it has news
                await asyncio.sleep(0.002)
        return became

    def _became(self, delivery: str) -> Became | None:
        """What became of a delivery; None as long as it waits for its first try."""
        with closing(sqlite3.connect(self._database)) as connection:
            row = connection.execute(
                "SELECT state, note, attempts, lane FROM inbox WHERE delivery = ?", (delivery,)
            ).fetchone()
            state, note, attempts, lane = row
            if state == "ready" and attempts == 0:
                return None
            decided = connection.execute(
                "SELECT document FROM decision WHERE lane = ? AND deliveries LIKE ?", (lane, f'%"{delivery}"%')
            ).fetchone()
        return Became(202, state, note or "", json.loads(decided[0]) if decided else {})


@asynccontextmanager
async def town(home: Path) -> AsyncIterator[tuple[Town, Settings, httpx.AsyncClient]]:
    """A town on a port of its own, the settings of a program in it, and a client of it."""
    town = Town()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(town, log_config=None, access_log=False, ws="none", lifespan="off", date_header=False)
        server = uvicorn.Server(config)  # by its date the program would mend its own clock
        task = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn tells it no other way
            await asyncio.sleep(0)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        given = {
            "FINGERPOST_HOME": str(home),
            "GITHUB_APP_ID": "1",
            "GITHUB_PRIVATE_KEY": private_pem(),
            "GITHUB_WEBHOOK_SECRET": SECRET.decode(),
            "GITHUB_API_URL": url,
        }
        async with httpx.AsyncClient(
            base_url=url, timeout=PATIENCE_S, trust_env=False, verify=NO_CERTIFICATES
        ) as client:
            yield town, load(given, env_file=None), client
        server.should_exit = True
        await task


@asynccontextmanager
async def program(town: Town, settings: Settings, client: httpx.AsyncClient, moment: datetime) -> AsyncIterator[Hearer]:
    """The program in a town at a moment, with an empty store."""
    clock = StoppedClock(moment)
    database = settings.home / "fingerpost.db"
    for file in settings.home.glob("fingerpost.db*"):
        file.unlink()
    app = create_app(settings, bot_for(settings, clock), clock, last_work_s=0)
    async with app.router.lifespan_context(app):
        town.program = app
        yield Hearer(client, database, clock)

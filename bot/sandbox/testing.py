"""A running sandbox for tests: on a free port of the loopback interface, in a thread of its own."""

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bot.clock import SystemClock
from bot.sandbox.app import create_sandbox
from bot.sandbox.config import Config
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.scenario import read_scenario
from bot.sandbox.seeding import seed
from bot.sandbox.shapes.lens import AppIdentity
from bot.sandbox.world.records import Installation

APP = AppIdentity(id=4711, slug="fingerpost", name="Fingerpost")
# Plain HTTP needs none; to read those of the machine for each client takes longer than most tests.
NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@lru_cache(maxsize=1)
def private_key() -> RSAPrivateKey:
    """A key for the App, made once per process."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def private_pem() -> str:
    """The same key as the text of a PEM file."""
    return private_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def app_jwt(app: int = APP.id, *, now: datetime | None = None, lifetime: int = 540) -> str:
    """A JWT by which the App proves itself."""
    moment = now or SystemClock().now()
    claims = {"iat": moment - timedelta(seconds=30), "exp": moment + timedelta(seconds=lifetime), "iss": str(app)}
    return jwt.encode(claims, private_key(), algorithm="RS256")


@dataclass(slots=True)
class Running:
    """A sandbox that listens.

    Attributes:
        url: Its address, without a slash at the end.
    """

    sandbox: Sandbox
    url: str

    def token(self, account: str | None = None) -> str:
        """A fresh token of the installation on that account, or of the only one."""
        for held in self.sandbox.world.every(Installation):
            if account is None or held.account == self.sandbox.world.logins[account.lower()]:
                place = f"{self.url}/app/installations/{held.id}/access_tokens"
                headers = {"authorization": f"Bearer {app_jwt()}"}
                return str(httpx.post(place, headers=headers, trust_env=False, verify=NO_CERTIFICATES).json()["token"])
        raise LookupError(f"The App is not installed on {account}.")

    def headers(self, account: str | None = None) -> dict[str, str]:
        """Headers that carry a fresh token."""
        return {"authorization": f"Bearer {self.token(account)}"}


class Raw:
    """Plain HTTP to a running sandbox, as any client might speak it; holds a fresh token."""

    def __init__(self, running: Running, account: str | None = None) -> None:
        self.running = running
        self.http = httpx.Client(base_url=running.url, trust_env=False, verify=NO_CERTIFICATES)
        self.headers = running.headers(account)

    def rest(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """A REST request; header names are written with underscores."""
        extra = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.request(method, path, json=body, headers=self.headers | extra)

    def as_app(self, method: str, path: str, body: Any = None) -> httpx.Response:
        """A REST request of the App itself."""
        return self.http.request(method, path, json=body, headers={"authorization": f"Bearer {app_jwt()}"})

    def graphql(self, query: str, headers: Mapping[str, str] | None = None, **variables: Any) -> Any:
        """A GraphQL document's answer."""
        body = {"query": query, "variables": variables}
        return self.http.post("/graphql", json=body, headers={**self.headers, **(headers or {})}).json()

    def act(self, login: str, verb: str, /, **what: Any) -> Any:
        """A person does something."""
        return self.control("act", {"do": verb, "as": login, **what})

    def control(self, name: str, body: Any = None) -> Any:
        """The control API: a `GET` without a body, a `POST` with one."""
        place = f"/_sandbox/{name}"
        return _checked(self.http.get(place) if body is None else self.http.post(place, json=body))

    def item(self, name: str) -> dict[str, Any]:
        """An item as the state shows it."""
        return dict(self.control("state")["items"][name])

    def events(self) -> list[str]:
        """What webhooks told of, in order: `issues.opened`."""
        listed = self.control("deliveries")["deliveries"]
        return [f"{each['event']}.{each['action']}" if each["action"] else each["event"] for each in listed]

    def settle(self, seconds: float = 10) -> None:
        """Wait until every webhook is delivered."""
        _until(lambda: bool(self.control("idle")["idle"]), seconds)


@contextmanager
def running_sandbox(
    scenario: Path | Mapping[str, Any] | None = None, *, home: Path | None = None, **config: Any
) -> Iterator[Running]:
    """Run a sandbox while the block lasts.

    Args:
        scenario: A file or what it would hold; ignored if `home` already holds a world.
        home: Where the state is kept; None for memory only.
        config: What `Config` takes: webhook_url, webhook_secret, latency_ms, read_lag_ms ...
    """
    sandbox = Sandbox(home, APP, private_key().public_key(), Config(**config))
    if scenario is not None and not sandbox.world.every(Installation):
        seed(sandbox, read_scenario(scenario))
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", 0))
        sandbox.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(
            uvicorn.Config(create_sandbox(sandbox), log_config=None, lifespan="on", date_header=False)
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        _until(lambda: server.started or not thread.is_alive())
        try:
            yield Running(sandbox, sandbox.address)
        finally:
            server.should_exit = True
            thread.join(10)


def _until(done: Callable[[], bool], seconds: float = 10) -> None:
    waiting = threading.Event()
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        waiting.wait(0.005)


class SandboxClient:
    """The control API, for tests and for the demo."""

    def __init__(self, url: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._http = httpx.AsyncClient(
            base_url=url, transport=transport, trust_env=False, verify=NO_CERTIFICATES, timeout=30
        )

    async def __aenter__(self) -> Self:
        """Open it."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close its connections."""
        await self._http.aclose()

    async def get(self, name: str) -> Any:
        """`state`, `audit`, `deliveries`, `faults`, `stats`, `idle`, `clock`, `config`."""
        return _checked(await self._http.get(f"/_sandbox/{name}"))

    async def post(self, name: str, body: Any = None) -> Any:
        """`seed`, `act`, `deliveries`, `faults`, `stats` (to reset), `clock`, `config`."""
        return _checked(await self._http.post(f"/_sandbox/{name}", json=body if body is not None else {}))

    async def act(self, login: str, verb: str, /, **what: Any) -> Any:
        """A person does something."""
        return await self.post("act", {"do": verb, "as": login, **what})

    async def item(self, name: str) -> dict[str, Any]:
        """An item by `owner/name#7`, as the state shows it."""
        state = await self.get("state")
        return dict(state["items"][name])

    async def jump(self, moment: datetime) -> None:
        """Set the community's clock."""
        await self.post("clock", {"now": moment.astimezone(UTC).isoformat()})

    async def settle(self, seconds: float = 10) -> None:
        """Wait until every webhook is delivered."""
        async with asyncio.timeout(seconds):
            while not (await self.get("idle"))["idle"]:  # noqa: ASYNC110 - what is awaited is in another process
                await asyncio.sleep(0.01)


def _checked(answer: httpx.Response) -> Any:
    body = answer.json()
    if answer.is_error:
        raise ValueError(body.get("error", body))
    return body


@asynccontextmanager
async def sandbox_client(running: Running) -> AsyncIterator[SandboxClient]:
    """A client of a running sandbox."""
    async with SandboxClient(running.url) as client:
        yield client

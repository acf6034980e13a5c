"""A sandbox GitHub that listens, with a small community in it, and somebody who hears its webhooks."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from bot.sandbox.config import Config
from bot.sandbox.testing import NO_CERTIFICATES, Raw, Running, running_sandbox

COMMUNITY: dict[str, Any] = {
    "clock": "2026-03-02T09:00:00Z",
    "users": ["maria", {"login": "ben", "busy": True}],
    "organizations": [
        {
            "login": "acme",
            "owners": ["olga"],
            "members": ["ben", "nina"],
            "teams": [{"slug": "docs", "members": ["ben"]}, {"slug": "hidden", "members": ["nina"]}],
            "projects": [
                {
                    "title": "Board",
                    "fields": [
                        {"name": "Status", "options": ["Todo", "In Progress", "Done"]},
                        {"name": "Size", "options": ["S", "L"]},
                        {"name": "Note", "type": "text"},
                    ],
                }
            ],
        }
    ],
    "user_projects": {"maria": [{"title": "Mine"}]},
    "repositories": [
        {
            "name": "acme/site",
            "labels": ["bug", {"name": "needs triage", "color": "ff0000"}],
            "milestones": ["v1"],
            "collaborators": {"carl": "push"},
            "teams": {"docs": "push"},
            "files": {".github/pathways.yml": "rules: []\n"},
            "items": [{"title": "A first issue", "author": "maria", "body": "It breaks."}],
        },
        {"name": "acme/other", "labels": ["bug"]},
        {"name": "acme/secret", "private": True},
    ],
    "installations": [{"account": "acme", "id": 77}],
}


@pytest.fixture
def community() -> dict[str, Any]:
    """What the sandbox is seeded with; a test may change its own copy."""
    copy: dict[str, Any] = json.loads(json.dumps(COMMUNITY))
    return copy


@pytest.fixture(scope="session")
def listening() -> Iterator[Running]:
    """One server for all tests; each begins its world anew."""
    with running_sandbox(COMMUNITY) as running:
        yield running


@pytest.fixture
def hub(community: dict[str, Any], listening: Running) -> Iterator[Raw]:
    """A running sandbox, spoken to in plain HTTP; nobody hears its webhooks."""
    with begun_anew(listening, community) as raw:
        yield raw


@contextmanager
def begun_anew(running: Running, community: dict[str, Any], **config: Any) -> Iterator[Raw]:
    """The same server with another world and other knobs."""
    with httpx.Client(base_url=running.url, trust_env=False, verify=NO_CERTIFICATES) as client:
        client.post("/_sandbox/seed", json=community)
        client.post("/_sandbox/config", json=Config(**config).model_dump())
    raw = Raw(running)
    yield raw
    raw.http.close()


@dataclass
class Heard:
    """The webhooks that were heard: headers (small letters), raw body."""

    deliveries: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answer: int = 202

    def bodies(self, event: str) -> list[Any]:
        """The payloads of an event."""
        return [json.loads(body) for headers, body in self.deliveries if headers["x-github-event"] == event]

    def names(self) -> list[str]:
        """`issues.opened` ..., in the order of arrival."""
        return [f"{headers['x-github-event']}.{json.loads(body).get('action')}" for headers, body in self.deliveries]


@pytest.fixture
def heard() -> Heard:
    """What the listener of `told` hears."""
    return Heard()


@pytest.fixture
def told(community: dict[str, Any], heard: Heard, listening: Running) -> Iterator[Raw]:
    """A running sandbox whose webhooks are heard."""

    class Ear(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            heard.deliveries.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(heard.answer)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    place = f"http://127.0.0.1:{server.server_port}/hook"
    with begun_anew(listening, community, webhook_url=place, webhook_secret="hush") as raw:
        yield raw
    server.shutdown()
    thread.join(5)
    server.server_close()

"""Tokens go to GitHub's address and nowhere else; who answers there must prove to be GitHub."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from pydantic import SecretStr

from bot.clock import SystemClock
from bot.errors import GitHubError
from bot.github.auth import AppTokens
from bot.github.document import Part
from bot.github.graphql import GraphQL


class GivenTokens:
    async def token(self, installation: int) -> str:
        return f"ghs_of_{installation}"

    def refused(self, installation: int, token: str) -> None:
        """It stays as it is."""


@contextmanager
def listening(status: int, location: str = "") -> Iterator[tuple[str, list[str]]]:
    """A server that notes the Authorization header of each request, and always gives one answer."""
    heard: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            heard.append(self.headers.get("Authorization", ""))
            self.send_response(status)
            self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST = answer

        def log_message(self, *_: Any) -> None:
            """Nothing is written."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}", heard
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_no_token_follows_a_redirection_to_another_host(status: int, pem: str) -> None:
    with listening(200) as (elsewhere, overheard), listening(status, f"{elsewhere}/graphql".replace("localhost", "127.0.0.1")) as (github, heard):  # fmt: skip
        graphql = GraphQL(f"{github}/graphql", GivenTokens(), SystemClock())
        with pytest.raises(GitHubError):
            await graphql.read(7, [Part("viewer", "viewer { login }", {}, ())])
        await graphql.close()
        with suppress(Exception):  # whatever PyGithub makes of it: only who heard the token counts
            await AppTokens(1, SecretStr(pem), github, SystemClock()).token(7)
    assert len(heard) >= 2
    assert all(heard)
    assert [header for header in overheard if header] == []


async def test_who_cannot_prove_to_be_github_gets_no_token() -> None:
    graphql = GraphQL("https://github.test/graphql", GivenTokens(), SystemClock())
    transport = graphql._client._transport  # noqa: SLF001 - the setting that must not be lost
    context: ssl.SSLContext = transport._pool._ssl_context  # type: ignore[attr-defined]  # noqa: SLF001 - as above
    await graphql.close()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)

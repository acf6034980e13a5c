"""Tokens go to GitHub's address and nowhere else; who answers there must prove to be GitHub."""

import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
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
def listening(status: int, location: str = "", certificate: Path | None = None) -> Iterator[tuple[str, list[str]]]:
    """A server that notes the Authorization header of each request, and always gives one answer."""
    heard: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            heard.append(self.headers.get("Authorization", ""))
            self.send_response(status)
            self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST = answer  # noqa: N815 - the library calls them so

        def log_message(self, *_: Any) -> None:
            """Nothing is written."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"{'https' if certificate else 'http'}://localhost:{server.server_port}", heard
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_no_token_follows_a_redirection_to_another_host(status: int, pem: str) -> None:
    with ExitStack() as stack:
        elsewhere, overheard = stack.enter_context(listening(200))
        other_host = elsewhere.replace("localhost", "127.0.0.1")
        github, heard = stack.enter_context(listening(status, f"{other_host}/graphql"))
        graphql = GraphQL(f"{github}/graphql", GivenTokens(), SystemClock())
        with pytest.raises(GitHubError):
            await graphql.read(7, [Part("viewer", "viewer { login }", {}, ())])
        await graphql.close()
        with suppress(Exception):  # whatever PyGithub makes of it: only who heard the token counts
            await AppTokens(1, SecretStr(pem), github, SystemClock()).token(7)
    assert len(heard) >= 2
    assert all(heard)
    assert [header for header in overheard if header] == []


async def test_who_cannot_prove_to_be_github_gets_no_token(tmp_path: Path) -> None:
    with listening(200, certificate=self_signed(tmp_path)) as (github, heard):
        graphql = GraphQL(f"{github}/graphql", GivenTokens(), SystemClock())
        with pytest.raises(GitHubError):
            await graphql.read(7, [Part("viewer", "viewer { login }", {}, ())])
        await graphql.close()
    assert heard == []


def self_signed(folder: Path) -> Path:
    """A certificate for localhost that nobody vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = SystemClock().now()
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "certificate.pem"
    path.write_bytes(key.private_bytes(*form) + made.public_bytes(serialization.Encoding.PEM))
    return path

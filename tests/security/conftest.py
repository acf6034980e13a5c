"""The whole program, served by a thread on a loopback port, without a GitHub behind it."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import uvicorn
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.assembly import bot_for
from bot.clock import SystemClock
from bot.settings import Settings, load
from webhooks.app import create_app

SECRET = "a-secret-of-the-tests"


@pytest.fixture(scope="session")
def pem() -> str:
    """A key that no App has."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL)
    return key.private_bytes(*form, serialization.NoEncryption()).decode()


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, pem: str) -> Settings:
    """Complete settings; GitHub is where nobody listens."""
    home: Path = tmp_path_factory.mktemp("home")
    given = {
        "FINGERPOST_HOME": str(home),
        "GITHUB_APP_ID": "1",
        "GITHUB_PRIVATE_KEY": pem,
        "GITHUB_WEBHOOK_SECRET": SECRET,
        "GITHUB_API_URL": "http://127.0.0.1:9",
    }
    return load(given, env_file=None)


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    """Where the program answers."""
    app = create_app(settings, bot_for(settings, SystemClock()))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, ws="none"))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])))
        thread.start()
        while not server.started and thread.is_alive():
            pass
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    """One connection for many requests; schemathesis sends its own by this library."""
    with requests.Session() as opened:
        yield opened

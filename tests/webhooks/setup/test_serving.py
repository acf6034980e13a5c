"""One process, one port: the first steps, then the bot, without a moment at which nobody listens."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from bot.clock import SystemClock
from bot.sandbox.testing import NO_CERTIFICATES, running_sandbox
from bot.settings import load
from tests.webhooks.setup.browser import Browser, registered_at
from webhooks.setup.serving import first_steps

ROOT = Path(__file__).parents[3]
TOWN = {"organizations": [{"login": "acme", "owners": ["olga"]}], "repositories": [{"name": "acme/site"}]}
CODE = re.compile(r"One-time code: (\S+)")


async def test_the_first_steps_end_when_there_is_an_app_and_the_port_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with running_sandbox(TOWN) as github, socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        given = {"FINGERPOST_HOME": str(tmp_path), "FINGERPOST_PORT": port, "GITHUB_API_URL": github.url}
        settings = load(given, env_file=None)
        serving = asyncio.create_task(asyncio.to_thread(first_steps, settings, SystemClock(), door))
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", verify=NO_CERTIFICATES) as client:
            browser = Browser(client)
            await browser.open("/")
            told = capsys.readouterr().err
            back = await registered_at(github.url, browser, CODE.findall(told)[-1])
            assert "is registered" in await browser.open(back)
        ended = await serving
        with socket.create_connection(("127.0.0.1", port)):
            assert (ended, f"http://127.0.0.1:{port}/setup\n" in told) == (True, True)


@pytest.mark.process
async def test_one_process_goes_from_nothing_to_a_bot_that_is_ready(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with running_sandbox(TOWN) as github:
        ours = ("GITHUB_", "FINGERPOST_", "DATABASE_URL")
        given = os.environ.items()  # noqa: TID251 - to hand it on
        machine = {name: value for name, value in given if not name.startswith(ours)}
        env = {"FINGERPOST_HOME": str(tmp_path), "FINGERPOST_PORT": str(port), "GITHUB_API_URL": github.url}
        program = [sys.executable, "-c", "from bot.cli import main; main()", "serve"]
        process = await asyncio.create_subprocess_exec(
            *program, env=machine | {"PYTHONPATH": str(ROOT)} | env, cwd=tmp_path, stderr=subprocess.PIPE
        )
        assert process.stderr is not None
        try:
            async with asyncio.timeout(60):
                await process.stderr.readline()
                code = CODE.findall((await process.stderr.readline()).decode())[0]
                address = f"http://127.0.0.1:{port}"
                async with httpx.AsyncClient(base_url=address, verify=NO_CERTIFICATES, timeout=60) as client:
                    browser = Browser(client)
                    await browser.open("/")
                    await browser.open(await registered_at(github.url, browser, code))
                    found = [await _when_ready(client), "Install the App" in await browser.open("/setup")]
        finally:
            process.send_signal(signal.SIGTERM)
            _, errors = await process.communicate()
    assert (found, process.returncode) == ([200, True], 0), errors.decode()


async def _when_ready(client: httpx.AsyncClient) -> int:
    """As a browser does it, whose open connection ends with the first steps: it asks again."""
    while True:
        with suppress(httpx.TransportError):
            if (answer := await client.get("/readyz")).is_success:
                return answer.status_code
        await asyncio.sleep(0.1)

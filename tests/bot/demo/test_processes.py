"""The demo's two programs as processes: started when they answer, told of when they do not, gone when the demo is."""

import asyncio
import re
import socket
import sys
from pathlib import Path

import pytest

from bot.demo.errors import DemoError
from bot.demo.processes import HOST, Program, free_port, has_display


def test_a_free_port_can_be_listened_on() -> None:
    with socket.create_server((HOST, free_port())) as listening:
        assert listening.getsockname()[0] == HOST


def test_a_port_that_somebody_has_is_told_of_with_the_way_out() -> None:
    with socket.create_server((HOST, 0)) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(DemoError) as refused:
            free_port(port)
    assert str(refused.value) == (
        f"port {port} of 127.0.0.1 cannot be had (Address already in use); "
        "choose another one with --port, or let --port 0 find a free one"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize(("variable", "shown"), [("DISPLAY", True), ("WAYLAND_DISPLAY", True), ("EDITOR", False)])
def test_a_browser_is_opened_where_it_would_be_seen(
    variable: str, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, ":0")
    assert has_display() is shown


@pytest.mark.process
async def test_a_program_that_does_not_start_is_told_of_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_APP_ID", "1")  # the user's own settings are not the demo's
    bot = Program("The bot", ["worker"], tmp_path / "bot.log", f"http://{HOST}:{free_port()}/readyz")
    with pytest.raises(DemoError) as refused:
        await bot.start()
    said = str(refused.value)
    assert said.startswith(f"The bot did not start (exit code 2); the end of {tmp_path / 'bot.log'}:\n")
    assert re.findall(r"^fingerpost: (\w+): not set", said, re.MULTILINE) == [
        "GITHUB_APP_ID",
        "GITHUB_PRIVATE_KEY_PATH",
        "GITHUB_WEBHOOK_SECRET",
    ]


@pytest.mark.process
async def test_a_program_runs_until_it_is_ended_in_order(github: Program) -> None:
    await github.start()
    assert (github.alive, github.how_it_ended) == (True, "runs")
    await github.end()
    assert (github.alive, github.how_it_ended) == (False, "killed by SIGTERM")  # uvicorn passes it on at its end


@pytest.mark.process
async def test_a_killed_program_says_so_and_can_be_started_again(github: Program) -> None:
    await github.start()
    await github.kill()
    assert (github.alive, github.how_it_ended) == (False, "killed by SIGKILL")
    await github.start()
    assert github.alive
    await github.end()


@pytest.mark.process
async def test_a_program_ends_by_itself_when_the_demo_is_gone(github: Program) -> None:
    await github.start()
    assert github._process is not None
    assert github._process.stdin is not None
    github._process.stdin.close()  # as the system does for a demo that was killed
    async with asyncio.timeout(20):
        await github._process.wait()
    assert not github.alive


def test_a_program_that_never_ran_is_not_alive(github: Program) -> None:
    assert (github.alive, github.how_it_ended) == (False, "runs not yet")


@pytest.fixture
def github(tmp_path: Path) -> Program:
    from bot.sandbox.testing import private_pem  # noqa: PLC0415 - only where a program is started

    key = tmp_path / "key.pem"
    key.write_text(private_pem(), encoding="ascii")
    port = free_port()
    arguments = ["github", "--port", str(port), "--public-key", str(key)]
    return Program("GitHub", arguments, tmp_path / "github.log", f"http://{HOST}:{port}/_sandbox/clock")

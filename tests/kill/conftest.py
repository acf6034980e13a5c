"""Where the blows fall."""

import logging
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kill.server import Server, own_server


@pytest.fixture
def server() -> Iterator[Server]:
    with own_server() as running:
        yield running


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 MiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    size = f"size=64m,mode=700,uid={os.getuid()}"
    mount = [*as_root, "mount", "-t", "tmpfs", "-o", size, "tmpfs", str(disk)]
    subprocess.run(mount, check=True)  # noqa: S603 - our own
    try:
        yield disk
    finally:
        subprocess.run([*as_root, "umount", "--lazy", str(disk)], check=True)  # noqa: S603 - our own


@pytest.fixture(autouse=True)
def _only_the_rounds_are_told(caplog: pytest.LogCaptureFixture) -> None:
    for noisy in ("uvicorn", "httpx"):
        caplog.set_level(logging.WARNING, logger=noisy)


@pytest.fixture
def rounds() -> int:
    """How many blows; `make kill` asks for more than the suite."""
    return int(os.environ["FINGERPOST_KILL_ROUNDS"])  # noqa: TID251 - the tests' own switch

"""A PostgreSQL server of the tests' own, which may be killed without harm to anybody else's."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
_OPTIONS = f"-c listen_addresses={HOST} -c port={{port}} -c unix_socket_directories={{folder}} -c shared_buffers=32MB"


class Server:
    """A cluster in a folder, on a port of the loopback interface."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder, self._port = folder, port
        self.url = f"postgresql+psycopg://postgres@{HOST}:{port}/postgres"

    def make(self) -> None:
        """Make its files, and start it."""
        _run("initdb", f"--pgdata={self._folder / 'data'}", "--auth=trust", "--encoding=UTF8", "--locale=C")
        self.start()

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        options = _OPTIONS.format(port=self._port, folder=self._folder)
        self._control("start", f"--options={options}", f"--log={self._folder / 'log'}")

    def crash(self) -> None:
        """End it as a power cut would: nothing is written any more, the next start recovers."""
        self._control("stop", "--mode=immediate")

    def _control(self, *what: str) -> None:
        _run("pg_ctl", f"--pgdata={self._folder / 'data'}", "--wait", "--silent", *what)


@contextmanager
def own_server() -> Iterator[Server]:
    """A new server that is gone with the block."""
    with tempfile.TemporaryDirectory(prefix="fingerpost-server-") as name, socket.create_server((HOST, 0)) as free:
        folder, port = Path(name), free.getsockname()[1]
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(folder, "postgres")
        free.close()
        server = Server(folder, port)
        server.make()
        try:
            yield server
        finally:
            server.crash()


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs, as the user whom it accepts."""
    found = max(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), default=None, key=lambda path: int(path.parts[4]))
    command = [str(found or program), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr}")

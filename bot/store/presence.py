"""Which workers live on an embedded database: a file lock, which the system frees when a process dies.

Every worker shares the lock. Whoever gets it alone knows that all leases in the database were left by dead ones.
"""

import sys
from pathlib import Path
from typing import IO

from sqlalchemy.engine import URL

from bot.store import database


def shared_file(address: URL) -> Path | None:
    """The file beside an embedded database that its workers share; None where the database is a server."""
    return Path(f"{address.database}.workers") if database.is_embedded(address) else None


class Presence:
    """A worker's presence on the database of a URL."""

    def __init__(self, url: str) -> None:
        """Nothing is locked yet."""
        self._path = shared_file(database.parse(url))
        self._file: IO[bytes] | None = None

    def arrive(self) -> bool:
        """Be there.

        Returns:
            Whether no other worker is, so that every lease may be freed before `settle`. Never on PostgreSQL, whose
            workers may be anywhere: there the leases of the dead run out.
        """
        if self._path is None or sys.platform == "win32":
            return False
        import fcntl  # noqa: PLC0415 - Unix only

        self._file = self._path.open("ab")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            fcntl.flock(self._file, fcntl.LOCK_SH)
            return False
        return True

    def settle(self) -> None:
        """Let others be there too."""
        if self._file is None or sys.platform == "win32":
            return
        import fcntl  # noqa: PLC0415 - Unix only

        fcntl.flock(self._file, fcntl.LOCK_SH)

    def leave(self) -> None:
        """Be gone."""
        if self._file is not None:
            self._file.close()
            self._file = None

"""Whether the store can be written at this moment: what a load balancer must know before it sends a delivery here.

Reading says nothing: a full disk reads well. So a row is written that is there anyway, and the answer is kept for a
few seconds, however many ask. A file must have room on its disk as well, since the next delivery may be a large one.
"""

import asyncio
import shutil
from pathlib import Path

import sqlalchemy as sa

from bot.store import database
from bot.store.errors import StoreUnavailable
from bot.store.executor import StoreExecutor

_GOOD_FOR_S = 5.0
_BAD_FOR_S = 1.0
_LEAST_FREE = 32 * 1024 * 1024  # more than the largest delivery
_MIB = 1024 * 1024


class Probe:
    """Tries a store."""

    def __init__(self, url: str, store: StoreExecutor, *, least_free: int = _LEAST_FREE) -> None:
        """Nothing is tried yet.

        Args:
            url: of the database.
            store: that database, opened.
            least_free: bytes that must be free where it is a file.
        """
        address = database.parse(url)
        self._folder = Path(str(address.database)).parent if database.is_embedded(address) else None
        self._store = store
        self._least_free = least_free
        self._turn = asyncio.Lock()
        self._found: str | None = None
        self._good_until = 0.0

    async def missing(self) -> str | None:
        """What keeps the store from taking a delivery, or None."""
        now = asyncio.get_running_loop().time
        async with self._turn:
            if now() >= self._good_until:
                self._found = await self._try()
                self._good_until = now() + (_BAD_FOR_S if self._found else _GOOD_FOR_S)
            return self._found

    async def _try(self) -> str | None:
        try:
            await self._store.write(_touch)
        except StoreUnavailable as error:
            return str(error).rstrip(".")
        if self._folder and (free := shutil.disk_usage(self._folder).free) < self._least_free:
            return f"the disk of the database has {free // _MIB} MiB left; {self._least_free // _MIB} are needed"
        return None


def _touch(connection: sa.Connection) -> None:
    connection.execute(sa.text("UPDATE alembic_version SET version_num = version_num"))

"""What a shape needs: the world as it is read, the address under which this GitHub is reached, the App."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.world.reader import Reader

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class AppIdentity:
    """The one App that this GitHub knows."""

    id: int
    slug: str
    name: str

    @property
    def login(self) -> str:
        """The login under which the App acts."""
        return f"{self.slug}[bot]"


@dataclass(frozen=True, slots=True)
class Lens:
    """A way to look at the world.

    Attributes:
        api: Where the REST API is reached, without a slash at the end.
        web: Where a browser would look.
    """

    reader: Reader
    api: str
    web: str
    app: AppIdentity

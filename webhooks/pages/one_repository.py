"""How the pages of one repository are shown: what they say is worked out once for all who look within a few seconds."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from webhooks.pages.desk import Desk
from webhooks.pages.keeping import Kept
from webhooks.visitors.visitor import unknown

Found = tuple[str, dict[str, Any]]
"""The repository's name as it is spelled, and what its page says."""


class OneRepository:
    """One page of many repositories."""

    def __init__(self, desk: Desk, template: str) -> None:
        """A page.

        Args:
            desk: where it is made.
            template: the file's name.
        """
        self._desk, self._template = desk, template
        self._kept: Kept[Found | None] = Kept()

    async def show(
        self, request: Request, key: Hashable, read: Callable[[], Awaitable[Found | None]], **further: Any
    ) -> Response:
        """The page of the repository that is asked for; whoever asks was let in.

        Args:
            request: that asks for it.
            key: what tells apart what the page says: the repository, and who may see how much of it.
            read: works out what it says; gives None where there is no such repository.
            further: what it says to this visitor alone.

        Raises:
            Turned: there is no such repository.
            StoreUnavailable: the database does not answer.
        """
        found = await self._kept.get(key, self._desk.now, read)
        if found is None:
            raise unknown()
        name, values = found
        make = partial(self._desk.sheet, request, self._template, repo=name, now=self._desk.now, **values, **further)
        return self._desk.answer(request, await asyncio.to_thread(make))


def repo_in(request: Request) -> str:
    """The repository in an address, `acme/site`."""
    return f"{request.path_params['owner']}/{request.path_params['repo']}"

"""A permission that the App lacks is told to whoever runs it: once, with the place where it is given."""

from functools import partial
from urllib.parse import urlsplit

import sqlalchemy as sa
import structlog

from bot.clock import milliseconds
from bot.hub import Hub
from bot.looking.scene import Scene
from bot.store import marks

_log = structlog.get_logger(__name__)


async def tell_of_permission(hub: Hub, scene: Scene, why: str, url: str) -> None:
    """Say it, unless it has been said since the installation was last allowed more.

    Args:
        hub: the parts of the bot.
        scene: the item.
        why: the permission, in words.
        url: the item's address, which tells where this GitHub's pages are.
    """
    name, now = f"{_lacks(scene.item.installation)}{why}"[:200], milliseconds(hub.clock.now())
    if await hub.store.read(partial(marks.find, name=name)) is not None:
        return
    await hub.store.write(partial(marks.put, name=name, value=now))
    page = urlsplit(url)
    place = f"{page.scheme}://{page.netloc}/settings/installations/{scene.item.installation}"
    advice = f"add it on the App's own settings page, then accept it on {place}"
    _log.warning("permission missing", item=str(scene.item), why=why, help=advice)


def forget_what_was_told(connection: sa.Connection, installation: int) -> None:
    """The installation is allowed more by now: what it still lacks is told anew."""
    marks.forget_all(connection, _lacks(installation))


def _lacks(installation: int) -> str:
    return f"lacks:{installation}:"

"""Which issues a pull request says it closes."""

import re

from bot.sandbox.world.change import Change
from bot.sandbox.world.items import Issue
from bot.sandbox.world.records import Number, Repository

_CLOSES = re.compile(r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)", re.IGNORECASE)


def closed_by(change: Change, repo: Repository, body: str) -> tuple[Number, ...]:
    """The issues of the repository that a text promises to close, in its order."""
    numbers = (change.world.item(repo, int(number)) for number in _CLOSES.findall(body))
    return tuple(dict.fromkeys(item.id for item in numbers if isinstance(item, Issue)))

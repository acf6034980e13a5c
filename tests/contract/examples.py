"""GitHub's webhook examples as an App receives them, and what became of each."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from bot.hearing.routing import ABOUT_A_COMMIT, ABOUT_AN_ITEM
from tests.contract.answering import AnsweringGitHub
from tests.contract.hearing import Became, program, town
from tests.contract.published import webhook_examples
from tests.contract.telling import told_by

RULES = Path(__file__).with_name("webhook_rules.yml").read_text("utf-8")
INSTALLATION = {"id": 957387, "node_id": "MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9uOTU3Mzg3"}
REMEMBERED = {*ABOUT_AN_ITEM, *ABOUT_A_COMMIT, "projects_v2_item"}
"""The events that lead to an item: after one of these the program is not as it was."""
LONG_AGO = datetime(2019, 5, 15, 15, 20, 18, tzinfo=UTC)


def received(event: str) -> list[dict[str, Any]]:
    """The examples of an event; every delivery to an App names its installation."""
    return [{"installation": INSTALLATION, **payload} for payload in webhook_examples()[event]]


async def heard(event: str, home: Path) -> AsyncIterator[Became]:
    """What becomes of each example of an event, as the first that the program ever hears of."""
    async with town(home) as (place, settings, client), AsyncExitStack() as stack:
        hearer = None
        for payload in received(event):
            place.github = AnsweringGitHub(told_by(payload, RULES), plenty=False)
            if hearer is None or event in REMEMBERED:
                await stack.aclose()
                hearer = await stack.enter_async_context(program(place, settings, client, moment_of(payload)))
            yield await hearer.hear(event, orjson.dumps(payload))


def moment_of(payload: Mapping[str, Any]) -> datetime:
    """Shortly after what the payload tells."""
    for name in ("comment", "review", "issue", "pull_request", "discussion"):
        told = (payload.get(name) or {}).get("updated_at")
        if isinstance(told, str):
            return datetime.fromisoformat(told) + timedelta(seconds=2)
    return LONG_AGO

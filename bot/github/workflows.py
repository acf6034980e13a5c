"""Which workflows of their own boards have switched on. GitHub tells the names, and not what they do."""

from collections.abc import Sequence
from typing import Any

from bot.doctor.automation import Automation
from bot.github.document import Part
from bot.github.graphql import GraphQL

_ASKED = "url workflows(first: 50) { nodes { name enabled } }"


async def read_workflows(graphql: GraphQL, installation: int, keys: Sequence[str]) -> tuple[Automation, ...]:
    """Of boards, by `owner/number`, those that the App sees; nothing is asked where none is named.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    if not keys:
        return ()
    answer = await graphql.read(installation, [workflows_part(n, key) for n, key in enumerate(keys)])
    found = (_seen(key, answer.found(f"b{n}")) for n, key in enumerate(keys))
    return tuple(board for board in found if board)


def workflows_part(n: int, key: str) -> Part:
    """What to ask about one board."""
    owner, _, number = key.partition("/")
    text = f"organization(login: $o{n}) {{ projectV2(number: $k{n}) {{ {_ASKED} }} }}"
    return Part(f"b{n}", text, {f"o{n}": ("String!", owner), f"k{n}": ("Int!", int(number))})


def _seen(key: str, answer: Any) -> Automation | None:
    project = answer.get("projectV2") if isinstance(answer, dict) else None
    if not project:
        return None
    nodes = (project.get("workflows") or {}).get("nodes") or ()
    return Automation(key, str(project["url"]), tuple(str(each["name"]) for each in nodes if each and each["enabled"]))

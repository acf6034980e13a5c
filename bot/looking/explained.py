"""Explain an item as it is on GitHub: by what was decided last, else by a look now. Nothing is written to GitHub.

The document is that of `explain`, with `decided_at` and `outcomes` where something was decided, and `rules_changed`
where other rules are in force by now.
"""

from functools import partial
from typing import Any

import sqlalchemy as sa

from bot.clock import moment
from bot.errors import Gone
from bot.explaining.explain import waits
from bot.github.listing import find_item
from bot.hub import Hub
from bot.looking.foreseen import Foreseen, foresee
from bot.plan import Plan
from bot.rulebook import InForce
from bot.store import decisions, items, rulefiles
from bot.store.items import ItemRecord
from bot.waking.again import LookAgain
from rules.bases import FILE

NOW = "a look without an event"


async def explain_item(hub: Hub, repo: str, number: int, *, look: bool) -> dict[str, Any]:
    """What the rules do about an item, and why.

    Args:
        hub: of the bot.
        repo: `acme/site`.
        number: of the issue, pull request or discussion.
        look: whether to look anew even where something was decided.

    Raises:
        NotInstalled: the App is not there.
        Gone: there is no such item for the App, or no rules.
        RateLimited, Retryable, GitHubError: GitHub could not tell.
    """
    kept = None if look else await hub.store.read(partial(_decided, repo=repo, number=number))
    return kept or await _looked(hub, repo, number)


def _decided(connection: sa.Connection, repo: str, number: int) -> dict[str, Any] | None:
    """The last decision; None where nothing was decided, or that was forgotten."""
    record = items.numbered(connection, repo, number)
    last = decisions.of_item(connection, record.lane, 1) if record else []
    if record is None or not last:
        return None
    told = {name: value for name, value in last[0].document.items() if name != decisions.AGAIN}
    file = rulefiles.last_valid(connection, record.repo_id, FILE)
    return {
        **told,
        "item": _item(record, record.title),
        "events": list(dict.fromkeys(event or NOW for event in told.get("events", ()))),
        "decided_at": moment(last[0].at).isoformat(),
        "rules_changed": file is None or file.oid != told.get("rules_version"),
    }


async def _looked(hub: Hub, repo: str, number: int) -> dict[str, Any]:
    place = (await hub.place(repo)).item
    found = await find_item(hub.graphql, place, number)
    if found is None:
        raise Gone(f"{place.repo} has no issue, pull request or discussion {number} that the App may see")
    in_force = await hub.rulebooks.in_force(place)
    if in_force is None:
        raise Gone(f"{place.repo} has no rules in force: no {FILE} on its default branch, or never a valid one")
    seen = await foresee(hub, found, in_force)
    return _document(found, in_force, seen)


def _document(found: LookAgain, in_force: InForce, seen: Foreseen | None) -> dict[str, Any]:
    plan = seen.plan if seen else Plan()
    title = seen.sight.facts.title if seen else None
    told = {one["id"]: one for one in plan.document()["rules"]}
    return {
        "item": _item(found, title if isinstance(title, str) else None),
        "events": [NOW],
        "rules_version": in_force.oid,
        **plan.document(),
        "rules": [told.get(rule.id) or waits(rule, NOW) for rule in in_force.book.rules],
    }


def _item(known: ItemRecord | LookAgain, title: str | None) -> dict[str, Any]:
    return {"kind": known.kind, "repo": known.repo, "number": known.number, "title": title}

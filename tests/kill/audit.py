"""What must hold when all is quiet: read from the simulated GitHub's own books, and from the order in the inbox."""

import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from bot.store.schema import inbox, ledger
from tests.kill.town import Town

CLOCKS_AGREE_MS = 300  # those of two processes; two answers of 0.2 s each decide them
WANTED = {"label seen": 1, "comment": 1, "assign ben": 1, "label going": 1}


@dataclass
class Findings:
    """What is wrong, each thing in words; nothing when all three are empty."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    disorder: list[str] = field(default_factory=list)


async def audit(town: Town) -> Findings:
    """Hold GitHub's books against what people did."""
    found = Findings()
    effects = _effects(await town.github.get("audit"))
    for item in town.items:
        done = Counter(effects.get(item, []))
        found.lost += [f"{item}: {what}" for what in WANTED if not done[what]]
        found.doubled += [f"{item}: {what}, {count} times" for what, count in done.items() if count > 1]
    found.lost += await _unheard(town)
    found.disorder += _disorder(town, effects, await town.github.get("state"))
    return found


def _effects(rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    """What the bot did to each item, in order. What changed nothing, or was taken back by the bot, is no effect."""
    effects: dict[str, list[str]] = {}
    for row in rows:
        if row["via"] != "graphql" or row["noop"]:
            continue
        done = effects.setdefault(row["on"], [])
        if row["did"] == "delete_comment":
            done.remove("comment")
        else:
            target = row.get("detail", {}).get("label") or row.get("detail", {}).get("assignee") or ""
            done.append(f"{row['did']} {target}".strip())
    return effects


async def _unheard(town: Town) -> list[str]:
    """Deliveries that GitHub was told are kept, and which the inbox does not have or has given up."""
    rows = (await town.github.get("deliveries"))["deliveries"]
    acknowledged = {row["guid"] for row in rows if row["status_code"] == 202}
    engine = sa.create_engine(town.url)
    with engine.connect() as connection:
        states = {row.delivery: row.state for row in connection.execute(sa.select(inbox.c.delivery, inbox.c.state))}
        open_ones = connection.execute(sa.select(ledger).where(ledger.c.state != "done")).all()
    engine.dispose()
    unheard = [f"delivery {guid}: {states.get(guid)}" for guid in acknowledged if states.get(guid) in (None, "dead")]
    return unheard + [f"ledger: {row.verb} {row.target} is {row.state}: {row.note}" for row in open_ones]


def _disorder(town: Town, effects: dict[str, list[str]], state: dict[str, Any]) -> list[str]:
    """Deliveries of an item that were finished in another order than they came in, and effects likewise."""
    numbers = {name: repository["id"] for name, repository in state["repositories"].items()}
    engine = sa.create_engine(town.url)
    with engine.connect() as connection:
        rows = connection.execute(sa.select(inbox).where(inbox.c.state == "done").order_by(inbox.c.seq)).all()
    engine.dispose()
    lanes: dict[str, list[Any]] = {}
    for row in rows:
        lanes.setdefault(row.lane, []).append(row)
    found = []
    for item in town.items:
        repo, _, number = item.partition("#")
        done = lanes.get(f"{numbers[repo]}#{number}", [])
        finished = [row.finished for row in done]
        if any(later < earlier - CLOCKS_AGREE_MS for earlier, later in itertools.pairwise(finished)):
            found.append(f"{item}: deliveries were finished in another order than they came")
        first = next((row for row in done if row.event == "issues.opened"), None)
        went = next((row for row in done if row.event == "issues.labeled"), None)
        order = [name for name in effects.get(item, []) if name.startswith("label ")]
        if first and went and first.finished < went.finished and order != ["label seen", "label going"]:
            found.append(f"{item}: {order}")
    return found

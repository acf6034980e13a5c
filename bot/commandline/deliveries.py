"""Deliveries as a person sees them: a table of many, or one with its payload."""

from collections.abc import Sequence

import orjson
from rich.table import Table
from rich.text import Text

from bot.clock import moment
from bot.commandline.terminal import console
from bot.explaining.visible import harmless, one_line
from bot.queue.backlog import Listed, Shown

STATES = {"dead": "Given up", "ready": "Waiting", "done": "Done", "ignored": "Ignored"}
_COLOURS = {"dead": "red", "ready": "yellow", "done": "green", "ignored": "dim"}
_LONGEST_WHY = 160
_LONGEST_PAYLOAD = 20_000


def print_table(state: str, rows: Sequence[Listed], most: int) -> None:
    """Print the deliveries in one state."""
    more = " (the newest; --most shows more)" if len(rows) == most else ""
    table = Table(box=None, padding=(0, 2, 0, 0), title=f"{STATES[state]}: {len(rows)}{more}", title_justify="left")
    for heading, narrowest in (("delivery", 36), ("event, lane", 20), ("received", 10)):
        table.add_column(heading, overflow="fold", min_width=narrowest)
    for row in rows:
        table.add_row(
            Text.assemble(one_line(row.delivery), (_why(row), _COLOURS[state])),
            Text(f"{one_line(row.event)}\n{one_line(row.lane)}"),
            Text(f"{moment(row.received):%Y-%m-%d\n%H:%M} UTC"),
        )
    console().print(table, soft_wrap=False)


def _why(row: Listed) -> str:
    tries = f"after {row.attempts} {'try' if row.attempts == 1 else 'tries'}: " if row.attempts else ""
    return f"\n{tries}{one_line(row.note, _LONGEST_WHY)}" if row.note else ""


def print_one(shown: Shown) -> None:
    """Print a delivery with the beginning of its payload."""
    row, out = shown.listed, console()
    fields = {
        "delivery": row.delivery,
        "state": STATES.get(row.state, row.state).lower(),
        "why": row.note or "",
        "event": row.event,
        "lane": row.lane,
        "installation": str(row.installation),
        "tries": str(row.attempts),
        "received": _when(row.received),
        "finished": "" if row.finished is None else _when(row.finished),
    }
    for name, value in fields.items():
        if value:
            out.print(Text.assemble((f"{name:<13}", "bold"), one_line(value, 2_000)))
    out.print()
    out.print(Text("its payload is not kept any more" if shown.body is None else _beginning(shown.body)))


def _beginning(body: bytes) -> str:
    try:
        text = orjson.dumps(orjson.loads(body), option=orjson.OPT_INDENT_2).decode()
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        text = body.decode("utf-8", "replace")
    cut = len(text) > _LONGEST_PAYLOAD
    return harmless(text[:_LONGEST_PAYLOAD]) + ("\n… cut here: --payload prints all of it" if cut else "")


def _when(ms: int) -> str:
    return f"{moment(ms):%Y-%m-%d %H:%M:%S} UTC"

"""The work of `fingerpost inbox`."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import Any, Protocol

import orjson
import sqlalchemy as sa
import typer
from rich.progress import track

from bot.clock import moment
from bot.commandline.deliveries import print_one, print_table
from bot.commandline.terminal import FINDING, console, fail, print_json
from bot.commandline.with_store import with_store
from bot.explaining.visible import one_line
from bot.queue import backlog
from bot.queue.backlog import Listed, Shown
from bot.store.executor import StoreExecutor


class Change(Protocol):
    """What is done to one delivery: `backlog.retry`, `backlog.drop`."""

    def __call__(self, connection: sa.Connection, delivery: str, now: int) -> bool:
        """Whether it could be done."""
        ...


def list_(states: Sequence[str], most: int, *, as_json: bool) -> None:
    """Print the deliveries in some states."""

    def found(connection: sa.Connection) -> list[Listed]:
        return [row for state in states for row in backlog.listing(connection, state, most)]

    rows = with_store(lambda store, _: store.read(found), none=list[Listed]())
    if as_json:
        print_json({"deliveries": [_document(row) for row in rows]})
        return
    if not rows:
        typer.echo("Nothing was given up, and nothing waits." if len(states) > 1 else "There is no such delivery.")
    for state in states:
        if chosen := [row for row in rows if row.state == state]:
            print_table(state, chosen, most)


def show(delivery: str, *, payload: bool, as_json: bool) -> None:
    """Print one delivery, or its payload alone."""
    found = with_store(lambda store, _: store.read(lambda connection: backlog.show(connection, delivery)), none=None)
    if found is None:
        fail(f"there is no delivery {one_line(delivery)}; `fingerpost inbox list` shows those that are there", FINDING)
    if payload and found.body is None:
        fail("its payload is not kept any more; FINGERPOST_RETENTION says for how long it is", FINDING)
    if payload:
        sys.stdout.buffer.write(found.body or b"")
        sys.stdout.buffer.flush()
    elif as_json:
        print_json({**_document(found.listed), "payload": _payload(found)})
    else:
        print_one(found)


def retry(deliveries: Sequence[str], *, as_json: bool) -> None:
    """Let some deliveries, or all that were given up where none is named, wait again."""
    if deliveries:
        refusal = "was not given up, or its payload is not kept any more"
        _change(deliveries, backlog.retry, "waits again", refusal, as_json=as_json)
        return
    revived = with_store(lambda store, now: store.write(partial(backlog.retry_all, now=now)), none=0)
    if as_json:
        print_json({"changed": revived})
    else:
        typer.echo(f"{revived} waiting again" if revived else "Nothing was given up.")


def drop(deliveries: Sequence[str], *, as_json: bool) -> None:
    """Ignore some deliveries."""
    _change(deliveries, backlog.drop, "is ignored from now on", "neither waits nor was given up", as_json=as_json)


def _change(deliveries: Sequence[str], change: Change, done: str, refused: str, *, as_json: bool) -> None:
    """Change deliveries one by one and say of each what became of it; ends with 1 where one was refused."""
    changed = with_store(
        lambda store, now: _one_by_one(store, deliveries, change, now), none=dict.fromkeys(deliveries, False)
    )
    if as_json:
        print_json({"changed": sum(changed.values()), "deliveries": changed})
    else:
        for delivery, took in changed.items():
            typer.echo(f"{one_line(delivery)} {done if took else refused}", err=not took)
    if not all(changed.values()):
        raise typer.Exit(FINDING)


async def _one_by_one(store: StoreExecutor, deliveries: Sequence[str], change: Change, now: int) -> dict[str, bool]:
    out = console(err=True)
    changed = {}
    for delivery in track(deliveries, "Deliveries", console=out, transient=True, disable=not out.is_terminal):
        changed[delivery] = await store.write(partial(change, delivery=delivery, now=now))
    return changed


def _document(row: Listed) -> dict[str, Any]:
    finished = None if row.finished is None else moment(row.finished)
    return {**asdict(row), "received": moment(row.received), "finished": finished}


def _payload(found: Shown) -> Any:
    """The payload as data, or as text where it is no JSON."""
    try:
        return None if found.body is None else orjson.loads(found.body)
    except orjson.JSONDecodeError:
        return (found.body or b"").decode("utf-8", "replace")

"""`fingerpost inbox`: the deliveries that wait or were given up, for a person to look at, retry or drop."""
# ruff: noqa: PLC0415 - the store is imported when it is opened, so that `--help` answers at once

from typing import Annotated

import typer

from bot.commandline.group import Command, Group
from bot.commandline.terminal import fail
from rules.diagnostics import did_you_mean

STATES = ("dead", "ready", "done", "ignored")
_SHOWN = 50

app = typer.Typer(cls=Group, no_args_is_help=True, rich_markup_mode=None)

State = Annotated[
    str | None,
    typer.Option("--state", metavar="STATE", help="Only these: dead, ready, done or ignored; else dead and ready."),
]
Most = Annotated[int, typer.Option("--most", min=1, max=10_000, metavar="NUMBER", help="How many of each at most.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Payload = Annotated[bool, typer.Option("--payload", help="Print the payload alone, as GitHub sent it.")]
Everything = Annotated[bool, typer.Option("--all", help="Retry every delivery that was given up.")]
Delivery = Annotated[str, typer.Argument(metavar="DELIVERY", help="Its id, as `inbox list` shows it.")]
Deliveries = Annotated[list[str], typer.Argument(metavar="DELIVERY", help="Their ids, as `inbox list` shows them.")]
SomeDeliveries = Annotated[
    list[str] | None, typer.Argument(metavar="DELIVERY", help="Their ids, as `inbox list` shows them.")
]


@app.command("list", cls=Command)
def list_(state: State = None, most: Most = 50, as_json: AsJson = False) -> None:
    """List deliveries that were given up or wait, newest first.

    Example:
      fingerpost inbox list --state dead

    Exit codes:
      0  listed
      1  the database cannot be read
      2  an option or a setting is wrong
    """
    if state is not None and state not in STATES:
        fail(f"there is no state {state[:_SHOWN]!r}; {did_you_mean(state[:_SHOWN], STATES)}")

    from bot.commandline import run_inbox

    run_inbox.list_(("dead", "ready") if state is None else (state,), most, as_json=as_json)


@app.command(cls=Command)
def show(delivery: Delivery, payload: Payload = False, as_json: AsJson = False) -> None:
    """Show one delivery: what became of it, and what GitHub sent.

    Examples:
      fingerpost inbox show 0d9c6fd0-7e52-11ee-8f3a-b1d2c3e4f5a6
      fingerpost inbox show 0d9c6fd0-7e52-11ee-8f3a-b1d2c3e4f5a6 --payload > a.json

    Exit codes:
      0  shown
      1  there is no such delivery, or its payload is not kept any more
    """
    from bot.commandline import run_inbox

    run_inbox.show(delivery, payload=payload, as_json=as_json)


@app.command(cls=Command)
def retry(deliveries: SomeDeliveries = None, everything: Everything = False, as_json: AsJson = False) -> None:
    """Let deliveries that were given up be tried again.

    Examples:
      fingerpost inbox retry 0d9c6fd0-7e52-11ee-8f3a-b1d2c3e4f5a6
      fingerpost inbox retry --all

    Exit codes:
      0  all of them wait again
      1  one was not given up, or its payload is not kept any more
      2  neither a delivery nor --all was given
    """
    if bool(deliveries) == everything:
        fail("name the deliveries to retry, or give --all")

    from bot.commandline import run_inbox

    run_inbox.retry(deliveries or [], as_json=as_json)


@app.command(cls=Command)
def drop(deliveries: Deliveries, as_json: AsJson = False) -> None:
    """Ignore deliveries that wait or were given up.

    Example:
      fingerpost inbox drop 0d9c6fd0-7e52-11ee-8f3a-b1d2c3e4f5a6

    Exit codes:
      0  all of them are ignored
      1  one neither waits nor was given up
    """
    from bot.commandline import run_inbox

    run_inbox.drop(deliveries, as_json=as_json)

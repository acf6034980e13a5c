"""The command line: which commands there are, and the one door from here to the web side."""
# ruff: noqa: PLC0415 - what is heavy is imported when it is used, so that `--help` answers at once

import sys
from typing import Annotated, Any

import typer

from bot.commandline import inbox
from bot.commandline.backtest import backtest
from bot.commandline.check import check
from bot.commandline.demo import demo
from bot.commandline.doctor import doctor
from bot.commandline.explain import explain
from bot.commandline.group import Command, Program
from bot.commandline.import_rules import import_rules
from bot.commandline.move import move
from bot.commandline.observe import observe
from bot.commandline.person import export_person, forget_person
from bot.commandline.reference import reference
from bot.commandline.schema import schema
from bot.commandline.sweep import sweep
from bot.commandline.testing import try_rules

app = typer.Typer(
    name="fingerpost",
    cls=Program,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help needs no rich, and reads the same through a pipe
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"fingerpost {version('fingerpost')}")
        raise typer.Exit


@app.callback()
def fingerpost(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", envvar="FINGERPOST_DEBUG", help="Show where the program itself went wrong.")
    ] = False,
) -> None:
    """Show contributors the way, by rules that their community wrote.

    A GitHub App that labels, comments, assigns, asks for reviews and moves cards
    by the rules in .github/pathways.yml. See it at work: fingerpost demo

    Exit codes of every command:
      0   done
      1   a finding, or something outside failed: the message says what
      2   wrong use: an option, a file or a setting
      70  a mistake in Fingerpost itself
    """
    del version, debug  # `Program` looks at them


@app.command(cls=Command)
def serve(
    *,
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help="Only hear and show; `fingerpost worker` does the rest elsewhere.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=0, metavar="N", help="Have N processes of its own do the work."),
    ] = None,
) -> None:
    """Run the bot: hear webhooks and act on GitHub.

    Reads its settings from the environment and from .env: GITHUB_APP_ID,
    GITHUB_PRIVATE_KEY_PATH (or GITHUB_PRIVATE_KEY) and GITHUB_WEBHOOK_SECRET;
    .env.example lists all of them. Ends at Ctrl-C or SIGTERM, when the work in
    hand is done; what waits then is done after the next start. As long as nothing
    is said of an App it shows the set-up in the browser, as `fingerpost setup` does.

    One process hears and works, and has one processor for both. With --workers 2
    (or FINGERPOST_WORKERS) it only hears, and two more do the work; they are
    started again when they end or hang, and end with it.

    Example:
      FINGERPOST_MODE=observe fingerpost serve

    Exit codes:
      0  ended in order
      1  something outside failed, such as the database
      2  a setting is missing or wrong: one line for each
    """
    if no_worker and workers:
        raise typer.BadParameter("--no-worker leaves the work to others, --workers does not; keep one of the two")
    _run(works=not no_worker, workers=workers)


@app.command(cls=Command)
def worker(
    port: Annotated[
        int | None,
        typer.Option("--port", min=1, max=65_535, metavar="PORT", help="Answer /healthz, /readyz and /metrics there."),
    ] = None,
    until_closed: Annotated[bool, typer.Option("--until-closed", hidden=True, help="End with standard input.")] = False,
) -> None:
    """Act on GitHub without hearing webhooks.

    For more work than one process does: any number of these, on any number of
    machines, share one PostgreSQL (DATABASE_URL) with those that hear. With a
    SQLite file all of them must run on the machine that has the file. Settings
    and end are as for `fingerpost serve`; FINGERPOST_HOST holds for --port, too.

    Example:
      DATABASE_URL=postgresql://bot@db/bot fingerpost worker --port 9100

    Exit codes:
      0  ended in order
      1  something outside failed, such as the database
      2  a setting is missing or wrong: one line for each
    """
    _run(hears=False, port=port, until_closed=until_closed)


@app.command(cls=Command)
def setup() -> None:
    """Register the App, install it and begin with rules, in the browser.

    Prints an address and a one-time code, and runs the bot beside. What is done
    stays done: after a restart it goes on from there. As long as there is no App,
    `fingerpost serve` does the same.

    Example:
      FINGERPOST_URL=https://bot.example.org fingerpost setup

    Exit codes:
      0  ended in order
      1  something outside failed, such as the database
      2  a setting is wrong: one line for each
    """
    _run(sets_up=True)


def _run(*, hears: bool = True, works: bool = True, **more: Any) -> None:
    from bot.commandline.lean import lean

    with lean():
        from webhooks.app import Duties
        from webhooks.running import run_all

    run_all(Duties(hears=hears, works=works), **more)


app.command(cls=Command)(demo)
app.command(cls=Command)(check)
app.command(cls=Command)(explain)
app.command("test", cls=Command)(try_rules)
app.command(cls=Command)(backtest)
app.command(cls=Command)(doctor)
app.command("import", cls=Command)(import_rules)
app.command(cls=Command)(sweep)
app.command(cls=Command)(observe)
app.command(cls=Command)(move)
app.command(cls=Command)(export_person)
app.command(cls=Command)(forget_person)
app.command(cls=Command)(schema)
app.command(cls=Command)(reference)
app.add_typer(inbox.app, name="inbox", help="List, show, retry or drop the deliveries that GitHub sent.")


def main() -> None:
    """What the console command `fingerpost` calls."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a terminal may know few characters
    app()

"""`fingerpost demo`: the bot at work in a community that is played, with no account and no network."""

from pathlib import Path
from typing import Annotated

import typer

Speed = Annotated[
    float, typer.Option("--speed", min=0, max=10_000, metavar="FACTOR", help="How fast it plays; 0 makes no pauses.")
]
Port = Annotated[
    int, typer.Option("--port", min=0, max=65_535, metavar="PORT", help="Where the page is shown; 0 takes a free one.")
]
Home = Annotated[
    Path | None,
    typer.Option("--home", metavar="FOLDER", help="Where it keeps its state; it goes on from there the next time."),
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open the page in a browser.")]
Once = Annotated[bool, typer.Option("--once", help="End when the story has ended.")]
New = Annotated[bool, typer.Option("--new", help="Begin anew instead of going on.")]


def demo(
    speed: Speed = 1.0,
    port: Port = 8000,
    home: Home = None,
    no_browser: NoBrowser = False,
    once: Once = False,
    new: New = False,
) -> None:
    """Show the bot at work: no account, no network.

    Starts the bot beside a simulated GitHub, plays a community's first weeks
    through signed webhooks and opens the page that shows the board.

    Example:
      fingerpost demo --speed 2

    Exit codes:
      0  ended, by itself or by Ctrl-C
      1  it could not start; the message says why
    """
    from bot.demo import play  # noqa: PLC0415 - so that `--help` answers at once

    raise typer.Exit(play(speed=speed, port=port, home=home, browser=not no_browser, once=once, new=new))

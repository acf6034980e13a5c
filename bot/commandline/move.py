"""`fingerpost move`: from the SQLite file of one process to a PostgreSQL database of many."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commandline.terminal import FINDING, fail

File = Annotated[Path, typer.Argument(metavar="FILE", help="The SQLite file: fingerpost.db under FINGERPOST_HOME.")]


def move(file: File) -> None:
    """Copy what a SQLite file holds into the database of DATABASE_URL.

    Stop the bot first, and start it with the same DATABASE_URL afterwards: it
    goes on where it was. The PostgreSQL database must be new. All of it comes
    over or nothing; the file stays as it is, and is a backup from then on.

    Example:
      DATABASE_URL=postgresql://bot@db/bot fingerpost move fingerpost.db

    Exit codes:
      0  everything was copied
      1  the file is in use, or one of the two databases cannot be used
      2  a setting is wrong
    """
    # ruff: noqa: PLC0415 - so that `--help` answers at once
    from sqlalchemy.exc import SQLAlchemyError

    from bot.settings import load
    from bot.store.errors import unavailable
    from bot.store.moving import move as copy

    try:
        copy(file, load().database_url.get_secret_value(), lambda table, rows: typer.echo(f"{rows:>10,}  {table}"))
    except SQLAlchemyError as error:
        if (reason := unavailable(error)) is None:
            raise
        fail(str(reason), FINDING)

"""`fingerpost export-person` and `forget-person`: what is kept of somebody, handed out or deleted."""
# ruff: noqa: PLC0415 - the store is imported when it is opened, so that `--help` answers at once

import re
from typing import Annotated

import typer

from bot.commandline.terminal import fail

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="The account on GitHub, with or without @.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask before.")]


def export_person(login: Login) -> None:
    """Print all that is kept of somebody, as JSON.

    For whoever asks what is known of them. Every table of the database is
    looked through, with the payloads that GitHub sent; times are milliseconds
    since 1970. Where others stand in what is printed, that is for you to see.

    Example:
      fingerpost export-person ada > ada.json

    Exit codes:
      0  printed, be it that nothing is kept
      1  the database cannot be read
      2  this is no login, or a setting is wrong
    """
    from bot.commandline import run_person

    run_person.export(_login(login))


def forget_person(login: Login, yes: Yes = False) -> None:
    """Forget somebody, as they may have it done by /forget-me.

    In all accounts where the App is installed. For who cannot write a comment
    any more. Their entry in the people file stays: a pull request takes it out.

    Example:
      fingerpost forget-person ada

    Exit codes:
      0  forgotten
      1  you said no, or the database cannot be written
      2  this is no login, or a setting is wrong
    """
    from bot.commandline import run_person

    run_person.forget(_login(login), sure=yes)


def _login(given: str) -> str:
    from rules.words import LOGIN

    if not re.fullmatch(LOGIN, given):
        fail("this is no login of GitHub's; write it as it stands on their profile")
    return given.removeprefix("@")

"""`fingerpost sweep`: have the items looked at that are there already, after seeing what that would do."""

import re
from typing import Annotated

import typer

from bot.commandline.terminal import fail
from rules.schedules import SCHEDULES

_REPO = re.compile(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}")

Repo = Annotated[
    str | None, typer.Argument(metavar="OWNER/REPO", help="Only this repository; else all where the App is installed.")
]
Preview = Annotated[bool, typer.Option("--preview", help="Only show what would be done.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without a preview and without asking.")]
Most = Annotated[int, typer.Option("--most", min=1, max=100_000, metavar="NUMBER", help="How many items at most.")]
Event = Annotated[
    str | None,
    typer.Option("--event", metavar="SCHEDULE", help="Show what a run of this schedule would do: schedule.daily."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object; needs --preview or --yes.")]


def sweep(
    repo: Repo = None,
    preview: Preview = False,
    yes: Yes = False,
    most: Most = 1_000,
    event: Event = None,
    as_json: AsJson = False,
) -> None:
    """Look at all open items now, by the standing rules.

    Nothing is done about items that were there before the App, until something
    happens to them or somebody sweeps. Shows first what would be done, for each
    rule and in all, and asks. Rules with `on` wait for events and do nothing here;
    what scheduled ones would do at their next time, `--preview --event` shows.

    The work is done by this command and by `fingerpost serve`, where that runs on
    the same database. Stopped in between, or at --most, the next sweep goes on there.

    Examples:
      fingerpost sweep acme/handbook --preview
      fingerpost sweep acme/handbook --preview --event schedule.daily
      fingerpost sweep --yes --most 5000

    Exit codes:
      0  shown, or done
      1  GitHub or the database could not be asked, some items could not be
         looked at, or you said no
      2  an option or a setting is wrong
    """
    if repo is not None and not _REPO.fullmatch(repo):
        fail(f"{repo[:100]!r} is no repository; write OWNER/REPO, such as acme/handbook")
    if preview and yes:
        fail("--preview does nothing and --yes asks nothing: give one of them")
    if as_json and not preview and not yes:
        fail("--json asks nothing: give --preview or --yes with it")
    if event is not None and event not in SCHEDULES:
        fail(f"{event[:100]!r} is no schedule; write {' or '.join(SCHEDULES)}")
    if event is not None and not preview:
        fail("a schedule runs by itself at its time: give --preview with --event")

    from bot.commandline import run_sweep  # noqa: PLC0415 - so that `--help` answers at once

    run_sweep.sweep(repo, most, event or "", preview=preview, yes=yes, as_json=as_json)

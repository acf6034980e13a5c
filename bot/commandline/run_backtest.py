"""The work of `fingerpost backtest`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import typer
from rich.progress import Progress

from bot import sweep as sweeping
from bot.assembly import AssembledBot
from bot.backtest.compare import compare
from bot.backtest.fetching import Fetcher, Span, Told
from bot.backtest.history import History, HistoryError, read_history
from bot.backtest.page import page_of
from bot.backtest.replay import Rehearsal, Replayed
from bot.backtest.report import report
from bot.backtest.score import score
from bot.backtest.shelf import Shelf
from bot.clock import Clock
from bot.commandline.findings import counted, plural, show
from bot.commandline.messages_beside import as_bases, sayings_beside
from bot.commandline.run_check import MOST_BYTES, bases_of
from bot.commandline.show_backtest import show_backtest
from bot.commandline.terminal import FINDING, console, fail, name_of, opened, print_json, read
from bot.commandline.with_bot import with_bot
from bot.errors import GitHubError
from bot.explaining.visible import one_line
from bot.garbage import settle_down
from bot.looking.ruleset import Unread, load
from bot.settings import Settings
from rules.book import Rulebook
from rules.facts import BLANK, Facts
from rules.language import load as load_rules

NONE = "none"
_SPAN = re.compile(r"(\d{1,5})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_NO_RULES = "project: {purpose: Nothing to compare with}\nrules: []\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line; `bot.commandline.backtest` says what each means."""

    rules: Path
    against: str | None
    bases: Mapping[str, Path]
    repo: str | None
    history: Path | None
    since: timedelta | None
    html: Path | None
    as_json: bool


@dataclass(frozen=True, slots=True)
class Material:
    """What both sides are played with.

    Attributes:
        in_force: the rules of the repository's default branch; None where it has none, or none were asked for.
        around: what is true of the repository.
    """

    history: History
    in_force: Rulebook | None = None
    around: Facts = BLANK


def span_of(text: str) -> timedelta | None:
    """`180d`, `12w`, `6m`, `2y`; None for `all`."""
    if text == "all":
        return None
    found = _SPAN.fullmatch(text)
    if not found:
        fail(f"--since takes a number of days, weeks, months or years, such as 180d, 12w or 2y, and not {text[:50]!r}")
    return timedelta(days=int(found[1]) * _DAYS[found[2]])


def run(asked: Asked) -> None:
    """Play both sides, and show what differs; ends with 1 where the rules' own limits are exceeded."""
    if (asked.repo is None) == (asked.history is None):
        fail("name a repository with --repo OWNER/REPO, or a file with --history FILE")
    new = _book(asked.rules, asked.bases)
    material = _saved(asked) if asked.history else _fetched(asked)
    old = _old(asked, material.in_force)
    settle_down()
    before, after = (list(_played(book, material)) for book in (old, new))
    document = report(material.history.heading, compare(before, after), score(after), new)
    if asked.html:
        asked.html.write_text(page_of(document), encoding="utf-8")
    print_json(document) if asked.as_json else show_backtest(document)
    if document["exceeded"]:
        raise typer.Exit(FINDING)


def _book(path: Path, files: Mapping[str, Path]) -> Rulebook:
    source = read(path, MOST_BYTES)
    bases, sayings = bases_of(source, files), sayings_beside(path)
    book, findings = load(Unread(source, bases, sayings))
    if book is None:
        show(name_of(path), source, findings, {**bases, **as_bases(sayings)}, err=True)
        fail(f"the rule file has {plural(counted(findings)['error'], 'error')}", FINDING)
    return book


def _old(asked: Asked, in_force: Rulebook | None) -> Rulebook:
    if asked.against is None:
        return in_force or load_rules(_NO_RULES)
    return load_rules(_NO_RULES) if asked.against == NONE else _book(Path(asked.against), asked.bases)


def _saved(asked: Asked) -> Material:
    path = asked.history or Path()
    try:
        with opened(path) as lines:
            return Material(read_history(lines))
    except HistoryError as error:
        fail(f"{name_of(path)}: {one_line(str(error), 500)}")


def _fetched(asked: Asked) -> Material:
    try:
        return with_bot(partial(_from_github, asked=asked))
    except KeyboardInterrupt:
        kept = f"what was fetched of the history of {asked.repo} is kept"
        typer.echo(f"fingerpost: stopped; {kept}, and the same command goes on from there", err=True)
        raise


async def _from_github(bot: AssembledBot, given: Settings, clock: Clock, asked: Asked) -> Material:
    now = clock.now()
    span = Span(now - asked.since if asked.since else None)
    async for repo in sweeping.places(bot.hub, asked.repo):
        in_force = await bot.hub.rulebooks.in_force(repo)
        with _progress() as progress:
            fetcher = Fetcher(bot.hub.graphql, Shelf(given.home), bot.hub.tokens.login, _telling(progress, repo.repo))
            history = await fetcher.fetch(repo, span, now)
        around = BLANK.but(people=in_force.people.members, groups=in_force.groups) if in_force else BLANK
        return Material(history, in_force.book if in_force else None, around)
    raise GitHubError(f"the App sees no repository {asked.repo}")


def _telling(progress: Progress, repository: str) -> Told:
    task = progress.add_task(f"Fetching {repository}", total=None)
    return lambda done, every: progress.update(task, completed=done, total=max(done, every))


def _progress() -> Progress:
    out = console(err=True)
    return Progress(console=out, transient=True, disable=not out.is_terminal)


def _played(book: Rulebook, material: Material) -> Iterator[Replayed]:
    rehearsal = Rehearsal(book, material.history, material.around)
    with _progress() as progress:
        yield from progress.track(rehearsal.play_all(), total=len(material.history.items), description="Playing")

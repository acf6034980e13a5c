"""The work of `fingerpost observe`."""

from collections.abc import Iterator
from functools import partial

import typer

from bot import settings
from bot.clock import moment
from bot.commandline.findings import plural
from bot.commandline.terminal import FINDING, fail, print_json
from bot.commandline.with_store import with_store
from bot.explaining.visible import harmless, one_line
from bot.figures.observed import OPEN, OTHERWISE, SAME, Would
from bot.figures.reading import seen_at
from bot.figures.summary import Chapter, Seen, called, chapters, document, numbers, others
from bot.proposing.splices import CannotChange

_MOST_WISHES = 12
_MOST_CALLED = 20
_MEANING = {SAME: "people did the same", OTHERWISE: "did otherwise", OPEN: "nobody has yet"}


def run(repo: str, *, as_json: bool) -> None:
    """Print the summary; ends with 1 where nothing is known of the repository."""
    modes = settings.load().mode
    try:
        found = with_store(lambda store, _: store.read(partial(seen_at, repo=repo, modes=modes)), none=None)
    except CannotChange as error:
        fail(
            f"this version of the program cannot read the rules in force in {repo} ({one_line(str(error), 300)})",
            FINDING,
        )
    if found is None:
        fail(f"no rules of {repo} are known: they are read when something happens there first", FINDING)
    if as_json:
        print_json(document(found))
        return
    for line in _lines(found):
        typer.echo(line)


def _lines(found: Seen) -> Iterator[str]:
    watched = chapters(found)
    if not watched and not found.found:
        yield f"Nothing is observed in {found.repo}: its rules act. `mode: observe` on a rule has it only observe."
        return
    since = f" since {moment(found.since):%Y-%m-%d}" if found.since is not None else ""
    more = ", the newest ones" if found.looks.more else ""
    yield f"{found.repo} is observed{since}; counted are {plural(found.looks.times, 'look')}{more}."
    if found.elsewhere:
        yield "FINGERPOST_MODE has the bot only observe there, whatever the file says."
    for chapter in watched:
        yield from _rule(chapter)
    for one in others(found):
        yield from _would(f"Besides: {one_line(one.rule)}", one)
    if calls := called(found):
        told = ", ".join(f"{one_line(login)} {times}" for login, times in calls[:_MOST_CALLED])
        yield f"\nWould have been called: {told}"


def _rule(chapter: Chapter) -> Iterator[str]:
    rule = chapter.rule
    place = f"line {rule.line}{f' of {one_line(rule.base)}' if rule.base else ''}"
    yield from _would(f"{one_line(rule.name)} ({place})", chapter.would)
    if chapter.stays:
        yield f"  to switch it on: {one_line(chapter.stays, 300)}"
    elif chapter.switch:
        yield "  to switch it on, change in .github/pathways.yml:"
        yield from (f"    {harmless(line)}" for line in chapter.switch)


def _would(heading: str, one: Would) -> Iterator[str]:
    yield f"\n{heading}"
    if not one.wishes:
        yield "  would have done nothing"
    for wish in one.wishes[:_MOST_WISHES]:
        came = ", ".join(f"{_MEANING[word]} on {wish.came[word]}" for word in _MEANING if wish.came[word])
        examples = " ".join(f"#{number}" for number in numbers(wish.lanes))
        parts = (f"{one_line(wish.words)}: {plural(len(wish.lanes), 'item')}", came, examples)
        yield f"  {'; '.join(part for part in parts if part)}"
    if (more := len(one.wishes) - _MOST_WISHES) > 0:
        yield f"  and {more} more"

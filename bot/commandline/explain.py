"""`fingerpost explain`: what the rules would do in a case that somebody describes, and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot.commandline.bases import Bases, files_of
from bot.commandline.terminal import fail

_REPO = r"([A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100})"
_NUMBER = r"([1-9][0-9]{0,8})"
_NAMED = re.compile(f"{_REPO}#{_NUMBER}")
_SHOWN = re.compile(f"https?://[^/]+/{_REPO}/(?:issues|pull|discussions)/{_NUMBER}(?:[/?#].*)?")

Item = Annotated[
    str | None, typer.Argument(metavar="OWNER/REPO#7", help="An item on GitHub; a described case without it.")
]
Look = Annotated[bool, typer.Option("--look", help="Look at the item now, whatever was decided about it last.")]
Rules = Annotated[Path | None, typer.Option("--rules", metavar="FILE", help="The rule file, of a described case.")]
EventName = Annotated[
    str | None, typer.Option("--event", metavar="EVENT", help="What happened: issues.opened, pull_request.labeled …")
]
Payload = Annotated[
    Path | None, typer.Option("--payload", metavar="FILE", help="What GitHub sent for the event, as JSON.")
]
Facts = Annotated[
    Path | None,
    typer.Option(
        "--facts",
        metavar="FILE",
        help="What is true of the item, as YAML or JSON; it counts more than the payload: kind, number, title, body, "
        "state, draft, author, actor, labels, assignees, milestone, files, head, base, additions, deletions, reviews, "
        "comments, reactions, stage, fields, created_at, updated_at, now, repo, requested (reviewers), people, groups, "
        "teams, undone, sections.",
    ),
]
Batch = Annotated[
    Path | None,
    typer.Option(
        "--batch",
        metavar="FILE",
        help='Many cases, one a line: {"event": …, "facts": {…}, "payload": {…}}; one JSON result a line.',
    ),
]
Complete = Annotated[
    bool, typer.Option("--complete", help="What is not given is empty: no labels, no files, nobody new.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@dataclass(frozen=True, slots=True)
class _Case:
    """The options that describe a case, or many."""

    rules: Path | None = None
    bases: Sequence[str] | None = None
    event: str | None = None
    payload: Path | None = None
    facts: Path | None = None
    batch: Path | None = None
    complete: bool = False


def explain(  # noqa: PLR0913, PLR0917 - one for each option
    item: Item = None,
    look: Look = False,
    rules: Rules = None,
    base: Bases = None,
    event: EventName = None,
    payload: Payload = None,
    facts: Facts = None,
    batch: Batch = None,
    complete: Complete = False,
    as_json: AsJson = False,
) -> None:
    """Say what the rules do about an item, or would do in a case, and why.

    Of an item: what was decided last, with the values seen then, as the bot keeps
    it; where it keeps nothing, or with --look, what would be done now. That look
    writes nothing; rules with `on` wait for an event in it.

    Of a case: each rule with its conditions and the values that were seen, then
    what would be done and what would be left alone. Nothing is asked of GitHub:
    what is not given is unknown (?), and a rule that depends on it does not act.

    Each FILE may be `-`, standard input. Where the rules extend those of another
    repository, --base says where its file is.

    Examples:
      fingerpost explain acme/handbook#7
      fingerpost explain --rules pathways.yml --event issues.opened --facts a.yml
      fingerpost explain --rules pathways.yml --event issues.opened --payload a.json
      fingerpost explain --rules pathways.yml --batch cases.jsonl --complete --json

    Exit codes:
      0  explained
      1  the rule file has errors, a line of the batch is no case, there is no such
         item, or GitHub could not be asked
      2  a file, an option, a setting or a fact is wrong
    """
    case = _Case(rules, base, event, payload, facts, batch, complete)
    if item is None:
        _explain_case(case, look=look, as_json=as_json)
    elif case == _Case():
        _explain_item(item, look=look, as_json=as_json)
    else:
        fail("an item has its own rules and facts: give OWNER/REPO#7 alone, or with --look and --json")


def _explain_case(case: _Case, *, look: bool, as_json: bool) -> None:
    if case.rules is None:
        fail("name an item, OWNER/REPO#7, or describe a case: --rules FILE --event issues.opened --facts FILE")
    if look:
        fail("--look is about an item: name it, OWNER/REPO#7")
    _check(case)
    from bot.commandline import run_explain  # noqa: PLC0415 - so that `--help` answers at once

    explainer = run_explain.prepare(case.rules, files_of(case.bases), complete=case.complete)
    if case.batch is not None:
        run_explain.explain_all(explainer, case.batch)
    else:
        run_explain.explain_one(explainer, case.event, case.payload, case.facts, as_json=as_json)


def _explain_item(item: str, *, look: bool, as_json: bool) -> None:
    repo, number = _address(item)
    from bot.commandline import run_explain_item  # noqa: PLC0415 - so that `--help` answers at once

    run_explain_item.run(repo, number, look=look, as_json=as_json)


def _address(item: str) -> tuple[str, int]:
    """The repository and the number of an item, as people write it or as their browser shows it."""
    found = _NAMED.fullmatch(item) or _SHOWN.fullmatch(item)
    if not found:
        fail(f"{item[:100]!r} is no item; write OWNER/REPO#NUMBER, such as acme/handbook#7, or its address on GitHub")
    return found[1], int(found[2])


def _check(case: _Case) -> None:
    """Refuse options that do not go together."""
    if [case.rules, case.payload, case.facts, case.batch].count(Path("-")) > 1:
        fail("standard input holds one file only: give `-` once")
    if case.batch is not None and (case.event or case.payload or case.facts):
        fail("--batch brings its own events and facts: leave --event, --payload and --facts out")
    if case.batch is None and case.event is None:
        fail("--event is missing: say what happened, --event issues.opened (or give many cases with --batch)")

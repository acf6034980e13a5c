"""`fingerpost explain`: what the rules would do in a case that somebody describes, and why."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commandline.bases import Bases, files_of
from bot.commandline.terminal import fail

Rules = Annotated[Path, typer.Option("--rules", metavar="FILE", help="The rule file.")]
EventName = Annotated[
    str | None, typer.Option("--event", metavar="EVENT", help="What happened: issues.opened, pull_request.labeled …")
]
Payload = Annotated[
    Path | None, typer.Option("--payload", metavar="FILE", help="What GitHub sent for the event, as JSON.")
]
Facts = Annotated[
    Path | None,
    typer.Option(
        "--facts", metavar="FILE", help="What is true of the item, as YAML or JSON; it counts more than the payload."
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


def explain(  # noqa: PLR0913, PLR0917 - one for each option
    rules: Rules,
    base: Bases = None,
    event: EventName = None,
    payload: Payload = None,
    facts: Facts = None,
    batch: Batch = None,
    complete: Complete = False,
    as_json: AsJson = False,
) -> None:
    """Say what the rules would do, and why.

    Shows each rule with its conditions and the values that were seen, then what
    would be done and what would be left alone. Nothing is asked of GitHub: what
    is not given is unknown (?), and a rule that depends on it does not act.

    Facts: kind, number, title, body, state, draft, author, actor, labels,
    assignees, milestone, files, head, base, additions, deletions, reviews,
    comments, reactions, stage, fields, created_at, updated_at, now; also repo,
    requested (reviewers), people, teams, undone, sections.
    Each FILE may be `-`, standard input. Where the rules extend those of another
    repository, --base says where its file is.

    Examples:
      fingerpost explain --rules pathways.yml --event issues.opened --facts a.yml
      fingerpost explain --rules pathways.yml --event issues.opened --payload a.json
      fingerpost explain --rules pathways.yml --batch cases.jsonl --complete --json

    Exit codes:
      0  explained
      1  the rule file has errors, or a line of the batch is no case
      2  a file, an option or a fact is wrong
    """
    _check(rules, event, payload, facts, batch)

    from bot.commandline import run_explain  # noqa: PLC0415 - so that `--help` answers at once

    explainer = run_explain.prepare(rules, files_of(base), complete=complete)
    if batch is not None:
        run_explain.explain_all(explainer, batch)
    else:
        run_explain.explain_one(explainer, event, payload, facts, as_json=as_json)


def _check(rules: Path, event: str | None, payload: Path | None, facts: Path | None, batch: Path | None) -> None:
    """Refuse options that do not go together."""
    if [rules, payload, facts, batch].count(Path("-")) > 1:
        fail("standard input holds one file only: give `-` once")
    if batch is not None and (event or payload or facts):
        fail("--batch brings its own events and facts: leave --event, --payload and --facts out")
    if batch is None and event is None:
        fail("--event is missing: say what happened, --event issues.opened (or give many cases with --batch)")

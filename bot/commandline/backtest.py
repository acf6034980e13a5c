"""`fingerpost backtest`: what rules would have done on a repository's own history, before they do it."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commandline.bases import Bases, files_of

Rules = Annotated[
    Path, typer.Option("--rules", metavar="FILE", help="The new rules; .github/pathways.yml unless given.")
]
Against = Annotated[
    str | None,
    typer.Option(
        "--against", metavar="FILE", help="The old ones: a file, or `none`; with --repo those in force unless given."
    ),
]
Repo = Annotated[str | None, typer.Option("--repo", metavar="OWNER/REPO", help="Fetch the history of this one.")]
Saved = Annotated[Path | None, typer.Option("--history", metavar="FILE", help="Use a history that was fetched before.")]
Since = Annotated[str, typer.Option("--since", metavar="SPAN", help="How far back: 180d, 12w, 2y, or `all`.")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a report for the browser, too.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the table.")]


def backtest(  # noqa: PLR0913, PLR0917 - each is an option of the command
    repo: Repo = None,
    history: Saved = None,
    rules: Rules = Path(".github/pathways.yml"),
    against: Against = None,
    since: Since = "180d",
    html: Html = None,
    as_json: AsJson = False,
    base: Bases = None,
) -> None:
    """Play a repository's past once more with other rules, and show what differs.

    What people did stays as it was; what the bot did is left out, and what the
    rules would have done stands in its place. Labels, assignees, titles, states
    and reviews are those of each moment; for what GitHub does not tell of the
    past (texts, files) the present stands. Nothing is written to GitHub.

    The history is fetched once and kept under FINGERPOST_HOME; stopped in
    between, the next call goes on there, and later ones read only what changed.

    Examples:
      fingerpost backtest --repo acme/handbook --since 180d
      fingerpost backtest --repo acme/handbook --rules new.yml --html report.html
      fingerpost backtest --history handbook.jsonl --rules new.yml --against old.yml

    Exit codes:
      0  shown
      1  a rule file has errors, the rules would do more than their own `limits`
         allow, or GitHub could not be asked
      2  an option, a setting or the history is wrong
    """
    from bot.commandline.run_backtest import Asked, run, span_of  # noqa: PLC0415 - so that `--help` answers at once

    run(Asked(rules, against, files_of(base), repo, history, span_of(since), html, as_json))

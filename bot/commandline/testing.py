"""`fingerpost test`: a community's own tests of its rules."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commandline.bases import Bases, files_of

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="The tests, NAME.test.yml; or the rule file NAME.yml beside them.")
]
Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FILE", help="The rule file, where it is not the NAME.yml beside them."),
]
Only = Annotated[str | None, typer.Option("-k", metavar="WORDS", help="Only the tests whose names hold these words.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the outcomes as one JSON object.")]


def try_rules(
    file: File = Path(".github/pathways.test.yml"),
    rules: Rules = None,
    base: Bases = None,
    only: Only = None,
    as_json: AsJson = False,
) -> None:
    """Try the rules on cases that you describe, and compare what they do with what they should do.

    A test is an event, what is given of the item, and what should happen then:

      - name: A crash is a bug
        event: issues.opened
        given: {title: It crashes, author: alice}
        then: [{label: bug}, {comment: Thank you}]

    `given` takes the facts of `fingerpost explain --help`, and what it does not say
    is empty. `payload: FILE`, beside it or instead of it, is what GitHub sent.
    `then` is everything that happens, so `then: []` says that nothing does;
    `then_includes` allows more. Of a comment a part is enough, or /a pattern/.
    Where the rules extend those of another repository, --base says where its file is.

    Examples:
      fingerpost test
      fingerpost test .github/pathways.test.yml -k crash

    Exit codes:
      0  every test passed
      1  a test failed, or a file has errors
      2  a file cannot be read, or no test has such a name
    """
    from bot.commandline.run_tests import run  # noqa: PLC0415 - so that `--help` answers at once

    run(file, rules, files_of(base), only, as_json=as_json)

"""Rules to begin with, and cases to try rules on, for whoever wants to see before they write. Pure."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_PEOPLE = """\
people:
  - {login: ben, roles: [reviewer]}
  - {login: cleo, roles: [reviewer]}
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A case that often happens.

    Attributes:
        title: what happens, in a few words.
        event: as GitHub calls it.
        facts: what is true of the item, as YAML.
    """

    title: str
    event: str
    facts: str


EXAMPLES = (
    Example(
        "Somebody new reports a crash",
        "issues.opened",
        "title: The map shows nothing after a crash\nbody: It worked yesterday.\n"
        "author: {login: ada, new: true}\nlabels: []\n",
    ),
    Example(
        "Somebody known asks for something",
        "issues.opened",
        "title: Show the height of each path\nbody: That would help on a bicycle.\n"
        "author: {login: dora, association: contributor}\nlabels: [idea]\n",
    ),
    Example(
        "A pull request changes the documentation",
        "pull_request.opened",
        "title: Say how a map is printed\nauthor: {login: ada, new: true}\ndraft: false\n"
        f"files: [docs/printing.md, docs/images/printer.png]\nadditions: 40\ndeletions: 2\n{_PEOPLE}",
    ),
    Example(
        "A draft is ready for review",
        "pull_request.ready_for_review",
        "title: Draw paths in their own colour\nauthor: {login: dora, association: contributor}\ndraft: false\n"
        f"files: [map/colours.py, tests/test_colours.py]\nadditions: 120\ndeletions: 15\n{_PEOPLE}",
    ),
    Example(
        "A reviewer asks for changes",
        "pull_request_review.submitted",
        "title: Draw paths in their own colour\nauthor: dora\nactor: {login: ben, association: member}\n"
        f"draft: false\nreviews: [{{author: ben, state: changes_requested}}]\n{_PEOPLE}",
    ),
    Example(
        "A pull request is merged",
        "pull_request.closed",
        "title: Say how a map is printed\nstate: merged\nauthor: {login: ada, association: contributor}\n"
        "files: [docs/printing.md]\nlabels: [documentation]\n",
    ),
    Example(
        "Somebody says /assign",
        "issue_comment.created",
        "kind: issue\ntitle: Show the height of each path\nauthor: dora\n"
        "actor: {login: ada, association: contributor}\nevent_comment: /assign\nassignees: []\n"
        "now: 2026-03-23\n",
    ),
    Example(
        "An issue stands still for three weeks",
        "schedule.daily",
        "kind: issue\ntitle: Show the height of each path\nauthor: {login: dora, association: contributor}\n"
        "labels: [idea]\nassignees: []\ncreated_at: 2026-03-01\nupdated_at: 2026-03-02\nnow: 2026-03-23\n",
    ),
)


@cache
def starter() -> str:
    """A rule file to begin with."""
    return files("bot.explaining").joinpath("starter.yml").read_text(encoding="utf-8")

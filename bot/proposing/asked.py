"""Which changes may have to be proposed for an item: what is asked of GitHub before anything is planned. Pure."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.asking.command import COMMANDS
from bot.planning.occasion import Occasion
from rules.book import Rule, Rulebook
from rules.goals.propose import Propose

_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 30
_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A file that is to be changed, on a branch of the bot's own.

    Attributes:
        repo: the repository in which it lies, `owner/name`.
    """

    branch: str
    repo: str
    path: str


def branch_of(item: str, key: str) -> str:
    """The branch on which a change is proposed for an item, `acme/site#7`: the same one whenever it is asked for.

    What people ask for belongs to no item: `acme/site`.
    """
    slug = _SLUG.sub("-", key.rpartition("/")[0].lower()).strip("-")[:_LONGEST].strip("-")
    digest = hashlib.sha256(f"{item.lower()} {key.lower()}".encode()).hexdigest()[:_DIGITS]
    return f"fingerpost/{'-'.join(part for part in (item.partition('#')[2], slug, digest) if part)}"


def key_asked_for(command: str, place: int, login: str) -> str:
    """What a person asks for by a command; wherever they ask for it again, it is the same thing."""
    return f"{command}/{place}@{login}"


def place_of(book: Rulebook, path: str, repo: str) -> str:
    """The repository in which a file lies: the people file may be that of a base."""
    return book.people_from.partition("@")[0] if book.people_from and path == book.project.people else repo


def asked_by_people(book: Rulebook, occasions: Iterable[Occasion], repo: str) -> Iterator[Asked]:
    """What people ask for in their comments: the people file is what commands change."""
    path = book.project.people
    for occasion in occasions:
        for place, call in enumerate(occasion.heard.calls):
            if path and occasion.actor and Propose in COMMANDS[call.command].goals:
                branch = branch_of(repo, key_asked_for(f"/{call.command}", place, occasion.actor.login))
                yield Asked(branch, place_of(book, path, repo), path)


def asked_by_rules(book: Rulebook, rules: Iterable[Rule], repo: str, number: int) -> Iterator[Asked]:
    """What these rules may want to propose for an item."""
    for rule in rules:
        for position, goal in rule.all_goals:
            if isinstance(goal, Propose):
                path = goal.value.file
                branch = branch_of(f"{repo}#{number}", f"{rule.id}/{position}")
                yield Asked(branch, place_of(book, path, repo), path)

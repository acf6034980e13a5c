"""The verbs of `POST /_sandbox/act`: a function each; its parameters are what an act may say."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.sandbox.world.change import Change
from bot.sandbox.world.items import Comment, Item, Label
from bot.sandbox.world.reader import Reader
from bot.sandbox.world.records import Account, Organization, Repository, Team, User
from bot.sandbox.world.world import World

F = TypeVar("F", bound=Callable[..., Any])
VERBS: dict[str, Callable[..., Any]] = {}


class BadAct(ValueError):
    """An act that cannot be done; the text says why."""


def verb(work: F) -> F:
    """Make a function `(scene, **what)` a verb of its own name."""
    VERBS[work.__name__.rstrip("_")] = work
    return work


@dataclass(slots=True)
class Scene:
    """Where an act happens."""

    change: Change

    @property
    def world(self) -> World:
        """The world."""
        return self.change.world

    def repo(self, name: str) -> Repository:
        """A repository by `owner/name`."""
        owner, _, short = name.partition("/")
        found = self.world.repository(owner, short)
        if found is None:
            raise BadAct(f"there is no repository {name!r}")
        return found

    def item(self, name: str) -> Item:
        """An item by `owner/name#7`."""
        repo, mark, number = name.partition("#")
        if not mark or not number.isdigit():
            raise BadAct(f"an item is written owner/name#7, not {name!r}")
        found = self.world.item(self.repo(repo), int(number))
        if found is None:
            raise BadAct(f"there is no {name}")
        return found

    def person(self, login: str) -> User:
        """A person by login; one who is not known yet signs up."""
        found = self.world.account(login)
        if isinstance(found, User):
            return found
        if found:
            raise BadAct(f"{login} is not a person")
        now = self.change.now
        number = self.world.number()
        newcomer = User(id=number, login=login, name=login.title(), created_at=now, updated_at=now)
        return self.world.add(newcomer)

    def organization(self, login: str) -> Organization:
        """An organisation by login."""
        found = self.world.account(login)
        if not isinstance(found, Organization):
            raise BadAct(f"there is no organisation {login!r}")
        return found

    def reviewer(self, item: Item, name: str) -> User | Team:
        """A person by login, or a team by `@org/slug` or `team:slug`."""
        if not name.startswith(("@", "team:")):
            return self.person(name)
        owner = self.world.one(Account, self.world.repo_of(item).owner)
        slug = name.removeprefix("team:").rpartition("/")[2]
        teams = self.world.many(Team, owner.teams) if isinstance(owner, Organization) else []
        for team in teams:
            if team.slug == slug:
                return team
        raise BadAct(f"there is no team {name!r}")

    def labels(self, place: Item | Repository, names: list[str]) -> list[Label]:
        """Labels of a repository, or of the one that an item is in."""
        repo = self.world.repo_of(place) if isinstance(place, Item) else place
        known = {held.name.lower(): held for held in self.world.many(Label, repo.labels)}
        missing = [name for name in names if name.lower() not in known]
        if missing:
            raise BadAct(f"the repository has no label {missing[0]!r}; create it first (do: create_label)")
        return [known[name.lower()] for name in names]

    def comment(self, number: int) -> Comment:
        """A comment by its number."""
        found = self.world.find(Comment, number)
        if found is None:
            raise BadAct(f"there is no comment {number}")
        return found


def perform(scene: Scene, name: str, what: dict[str, Any]) -> Any:
    """Do what an act says, after checking that it says it right."""
    work = VERBS.get(name)
    if work is None:
        raise BadAct(f"there is no verb {name!r}; there are: {', '.join(sorted(VERBS))}")
    signature = inspect.signature(work)
    try:
        signature.bind(scene, **what)
    except TypeError as problem:
        takes = ", ".join(str(each) for each in list(signature.parameters.values())[1:])
        raise BadAct(f"{name}: {problem}; it takes: {takes}") from None
    return work(scene, **what)


def many(value: str | list[str] | tuple[str, ...]) -> list[str]:
    """One name or a list of names, as a list."""
    return [value] if isinstance(value, str) else list(value)


def place(reader: Reader, record: Any) -> dict[str, Any]:
    """What an act gives back: the thing's number and node id, and where it is."""
    shown: dict[str, Any] = {"id": record.id, "node_id": reader.node_id(record)}
    if isinstance(record, Item):
        name = reader.full_name(reader.repo_of(record))
        shown |= {"number": record.number, "item": f"{name}#{record.number}"}
    return shown

"""Ask GitHub for everything outside that a rule file names; only asks, writes nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.action import Name
from bot.errors import Gone, NotInstalled
from bot.github.auth import AppTokens
from bot.github.beside import NEWEST, Beside, read_beside
from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.github.names import Names
from bot.item import ItemRef
from bot.looking.inspection import HERE, NO_BOARD, THERE, Outside, names_to_ask
from bot.people.directory import Directory, read_people
from bot.writing.projects import project_key
from rules.facts import UNKNOWN, Maybe
from rules.outside import Named
from rules.rulefile import RuleFile

_MOST_NAMES = 100
_MOST_ASKED = 1_000
"""Of what a file names, and one that is only proposed may name very much: nothing is said of the rest."""
_MOST_FILES = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A repository as the App sees it.

    Attributes:
        item: stands for the repository; it is no item.
        permissions: what the App was given there.
        commit: of which files are read.
    """

    item: ItemRef
    permissions: dict[str, str]
    labels: tuple[str, ...]
    milestones: tuple[str, ...]
    commit: str = NEWEST


class Onlooker:
    """Looks at repositories as the App."""

    def __init__(self, tokens: AppTokens, graphql: GraphQL, names: Names) -> None:
        self._tokens, self._graphql, self._names = tokens, graphql, names

    async def place(self, repo: str) -> Place:
        """A repository.

        Raises:
            NotInstalled: the App is not there, or suspended.
            Gone: it does not see this repository.
            Retryable, RateLimited, GitHubError: GitHub could not answer.
        """
        owner, _, name = repo.partition("/")
        installation = await self._tokens.installed(owner, name)
        if installation is None:
            await self._tokens.login()  # where GitHub knows no App of ours either, its 404 meant the address
            raise NotInstalled(f"the App is not installed on {repo}, or there is no such repository")
        if installation.suspended:
            raise NotInstalled(f"the App is suspended on {owner}: unsuspend it in the organisation's settings")
        found = (await self._graphql.read(installation.id, [outline(repo)])).found("repo")
        if not isinstance(found, dict):
            raise Gone(f"the App does not see {repo}: add it to the App's repositories")
        return Place(
            ItemRef(installation.id, found["databaseId"], found["id"], found["nameWithOwner"], 0, "", "issue"),
            installation.permissions,
            _told(found["labels"], "name"),
            _told(found["milestones"], "title"),
        )

    async def outside(self, place: Place, file: RuleFile, named: Sequence[Named]) -> Outside:
        """What GitHub has of everything that a file names.

        Raises:
            PermissionMissing: the App may not read files.
            Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
        """
        key = partial(key_of, repo=place.item.repo)
        names = names_to_ask(named, key)
        known: set[Name] = set(names[_MOST_ASKED:])
        for start in range(0, min(len(names), _MOST_ASKED), _MOST_NAMES):
            known |= (await self._names.ids(place.item, names[start : start + _MOST_NAMES])).keys()
        seen = await self._names.board(place.item, file.board) if file.board else None
        kinds = {each.kind for each in named}
        paths = [*dict.fromkeys(each.name for each in named if each.kind in {"file", "people"})][:_MOST_FILES]
        needs = {f"file:{path}" for path in paths} | ({"forms"} if kinds & {"form", "question"} else set())
        asked = frozenset(needs | ({"codeowners"} & kinds))
        beside = await read_beside(self._graphql, self._tokens, place.item, asked, commit=place.commit)
        where = HERE if place.commit == NEWEST else THERE
        return Outside(
            repo=place.item.repo,
            known=frozenset(known),
            labels=place.labels,
            milestones=place.milestones,
            board=seen.facts if seen else NO_BOARD,
            people=_people(file.project.people, named, beside, where),
            forms=beside.forms,
            codeowners=beside.codeowners,
            files=beside.documents,
            permissions=place.permissions,
            where=where,
        )

    async def documents(self, place: Place, paths: Collection[str]) -> Mapping[str, str]:
        """The texts of files by path, empty where there is none; one that is too large is missing.

        Raises:
            PermissionMissing: the App may not read files.
            Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
        """
        needs = frozenset(f"file:{path}" for path in paths)
        beside = await read_beside(self._graphql, self._tokens, place.item, needs, commit=place.commit)
        return beside.documents


def outline(repo: str) -> Part:
    """The question for a repository's ids, labels and milestones."""
    owner, _, name = repo.partition("/")
    text = (
        "repository(owner: $owner, name: $name) { id databaseId nameWithOwner labels(first: 100) { nodes { name } } "
        "milestones(first: 100, states: OPEN) { nodes { title } } }"
    )
    return Part("repo", text, {"owner": ("String!", owner), "name": ("String!", name)})


def _told(connection: Any, key: str) -> tuple[str, ...]:
    return tuple(node[key] for node in (connection or {"nodes": ()})["nodes"] if node)


def key_of(project: str, repo: str) -> str:
    """`owner/number` of a project as a rule file names it."""
    return project_key(int(project) if project.isdecimal() else project, repo)


def _people(path: str | None, named: Sequence[Named], beside: Beside, where: str) -> Maybe[Directory | None]:
    """What the people file holds; one that a base brings lies elsewhere and is not looked at."""
    if path is None:
        return None
    if not any(each.kind == "people" for each in named):
        return UNKNOWN
    text = beside.documents.get(path)
    return read_people(text) if text else Directory(problem=f"there is no such file {where}")

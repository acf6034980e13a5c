"""From names to ids: labels, users, teams and boards, asked for once and kept for a while.

Names that GitHub does not know are kept for a shorter while, so that a new label or a corrected login is found soon.
"""

import asyncio
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

import structlog

from bot.action import Name, Write
from bot.clock import Clock
from bot.errors import Retryable
from bot.github.answer import READ_LAG, Written
from bot.github.boards import BOARD, SeenBoard, address, project_in, project_part, seen
from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.item import ItemRef
from bot.store import boardnames
from bot.store.executor import StoreExecutor
from rules.facts import Board
from rules.sections import BoardLook, LabelLook

KEPT = timedelta(minutes=10)
KEPT_UNKNOWN = timedelta(minutes=1)
MOST_KEPT = 50_000
OF_REPOSITORIES = frozenset({"label", "milestone"})
OF_ACCOUNTS = frozenset({"user", "team", "board", "project", "repository", "label_of"})
CREATED = "label { id name }"
TAKEN = "already been taken"

Key = tuple[Any, ...]

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Team:
    """A team's id and its members."""

    id: str
    members: tuple[str, ...]


class Names:
    """What has been resolved, of all installations."""

    def __init__(self, graphql: GraphQL, clock: Clock, store: StoreExecutor | None = None) -> None:
        """Names that are asked for when they are wanted.

        Args:
            graphql: to ask with.
            clock: says how long they are kept.
            store: keeps what things on boards were called before; None where nobody remembers that.
        """
        self._graphql, self._clock, self._store = graphql, clock, store
        self._kept: dict[Key, tuple[Any, datetime]] = {}
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def ids(self, item: ItemRef, names: Iterable[Name], deliveries: Sequence[str] = ()) -> dict[Name, str]:
        """The ids of those names that GitHub knows, in one request at most."""
        wanted = list(dict.fromkeys(names))
        async with self._turn(item):
            await self._resolve(item, wanted, deliveries)
        return self._told(item, wanted)

    async def ids_with_labels(
        self, item: ItemRef, names: Iterable[Name], looks: Mapping[str, LabelLook], deliveries: Sequence[str] = ()
    ) -> dict[Name, str]:
        """The ids of names; labels that the repository does not have are created as the rule file describes them.

        Of several items that want the same new label at once, one creates it. Where another program was faster, the
        label is asked for again.

        Raises:
            Retryable: GitHub has a label and does not show it yet.
        """
        wanted = list(dict.fromkeys(names))
        async with self._turn(item):
            await self._resolve(item, wanted, deliveries)
            missing = {
                name.key.lower(): name for name in wanted if name.kind == "label" and not self._known(item, name)
            }
            if missing:
                writes = [_creation(item, name.key, looks) for name in missing.values()]
                written = await self._graphql.write(item.installation, writes, deliveries)
                self._created(item, written)
                await self._resolve(item, list(missing.values()), deliveries)
                self._expect(item, written)
        return self._told(item, wanted)

    async def teams(
        self, item: ItemRef, slugs: Iterable[str], deliveries: Sequence[str] = ()
    ) -> dict[str, tuple[str, ...]]:
        """The members of teams; a team that the App cannot see is left out."""
        names = [Name("team", slug) for slug in slugs]
        await self.ids(item, names, deliveries)
        found = {name.key: self._known(item, name) for name in names}
        return {slug: team.members for slug, team in found.items() if isinstance(team, Team)}

    async def board(self, item: ItemRef, look: BoardLook, deliveries: Sequence[str] = ()) -> SeenBoard:
        """The board that a rule file names, as the App sees it."""
        owner, number, problem = address(item, look)
        if problem or number is None:
            return SeenBoard(Board(problem=problem or "the rule file names no project"), None)
        key = ("board", item.installation, owner.lower(), number, look.field.lower())
        async with self._turn(item):
            kept = self._get(key)
            if kept is None:
                variables = {"owner": ("String!", owner), "number": ("Int!", number), "field": ("String!", look.field)}
                answer = await self._graphql.read(item.installation, [Part("board", BOARD, variables)], deliveries)
                kept = (await self._seen(answer.found("board"), owner, number, look.field),)
                self._keep(key, kept, KEPT if kept[0].ids else KEPT_UNKNOWN)
        board: SeenBoard = kept[0]
        return board

    async def _seen(self, answer: Any, owner: str, number: int, field: str) -> SeenBoard:
        """A board whose fields and columns are also known by the names that they had before."""
        project = project_in(answer)
        if self._store is None or project is None:
            return seen(answer, owner, number, field)
        past = await self._store.read(partial(boardnames.of, project=project))
        board = seen(answer, owner, number, field, past)
        if new := {place: node for place, node in board.names.items() if past.get(place) != node}:
            await self._store.write(partial(boardnames.remember, project=project, names=new))
        if board.facts.renamed or board.facts.deleted:
            told = {"renamed": dict(board.facts.renamed), "deleted": sorted(board.facts.deleted)}
            _log.warning("board changed", project=f"{owner}/{number}", field=field, **told)
        return board

    def forget_repository(self, repo_id: int, *, missing_only: bool = False) -> None:
        """The labels or milestones of a repository changed, or there are new ones."""
        names = [key for key in self._kept if key[0] in OF_REPOSITORIES and key[1] == repo_id]
        self._drop(key for key in names if not (missing_only and self._kept[key][0][0]))

    def forget_account(self, installation: int) -> None:
        """The people, teams or boards of an account changed."""
        self._drop(key for key in self._kept if key[0] in OF_ACCOUNTS and key[1] == installation)

    def forget_boards(self, installation: int) -> None:
        """An id of a board, of its field or of an option was refused."""
        self._drop(key for key in self._kept if key[0] in {"board", "project"} and key[1] == installation)

    def forget(self, item: ItemRef, names: Iterable[Name]) -> None:
        """Ids that GitHub refused: whatever they were, they are not that any more."""
        for name in names:
            self._kept.pop(_key(item, name), None)

    async def _resolve(self, item: ItemRef, names: Sequence[Name], deliveries: Sequence[str]) -> None:
        missing = [name for name in names if self._get(_key(item, name)) is None]
        if not missing:
            return
        parts = [_part(f"n{n}", n, item, name) for n, name in enumerate(missing)]
        answer = await self._graphql.read(item.installation, parts, deliveries)
        for n, name in enumerate(missing):
            found = _found(name, answer.found(f"n{n}"))
            self._keep(_key(item, name), (found,), KEPT if found else KEPT_UNKNOWN)

    def _created(self, item: ItemRef, written: Sequence[Written]) -> None:
        """Remember the labels that were just created; what was refused may exist already and is asked for again."""
        for each in written:
            key = _key(item, Name("label", str(each.write.input["name"])))
            if each.answer and each.answer.get("label"):
                self._keep(key, (each.answer["label"]["id"],), KEPT)
            else:
                self._kept.pop(key, None)

    def _expect(self, item: ItemRef, written: Sequence[Written]) -> None:
        """A label that GitHub has is shown when its read lag is over; no longer is it waited for."""
        now = self._clock.now()
        for name in (Name("label", str(each.write.input["name"])) for each in written if _is_taken(each)):
            if self._known(item, name) is None:
                key = ("taken", item.repo_id, name.key.lower())
                since = self._get(key) or now
                self._keep(key, since, KEPT)
                if now < since + READ_LAG:
                    raise Retryable(f"GitHub has the label {name.key} and does not show it yet")

    def _turn(self, item: ItemRef) -> asyncio.Lock:
        """One at a time for each repository: whoever comes second finds what the first one learned."""
        return self._turns.setdefault(item.repo_id, asyncio.Lock())

    def _told(self, item: ItemRef, names: Iterable[Name]) -> dict[Name, str]:
        found = {name: self._known(item, name) for name in names}
        return {name: value.id if isinstance(value, Team) else value for name, value in found.items() if value}

    def _get(self, key: Key) -> Any:
        value, until = self._kept.get(key, (None, None))
        return value if until is not None and until > self._clock.now() else None

    def _known(self, item: ItemRef, name: Name) -> Any:
        kept = self._get(_key(item, name))
        return kept[0] if kept else None

    def _keep(self, key: Key, value: Any, kept: timedelta) -> None:
        if len(self._kept) >= MOST_KEPT:
            self._drop([next(iter(self._kept))])
        self._kept[key] = (value, self._clock.now() + kept)

    def _drop(self, keys: Iterable[Key]) -> None:
        for key in list(keys):
            del self._kept[key]


def _creation(item: ItemRef, label: str, looks: Mapping[str, LabelLook]) -> Write:
    """The write that creates a label as the rule file describes it, or in a colour made from its name."""
    look = next((look for name, look in looks.items() if name.lower() == label.lower()), LabelLook())
    given = {"repositoryId": item.repo_node, "name": label, "color": (look.color or colour(label)).lstrip("#")}
    if look.about:
        given["description"] = look.about
    return Write("createLabel", given, (), select=CREATED, creates=1)


def _is_taken(written: Written) -> bool:
    """Whether a label was not created because there is one of that name."""
    return written.fault is not None and TAKEN in written.fault.message.lower()


def colour(label: str) -> str:
    """A colour for a label that the rule file does not describe: the same name always gets the same one."""
    hue = hashlib.sha256(label.lower().encode()).digest()
    return "".join(f"{96 + part % 128:02x}" for part in hue[:3])


def _key(item: ItemRef, name: Name) -> Key:
    scope = item.repo_id if name.kind in OF_REPOSITORIES else item.installation
    return (name.kind, scope, name.key.lower())


def _part(alias: str, n: int, item: ItemRef, name: Name) -> Part:
    key = {f"k{n}": ("String!", name.key)}
    if name.kind == "label":
        text = f"node(id: $repo) {{ ... on Repository {{ label(name: $k{n}) {{ id }} }} }}"
        return Part(alias, text, {"repo": ("ID!", item.repo_node), **key})
    if name.kind == "milestone":
        text = (
            "node(id: $repo) { ... on Repository "
            f"{{ milestones(first: 20, states: OPEN, query: $k{n}) {{ nodes {{ id title }} }} }} }}"
        )
        return Part(alias, text, {"repo": ("ID!", item.repo_node), **key})
    if name.kind == "project":
        return project_part(alias, n, name)
    if name.kind == "label_of":
        place, _, label = name.key.partition(":")
        owner, _, called = place.partition("/")
        text = f"repository(owner: $o{n}, name: $r{n}) {{ label(name: $k{n}) {{ id }} }}"
        given = {f"o{n}": owner, f"r{n}": called, f"k{n}": label}
        return Part(alias, text, {key: ("String!", value) for key, value in given.items()})
    if name.kind == "repository":
        owner, _, called = name.key.partition("/")
        text = f"repository(owner: $o{n}, name: $k{n}) {{ id }}"
        return Part(alias, text, {f"o{n}": ("String!", owner), f"k{n}": ("String!", called)})
    if name.kind == "user":
        return Part(alias, f"user(login: $k{n}) {{ id }}", key)
    org, _, slug = name.key.partition("/")
    text = f"organization(login: $o{n}) {{ team(slug: $k{n}) {{ id members(first: 100) {{ nodes {{ login }} }} }} }}"
    return Part(alias, text, {f"o{n}": ("String!", org), f"k{n}": ("String!", slug)})


def _found(name: Name, answer: Any) -> Any:
    if not isinstance(answer, dict):
        return None
    if name.kind in {"user", "repository"}:
        return answer.get("id")
    if name.kind == "project":
        project = answer.get("projectV2")
        return project["id"] if project and not project["closed"] else None
    if name.kind in {"label", "label_of"}:
        return (answer.get("label") or {}).get("id")
    if name.kind == "milestone":
        nodes = (answer.get("milestones") or {"nodes": []})["nodes"]
        return next((one["id"] for one in nodes if one["title"].lower() == name.key.lower()), None)
    team = answer.get("team")
    return Team(team["id"], tuple(member["login"] for member in team["members"]["nodes"])) if team else None

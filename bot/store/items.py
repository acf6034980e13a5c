"""What is known of the items that the bot has looked at, as it last saw them."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from bot.store import stays
from bot.store.ready import Ready
from bot.store.schema import item
from bot.store.sql import plain, upsert

_LONGEST_TITLE = 1_000


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An issue, pull request or discussion as last seen.

    Attributes:
        repo_node: the repository's GraphQL id.
        comment_id: of our own comment on it.
        card_id: of its card on the board.
        card_board: the board that the card is on.
        assignees: who has it; reviewers: people and `org/team` slugs whose review is asked for.
        standing: of each standing rule, by id, how often it has begun to hold, and whether it holds now.
    """

    lane: str
    installation: int
    repo_id: int
    repo: str
    repo_node: str
    private: bool
    kind: str
    number: int
    node_id: str
    title: str
    url: str
    author: str
    state: str
    seen_at: int
    stage: str | None = None
    comment_id: str | None = None
    card_id: str | None = None
    card_board: str | None = None
    github_updated_at: int | None = None
    assignees: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    standing: dict[str, tuple[int, bool]] = field(default_factory=dict)

    @property
    def stand(self) -> tuple[str | None, bool]:
        """At which stage it is, and whether it is open."""
        return self.stage, self.state == "open"


def save(connection: sa.Connection, record: ItemRecord, before: ItemRecord | None = None) -> None:
    """Keep an item as it is now, in place of what was known; where it stands is noted if that is new."""
    row = {name: getattr(record, name) for name in _NAMES}
    upsert(connection, item, row | {"title": plain(record.title, _LONGEST_TITLE)})
    if before is None or before.stand != record.stand:
        stage, is_open = record.stand
        stays.begin(connection, record.lane, record.seen_at, stage, is_open=is_open)


def save_if_new(connection: sa.Connection, record: ItemRecord) -> None:
    """Keep an item unless it is known already: whoever has looked at it knows more."""
    if find(connection, record.lane) is None:
        save(connection, record)


_NAMES = tuple(column.name for column in item.columns)
_IN_LANE = Ready(lambda _: sa.select(item).where(item.c.lane == sa.bindparam("which")))
_WITH_NODE = sa.select(item).where(item.c.node_id == sa.bindparam("which")).order_by(item.c.seen_at.desc()).limit(1)


def find(connection: sa.Connection, lane: str) -> ItemRecord | None:
    """The item of a lane."""
    row = _IN_LANE.first(connection, {"which": lane})
    return None if row is None else _record(dict(zip(_NAMES, row, strict=True)))


def by_node(connection: sa.Connection, node_id: str) -> ItemRecord | None:
    """The item with one of GitHub's node ids."""
    return _first(connection, _WITH_NODE, node_id)


def numbered(connection: sa.Connection, repo: str, number: int) -> ItemRecord | None:
    """The item with a number in a repository, `acme/site`; of two that had this name the one seen last."""
    wanted = sa.select(item).where(item.c.number == number, sa.func.lower(item.c.repo) == repo.lower())
    return _first(connection, wanted.order_by(item.c.seen_at.desc()).limit(1), "")


def recent(
    connection: sa.Connection, most: int = 100, *, repo_id: int | None = None, public_only: bool = False
) -> list[ItemRecord]:
    """The items seen last, newest first.

    Args:
        connection: to read with.
        most: how many at most.
        repo_id: of one repository only.
        public_only: nothing of private repositories.
    """
    query = sa.select(item).order_by(item.c.seen_at.desc(), item.c.lane).limit(most)
    if repo_id is not None:
        query = query.where(item.c.repo_id == repo_id)
    if public_only:
        query = query.where(item.c.private.is_(False))
    return [_record(dict(row)) for row in connection.execute(query).mappings()]


def without_card(connection: sa.Connection, installation: int, most: int) -> list[ItemRecord]:
    """The open items of an installation that have a stage, and never had a card; those seen last come first."""
    staged = (item.c.state == "open", item.c.stage.is_not(None), item.c.card_id.is_(None))
    query = sa.select(item).where(item.c.installation == installation, *staged)
    rows = connection.execute(query.order_by(item.c.seen_at.desc(), item.c.lane).limit(most))
    return [_record(dict(row)) for row in rows.mappings()]


def hands(connection: sa.Connection, repo_id: int, *, public_only: bool = False) -> dict[str, int]:
    """How many open items of a repository people are assigned to or asked to review, as far as it was seen."""
    query = sa.select(item.c.assignees, item.c.reviewers).where(item.c.repo_id == repo_id, item.c.state == "open")
    if public_only:
        query = query.where(item.c.private.is_(False))
    found, spelled = Counter[str](), dict[str, str]()
    for assignees, reviewers in connection.execute(query):
        people = {login.lower(): login for login in (*assignees, *reviewers) if "/" not in login}
        found.update(spelled.setdefault(low, login) for low, login in people.items())
    return found


def follow(connection: sa.Connection, repo_id: int, repo: str, *, private: bool) -> None:
    """A repository was renamed, hidden or opened: what is known of its items goes with it at once."""
    connection.execute(sa.update(item).where(item.c.repo_id == repo_id).values(repo=repo, private=private))


def belong(connection: sa.Connection, repo_id: int, installation: int) -> bool:
    """The items of a repository are seen by this installation of the App; whether any was another's until now."""
    others = (item.c.repo_id == repo_id, item.c.installation != installation)
    return connection.execute(sa.update(item).where(*others).values(installation=installation)).rowcount > 0


def forget(connection: sa.Connection, lane: str) -> None:
    """Keep nothing of an item: it was deleted or moved away."""
    connection.execute(sa.delete(item).where(item.c.lane == lane))


def forget_closed(connection: sa.Connection, older_than: int, most: int = 1_000) -> int:
    """Keep nothing of items that are closed and were not seen since a moment; returns how many, at most a thousand."""
    closed = sa.select(item.c.lane).where(item.c.seen_at < older_than, item.c.state != "open").limit(most)
    return connection.execute(sa.delete(item).where(item.c.lane.in_(closed))).rowcount


def _first(connection: sa.Connection, query: sa.Select[*tuple[object, ...]], which: str) -> ItemRecord | None:
    row = connection.execute(query, {"which": which}).mappings().first()
    return None if row is None else _record(dict(row))


def _record(values: dict[Any, Any]) -> ItemRecord:
    standing = {rule: (number, holding) for rule, (number, holding) in values.pop("standing").items()}
    hands = {name: tuple(values.pop(name)) for name in ("assignees", "reviewers", "labels")}
    return ItemRecord(**{**values, **hands, "standing": standing})

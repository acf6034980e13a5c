"""All that is kept of a person, from every table there is: what they may ask to be handed out."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
import sqlalchemy as sa

from bot.people.oblivion import fingerprint, name_of
from bot.store.community import contribution, forgotten, metadata, told
from bot.store.packed import unpacked
from bot.store.schema import rulefile

_AT_ONCE = 500
_WORDS_OF_OURS = frozenset({"verb", "state", "event", "kind", "type", "command"})
"""The columns in which words of the bot's own stand: somebody may be called `label`."""


def kept_of(connection: sa.Connection, login: str) -> dict[str, list[dict[str, Any]]]:
    """Every row that names somebody, or is about their account, by table; times are milliseconds since 1970."""
    accounts = accounts_of(connection, login)
    found = {}
    for table in metadata.sorted_tables:
        rows = [row for row in _rows(connection, table) if _is_about(row, table, login, accounts)]
        if rows:
            found[f"{table.name}"] = [_shown(row, table, login) for row in rows]
    return found


def accounts_of(connection: sa.Connection, login: str) -> frozenset[int]:
    """GitHub's numbers of the accounts that had a login, as far as they are known."""
    known: set[int] = set()
    for table in (contribution, told):
        query = sa.select(table.c.person).where(table.c.login == login.lower(), table.c.person.is_not(None))
        known.update(connection.execute(query.distinct()).scalars())
    return frozenset(known)


def _rows(connection: sa.Connection, table: sa.Table) -> Iterator[Mapping[str, Any]]:
    """All rows of a table, a few at a time, with what is packed in them as text or data."""
    result = connection.execution_options(yield_per=_AT_ONCE).execute(sa.select(table))
    for row in result.mappings():
        yield {f"{name}": _read(value) if isinstance(value, bytes) else value for name, value in row.items()}


def _read(packed: bytes) -> Any:
    payload = unpacked(packed)
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        return payload.decode("utf-8", "replace")


def _is_about(row: Mapping[str, Any], table: sa.Table, login: str, accounts: frozenset[int]) -> bool:
    if table is forgotten:
        return bool(row["fingerprint"] == fingerprint(login))
    if row.get("person") in accounts:
        return True
    texts = (value for name, value in row.items() if value and name not in _WORDS_OF_OURS)
    return any(_names(value, login) for value in texts if not isinstance(value, int))


def _names(value: Any, login: str) -> bool:
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return name_of(login).search(text) is not None


def _shown(row: Mapping[str, Any], table: sa.Table, login: str) -> dict[str, Any]:
    """A row as it is handed out; of the community's files only the lines that name the person."""
    if table is not rulefile:
        return dict(row)
    lines = [line for line in row["text"].splitlines() if _names(line, login)]
    return {**{name: row[name] for name in ("repo", "path", "seen_at")}, "text": "\n".join(lines)}

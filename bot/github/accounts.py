"""Today's logins of the people in a people file: an entry with a number follows its account when that is renamed.

A login alone may belong to somebody else by now; the number never does.
"""

from collections.abc import Sequence
from dataclasses import replace

import structlog

from bot.errors import Gone
from bot.github.auth import AppTokens
from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.github.rest import login_of
from bot.item import RepoRef
from rules.facts import Member

MOST = 500
"""Entries whose numbers are looked at; those behind them are taken by their logins."""
MOST_FOLLOWED = 20
_AT_ONCE = 100

_log = structlog.get_logger(__name__)


async def followed(
    graphql: GraphQL, tokens: AppTokens, repo: RepoRef, members: Sequence[Member], deliveries: Sequence[str] = ()
) -> tuple[Member, ...]:
    """The entries with the logins that their accounts have today.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    numbered = [member for member in members if member.id is not None][:MOST]
    lost: list[Member] = []
    for start in range(0, len(numbered), _AT_ONCE):
        some = numbered[start : start + _AT_ONCE]
        answer = await graphql.read(repo.installation, account_parts(some), deliveries)
        told = [answer.found(f"a{n}") for n in range(len(some))]
        lost += [member for member, one in zip(some, told, strict=True) if (one or {}).get("databaseId") != member.id]
    today: dict[int | None, str] = {}
    for member in lost[:MOST_FOLLOWED]:
        try:
            today[member.id] = await login_of(tokens, repo.installation, member.id or 0)
        except Gone:
            continue
        _log.warning("renamed", repo=repo.repo, entry=member.login, login=today[member.id], help="mend the entry")
    return tuple(replace(member, login=today.get(member.id, member.login)) for member in members)


def account_parts(members: Sequence[Member]) -> list[Part]:
    """The question which accounts have these logins."""
    return [
        Part(f"a{n}", f"user(login: $a{n}) {{ databaseId }}", {f"a{n}": ("String!", member.login)})
        for n, member in enumerate(members)
    ]

"""Ask who changed the files of an item lately, with what is to be known of people who may be asked.

A read of its own, for the paths are known only when the item is; made only where a rule chooses by history. It is
bounded: a few paths, of each the last commits within a year.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.github.answer import Answer
from bot.github.candidates import LOAD, load_in
from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.item import ItemRef
from rules.facts import UNKNOWN, Candidate, Changer, Maybe

MOST_PATHS = 10
MOST_COMMITS = 20
LATELY = timedelta(days=365)
_WHO = "login databaseId status { indicatesLimitedAvailability }"

Seen = tuple[Maybe[tuple[Changer, ...]], dict[str, Candidate]]


async def read_changers(
    graphql: GraphQL, item: ItemRef, paths: Sequence[str], now: datetime, deliveries: Sequence[str] = ()
) -> Seen:
    """Who changed these files, who did so most often first, and what is known of them; unknown where GitHub is silent.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    few = tuple(paths[:MOST_PATHS])
    if not few:
        return (), {}
    return changers_in(await graphql.read(item.installation, changer_parts(item, few, now), deliveries), item, few)


def changer_parts(item: ItemRef, paths: Sequence[str], now: datetime) -> list[Part]:
    """The parts of the question."""
    given: dict[str, tuple[str, Any]] = {"repo": ("ID!", item.repo_node)}
    given["since"] = ("GitTimestamp", (now - LATELY).isoformat())
    given |= {f"h{n}": ("String", path) for n, path in enumerate(paths)}
    commits = f"nodes {{ author {{ user {{ {_WHO} }} }} }}"
    asked = " ".join(
        f"h{n}: history(first: {MOST_COMMITS}, path: $h{n}, since: $since) {{ {commits} }}" for n in range(len(paths))
    )
    branch = f"defaultBranchRef {{ target {{ ... on Commit {{ {asked} }} }} }}"
    able = "assignableUsers(first: 100) { nodes { login } pageInfo { hasNextPage } }"
    text = f"node(id: $repo) {{ ... on Repository {{ {branch} {able} }} }}"
    return [Part("changed", text, given), Part("load", LOAD, {"repo": ("ID!", item.repo_node)})]


def changers_in(answer: Answer, item: ItemRef, paths: Sequence[str]) -> Seen:
    """What the answer tells."""
    repository = answer.data.get("changed")
    if not isinstance(repository, Mapping):
        return UNKNOWN, {}
    histories = (repository.get("defaultBranchRef") or {}).get("target") or {}
    files: dict[str, Counter[str]] = {}
    people: dict[str, Mapping[str, Any]] = {}
    for n, path in enumerate(paths):
        for person in _authors((histories.get(f"h{n}") or {"nodes": ()})["nodes"]):
            people[person["login"]] = person
            files.setdefault(person["login"], Counter())[path] += 1
    changers = [Changer(login=login, files=dict(counted)) for login, counted in files.items()]
    load, able = load_in(answer, item), _able(repository.get("assignableUsers"))
    told = {login.lower(): _candidate(person, load[login.lower()], able) for login, person in people.items()}
    return tuple(sorted(changers, key=lambda one: (-sum(one.files.values()), one.login.lower()))), told


def _authors(commits: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    """The accounts behind commits; of an author whom GitHub does not know by mail address there is none."""
    for commit in commits:
        user = ((commit or {}).get("author") or {}).get("user")
        if isinstance(user, Mapping):
            yield user


def _able(told: Any) -> frozenset[str] | None:
    """Who has access to the repository, in lower case; None where there are more than were asked for."""
    if not isinstance(told, Mapping) or told["pageInfo"]["hasNextPage"]:
        return None
    return frozenset(one["login"].lower() for one in told["nodes"] if one)


def _candidate(person: Mapping[str, Any], open_items: int, able: frozenset[str] | None) -> Candidate:
    limited = bool((person.get("status") or {}).get("indicatesLimitedAvailability"))
    outsider = able is not None and person["login"].lower() not in able
    return Candidate(open_items=open_items, limited=limited, id=person["databaseId"], outsider=outsider)

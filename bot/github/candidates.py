"""Ask about those who may be chosen: who they are, whether they are busy, and how much they have to do.

The load is told by one part, whoever is asked about: the open items of the repository that moved last, each with those
who are assigned to it or asked to review it. What has not moved for long among many others is no load. More of them
would make a look dearer than twenty looks that share a request may be.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.github.answer import ABSENT, Answer
from bot.github.document import Part
from bot.item import ItemRef
from rules.facts import UNKNOWN, Candidate, Maybe

MOST_ISSUES, MOST_PULLS = 30, 25
_PEOPLE = "assignees(first: 10) { nodes { login } }"
_ASKED = "reviewRequests(first: 20) { nodes { requestedReviewer { ... on User { login } } } }"
_NEWEST = "states: OPEN, orderBy: {field: UPDATED_AT, direction: DESC}"
LOAD = (
    "node(id: $repo) { ... on Repository { "
    f'issues(first: {MOST_ISSUES}, {_NEWEST}, filterBy: {{assignee: "*"}}) {{ nodes {{ number {_PEOPLE} }} }} '
    f"pullRequests(first: {MOST_PULLS}, {_NEWEST}) {{ nodes {{ number {_PEOPLE} {_ASKED} }} }} }} }}"
)


def candidate_parts(item: ItemRef, logins: Sequence[str]) -> list[Part]:
    """The parts of a question that tell of these people; none where nobody is asked about."""
    if not logins:
        return []
    people = [
        Part(f"c{n}", f"user(login: $c{n}) {{ databaseId status {{ indicatesLimitedAvailability }} }}", given)
        for n, login in enumerate(logins)
        for given in ({f"c{n}": ("String!", login)},)
    ]
    return [Part("load", LOAD, {"repo": ("ID!", item.repo_node)}), *people]


def candidates_in(answer: Answer, item: ItemRef, logins: Sequence[str]) -> Maybe[dict[str, Candidate]]:
    """What the answer tells of these people, by login in lower case; nothing where the load could not be told."""
    repository = answer.data.get("load")
    if logins and not isinstance(repository, Mapping):
        return UNKNOWN
    load = load_in(answer, item)
    told = {login.lower(): answer.data.get(f"c{n}") for n, login in enumerate(logins)}
    lost = {login.lower() for n, login in enumerate(logins) if _unclear(answer, f"c{n}")}
    return {login: _candidate(node, load[login]) for login, node in told.items() if login not in lost}


def load_in(answer: Answer, item: ItemRef) -> Counter[str]:
    """How many open items everybody has beside this one, by login in lower case, as far as it is told."""
    repository = answer.data.get("load")
    return _load(repository, item.number) if isinstance(repository, Mapping) else Counter()


def _candidate(node: Any, open_items: int) -> Candidate:
    if not isinstance(node, Mapping):
        return Candidate(open_items=open_items)
    status = node.get("status") or {}
    limited = bool(status.get("indicatesLimitedAvailability"))
    return Candidate(open_items=open_items, limited=limited, id=node["databaseId"])


def _unclear(answer: Answer, alias: str) -> bool:
    """Whether GitHub could not tell of somebody now, which is not the same as that there is nobody."""
    fault = answer.fault_at(alias)
    return answer.data.get(alias) is None and fault is not None and fault.kind not in ABSENT


def _load(repository: Mapping[str, Any], number: int) -> Counter[str]:
    """How many open items everybody has, this one left out."""
    found = Counter[str]()
    for kind in ("issues", "pullRequests"):
        for node in (repository.get(kind) or {"nodes": ()})["nodes"]:
            if node and node["number"] != number:
                found.update(set(_people(node)))
    return found


def _people(node: Mapping[str, Any]) -> Iterable[str]:
    """Those who have something to do on an open item, in lower case."""
    yield from (one["login"].lower() for one in (node.get("assignees") or {"nodes": ()})["nodes"] if one)
    for request in (node.get("reviewRequests") or {"nodes": ()})["nodes"]:
        reviewer = (request or {}).get("requestedReviewer") or {}
        if "login" in reviewer:
            yield reviewer["login"].lower()

"""What only goals ask of an item: its pin, the bot's reactions, its cards on all boards, its commits, its way here.

A goal needs these to tell whether it is reached. They are one part of the question that a look asks anyway.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.github.document import Part
from bot.github.queries import TYPES
from bot.item import ItemRef
from bot.writing.opened import key_in
from bot.writing.reactions import CONTENTS
from rules.facts import Card, OwnCheck

_REACTIONS = "reactionGroups { content viewerHasReacted }"
_CARDS = (
    "projectItems(first: 20, includeArchived: true) { nodes { id isArchived "
    "project { number owner { ... on Organization { login } ... on User { login } } } } }"
)
_WAY = (
    "timelineItems(last: 20, itemTypes: [TRANSFERRED_EVENT]) "
    "{ nodes { ... on TransferredEvent { fromRepository { nameWithOwner } } } }"
)
_REFERENCES = (
    "crossed: timelineItems(last: 50, itemTypes: [CROSS_REFERENCED_EVENT]) "
    "{ nodes { ... on CrossReferencedEvent { source { ... on Issue { body viewerDidAuthor } } } } }"
)
_NEWEST = (
    "repository { issues(first: 50, orderBy: {field: CREATED_AT, direction: DESC}) "
    "{ nodes { number body viewerDidAuthor } } }"
)
"""A discussion has no timeline that would show who refers to it."""
_CLOSES = "closes: closingIssuesReferences(first: 50) { nodes { id number repository { databaseId } } }"
_AUTHORED = (  # a list within each element of a list is dear: co-authors are asked for of the last commits only
    "authored: commits(first: 100) { nodes { commit { author { user { login } } } } } "
    "together: commits(last: 50) { nodes { commit { authors(first: 5) { nodes { user { login } } } } } }"
)
_CHECKS = (
    "commits(last: 1) { nodes { commit { checkSuites(first: 20) { nodes { status app { slug } "
    "checkRuns(first: 30, filterBy: {checkType: LATEST}) "
    "{ nodes { id name status conclusion externalId } } } } } } }"
)
_WAITS = "QUEUED"
SELECTIONS: Mapping[str, Mapping[str, str]] = {
    "issue": {
        "pinned": "isPinned",
        "reacted": _REACTIONS,
        "cards": _CARDS,
        "came_from": _WAY,
        "opened": _REFERENCES,
    },
    "pull_request": {
        "reacted": _REACTIONS,
        "cards": _CARDS,
        "commit": "headRefOid",
        "own_checks": _CHECKS,
        "opened": _REFERENCES,
        "closes": _CLOSES,
        "committers": _AUTHORED,
    },
    "discussion": {"reacted": _REACTIONS, "opened": _NEWEST, "went_on": _NEWEST},
}
"""By kind of item and fact, what is asked."""


def own_part(item: ItemRef, needs: frozenset[str]) -> Part | None:
    """The part of the question that tells these facts, as far as they are needed."""
    wanted = dict.fromkeys(text for fact, text in SELECTIONS[item.kind].items() if fact in needs)
    if not wanted:
        return None
    text = f"node(id: $item) {{ ... on {TYPES[item.kind]} {{ {' '.join(wanted)} }} }}"
    return Part("own", text, {"item": ("ID!", item.node)})


def own_facts(node: Any, item: ItemRef, login: str, *, echo: bool = False) -> dict[str, Any]:
    """The facts that the answer tells of an item and the bot of this login; what is missing in it stays unknown.

    Where the bot has but heard itself (`echo`) no check is wanted again: else it might answer itself for ever.
    """
    if not isinstance(node, Mapping):
        return {}
    found: dict[str, Any] = _gone_on(node.get("repository"), item)
    if isinstance(node.get("isPinned"), bool):
        found["pinned"] = node["isPinned"]
    if isinstance(groups := node.get("reactionGroups"), list):
        names = {content: name for name, content in CONTENTS.items()}
        found["reacted"] = frozenset(names[one["content"]] for one in groups if one["viewerHasReacted"])
    if isinstance(cards := node.get("projectItems"), Mapping):
        found["cards"] = {_address(one["project"]): _card(one) for one in cards["nodes"] if one and one["project"]}
    if isinstance(crossed := node.get("crossed"), Mapping):
        sources = [one.get("source") or {} for one in crossed["nodes"] if one]
        keys = [key_in(source["body"], str(item)) for source in sources if source.get("viewerDidAuthor")]
        found["opened"] = frozenset(key for key in keys if key)
    if isinstance(way := node.get("timelineItems"), Mapping):
        sources = [one.get("fromRepository") for one in way["nodes"] if one]
        found["came_from"] = tuple(source["nameWithOwner"] for source in sources if source)
    return found | _facts_of_pull(node, item, login, echo=echo)


def _facts_of_pull(node: Mapping[str, Any], item: ItemRef, login: str, *, echo: bool) -> dict[str, Any]:
    """Those that only a pull request has."""
    found: dict[str, Any] = {}
    if isinstance(node.get("headRefOid"), str):
        found["commit"] = node["headRefOid"]
    if isinstance(commits := node.get("commits"), Mapping):
        found["own_checks"] = _checks(commits, login.removesuffix("[bot]"), echo=echo)
    if isinstance(closes := node.get("closes"), Mapping):
        mine = [one for one in closes["nodes"] if one and one["repository"]["databaseId"] == item.repo_id]
        found["closes"] = {one["number"]: one["id"] for one in mine}
    if isinstance(authored := node.get("authored"), Mapping) and isinstance(node.get("together"), Mapping):
        found["committers"] = _authors(authored, node["together"])
    return found


def _gone_on(repository: Any, item: ItemRef) -> dict[str, Any]:
    """Which of the repository's newest issues were opened for a discussion."""
    if not isinstance(repository, Mapping):
        return {}
    mine = [one for one in repository["issues"]["nodes"] if one and one["viewerDidAuthor"]]
    keys = {one["number"]: key for one in mine if (key := key_in(one["body"], str(item)))}
    return {"opened": frozenset(keys.values()), "went_on": tuple(sorted(keys))}


def _authors(authored: Mapping[str, Any], together: Mapping[str, Any]) -> tuple[str, ...]:
    """Everybody who wrote one of the commits; addresses that belong to nobody on GitHub say nothing."""
    actors = [one["commit"]["author"] for one in authored["nodes"] if one]
    actors += [actor for one in together["nodes"] if one for actor in one["commit"]["authors"]["nodes"]]
    return tuple(dict.fromkeys(actor["user"]["login"] for actor in actors if actor and actor["user"]))


def _checks(commits: Mapping[str, Any], slug: str, *, echo: bool) -> dict[str, OwnCheck]:
    """The check runs of one App on the last commit, by name."""
    suites = [suite for one in commits["nodes"] if one for suite in one["commit"]["checkSuites"]["nodes"] if suite]
    mine = [suite for suite in suites if (suite.get("app") or {}).get("slug") == slug]
    return {run["name"].lower(): _check(run, wanted and not echo) for suite in mine for run, wanted in _runs(suite)}


def _runs(suite: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """The runs of a suite, each with whether somebody wants it made again.

    Then GitHub has the suite wait until one of them is reported anew, and leaves them as they are.
    """
    runs = [run for run in suite["checkRuns"]["nodes"] if run]
    wanted = suite.get("status") == _WAITS and all(run["status"] != _WAITS for run in runs)
    yield from ((run, wanted) for run in runs)


def _check(run: Mapping[str, Any], wanted: bool) -> OwnCheck:
    conclusion = _WAITS if wanted else run["conclusion"] or run["status"]
    return OwnCheck(id=run["id"], conclusion=conclusion.lower(), digest=run["externalId"] or "")


def _address(project: Mapping[str, Any]) -> str:
    return f"{(project.get('owner') or {}).get('login', '')}/{project['number']}".lower()


def _card(node: Mapping[str, Any]) -> Card:
    return Card(id=node["id"], archived=node["isArchived"])

"""Ask GitHub for exactly the facts that some rules need about one item, in one query.

Each part of the query tells some facts. A part that fails leaves its facts unknown; the rest is as good as before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.errors import GitHubError, Gone, PermissionMissing, Retryable
from bot.github.activity import activity_of
from bot.github.answer import Answer
from bot.github.author import author_of, earlier_part
from bot.github.boards import SeenBoard
from bot.github.candidates import candidate_parts, candidates_in
from bot.github.cards import card_on, values_on
from bot.github.checks import outcome_of_all, outcomes_by_name
from bot.github.claimants import claimant_parts, claimants_in
from bot.github.document import Fault, Part
from bot.github.duties import duties_in, duties_parts
from bot.github.graphql import GraphQL
from bot.github.history import done_by_others, label_changes, undone_by_others
from bot.github.inviting import inviting_facts, inviting_parts
from bot.github.named import named_in, named_parts
from bot.github.own import own_facts, own_part
from bot.github.pages import all_nodes
from bot.github.queries import TYPES, fragments
from bot.github.reviews import reviews_of
from bot.item import ItemRef
from bot.planning.stages import stage_of
from bot.writing.comment import is_ours, is_quiet, sections_of
from rules.book import Rulebook
from rules.facts import BLANK, UNKNOWN, Facts, Maybe

MOST_FILES = 3_000
MOST_CHECKS = 500

_NOTHING: Mapping[str, Any] = {"nodes": (), "pageInfo": {"hasNextPage": False}}

# Which facts each fragment tells. What `core` tells comes with every look.
TELLS: Mapping[str, frozenset[str]] = {
    "talk": frozenset({"sections"}),
    "files": frozenset({"files"}),
    "reviews": frozenset({"reviews", "requested"}),
    "history": frozenset({"undone", "relabelled"}),
    "card": frozenset({"card", "stage"}),
    "fields": frozenset({"fields"}),
    "reactions": frozenset({"reactions"}),
    "linked": frozenset({"linked"}),
    "checks": frozenset({"checks"}),
    "check_runs": frozenset({"check_runs"}),
    "activity": frozenset({"human_at", "reviewing", "acts"}),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is wanted of an item, and what is known of it already.

    Attributes:
        needs: the facts wanted.
        comment: the id of the bot's comment, where one is known.
        board: the board as the App sees it, where the rules name one.
        login: the bot's own.
        known_person: whether the author is known not to be new; None where history must be asked.
        pool: the people who may be chosen, where a rule chooses.
        claimants: the people who would take the item, where anybody asks for it.
        named: the numbers of other items that a command names.
        leavers: those who step down.
        echo: whether nothing but the bot's own doings has led to the question.
    """

    item: ItemRef
    needs: frozenset[str]
    book: Rulebook
    login: str
    comment: str | None = None
    board: SeenBoard | None = None
    known_person: bool | None = None
    author: str = ""
    pool: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    named: tuple[int, ...] = ()
    leavers: tuple[str, ...] = ()
    echo: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """What GitHub told of an item.

    Attributes:
        comment: the id of the bot's comment, where there is one.
        doubles: the ids of further comments of the bot that look the same; they came of a write that was repeated.
    """

    facts: Facts
    url: str = ""
    comment: str | None = None
    doubles: tuple[str, ...] = ()


async def gather(graphql: GraphQL, question: Question, deliveries: Sequence[str] = ()) -> Gathered:
    """The facts of an item.

    Raises:
        Gone: there is no such item any more.
        PermissionMissing: the App may not see it.
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    answer = await graphql.read(question.item.installation, parts(question), deliveries)
    node = answer.data.get("item")
    if not isinstance(node, dict) or "number" not in node:
        raise _absent(answer.fault_at("item"), question.item)
    long = {
        "files": await _all_files(graphql, question.item, node, deliveries),
        "check_runs": await _all_checks(graphql, question.item, node, answer, deliveries),
    }
    return _read(question, node, answer, long)


def parts(question: Question) -> list[Part]:
    """The query, part by part."""
    item, available = question.item, fragments(question.item.kind)
    asked = [name for name in wanted(question) if name in available]
    spread = " ".join(f"...{name}" for name in ("core", *asked))
    variables: dict[str, tuple[str, Any]] = {"item": ("ID!", item.node)}
    if "card" in asked:
        written = question.book.board.field if question.book.board else "Status"
        variables["field"] = ("String!", (question.board.field if question.board else "") or written)
    texts = tuple(available[name] for name in ("core", *asked))
    found = [Part("item", f"node(id: $item) {{ ... on {TYPES[item.kind]} {{ {spread} }} }}", variables, texts)]
    if question.comment and "sections" in question.needs:
        text = "node(id: $comment) { ... on IssueComment { id body } ... on DiscussionComment { id body } }"
        found.append(Part("comment", text, {"comment": ("ID!", question.comment)}))
    if own := own_part(item, question.needs):
        found.append(own)
    found += inviting_parts(item, question.needs)
    if "author.new" in question.needs and question.known_person is None and question.author:
        found.append(earlier_part(item, question.author))
    found += named_parts(item, question.named)
    found += claimant_parts(item, question.claimants, counted=question.book.limits.claims)
    found += duties_parts(item, question.leavers)
    return [*found, *candidate_parts(item, question.pool)]


def wanted(question: Question) -> list[str]:
    """The fragments that tell the facts wanted."""
    asked = [name for name, tells in TELLS.items() if tells & question.needs]
    if question.comment:
        asked = [name for name in asked if name != "talk"]
    if question.board is None or question.board.ids is None:
        asked = [name for name in asked if name not in {"card", "fields"}]
    return asked


def _absent(fault: Fault | None, item: ItemRef) -> GitHubError:
    if fault is None or fault.kind == "NOT_FOUND":
        return Gone(f"{item} does not exist any more")
    if fault.kind == "FORBIDDEN":
        return PermissionMissing(f"the App may not see {item}: {fault.message}")
    return Retryable(f"GitHub says: {fault.message}")


async def _all_files(
    graphql: GraphQL, item: ItemRef, node: Mapping[str, Any], deliveries: Sequence[str]
) -> Maybe[tuple[str, ...]]:
    """The changed paths; unknown where they were not asked for."""
    page = node.get("files")
    if not isinstance(page, dict):
        return UNKNOWN
    more = ("more_files", lambda told: told.get("files"))
    files = await all_nodes(graphql, item, page, more, MOST_FILES, deliveries)
    return files if files is UNKNOWN else tuple(file["path"] for file in files if file)


async def _all_checks(
    graphql: GraphQL, item: ItemRef, node: Mapping[str, Any], answer: Answer, deliveries: Sequence[str]
) -> Maybe[Mapping[str, str]]:
    """How each check ended; unknown where that was not asked for, or one of them is not to be seen."""
    rollup = node.get("statusCheckRollup", UNKNOWN)
    if rollup is UNKNOWN or answer.faulty("item", "statusCheckRollup"):
        return UNKNOWN
    page = (rollup or {"contexts": _NOTHING}).get("contexts")
    if not isinstance(page, dict):
        return UNKNOWN
    more = ("more_check_runs", lambda told: (told.get("statusCheckRollup") or {}).get("contexts"))
    runs = await all_nodes(graphql, item, page, more, MOST_CHECKS, deliveries)
    return runs if runs is UNKNOWN else outcomes_by_name(run for run in runs if run)


def _read(question: Question, node: Mapping[str, Any], answer: Answer, long: Mapping[str, Any]) -> Gathered:
    comments = _comments(question, node, answer)
    board = question.board.facts if question.board else UNKNOWN
    labels = _labels(node)
    card = card_on(question.board, node, question.book)
    found: dict[str, Any] = {
        **_core(question, node, labels),
        "author": author_of(node, answer, question.known_person),
        **long,
        **_counts(node, answer),
        "board": board,
        "card": card,
        "fields": values_on(question.board, node),
        **activity_of(node),
        "candidates": candidates_in(answer, question.item, question.pool),
        "named": named_in(answer, question.named),
        "claimants": claimants_in(answer, question.claimants, counted=question.book.limits.claims),
        "duties": duties_in(answer, question.leavers),
        **reviews_of(node),
        **inviting_facts(answer.data.get("inviting"), question.item),
        **own_facts(answer.data.get("own"), question.item, question.login, echo=question.echo),
    }
    if question.board is not None and card is not UNKNOWN and labels is not UNKNOWN:
        found["stage"] = stage_of(card, labels, question.book)
    timeline = node.get("timelineItems")
    if isinstance(timeline, dict):
        events = [event for event in timeline["nodes"] if event]
        found["undone"] = undone_by_others(events, question.login)
        found["claimed"] = done_by_others(events, question.login)
        found["relabelled"] = label_changes(events, question.login)
    elif "history" not in fragments(question.item.kind):
        found["undone"] = frozenset()
    if comments is not None:
        found["sections"] = sections_of(comments[0][1]) if comments else {}
        found["silenced"] = is_quiet(comments[0][1]) if comments else question.comment is not None
    ids = tuple(comment for comment, _ in comments or ())
    first = ids[0] if ids else question.comment
    return Gathered(BLANK.but(**found), node["url"], first, ids[1:])


def _labels(node: Mapping[str, Any]) -> Maybe[tuple[str, ...]]:
    """The labels; unknown where GitHub could not tell them."""
    told = node.get("labels")
    return tuple(label["name"] for label in told["nodes"]) if isinstance(told, dict) else UNKNOWN


def _core(question: Question, node: Mapping[str, Any], labels: Maybe[tuple[str, ...]]) -> dict[str, Any]:
    milestone = node.get("milestone")
    return {
        "kind": question.item.kind,
        "repo": question.item.repo,
        "number": node["number"],
        "title": node["title"],
        "body": node["body"] or "",
        "state": "closed" if node.get("closed") else str(node.get("state", "open")).lower(),
        "draft": bool(node.get("isDraft", False)),
        "labels": labels,
        "assignees": tuple(user["login"] for user in (node.get("assignees") or {"nodes": []})["nodes"]),
        "milestone": milestone["title"] if milestone else None,
        "locked": node["locked"],
        "ended": str(node["stateReason"]).lower() if node.get("stateReason") else None,
        "head": node.get("headRefName", UNKNOWN),
        "base": node.get("baseRefName", UNKNOWN),
        "additions": node.get("additions", UNKNOWN),
        "deletions": node.get("deletions", UNKNOWN),
        "comments": node["comments"]["totalCount"],
        "created_at": datetime.fromisoformat(node["createdAt"]),
        "updated_at": datetime.fromisoformat(node["updatedAt"]),
    }


def _counts(node: Mapping[str, Any], answer: Answer) -> dict[str, Any]:
    """How much there is of what is only counted or summed up."""
    found: dict[str, Any] = {}
    if isinstance(reactions := node.get("reactions"), dict):
        found["reactions"] = reactions["totalCount"]
    if isinstance(closing := node.get("closing"), dict):
        # A pull request that was closed unmerged closes nothing; an issue that is closed is closed by it all the same.
        ends = {"CLOSED"} if "headRefName" not in node else set()
        found["linked"] = sum(each["state"] not in ends for each in closing["nodes"] if each)
    rollup = node.get("statusCheckRollup", UNKNOWN)
    if rollup is not UNKNOWN and not (rollup is None and answer.faulty("item", "statusCheckRollup")):
        found["checks"] = outcome_of_all(rollup)
    return found


def _comments(question: Question, node: Mapping[str, Any], answer: Answer) -> list[tuple[str, str]] | None:
    """Id and body of each comment that is the bot's own, oldest first; None where they were not asked for."""
    if question.comment:
        if "sections" not in question.needs:
            return None
        fault, mine = answer.fault_at("comment"), answer.data.get("comment")
        if isinstance(mine, dict) and "id" in mine:
            return [(mine["id"], mine["body"])]
        return [] if fault is None or fault.kind == "NOT_FOUND" else None
    if not isinstance(node.get("early"), dict) or not isinstance(node.get("late"), dict):
        return None
    said = {c["id"]: c for c in _nodes(node["early"], node["late"]) if c["viewerDidAuthor"] and is_ours(c["body"])}
    return [(id_, comment["body"]) for id_, comment in said.items()]


def _nodes(*connections: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return (node for connection in connections for node in connection["nodes"] if node)

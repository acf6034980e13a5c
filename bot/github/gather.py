"""Ask GitHub for exactly the facts that some rules need about one item, in one query.

Each part of the query tells some facts. A part that fails leaves its facts unknown; the rest is as good as before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.actions.stage import stage_of
from bot.comment import is_ours, sections_of
from bot.errors import GitHubError, Gone, PermissionMissing, Retryable
from bot.github.document import Fault, Part
from bot.github.graphql import Answer, GraphQL
from bot.github.history import done_by_others, login_of, undone_by_others
from bot.github.names import SeenBoard
from bot.github.own import own_facts, own_part
from bot.github.queries import TYPES, fragments
from bot.item import ItemRef
from rules.book import Rulebook
from rules.facts import BLANK, UNKNOWN, Card, Facts, Maybe, Person, Review
from rules.people import newness

MOST_FILES = 3_000
_PAGE = 100

# Which facts each fragment tells. What `core` tells comes with every look.
TELLS: Mapping[str, frozenset[str]] = {
    "talk": frozenset({"sections"}),
    "files": frozenset({"files"}),
    "reviews": frozenset({"reviews", "requested"}),
    "history": frozenset({"undone"}),
    "card": frozenset({"card", "stage"}),
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
    """

    item: ItemRef
    needs: frozenset[str]
    book: Rulebook
    login: str
    comment: str | None = None
    board: SeenBoard | None = None
    known_person: bool | None = None
    author: str = ""


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
    files = await _all_files(graphql, question, node, deliveries)
    return _read(question, node, answer, files)


def parts(question: Question) -> list[Part]:
    """The query, part by part."""
    item, available = question.item, fragments(question.item.kind)
    asked = [name for name in wanted(question) if name in available]
    spread = " ".join(f"...{name}" for name in ("core", *asked))
    variables: dict[str, tuple[str, Any]] = {"item": ("ID!", item.node)}
    if "card" in asked:
        variables["field"] = ("String!", question.book.board.field if question.book.board else "Status")
    texts = tuple(available[name] for name in ("core", *asked))
    found = [Part("item", f"node(id: $item) {{ ... on {TYPES[item.kind]} {{ {spread} }} }}", variables, texts)]
    if question.comment and "sections" in question.needs:
        text = "node(id: $comment) { ... on IssueComment { id body } ... on DiscussionComment { id body } }"
        found.append(Part("comment", text, {"comment": ("ID!", question.comment)}))
    if own := own_part(item, question.needs):
        found.append(own)
    if "author.new" in question.needs and question.known_person is None and question.author:
        text = (
            "search(type: ISSUE, first: 1, query: $earlier) "
            "{ nodes { ... on Issue { number } ... on PullRequest { number } } }"
        )
        wording = f"repo:{item.repo} author:{question.author} sort:created-asc"
        found.append(Part("earlier", text, {"earlier": ("String!", wording)}))
    return found


def wanted(question: Question) -> list[str]:
    """The fragments that tell the facts wanted."""
    asked = [name for name, tells in TELLS.items() if tells & question.needs]
    if question.comment:
        asked = [name for name in asked if name != "talk"]
    if question.board is None or question.board.ids is None:
        asked = [name for name in asked if name != "card"]
    return asked


def _absent(fault: Fault | None, item: ItemRef) -> GitHubError:
    if fault is None or fault.kind == "NOT_FOUND":
        return Gone(f"{item} does not exist any more")
    if fault.kind == "FORBIDDEN":
        return PermissionMissing(f"the App may not see {item}: {fault.message}")
    return Retryable(f"GitHub says: {fault.message}")


async def _all_files(graphql: GraphQL, question: Question, node: Mapping[str, Any], deliveries: Sequence[str]) -> Any:
    """The changed paths, page by page; unknown where they were not asked for."""
    page = node.get("files")
    if not isinstance(page, dict):
        return UNKNOWN
    paths = [file["path"] for file in page["nodes"]]
    more = fragments("pull_request")["more_files"]
    while page["pageInfo"]["hasNextPage"] and len(paths) < MOST_FILES:
        variables = {"item": ("ID!", question.item.node), "after": ("String!", page["pageInfo"]["endCursor"])}
        part = Part("item", "node(id: $item) { ... on PullRequest { ...more_files } }", variables, (more,))
        answer = await graphql.read(question.item.installation, [part], deliveries)
        page = (answer.data.get("item") or {}).get("files")
        if not isinstance(page, dict):
            return UNKNOWN
        paths += [file["path"] for file in page["nodes"]]
    return tuple(paths)


def _read(question: Question, node: Mapping[str, Any], answer: Answer, files: Any) -> Gathered:
    comments = _comments(question, node, answer)
    board = question.board.facts if question.board else UNKNOWN
    labels = _labels(node)
    card = _card(question, node)
    found: dict[str, Any] = {
        **_core(question, node, labels),
        "author": _author(question, node, answer),
        "files": files,
        "board": board,
        "card": card,
        **_reviews(node),
        **own_facts(answer.data.get("own")),
    }
    if question.board is not None and card is not UNKNOWN and labels is not UNKNOWN:
        found["stage"] = stage_of(card, labels, question.book)
    timeline = node.get("timelineItems")
    if isinstance(timeline, dict):
        events = [event for event in timeline["nodes"] if event]
        found["undone"] = undone_by_others(events, question.login)
        found["claimed"] = done_by_others(events, question.login)
    elif "history" not in fragments(question.item.kind):
        found["undone"] = frozenset()
    if comments is not None:
        found["sections"] = sections_of(comments[0][1]) if comments else {}
        found["silenced"] = question.comment is not None and not comments
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
        "head": node.get("headRefName", UNKNOWN),
        "base": node.get("baseRefName", UNKNOWN),
        "additions": node.get("additions", UNKNOWN),
        "deletions": node.get("deletions", UNKNOWN),
        "comments": node["comments"]["totalCount"],
        "created_at": _moment(node["createdAt"]),
        "updated_at": _moment(node["updatedAt"]),
    }


def _author(question: Question, node: Mapping[str, Any], answer: Answer) -> Person:
    account = node.get("author")
    login, association = login_of(account), node.get("authorAssociation") or "NONE"
    bot = login.endswith("[bot]")
    told = False if bot else newness(association)
    if told is None and question.known_person is not None:
        told = not question.known_person
    earlier = answer.data.get("earlier")
    if told is None and isinstance(earlier, dict):
        numbers = [found["number"] for found in earlier["nodes"] if found and "number" in found]
        told = not numbers or numbers[0] >= node["number"]
    return Person(login=login, bot=bot, association=association, new=UNKNOWN if told is None else told)


def _reviews(node: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(node.get("reviews"), dict) or not isinstance(node.get("reviewRequests"), dict):
        return {}
    last = {login_of(review["author"]): review["state"] for review in node["reviews"]["nodes"] if review}
    asked = [request["requestedReviewer"] for request in node["reviewRequests"]["nodes"] if request]
    return {
        "reviews": tuple(Review(author=login, state=state) for login, state in last.items()),
        "requested": tuple(one.get("combinedSlug") or login_of(one) for one in asked if one),
    }


def _card(question: Question, node: Mapping[str, Any]) -> Any:
    """The item's card on the community's board; without a board to be seen there is none."""
    if question.board is None or question.board.ids is None:
        return None
    items = node.get("projectItems")
    if not isinstance(items, dict):
        return UNKNOWN
    for found in items["nodes"]:
        if found and found["project"]["id"] == question.board.ids.project:
            status = (found.get("fieldValueByName") or {}).get("name")
            return Card(id=found["id"], status=status, archived=found["isArchived"])
    return None


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


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)

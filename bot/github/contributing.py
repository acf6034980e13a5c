"""What somebody contributed to a repository before it was counted as it happened, from GitHub's own history.

The newest two hundred items or so that the person opened and that are closed, and as many that they reviewed. Which of
them count, and on which pathway, is decided as for what happens now. Where an item stood on a board nobody can tell
later.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.github.answer import Answer, is_passing
from bot.github.document import Part
from bot.github.graphql import GraphQL
from bot.github.history import login_of
from bot.item import RepoRef
from bot.people.counting import ITEM, REVIEW, counted
from bot.planning.occasion import Occasion
from rules.book import Rulebook
from rules.facts import UNKNOWN, Facts, Maybe, Person
from rules.forms import Form
from rules.way import all_needs_of_pathway

OPENED = ("issues.opened", "pull_request.opened")
"""The events beside reviews that history tells."""
PAGE, MOST_PAGES = 16, 12
"""A page is as large as a request may be that is shared with others."""
_WHEN = {ITEM: ("mergedAt", "closedAt"), **dict.fromkeys(OPENED, ("createdAt",))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A contribution that GitHub's history tells."""

    kind: str
    cause: str
    pathway: str
    at: datetime


async def read_contributions(
    graphql: GraphQL,
    repo: RepoRef,
    person: Person,
    book: Rulebook,
    forms: Maybe[tuple[Form, ...]] = UNKNOWN,
    deliveries: Sequence[str] = (),
) -> tuple[Past, ...]:
    """What a person contributed.

    Raises:
        Retryable, RateLimited, NotInstalled, GitHubError: as for `GraphQL.read`.
    """
    ends = "" if any(way.counts in OPENED for way in book.home.pathways) else " is:closed"
    wordings = {
        "opened": f"repo:{repo.repo} author:{person.login}{ends} sort:created-desc",
        "reviewed": f"repo:{repo.repo} is:pr reviewed-by:{person.login} -author:{person.login} sort:created-desc",
    }
    after = dict.fromkeys(wordings, "")
    found: list[Past] = []
    for _ in range(MOST_PAGES):
        parts = [_part(alias, wordings[alias], cursor, person, book) for alias, cursor in after.items()]
        answer = await graphql.read(repo.installation, parts, deliveries)
        told = {alias: _found(answer, alias) for alias in after}
        found += [past for page in told.values() for node in _nodes(page) for past in _past(node, person, book, forms)]
        after = {alias: page["pageInfo"]["endCursor"] for alias, page in told.items() if _goes_on(page)}
        if not after:
            break
    return tuple(found)


def _part(alias: str, wording: str, cursor: str, person: Person, book: Rulebook) -> Part:
    needs = all_needs_of_pathway(book.home)
    labels = "labels(first: 20) { nodes { name } }" if "labels" in needs else ""
    text = "title body" if "forms" in needs else ""
    files = "files(first: 100) { nodes { path } }" if "files" in needs else ""
    review = "reviews(first: 1, author: $who) { nodes { submittedAt } }" if alias == "reviewed" else ""
    own = f"number createdAt author {{ __typename login }} {labels}"
    issue = f"... on Issue {{ {own} stateReason closedAt {text} }}"
    pull = f"... on PullRequest {{ {own} mergedAt {files} {review} }}"
    variables: dict[str, tuple[str, Any]] = {alias: ("String!", wording)}
    variables |= {"who": ("String!", person.login)} if review else {}
    variables |= {f"{alias}_after": ("String!", cursor)} if cursor else {}
    place = f", after: ${alias}_after" if cursor else ""
    held = f"pageInfo {{ hasNextPage endCursor }} nodes {{ __typename {pull} {issue if alias == 'opened' else ''} }}"
    return Part(alias, f"search(type: ISSUE, first: {PAGE}, query: ${alias}{place}) {{ {held} }}", variables)


def _found(answer: Answer, alias: str) -> Any:
    """A page; None where GitHub does not search for somebody: their profile is private, or they are gone.

    Raises:
        Retryable: it could not tell now.
    """
    fault = answer.fault_at(alias)
    return None if fault is not None and not is_passing(fault) else answer.found(alias)


def _nodes(page: Any) -> Iterator[Mapping[str, Any]]:
    """The items of a page."""
    if isinstance(page, Mapping):
        yield from (node for node in page["nodes"] if node and "number" in node)


def _goes_on(page: Any) -> bool:
    return isinstance(page, Mapping) and bool(page["pageInfo"]["hasNextPage"])


def _past(node: Mapping[str, Any], person: Person, book: Rulebook, forms: Maybe[tuple[Form, ...]]) -> Iterator[Past]:
    """What one item was for the person."""
    pull, reviews = node["__typename"] == "PullRequest", _told(node, "reviews")
    event = REVIEW if reviews else OPENED[pull]
    moments = {REVIEW: reviews[0]["submittedAt"]} if reviews else {}
    moments |= {kind: next(filter(None, map(node.get, names)), None) for kind, names in _WHEN.items()}
    for one in counted(book, _facts(node, forms), [Occasion("", event, actor=person)]):
        own = one.person.login.lower() == person.login.lower()
        if own and (at := moments[one.kind]):
            yield Past(kind=one.kind, cause=f"#{node['number']}", pathway=one.pathway, at=datetime.fromisoformat(at))


def _facts(node: Mapping[str, Any], forms: Maybe[tuple[Form, ...]]) -> Facts:
    """An item as history tells it."""
    pull = node["__typename"] == "PullRequest"
    return Facts(
        kind="pull_request" if pull else "issue",
        number=node["number"],
        title=node.get("title", UNKNOWN),
        body=node.get("body", UNKNOWN),
        state="merged" if node.get("mergedAt") else "closed" if node.get("closedAt") else "open",
        ended=str(node.get("stateReason") or "").lower() or None,
        author=Person(login=login_of(node.get("author"))),
        labels=tuple(label["name"] for label in _told(node, "labels")),
        files=tuple(file["path"] for file in _told(node, "files")) if pull else UNKNOWN,
        forms=forms,
    )


def _told(node: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    return [each for each in (node.get(field) or {"nodes": ()})["nodes"] if each]

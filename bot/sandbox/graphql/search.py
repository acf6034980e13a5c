"""Search: `repo:o/r is:pr author:x label:"help wanted" created:>=2026-01-01 words`."""

import shlex
from collections.abc import Callable
from typing import Any

from bot.sandbox.graphql.connection import connection
from bot.sandbox.graphql.context import Context, Info
from bot.sandbox.graphql.registry import field
from bot.sandbox.world.items import Discussion, Issue, Item, Label, Milestone, PullRequest, Review, ReviewRequest
from bot.sandbox.world.records import Repository, User

_SHOWN = 1000


@field("Query", "search")
def search(_root: Any, info: Info, query: str, type: str, **page: Any) -> Any:  # noqa: A002 - GitHub's argument
    """Things that match, newest first; no more than 1,000 are shown."""
    context: Context = info.context
    found: list[Any] = []
    if type in {"ISSUE", "DISCUSSION"}:
        found = items(context, query, Discussion if type == "DISCUSSION" else Issue | PullRequest)
    elif type == "REPOSITORY":
        found = [repo for repo in context.reader.every(Repository) if context.sees(repo) and query in repo.name]
    else:
        found = [person for person in context.reader.every(User) if query.lower() in person.login.lower()]
    held = connection(info, found[:_SHOWN], **page)
    counts = {"ISSUE": "issueCount", "DISCUSSION": "discussionCount", "REPOSITORY": "repositoryCount"}
    return held | dict.fromkeys(counts.values(), 0) | {counts.get(type, "userCount"): len(found)}


def items(context: Context, query: str, kinds: Any) -> list[Item]:
    """Items of these kinds that match the query, newest first unless it sorts them otherwise."""
    words = _words(query)
    tests = [_test(context, word) for word in words]
    found = [
        item
        for item in context.reader.every(Item)
        if isinstance(item, kinds) and context.sees(item) and all(test(item) for test in tests)
    ]
    wanted = next((word.removeprefix("sort:") for word in reversed(words) if word.startswith("sort:")), "created-desc")
    moment, _, direction = wanted.partition("-")
    return sorted(found, key=lambda item: (_sorted_by(item, moment), item.id), reverse=direction != "asc")


def _sorted_by(item: Item, moment: str) -> Any:
    return item.updated_at if moment == "updated" else item.created_at


def _words(query: str) -> list[str]:
    try:
        return shlex.split(query)
    except ValueError:
        return query.split()


def _test(context: Context, word: str) -> Callable[[Item], bool]:
    negated = word.startswith("-") and ":" in word
    name, mark, value = word.removeprefix("-" if negated else "").partition(":")
    known = _QUALIFIERS.get(name) if mark else None
    if known is None:
        text = word.lower()
        return lambda item: text in item.title.lower() or text in item.body.lower()
    return lambda item: known(context, item, value.lower()) != negated


def _repo(context: Context, item: Item, value: str) -> bool:
    return context.reader.full_name(context.reader.repo_of(item)).lower() == value


def _owner(context: Context, item: Item, value: str) -> bool:
    return context.reader.full_name(context.reader.repo_of(item)).lower().startswith(f"{value}/")


def _author(context: Context, item: Item, value: str) -> bool:
    login = f"{value.removeprefix('app/')}[bot]" if value.startswith("app/") else value
    account = context.reader.account(login)
    return account is not None and account.id == item.author


def _assignee(context: Context, item: Item, value: str) -> bool:
    account = context.reader.account(value)
    return account is not None and account.id in item.assignees


def _reviewed(context: Context, item: Item, value: str) -> bool:
    account = context.reader.account(value)
    reviews = context.reader.many(Review, item.reviews) if isinstance(item, PullRequest) else ()
    return account is not None and any(each.author == account.id for each in reviews)


def _asked(context: Context, item: Item, value: str) -> bool:
    account = context.reader.account(value)
    asked = context.reader.many(ReviewRequest, item.requests) if isinstance(item, PullRequest) else ()
    return account is not None and any(each.reviewer == account.id for each in asked)


def _label(context: Context, item: Item, value: str) -> bool:
    return not {held.name.lower() for held in context.reader.many(Label, item.labels)}.isdisjoint(value.split(","))


def _milestone(context: Context, item: Item, value: str) -> bool:
    held = context.reader.find(Milestone, item.milestone)
    return held is not None and held.title.lower() == value


def _is(context: Context, item: Item, value: str) -> bool:
    merged = isinstance(item, PullRequest) and item.merged_at is not None
    states = {"open": item.state == "open", "closed": item.state == "closed", "merged": merged}
    kinds = {"issue": isinstance(item, Issue), "pr": isinstance(item, PullRequest)}
    flags = {
        "unmerged": isinstance(item, PullRequest) and not merged,
        "draft": isinstance(item, PullRequest) and item.draft,
        "locked": item.locked,
        "answered": isinstance(item, Discussion) and item.answer is not None,
        "public": not context.reader.repo_of(item).private,
    }
    return bool((states | kinds | flags).get(value, False))


def _no(_context: Context, item: Item, value: str) -> bool:
    return not {"label": item.labels, "assignee": item.assignees, "milestone": item.milestone}.get(value)


def _in(_context: Context, _item: Item, _value: str) -> bool:
    return True


def _moment(attribute: str) -> Callable[[Context, Item, str], bool]:
    def test(_context: Context, item: Item, value: str) -> bool:
        held = str(getattr(item, attribute) or "").lower()
        if not held:
            return False
        for sign, compare in _SIGNS.items():
            if value.startswith(sign):
                wanted = value[len(sign) :]
                return compare(held[: len(wanted)], wanted)
        low, _, high = value.partition("..")
        high = high or low
        return held[: len(low)] >= low and held[: len(high)] <= high

    return test


_SIGNS: dict[str, Callable[[str, str], bool]] = {
    ">=": lambda held, wanted: held >= wanted,
    "<=": lambda held, wanted: held <= wanted,
    ">": lambda held, wanted: held > wanted,
    "<": lambda held, wanted: held < wanted,
}
_QUALIFIERS: dict[str, Callable[[Context, Item, str], bool]] = {
    "repo": _repo,
    "org": _owner,
    "user": _owner,
    "author": _author,
    "assignee": _assignee,
    "review-requested": _asked,
    "reviewed-by": _reviewed,
    "label": _label,
    "milestone": _milestone,
    "is": _is,
    "type": _is,
    "state": _is,
    "draft": lambda _context, item, value: isinstance(item, PullRequest) and item.draft == (value == "true"),
    "no": _no,
    "in": _in,
    "sort": _in,
    "created": _moment("created_at"),
    "updated": _moment("updated_at"),
    "closed": _moment("closed_at"),
    "merged": _moment("merged_at"),
}

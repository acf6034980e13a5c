"""What somebody contributed before it was counted, from GitHub's history."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.errors import Retryable
from bot.github.answer import Answer
from bot.github.contributing import MOST_PAGES, Past, read_contributions
from bot.github.document import Fault, Part
from bot.item import RepoRef
from rules.facts import UNKNOWN, Person
from rules.forms import Field, Form
from rules.language import load

REPO = RepoRef(42, 1, "R_1", "acme/site")
ADA = Person(login="ada", id=7)
BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
FORMS = (Form(path="idea.yml", name="idea", fields=(Field(label="Topic"),)),)
WAYS = """
  writing: {form: idea}
  reviewing: {counts: pull_request_review.submitted}
  translating: {files: "i18n/**"}
"""


def book(ways: str = WAYS) -> Any:
    return load(f"project: {{purpose: p}}\nroles: {{a: {{}}}}\npathways:{ways}\nrules: []\n")


BARE = load("project: {purpose: p}\nroles: {a: {}}\nrules: []\n")


def day(number: int) -> str:
    return (BEGIN + timedelta(days=number)).isoformat()


def held(*names: str, key: str = "name") -> dict[str, Any]:
    return {"nodes": [{key: name} for name in names]}


def pull(number: int, author: str = "Ada", *, merged: bool = True, **more: Any) -> dict[str, Any]:
    told = {
        "createdAt": day(number),
        "mergedAt": day(number + 10) if merged else None,
        "author": {"__typename": "User", "login": author},
    }
    return {"__typename": "PullRequest", "number": number, **told, "labels": held(), **more}


def issue(number: int, reason: str | None = "COMPLETED", *, closed: bool = True, **more: Any) -> dict[str, Any]:
    told = {"createdAt": day(number), "closedAt": day(number + 10) if closed else None, "stateReason": reason}
    by = {"author": {"__typename": "User", "login": "ada"}, "labels": held(), "title": "", "body": ""}
    return {"__typename": "Issue", "number": number, **told, **by, **more}


def page(*nodes: Any, more: str = "") -> dict[str, Any]:
    return {"pageInfo": {"hasNextPage": bool(more), "endCursor": more}, "nodes": list(nodes)}


class History:
    """GitHub as it would answer, page by page."""

    def __init__(self, *pages: dict[str, Any], faults: tuple[Fault, ...] = ()) -> None:
        self.pages, self.faults = list(pages), faults
        self.asked: list[list[Part]] = []

    async def read(self, installation: int, parts: Sequence[Part], deliveries: Sequence[str] = ()) -> Answer:
        assert (installation, deliveries) == (42, ())
        self.asked.append(list(parts))
        return Answer({"opened": page(), "reviewed": page(), **self.pages.pop(0)}, self.faults)


async def told(history: History, of: Any = None, forms: Any = FORMS) -> list[tuple[str, str, str, datetime]]:
    found = await read_contributions(history, REPO, ADA, of or book(), forms)  # type: ignore[arg-type]  # stands in
    assert all(isinstance(one, Past) for one in found)
    return [(one.kind, one.cause, one.pathway, one.at) for one in found]


async def test_what_was_merged_or_completed_counts_on_the_pathway_that_it_was_on() -> None:
    translated = pull(1, files=held("i18n/fr.md", key="path"))
    opened = page(
        translated, pull(2, merged=False), pull(3, files=held()), issue(4, body="### Topic\n\nTrust"),
        issue(5, "NOT_PLANNED"), issue(6, None), None, {},
    )  # fmt: skip
    assert await told(History({"opened": opened})) == [
        ("item", "#1", "translating", BEGIN + timedelta(days=11)),
        ("item", "#3", "", BEGIN + timedelta(days=13)),
        ("item", "#4", "writing", BEGIN + timedelta(days=14)),
    ]


async def test_a_label_says_the_pathway_and_what_nobody_knows_is_on_none() -> None:
    labelled = pull(1, labels=held("path/writing"), files=held("i18n/fr.md", key="path"))
    idea = issue(4, body="### Topic\n\nTrust")
    found = await told(History({"opened": page(labelled, idea)}), forms=UNKNOWN)
    assert [one[:3] for one in found] == [("item", "#1", "writing"), ("item", "#4", "")]


async def test_a_review_of_what_others_wrote_counts_once_for_each_of_them() -> None:
    review = held(day(3), key="submittedAt")
    open_one = pull(2, "ben", merged=False, reviews=review)
    theirs = page(pull(1, "ben", reviews=review), open_one, pull(3, "ben"))
    kind, at = "pull_request_review.submitted", BEGIN + timedelta(days=3)
    assert await told(History({"reviewed": theirs})) == [(kind, "#1", "reviewing", at), (kind, "#2", "reviewing", at)]
    assert [one[2] for one in await told(History({"reviewed": theirs}), BARE)] == ["", ""]


async def test_opening_counts_where_a_pathway_counts_it() -> None:
    asking = book("\n  asking: {counts: issues.opened}")
    history = History({"opened": page(issue(1, None, closed=False), issue(2))})
    assert await told(history, asking) == [
        ("issues.opened", "#1", "asking", BEGIN + timedelta(days=1)),
        ("item", "#2", "", BEGIN + timedelta(days=12)),
        ("issues.opened", "#2", "asking", BEGIN + timedelta(days=2)),
    ]
    assert history.asked[0][0].variables["opened"] == ("String!", "repo:acme/site author:ada sort:created-desc")


async def test_only_what_the_pathways_go_by_is_asked_for() -> None:
    for of, asked in ((book(), (True, True, True)), (BARE, (False, False, False))):
        history = History({})
        assert await told(history, of) == []
        opened, reviewed = history.asked[0]
        assert tuple(word in opened.text for word in ("labels", "body", "files")) == asked
        closed = "repo:acme/site author:ada is:closed sort:created-desc"
        assert opened.variables == {"opened": ("String!", closed)}
        others = "repo:acme/site is:pr reviewed-by:ada -author:ada sort:created-desc"
        assert reviewed.variables == {"reviewed": ("String!", others), "who": ("String!", "ada")}


async def test_further_pages_are_asked_for_within_a_bound() -> None:
    first = {"opened": page(issue(1), more="c1"), "reviewed": page()}
    history = History(first, {"opened": page(issue(2))})
    assert [one[1] for one in await told(history)] == ["#1", "#2"]
    (second,) = history.asked[1]
    assert (second.alias, second.variables["opened_after"]) == ("opened", ("String!", "c1"))
    endless = History(*({"opened": page(issue(n), more=f"c{n}")} for n in range(MOST_PAGES + 1)))
    assert len(await told(endless)) == len(endless.asked) == MOST_PAGES


async def test_whoever_github_does_not_search_for_contributed_nothing_and_trouble_is_no_answer() -> None:
    unknown = {"opened": None, "reviewed": None}
    for kind, message in (("NOT_FOUND", "no such user"), ("", "The listed users cannot be searched")):
        lost = tuple(Fault(kind, message, (alias,)) for alias in unknown)
        assert await told(History(unknown, faults=lost)) == []
    with pytest.raises(Retryable, match="Something went wrong"):
        await told(History(unknown, faults=(Fault("", "Something went wrong", ("opened",)),)))

"""Who changed the files of an item lately, as GitHub tells it; and who of them may be asked."""

from datetime import UTC, datetime
from typing import Any

from bot.github.answer import Answer
from bot.github.changers import MOST_PATHS, changer_parts, changers_in, read_changers
from bot.item import ItemRef
from rules.facts import UNKNOWN, Candidate, Changer

ITEM = ItemRef(1, 2, "R_2", "acme/garden", 7, "PR_7", "pull_request")
NOW = datetime(2026, 3, 2, tzinfo=UTC)
PATHS = ("docs/a.md", "docs/b.md")


def commits(*logins: str | None) -> dict[str, Any]:
    """Commits by these people; one whose mail address GitHub does not know has no account."""
    users = [login and {"login": login, "databaseId": len(login), "status": None} for login in logins]
    return {"nodes": [{"author": {"user": user}} for user in users]}


def told(able: Any, **histories: Any) -> dict[str, Any]:
    return {"defaultBranchRef": {"target": histories}, "assignableUsers": able}


def everybody(*logins: str, more: bool = False) -> dict[str, Any]:
    return {"nodes": [*({"login": login} for login in logins), None], "pageInfo": {"hasNextPage": more}}


def test_whoever_changed_them_most_often_comes_first_and_strangers_are_marked() -> None:
    histories = {"h0": commits("ben", "Ada", "ben", None), "h1": {"nodes": [*commits("Ada", "Ada")["nodes"], None]}}
    load = {"issues": {"nodes": [{"number": 1, "assignees": {"nodes": [{"login": "ada"}]}}]}, "pullRequests": None}
    answer = Answer({"changed": told(everybody("ADA"), **histories), "load": load})
    assert changers_in(answer, ITEM, PATHS) == (
        (
            Changer(login="Ada", files={"docs/a.md": 1, "docs/b.md": 2}),
            Changer(login="ben", files={"docs/a.md": 2}),
        ),
        {"ada": Candidate(open_items=1, id=3), "ben": Candidate(id=3, outsider=True)},
    )


def test_where_very_many_have_access_nobody_is_taken_for_a_stranger() -> None:
    for able in (everybody("ada", more=True), None):
        found = changers_in(Answer({"changed": told(able, h0=commits("ben"), h1=None)}), ITEM, PATHS)
        assert found == ((Changer(login="ben", files={"docs/a.md": 1}),), {"ben": Candidate(id=3)})


def test_an_empty_repository_was_changed_by_nobody_and_of_one_that_is_not_told_nobody_knows() -> None:
    empty = {"defaultBranchRef": None, "assignableUsers": everybody()}
    assert changers_in(Answer({"changed": empty}), ITEM, PATHS) == ((), {})
    assert changers_in(Answer({"changed": None}), ITEM, PATHS) == (UNKNOWN, {})


async def test_few_paths_are_asked_about_and_none_where_none_changed() -> None:
    asked: list[Any] = []

    class GitHub:
        async def read(self, installation: int, parts: Any, deliveries: Any) -> Answer:
            asked.append((installation, len([name for name in parts[0].variables if name.startswith("h")]), deliveries))
            return Answer({"changed": told(None)})

    paths = [f"docs/{n}.md" for n in range(30)]
    assert await read_changers(GitHub(), ITEM, paths, NOW, ("d1",)) == ((), {})  # type: ignore[arg-type]  # it only reads
    assert await read_changers(GitHub(), ITEM, (), NOW) == ((), {})  # type: ignore[arg-type]  # it only reads
    assert asked == [(1, MOST_PATHS, ("d1",))]


def test_a_year_counts() -> None:
    (changed, _) = changer_parts(ITEM, PATHS, NOW)
    assert changed.variables["since"] == ("GitTimestamp", "2025-03-02T00:00:00+00:00")

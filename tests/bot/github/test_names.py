"""Names become ids: asked for once, kept for a while, forgotten when they change."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.action import Name, Write
from bot.errors import Retryable
from bot.github import names as module
from bot.github.answer import Written
from bot.github.names import Names, colour
from rules.sections import BoardLook, LabelLook, StageLook

BUG, ADA, DOCS = Name("label", "bug"), Name("user", "ada"), Name("team", "orchard/docs")
NONE = "there is none, or the App lacks the permission organization Projects: write"
USERS = "ada is not an organisation: an App cannot see user-owned projects"
STAGES = {"Triage": StageLook()}


@pytest.fixture
def names(github: Any) -> Names:
    return Names(github.graphql, github.clock)


def board(project: Any, field: str = "Status") -> BoardLook:
    return BoardLook(project=project, field=field, stages=STAGES)


async def test_all_names_are_resolved_in_one_request_and_kept(names: Names, github: Any) -> None:
    item = github.item()
    found = await names.ids(item, [BUG, ADA, DOCS, Name("label", "BUG")])
    assert (set(found), github.asked) == ({BUG, ADA, DOCS, Name("label", "BUG")}, 1)
    assert found[BUG] == found[Name("label", "BUG")]
    assert await names.ids(item, [BUG, ADA, DOCS]) == {name: found[name] for name in (BUG, ADA, DOCS)}
    assert github.asked == 1


async def test_names_are_asked_for_again_after_a_while(names: Names, github: Any) -> None:
    await names.ids(github.item(), [BUG])
    github.clock.forward(601)
    await names.ids(github.item(), [BUG])
    assert github.asked == 2


async def test_what_nobody_knows_is_kept_for_a_shorter_while(names: Names, github: Any) -> None:
    unknown = [
        Name("label", "nothing"),
        Name("user", "nobody-at-all"),
        Name("team", "orchard/none"),
        Name("team", "no/one"),
    ]
    for _ in range(2):
        assert await names.ids(github.item(), unknown) == {}
    assert github.asked == 1
    github.clock.forward(61)
    await names.ids(github.item(), unknown)
    assert github.asked == 2


async def test_many_who_want_the_same_name_ask_once(names: Names, github: Any) -> None:
    item = github.item()
    await asyncio.gather(*(names.ids(item, [BUG]) for _ in range(5)))
    assert github.asked == 1


async def test_of_many_who_want_a_new_label_one_creates_it(names: Names, github: Any) -> None:
    item, new = github.item(), Name("label", "new")
    looks = {"New": LabelLook(color="#00ff00", about="Fresh")}
    found = await asyncio.gather(*(names.ids_with_labels(item, [new], looks) for _ in range(5)))
    assert len({each[new] for each in found}) == 1
    assert github.asked == 2
    assert github.state()["repositories"]["orchard/tools"]["labels"]["new"] == "00ff00"


async def test_a_label_that_another_program_made_first_is_asked_for_again(names: Names, github: Any) -> None:
    item, new = github.item(), Name("label", "new")
    await names.ids(item, [new])
    github.act("ada", "create_label", repo="orchard/tools", name="new")
    assert (await names.ids_with_labels(item, [new], {})).keys() == {new}


@pytest.fixture
def unseen(github: Any) -> Iterator[Name]:
    """A label that GitHub has, but that its reads do not show yet."""
    github.post("config", {"read_lag_ms": 60_000})
    github.act("ada", "create_label", repo="orchard/tools", name="new")
    yield Name("label", "new")
    github.post("config", {"read_lag_ms": 0})


async def test_a_label_that_github_has_and_does_not_show_yet_is_waited_for(
    names: Names, github: Any, unseen: Name
) -> None:
    item = github.item()
    for _ in range(2):
        with pytest.raises(Retryable, match="GitHub has the label new and does not show it yet"):
            await names.ids_with_labels(item, [BUG, unseen], {})
        github.clock.forward(25)
    github.post("config", {"read_lag_ms": 0})
    assert (await names.ids_with_labels(item, [BUG, unseen], {})).keys() == {BUG, unseen}


async def test_a_label_that_github_never_shows_is_waited_for_no_longer_than_a_minute(
    names: Names, github: Any, unseen: Name
) -> None:
    item = github.item()
    with pytest.raises(Retryable):
        await names.ids_with_labels(item, [BUG, unseen], {})
    github.clock.forward(60)
    assert (await names.ids_with_labels(item, [BUG, unseen], {})).keys() == {BUG}


async def test_a_label_that_github_does_not_take_has_no_id(names: Names, github: Any) -> None:
    github.post("faults", [{"match": "createLabel", "kind": "graphql_error", "message": "Name is too long"}])
    with pytest.raises(Exception, match="Name is too long"):
        await names.ids_with_labels(github.item(), [Name("label", "new")], {})


async def test_the_same_name_always_gets_the_same_colour() -> None:
    assert colour("Bug") == colour("bug") != colour("docs")
    assert all(96 <= int(colour(name)[at : at + 2], 16) < 224 for name in ("bug", "docs") for at in (0, 2, 4))


async def test_teams_tell_their_members_and_unknown_teams_are_left_out(names: Names, github: Any) -> None:
    found = await names.teams(github.item(), ["orchard/docs", "orchard/none"])
    assert {team: sorted(members) for team, members in found.items()} == {"orchard/docs": ["ben", "cem"]}


async def test_labels_that_changed_are_forgotten(names: Names, github: Any) -> None:
    item, missing = github.item(), Name("label", "missing")
    await names.ids(item, [BUG, missing, ADA])
    names.forget_repository(item.repo_id, missing_only=True)
    await names.ids(item, [BUG, ADA])
    assert github.asked == 1
    await names.ids(item, [missing])
    assert github.asked == 2
    names.forget_repository(item.repo_id)
    await names.ids(item, [ADA])
    assert github.asked == 2
    await names.ids(item, [BUG])
    assert github.asked == 3


async def test_people_teams_and_boards_that_changed_are_forgotten(names: Names, github: Any) -> None:
    item = github.item()
    await names.ids(item, [BUG, ADA])
    await names.board(item, board(1))
    names.forget_account(item.installation)
    await names.ids(item, [BUG])
    assert github.asked == 2
    await names.ids(item, [ADA])
    await names.board(item, board(1))
    assert github.asked == 4


async def test_a_refused_id_is_forgotten(names: Names, github: Any) -> None:
    item = github.item()
    await names.ids(item, [BUG])
    names.forget(item, [BUG, ADA])
    await names.ids(item, [BUG])
    assert github.asked == 2


async def test_the_oldest_is_forgotten_when_there_are_too_many(
    names: Names, github: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 2)
    item = github.item()
    for name in (BUG, ADA, DOCS):
        await names.ids(item, [name])
    await names.ids(item, [ADA, DOCS])
    assert github.asked == 3
    await names.ids(item, [BUG])
    assert github.asked == 4


async def test_a_passing_fault_is_not_taken_for_a_missing_name(names: Names, github: Any) -> None:
    github.post("faults", [{"match": "query", "kind": "graphql_error", "message": "Something went wrong"}])
    with pytest.raises(Retryable):
        await names.ids(github.item(), [BUG])
    assert (await names.ids(github.item(), [BUG])).keys() == {BUG}


@pytest.mark.parametrize(
    "project", [1, "https://github.com/orgs/orchard/projects/1", "https://ghe.test/orgs/Orchard/projects/1/"]
)
async def test_a_board_is_seen_with_its_options_and_kept(names: Names, github: Any, project: Any) -> None:
    item = github.item()
    seen = await names.board(item, board(project))
    assert (seen.facts.problem, seen.facts.options) == (None, ("Triage", "Done"))
    assert seen.ids is not None
    assert seen.ids.options.keys() == {"triage", "done"}
    assert await names.board(item, board(project)) == seen
    assert github.asked == 1
    names.forget_boards(item.installation)
    await names.board(item, board(project))
    assert github.asked == 2


@pytest.mark.parametrize(
    ("project", "field", "problem", "asked"),
    [
        (None, "Status", "the rule file names no project", 0),
        (
            "https://github.com/users/ada/projects/1",
            "Status",
            "an App cannot see a project that belongs to a user; move it to an organisation",
            0,
        ),
        (
            "https://github.com/orgs/ada/projects/1",
            "Status",
            "ada is not an organisation: an App cannot see user-owned projects",
            1,
        ),
        (
            7,
            "Status",
            f"the App cannot see project 7 of orchard: {NONE}",
            1,
        ),
        (1, "Phase", "project 1 of orchard has no single-select field Phase", 1),
        (1, "Title", "project 1 of orchard has no single-select field Title", 1),
    ],
)
async def test_a_board_that_cannot_be_used_says_why(
    names: Names, github: Any, project: Any, field: str, problem: str, asked: int
) -> None:
    seen = await names.board(github.item(), board(project, field))
    assert (seen.facts.problem, seen.ids, github.asked) == (problem, None, asked)
    await names.board(github.item(), board(project, field))
    assert github.asked == asked


async def test_a_user_owned_repositorys_board_is_a_users(names: Names, github: Any) -> None:
    item = replace(github.item(), repo="ada/notes")
    seen = await names.board(item, board(1))
    assert seen.facts.problem == "ada is not an organisation: an App cannot see user-owned projects"


async def test_a_closed_board_says_so(names: Names, github: Any) -> None:
    world = github.world
    with github.running.sandbox.changing(github.running.sandbox.bot()):
        for project in [one for one in world.records.values() if getattr(one, "title", "") == "Work"]:
            world.update(project, closed_at="2026-03-02T09:00:00Z")
    seen = await names.board(github.item(), board(1))
    assert seen.facts.problem == "project 1 of orchard is closed"


async def test_a_creation_that_was_refused_is_asked_for_again(names: Names, github: Any) -> None:
    item = github.item()
    await names.ids(item, [BUG])
    names._created(item, [Written(Write("createLabel", {"name": "bug"}, ()), None)])
    await names.ids(item, [BUG])
    assert github.asked == 2

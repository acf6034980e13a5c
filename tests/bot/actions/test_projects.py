"""`add_to`, `remove_from` and `archive_on` change cards on any project, and never against a person."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.action import Refusal, Target, Write
from bot.actions import VERBS
from bot.actions.add_to import AddCard
from bot.actions.archive_on import ArchiveCard
from bot.actions.remove_from import RemoveCard
from bot.writing.projects import project_key
from rules.facts import Card, Facts

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]
URL = "https://github.com/orgs/Acme/projects/3"
ON = {"acme/3": Card(id="PVTI_3")}


def does(verb: str) -> tuple[list[dict[str, Any]], list[str]]:
    return [{"do": verb, "project": "acme/3"}], []


@pytest.mark.parametrize("project", [3, URL, f"{URL}/"])
def test_a_project_has_one_name_however_it_is_written(project: int | str) -> None:
    assert project_key(project, "Acme/garden") == "acme/3"


@pytest.mark.parametrize("project", [3, URL])
def test_an_item_is_added_removed_and_archived(decide: Decide, issue: Facts, project: int | str) -> None:
    assert decide([{"add_to": project}], issue) == does("add_to")
    assert decide([{"remove_from": project}], issue.but(cards=ON)) == does("remove_from")
    assert decide([{"archive_on": project}], issue.but(cards=ON)) == does("archive_on")


def test_what_is_so_already_is_left(decide: Decide, issue: Facts) -> None:
    archived = issue.but(cards={"acme/3": Card(id="PVTI_3", archived=True)})
    assert decide([{"add_to": 3}, {"archive_on": 3}], archived) == ([], [])
    assert decide([{"remove_from": 3}, {"archive_on": 3}], issue) == ([], [])


@pytest.mark.parametrize(
    ("verb", "there", "why"),
    [
        ("add_to", {}, "a person took it off project acme/3"),
        ("remove_from", ON, "a person put it back on project acme/3"),
        ("archive_on", ON, "a person brought it back on project acme/3"),
    ],
)
def test_what_a_person_undid_stays_so(decide: Decide, issue: Facts, verb: str, there: Any, why: str) -> None:
    undone = issue.but(cards=there, undone=frozenset({(verb, "acme/3")}))
    assert decide([{verb: 3}], undone) == ([], [f"{verb}: {why}"])


def test_each_is_one_write(target: Target, signed: dict[str, Any]) -> None:
    add = AddCard(**signed, project="acme/3")
    remove, archive = (kind(**signed, project="acme/3", card="PVTI_3") for kind in (RemoveCard, ArchiveCard))
    place = {"projectId": "project:acme/3", "itemId": "PVTI_3"}
    given = {"projectId": "project:acme/3", "contentId": "I_7"}
    assert list(VERBS["add_to"].writes([add], target)) == [Write("addProjectV2ItemById", given, (add,))]
    assert list(VERBS["remove_from"].writes([remove], target)) == [Write("deleteProjectV2Item", place, (remove,))]
    assert list(VERBS["archive_on"].writes([archive], target)) == [Write("archiveProjectV2Item", place, (archive,))]
    told = [action.describe() for action in (add, remove, archive)]
    assert told == [f"{what} project acme/3" for what in ("add to", "remove from", "archive on")]
    assert [action.claims() for action in (add, remove, archive)] == [
        {"project acme/3": value} for value in ("on", "off", "archived")
    ]


def test_a_project_that_the_app_does_not_see_is_told(target: Target, signed: dict[str, Any]) -> None:
    add, remove = AddCard(**signed, project="acme/9"), RemoveCard(**signed, project="acme/9", card="PVTI_3")
    archive, why = ArchiveCard(**signed, project="acme/9", card="PVTI_3"), "the App sees no open project acme/9"
    for action in (add, remove, archive):
        assert list(VERBS[action.do].writes([action], target)) == [Refusal(action, "acme/9", why)]

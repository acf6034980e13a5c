"""Boards (Projects v2)."""

from typing import Any, NamedTuple

import pytest

from bot.sandbox.testing import Raw, Running
from tests.bot.sandbox.conftest import begun_anew

_ADD = "mutation($p:ID!,$c:ID!){addProjectV2ItemById(input:{projectId:$p,contentId:$c}){item{id}}}"
_SET = """mutation($p:ID!,$i:ID!,$f:ID!,$o:String!){updateProjectV2ItemFieldValue(input:{
            projectId:$p,itemId:$i,fieldId:$f,value:{singleSelectOptionId:$o}}){projectV2Item{id}}}"""
_READ = """query($i:ID!){node(id:$i){... on ProjectV2Item{isArchived type fieldValueByName(name:"Status"){
             ... on ProjectV2ItemFieldSingleSelectValue{name optionId updatedAt creator{login}}}}}}"""


class Board(NamedTuple):
    """The board's ids."""

    project: str
    status: str
    size: str
    options: dict[str, str]


@pytest.fixture
def board(hub: Raw) -> Board:
    found = hub.graphql(
        """{organization(login:"acme"){projectV2(number:1){id
             status: field(name:"status"){... on ProjectV2SingleSelectField{id options{id name}}}
             size: field(name:"Size"){... on ProjectV2SingleSelectField{id options{id name}}}}}}"""
    )["data"]["organization"]["projectV2"]
    options = {each["name"]: each["id"] for name in ("status", "size") for each in found[name]["options"]}
    return Board(found["id"], found["status"]["id"], found["size"]["id"], options)


@pytest.fixture
def card(hub: Raw, board: Board) -> str:
    answer = hub.graphql(_ADD, p=board.project, c=hub.item("acme/site#1")["node_id"])
    return str(answer["data"]["addProjectV2ItemById"]["item"]["id"])


def test_a_card_is_added_then_moved_and_remembers_who_moved_it(hub: Raw, board: Board, card: str) -> None:
    hub.control("clock", {"now": "2026-03-02T09:30:00Z", "running": False})
    hub.graphql(_SET, p=board.project, i=card, f=board.status, o=board.options["Done"])

    assert hub.graphql(_READ, i=card)["data"]["node"] == {
        "isArchived": False,
        "type": "ISSUE",
        "fieldValueByName": {
            "name": "Done",
            "optionId": board.options["Done"],
            "updatedAt": "2026-03-02T09:30:00Z",
            "creator": {"login": "fingerpost"},
        },
    }


def test_adding_what_is_there_gives_the_same_card_and_tells_nobody(hub: Raw, board: Board, card: str) -> None:
    before = hub.events()

    again = hub.graphql(_ADD, p=board.project, c=hub.item("acme/site#1")["node_id"])

    assert again["data"]["addProjectV2ItemById"]["item"]["id"] == card
    assert hub.events() == before


def test_a_card_cannot_be_added_and_updated_in_one_request(hub: Raw, board: Board, card: str) -> None:
    answer = hub.graphql(
        """mutation($p:ID!,$c:ID!,$i:ID!,$f:ID!,$o:String!){
             add: addProjectV2ItemById(input:{projectId:$p,contentId:$c}){item{id}}
             set: updateProjectV2ItemFieldValue(input:{
               projectId:$p,itemId:$i,fieldId:$f,value:{singleSelectOptionId:$o}}){projectV2Item{id}}}""",
        p=board.project,
        c=hub.item("acme/site#1")["node_id"],
        i=card,
        f=board.status,
        o=board.options["Done"],
    )

    assert answer["data"] == {"add": {"item": {"id": card}}, "set": None}
    assert answer["errors"][0]["path"] == ["set"]


def test_an_option_of_another_field_is_refused(hub: Raw, board: Board, card: str) -> None:
    answer = hub.graphql(_SET, p=board.project, i=card, f=board.status, o=board.options["S"])

    assert answer["data"] == {"updateProjectV2ItemFieldValue": None}
    assert answer["errors"][0]["message"] == "The single select option Id does not belong to the field"


def test_the_wrong_kind_of_value_is_refused(hub: Raw, board: Board, card: str) -> None:
    answer = hub.graphql(
        """mutation($p:ID!,$i:ID!,$f:ID!){updateProjectV2ItemFieldValue(input:{
             projectId:$p,itemId:$i,fieldId:$f,value:{text:"Done"}}){projectV2Item{id}}}""",
        p=board.project,
        i=card,
        f=board.status,
    )

    assert answer["errors"][0]["type"] == "UNPROCESSABLE"


def test_a_persons_board_is_not_to_be_seen_by_an_app(hub: Raw) -> None:
    answer = hub.graphql('{user(login:"maria"){projectsV2(first:5){totalCount nodes{title}} projectV2(number:1){id}}}')

    assert answer["data"] == {"user": {"projectsV2": {"totalCount": 0, "nodes": []}, "projectV2": None}}
    assert answer["errors"][0]["message"] == "Could not resolve to a ProjectV2 with the number 1."


def test_a_card_is_archived_brought_back_emptied_and_removed(hub: Raw, board: Board, card: str) -> None:
    hub.act("olga", "move_card", item="acme/site#1", option="Todo")

    answer = hub.graphql(
        """mutation($p:ID!,$i:ID!,$f:ID!){
             archive: archiveProjectV2Item(input:{projectId:$p,itemId:$i}){item{isArchived}}
             back: unarchiveProjectV2Item(input:{projectId:$p,itemId:$i}){item{isArchived}}
             clear: clearProjectV2ItemFieldValue(input:{projectId:$p,itemId:$i,fieldId:$f}){
               projectV2Item{fieldValueByName(name:"Status"){__typename}}}
             gone: deleteProjectV2Item(input:{projectId:$p,itemId:$i}){deletedItemId}}""",
        p=board.project,
        i=card,
        f=board.status,
    )

    assert answer["data"] == {
        "archive": {"item": {"isArchived": True}},
        "back": {"item": {"isArchived": False}},
        "clear": {"projectV2Item": {"fieldValueByName": None}},
        "gone": {"deletedItemId": card},
    }
    assert hub.item("acme/site#1")["cards"] == []
    assert hub.events() == [
        "projects_v2_item.created",
        "projects_v2_item.edited",
        "projects_v2_item.archived",
        "projects_v2_item.restored",
        "projects_v2_item.edited",
        "projects_v2_item.deleted",
    ]


def test_archived_cards_are_left_out_when_asked(hub: Raw, card: str) -> None:
    assert card
    hub.act("olga", "archive_card", item="acme/site#1")
    query = """query($a:Boolean!){repository(owner:"acme",name:"site"){issue(number:1){
                 projectItems(first:5,includeArchived:$a){totalCount}}}}"""

    def count(archived: bool) -> Any:
        found = hub.graphql(query, a=archived)
        return found["data"]["repository"]["issue"]["projectItems"]["totalCount"]

    assert (count(archived=True), count(archived=False)) == (1, 0)


def test_a_discussion_has_no_card(hub: Raw, board: Board) -> None:
    talk = hub.act("maria", "open_discussion", repo="acme/site", title="Talk")

    answer = hub.graphql(_ADD, p=board.project, c=talk["node_id"])

    assert answer["data"] == {"addProjectV2ItemById": None}


def test_a_renamed_column_keeps_its_id(hub: Raw, board: Board, card: str) -> None:
    hub.act("olga", "rename_option", organization="acme", option="Done", name="Finished")

    hub.graphql(_SET, p=board.project, i=card, f=board.status, o=board.options["Done"])

    assert hub.graphql(_READ, i=card)["data"]["node"]["fieldValueByName"]["name"] == "Finished"


def test_a_boards_own_workflows_are_told_by_name_and_not_by_what_they_do(
    community: dict[str, Any], listening: Running
) -> None:
    community["organizations"][0]["projects"][0]["workflows"] = {"Item closed": True, "Auto-close issue": False}
    one = "workflow(number: 1) { name project { title } }"
    asked = f"workflows(first: 5) {{ totalCount nodes {{ name enabled number }} }} {one}"
    with begun_anew(listening, community) as hub:
        told = hub.graphql(f'{{ organization(login: "acme") {{ projectV2(number: 1) {{ {asked} }} }} }}')

    assert told["data"]["organization"]["projectV2"] == {
        "workflows": {
            "totalCount": 2,
            "nodes": [
                {"name": "Auto-close issue", "enabled": False, "number": 2},
                {"name": "Item closed", "enabled": True, "number": 1},
            ],
        },
        "workflow": {"name": "Item closed", "project": {"title": "Board"}},
    }

"""What only goals ask of an item is asked only where it is needed, and read carefully."""

import pytest

from bot.github.own import own_facts, own_part
from bot.item import ItemRef
from rules.facts import Card

ISSUE = ItemRef(1, 2, "R_2", "acme/garden", 7, "I_7", "issue")


def test_only_what_is_needed_is_asked() -> None:
    part = own_part(ISSUE, frozenset({"pinned", "labels", "commit"}))
    assert part is not None
    assert part.text == "node(id: $item) { ... on Issue { isPinned } }"
    assert part.variables == {"item": ("ID!", "I_7")}
    assert own_part(ISSUE, frozenset({"labels"})) is None


def test_what_is_told_becomes_facts() -> None:
    told = {
        "isPinned": True,
        "reactionGroups": [
            {"content": "EYES", "viewerHasReacted": True},
            {"content": "HEART", "viewerHasReacted": False},
        ],
        "projectItems": {
            "nodes": [
                None,
                {"id": "PVTI_1", "isArchived": True, "project": {"number": 3, "owner": {"login": "Acme"}}},
            ]
        },
        "headRefOid": "abc",
        "timelineItems": {"nodes": [{"fromRepository": {"nameWithOwner": "acme/old"}}, {"fromRepository": None}, None]},
    }
    assert own_facts(told) == {
        "pinned": True,
        "reacted": frozenset({"eyes"}),
        "cards": {"acme/3": Card(id="PVTI_1", archived=True)},
        "commit": "abc",
        "came_from": ("acme/old",),
    }


@pytest.mark.parametrize("answer", [None, {}])
def test_what_is_not_told_stays_unknown(answer: object) -> None:
    assert own_facts(answer) == {}

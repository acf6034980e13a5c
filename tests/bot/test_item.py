"""The addresses that everything else is keyed by."""

from bot.item import ItemRef, installation_lane, item_lane, node_lane, repository_lane


def test_each_kind_of_place_has_a_lane_of_its_own() -> None:
    assert item_lane(12, 34) == "12#34"
    assert repository_lane(12) == "12#*"
    assert installation_lane(12) == "installation:12"
    assert node_lane("I_kw") == "node:I_kw"


def test_an_item_waits_in_its_lane_whatever_its_repository_is_called() -> None:
    item = ItemRef(1, 12, "R_12", "acme/garden", 34, "I_34", "issue")
    renamed = ItemRef(1, 12, "R_12", "acme/park", 34, "I_34", "issue")
    assert item.lane == renamed.lane == "12#34"


def test_an_item_is_told_as_people_write_it() -> None:
    assert str(ItemRef(1, 12, "R_12", "acme/garden", 34, "I_34", "issue")) == "acme/garden#34"

from rules.selector import Selector
from tests.rules.world import goal


def test_all_is_everybody() -> None:
    assert goal("unassign: all").value == Selector()
    assert [user.source for user in goal("unassign: alice").value.users] == ["alice"]


def test_it_needs_what_its_selector_needs() -> None:
    assert goal("unassign: all").needs == {"assignees", "undone", "author"}
    assert goal("unassign: {role: editor}").needs == {"assignees", "undone", "author", "people"}

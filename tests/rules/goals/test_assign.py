from tests.rules.world import goal


def test_logins_are_people() -> None:
    assert [user.source for user in goal("assign: ['@alice', '{author}']").value.users] == ["alice", "{author}"]


def test_it_needs_what_its_selector_needs() -> None:
    assert goal("assign: alice").needs == {"assignees", "undone", "author"}
    assert goal("assign: {role: editor}").needs == {"assignees", "undone", "author", "people"}
    assert goal("assign: {team: acme/docs}").needs == {"assignees", "undone", "author", "team:acme/docs"}

from tests.rules.world import goal

NEEDS = {"requested", "reviews", "undone", "author"}


def test_a_team_is_asked_as_a_team_so_that_its_members_need_not_be_known() -> None:
    assert goal("request_review: {team: '@acme/docs'}").value.team == ("acme/docs",)
    assert goal("request_review: {team: acme/docs}").needs == NEEDS


def test_a_role_needs_the_people_file() -> None:
    assert goal("request_review: alice").needs == NEEDS
    assert goal("request_review: {role: editor}").needs == NEEDS | {"people"}
    assert goal("request_review: {users: alice, fallback: {role: editor}}").needs == NEEDS | {"people"}

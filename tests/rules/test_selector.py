import pytest

from rules.selector import Need, Selector
from tests.rules.world import goal


def chosen(value: str) -> Selector:
    selector = goal(f"assign: {value}").value
    assert isinstance(selector, Selector)
    return selector


@pytest.mark.parametrize(
    ("value", "users"),
    [
        ("alice", ["alice"]),
        ("'@alice'", ["alice"]),
        ("[alice, 'renovate[bot]', alice_acme]", ["alice", "renovate[bot]", "alice_acme"]),
        ("{users: [bob, alice]}", ["bob", "alice"]),
        ("'{assignee}'", ["{assignee}"]),
    ],
)
def test_logins_are_taken_in_their_order(value: str, users: list[str]) -> None:
    assert [user.source for user in chosen(value).users or ()] == users


def test_everything_else_is_spelled_out() -> None:
    selector = chosen("{role: editor, count: 2, never: [author, away], team: [acme/docs, '@acme/web']}")
    assert (selector.role, selector.count, selector.never) == (("editor",), 2, ("author", "away"))
    assert selector.team == ("acme/docs", "acme/web")


def test_a_fallback_is_people_or_a_need() -> None:
    assert chosen("{role: a, fallback: {role: b}}").fallback == Selector(role=("b",))
    need = chosen("{role: a, fallback: {need: '{language} reviewer'}}").fallback
    assert isinstance(need, Need)
    assert need.need.names == {"language"}


def test_it_needs_what_its_fallback_needs_too() -> None:
    assert chosen("alice").needs == frozenset()
    assert chosen("{users: alice, fallback: {team: acme/docs, fallback: {role: editor}}}").needs == {
        "team:acme/docs",
        "people",
    }
    told = {"people", "recorded", "sections"}  # what is needed is remembered, and said once
    assert chosen("{role: a, fallback: {need: a reviewer}}").needs == told


@pytest.mark.parametrize(
    ("keys", "nobody"),
    [
        ({}, True),
        ({"count": 2, "never": ("author",)}, True),
        ({"fallback": {"users": "alice"}}, True),
        ({"users": "alice"}, False),
        ({"owners": True, "count": 1}, False),
        ({"speaks": "fr"}, False),
    ],
)
def test_keys_that_only_narrow_mean_nobody(keys: dict[str, object], nobody: bool) -> None:
    assert Selector.model_validate(keys).means_nobody is nobody

import pytest

from rules.people import newness
from tests.rules.world import finding, met, person


def test_a_bot_is_never_new_and_has_no_role() -> None:
    bot = person("robot", bot=True, new=True, roles=("editor",), may=frozenset({"triage"}))
    assert met("author: {new: true}", author=bot) is False
    assert met("author: {new: false}", author=bot) is False
    assert met("author: {role: editor}", author=bot) is False
    assert met("author: {may: triage}", author=bot) is False


def test_a_bot_is_met_by_login_or_as_a_bot() -> None:
    assert met("author: {bot: true}", author=person("robot", bot=True)) is True
    assert met("author: {bot: true}", author=person("alice")) is False
    assert met("author: {bot: false}", author=person("alice")) is True
    assert met("author: {login: [robot, other], bot: true}", author=person("robot", bot=True)) is True


def test_one_role_or_right_of_those_asked_is_enough() -> None:
    editor = person("alice", roles=("editor", "mentor"), may=frozenset({"triage"}))
    assert met("author: {role: [maintainer, editor]}", author=editor) is True
    assert met("author: {role: maintainer}", author=editor) is False
    assert met("author: {may: [stage, triage]}", author=editor) is True
    assert met("author: {may: stage}", author=editor) is False


def test_a_member_of_one_of_the_teams_is_met_whatever_the_case() -> None:
    teams = {"acme/docs": ("Alice",), "acme/web": ()}
    assert met("author: {team: [acme/web, '@acme/docs']}", author=person("alice"), teams=teams) is True
    assert met("author: {team: acme/docs}", author=person("bob"), teams=teams) is False


def test_one_team_that_is_not_known_leaves_the_answer_open() -> None:
    answer = finding("author: {team: [acme/docs, acme/web]}", author=person(), teams={"acme/docs": ("alice",)})
    assert (answer.met, answer.says) == (
        None,
        "the author is in the team acme/docs or acme/web (team:acme/web not known)",
    )


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("[alice, bob]", "alice or bob"),
        ("{new: false}", "not new here"),
        ("{association: [member, owner]}", "of association member or owner"),
        ("{bot: false}", "not a bot"),
        ("{login: alice, new: true, bot: true}", "alice and new here and a bot"),
        ("{role: editor, may: triage}", "in the role editor and allowed to triage"),
    ],
)
def test_the_answer_says_what_was_asked(asked: str, words: str) -> None:
    told = finding(f"author: {asked}", author=person("zoe", new=False, association="NONE", roles=(), may=frozenset()))
    assert told.says == f"the author is {words}"


@pytest.mark.parametrize(
    ("association", "new"),
    [
        ("OWNER", False),
        ("MEMBER", False),
        ("COLLABORATOR", False),
        ("CONTRIBUTOR", False),
        ("NONE", None),
        ("FIRST_TIMER", None),
        ("FIRST_TIME_CONTRIBUTOR", None),
    ],
)
def test_githubs_word_tells_that_somebody_is_known_here_but_never_that_somebody_is_new(
    association: str, new: bool | None
) -> None:
    assert newness(association) is new

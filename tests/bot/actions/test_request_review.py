"""`request_review` asks those who are missing, and nobody who was asked, has reviewed, or wrote the change."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.action import Name, Refusal, Target, Write
from bot.actions import VERBS
from bot.actions.request_review import RequestReviews
from bot.plan import Occasion, make_plan
from bot.waking.again import Due
from rules.facts import Facts, Member, Review
from rules.language import load

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]


def asks(*people: str, teams: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    return [{"do": "request_review", "reviewers": list(people), "teams": list(teams)}]


def reviewed(*logins: str) -> tuple[Review, ...]:
    return tuple(Review(author=login, state="COMMENTED") for login in logins)


def test_all_people_and_teams_that_are_named_are_asked(decide: Decide, pull: Facts) -> None:
    selector = {"users": ["bob", "carol"], "team": ["acme/docs", "acme/web"]}
    assert decide([{"request_review": selector}], pull) == (
        asks("bob", "carol", teams=("acme/docs", "acme/web")),
        [],
    )


def test_a_team_is_asked_without_its_members_being_known(decide: Decide, pull: Facts) -> None:
    assert decide([{"request_review": {"team": "acme/docs"}}], pull) == (asks(teams=("acme/docs",)), [])


def test_the_author_is_never_asked(decide: Decide, pull: Facts) -> None:
    author = "request_review: alice: is the author"
    assert decide([{"request_review": ["alice", "bob"]}], pull) == (asks("bob"), [author])
    assert decide([{"request_review": "{author}"}], pull) == ([], [author])


def test_whoever_is_asked_or_has_reviewed_is_not_asked_again(decide: Decide, pull: Facts) -> None:
    seen = pull.but(requested=("Bob",), reviews=reviewed("Carol"))
    assert decide([{"request_review": ["bob", "carol", "dan"]}], seen) == (asks("dan"), [])
    assert decide([{"request_review": ["bob", "carol"]}], seen) == ([], [])


def test_a_team_that_is_asked_or_has_reviewed_is_not_asked_again(decide: Decide, pull: Facts) -> None:
    goal = [{"request_review": {"team": "acme/docs"}}]
    assert decide(goal, pull.but(requested=("Acme/Docs",))) == ([], [])
    assert decide(goal, pull.but(reviews=reviewed("acme/docs"))) == ([], [])
    by_member = pull.but(reviews=reviewed("Dan"), teams={"acme/docs": ("dan",)})
    assert decide(goal, by_member) == ([], [])
    assert decide(goal, by_member.but(reviews=reviewed("erin"))) == (asks(teams=("acme/docs",)), [])


def test_of_a_role_the_first_in_the_file_is_asked_until_enough_are(decide: Decide, pull: Facts) -> None:
    editors = pull.but(people=tuple(Member(login=name, roles=("editor",)) for name in ("alice", "bob", "carol", "dan")))
    one, two = ([{"request_review": {"role": "editor", "count": count}}] for count in (1, 2))
    assert decide(one, editors) == (asks("bob"), [])
    assert decide(two, editors.but(requested=("dan",))) == (asks("bob"), [])
    assert decide(two, editors.but(requested=("dan",), reviews=reviewed("carol"))) == ([], [])


def test_a_request_that_a_person_took_back_is_not_made_again(decide: Decide, pull: Facts) -> None:
    undone = pull.but(undone=frozenset({("request_review", "bob"), ("request_review", "acme/docs")}))
    assert decide([{"request_review": {"users": ["bob", "carol"], "team": ["acme/docs", "acme/web"]}}], undone) == (
        asks("carol", teams=("acme/web",)),
        ["request_review: bob: a person took this back", "request_review: acme/docs: a person took this back"],
    )


def test_a_request_that_went_to_and_fro_too_often_is_left_alone(decide: Decide, pull: Facts) -> None:
    flapping = pull.but(flapping=frozenset({("request_review", "bob"), ("request_review", "acme/docs")}))
    assert decide([{"request_review": {"users": ["bob", "carol"], "team": ["acme/docs", "acme/web"]}}], flapping) == (
        asks("carol", teams=("acme/web",)),
        [
            "request_review: bob: it went to and fro too often: left alone for an hour",
            "request_review: acme/docs: it went to and fro too often: left alone for an hour",
        ],
    )


def test_the_fallback_is_asked_where_nobody_else_can_be(decide: Decide, pull: Facts) -> None:
    person = [{"request_review": {"users": "alice", "fallback": {"users": "bob"}}}]
    assert decide(person, pull) == (asks("bob"), [])
    assert decide(person, pull.but(reviews=reviewed("bob"))) == ([], [])
    team = [{"request_review": {"users": "alice", "fallback": {"team": "acme/docs"}}}]
    assert decide(team, pull) == (asks(teams=("acme/docs",)), [])


def test_the_fallback_waits_while_somebody_who_is_meant_has_it(decide: Decide, pull: Facts) -> None:
    both = [{"request_review": {"users": ["alice", "carol"], "fallback": {"users": "bob"}}}]
    assert decide(both, pull.but(requested=("carol",))) == ([], ["request_review: alice: is the author"])
    team = [{"request_review": {"team": "acme/docs", "fallback": {"users": "bob"}}}]
    assert decide(team, pull.but(requested=("acme/docs",))) == ([], [])


def test_where_the_fallback_cannot_be_asked_either_all_reasons_are_told(decide: Decide, pull: Facts) -> None:
    undone = pull.but(undone=frozenset({("request_review", "bob")}))
    assert decide([{"request_review": {"users": "alice", "fallback": {"users": "bob"}}}], undone) == (
        [],
        ["request_review: alice: is the author", "request_review: bob: a person took this back"],
    )


NEED = [{"request_review": {"users": "alice", "fallback": {"need": "reviewer"}}}]
TOLD = (
    "At present there is nobody here who could be asked. What is needed: `reviewer`. "
    "This is noted, so that people can see it and help."
)


def test_where_nobody_can_be_asked_the_need_is_recorded_and_told(decide: Decide, pull: Facts) -> None:
    assert decide(NEED, pull) == (
        [{"do": "record", "name": "need: reviewer"}, {"do": "comment", "body": TOLD}],
        ["request_review: alice: is the author"],
    )
    told = pull.but(recorded=frozenset({"need: reviewer"}), sections={"R/need": TOLD})
    assert decide(NEED, told) == ([], ["request_review: alice: is the author"])


def test_once_somebody_is_found_the_need_is_not_told_any_more(decide: Decide, pull: Facts) -> None:
    goal = [{"request_review": {"role": "editor", "fallback": {"need": "reviewer"}}}]
    found = pull.but(sections={"R/need": TOLD}, people=(Member(login="bob", roles=("editor",)),))
    assert decide(goal, found) == ([{"do": "comment", "body": "", "withdrawn": True}, *asks("bob")], [])
    assert decide(goal, found.but(requested=("bob",))) == ([{"do": "comment", "body": "", "withdrawn": True}], [])


def test_with_a_language_it_is_members_of_the_team_who_are_asked(decide: Decide, pull: Facts) -> None:
    spoken = pull.but(
        people=(Member(login="bob", languages=("fr",)), Member(login="carol", languages=("de",))),
        teams={"acme/docs": ("bob", "carol")},
    )
    assert decide([{"request_review": {"team": "acme/docs", "speaks": "de"}}], spoken) == (asks("carol"), [])
    assert decide([{"request_review": {"team": "acme/docs", "speaks": "ja"}}], spoken) == (
        [],
        ["request_review: nobody is named by this selector"],
    )


def test_the_owners_of_the_changed_paths_are_asked(decide: Decide, pull: Facts) -> None:
    owned = pull.but(files=("docs/a.md",), codeowners="* @dan\ndocs/ @alice @carol @bob\n")
    assert decide([{"request_review": {"owners": True}}], owned) == (asks("bob"), [])
    assert decide([{"request_review": {"owners": True, "count": 3}}], owned) == (
        asks("bob", "carol"),
        ["request_review: alice: is the author"],
    )


WAITED = Due(rule="R", position=0, since=datetime(2026, 3, 2, tzinfo=UTC), asked_again=False)


def after_a_week(pull: Facts, **selector: Any) -> tuple[list[dict[str, Any]], list[str]]:
    """What the rule does that asked somebody a week ago."""
    goal = {"request_review": {"ask_next_after": "7 days", **selector}}
    book = load(json.dumps({"project": {"purpose": "p"}, "rules": [{"name": "R", "on": "push", "do": [goal]}]}))
    plan = make_plan(book, pull, [Occasion("timer:x", due=WAITED)])
    told = [{k: v for k, v in one.document().items() if k not in {"rule", "why"}} for one in plan.actions]
    return told, [held.why for held in plan.held_back]


def test_the_next_one_is_asked_where_somebody_is_silent(pull: Facts) -> None:
    editors = tuple(Member(login=login, roles=("editor",)) for login in ("bob", "carol"))
    asked = pull.but(people=editors, requested=("Bob", "acme/docs"), ours=frozenset({("R", "request_review", "bob")}))
    (freed, following, said), held = after_a_week(asked, role="editor")
    assert (freed, following) == (
        {"do": "request_review", "reviewers": ["Bob"], "teams": [], "withdrawn": True},
        {"do": "request_review", "reviewers": ["carol"], "teams": []},
    )
    assert (said["do"], "@carol is asked now" in said["body"], held) == ("comment", True, [])


def test_nobody_is_freed_where_nobody_else_can_be_asked(pull: Facts) -> None:
    asked = pull.but(requested=("bob",), ours=frozenset({("R", "request_review", "bob")}))
    assert after_a_week(asked.but(people=(Member(login="bob", roles=("editor",)),)), role="editor") == (
        [],
        ["bob: was asked already"],
    )


@pytest.mark.parametrize(
    "later", [{"requested": ()}, {"requested": ("dan",)}, {"requested": ("bob",), "state": "merged"}]
)
def test_who_answered_who_was_asked_by_others_and_what_is_closed_are_left_alone(
    pull: Facts, later: dict[str, Any]
) -> None:
    editors = (Member(login="carol", roles=("editor",)),)
    asked = pull.but(people=editors, ours=frozenset({("R", "request_review", "bob")}), **later)
    assert after_a_week(asked, role="editor") == ([], [])


def test_a_rule_that_does_not_ask_the_next_one_any_more_does_nothing(pull: Facts) -> None:
    book = load("project: {purpose: p}\nrules: [{name: R, on: push, do: [{request_review: bob}]}]\n")
    assert make_plan(book, pull, [Occasion("timer:x", due=WAITED)]).actions == ()


def test_fifteen_at_most_and_the_rest_is_told(decide: Decide, pull: Facts) -> None:
    full = "request_review: GitHub takes 15 requests at most"
    people = [f"p{n}" for n in range(17)]
    assert decide([{"request_review": people}], pull) == (asks(*people[:15]), [full])
    goal = [{"request_review": {"users": "bob", "team": "acme/docs"}}]
    assert decide(goal, pull.but(requested=tuple(people[:14]))) == (asks("bob"), [full])


def test_an_issue_has_no_reviewers(decide: Decide, issue: Facts) -> None:
    assert decide([{"request_review": "bob"}], issue) == ([], ["request_review: issues have no such thing"])


@pytest.mark.parametrize("fact", ["requested", "reviews", "undone", "author"])
def test_what_is_not_known_never_acts_and_says_so(decide: Decide, pull: Facts, fact: str) -> None:
    unknown = pull.but(**{fact: getattr(Facts(), fact)})
    assert decide([{"request_review": "bob"}], unknown) == ([], [f"request_review: not known: {fact}"])


def test_each_reviewer_is_a_write_that_answers_for_nobody_else(signed: dict[str, Any], target: Target) -> None:
    action = RequestReviews(**signed, reviewers=("bob", "Nobody"), teams=("acme/docs", "acme/Lost"))
    assert list(VERBS["request_review"].writes([action], target)) == [
        Refusal(action, "nobody", "GitHub knows no Nobody, or does not show it to this App"),
        Refusal(action, "acme/lost", "GitHub knows no acme/Lost, or does not show it to this App"),
        Write(
            "requestReviews",
            {"pullRequestId": "I_7", "userIds": ["user:bob"], "union": True},
            (RequestReviews(**signed, reviewers=("bob",)),),
        ),
        Write(
            "requestReviews",
            {"pullRequestId": "I_7", "teamIds": ["team:acme/docs"], "union": True},
            (RequestReviews(**signed, teams=("acme/docs",)),),
        ),
    ]


def test_it_is_described_and_cut_down_by_reviewer(signed: dict[str, Any]) -> None:
    action = RequestReviews(**signed, reviewers=("Bob",), teams=("acme/docs",))
    assert action.describe() == "ask Bob, acme/docs for a review"
    assert action.targets == ("bob", "acme/docs")
    assert VERBS["request_review"].names(action) == [Name("user", "Bob"), Name("team", "acme/docs")]
    assert action.only(frozenset({"acme/docs"})) == RequestReviews(**signed, teams=("acme/docs",))
    assert action.only(frozenset()) is None


def test_a_withdrawal_asks_the_rest_again(signed: dict[str, Any], target: Target, pull: Facts) -> None:
    action = RequestReviews(**signed, reviewers=("bob",), withdrawn=True, rest=("carol", "acme/docs"))
    assert action.applied_to(pull.but(requested=("bob", "carol", "acme/docs"))).requested == ("carol", "acme/docs")
    assert (action.describe(), action.claims()) == ("ask bob no more", {"reviewer bob": "off"})
    assert action.document()["withdrawn"] is True
    given = {"pullRequestId": "I_7", "userIds": ["user:carol"], "teamIds": ["team:acme/docs"], "union": False}
    assert list(VERBS["request_review"].writes([action], target)) == [Write("requestReviews", given, (action,))]


def test_a_withdrawal_that_would_drop_somebody_else_is_refused(signed: dict[str, Any], target: Target) -> None:
    action = RequestReviews(**signed, reviewers=("bob",), withdrawn=True, rest=("copilot",))
    why = "the request to copilot would be lost with it, for GitHub does not show them to this App"
    assert list(VERBS["request_review"].writes([action], target)) == [Refusal(action, "bob", why)]


def test_only_what_the_rule_asked_for_is_taken_back(pull: Facts) -> None:
    text = (
        "project: {purpose: Tests}\n"
        "rules: [{name: R, while: true, when: {title: urgent}, do: [{request_review: [bob, acme/docs]}]}]\n"
    ).replace("[bob, acme/docs]", "{users: bob, team: acme/docs}")
    ours = frozenset({("R", "request_review", "bob"), ("R", "request_review", "acme/docs")})
    asked = pull.but(requested=("Bob", "carol", "acme/docs"), ours=ours)
    [action] = make_plan(load(text), asked, [Occasion("d1", None)]).actions
    assert action == RequestReviews(
        rule="R", position=0, cause="ended:1", reviewers=("Bob",), teams=("acme/docs",), withdrawn=True, rest=("carol",)
    )
    answered = asked.but(requested=("carol",))
    assert make_plan(load(text), answered, [Occasion("d1", None)]).actions == ()

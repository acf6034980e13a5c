"""What was true of an item once, and how it went on."""

from typing import Any

import pytest

from bot.backtest.history import Past
from bot.backtest.past import first_facts, moment_of, somebody, went_on
from rules.facts import BLANK, Facts, Review

ADA = somebody("ada")


def begun(item: Any) -> Facts:
    return first_facts(item, ADA, BLANK.but(undone=frozenset()))


@pytest.mark.parametrize(
    ("happened", "now", "then"),
    [
        (("labeled", "ben", "bug"), {"labels": ("docs", "bug")}, {"labels": ("docs",)}),
        (("unlabeled", "ben", "bug"), {"labels": ()}, {"labels": ("bug",)}),
        (("assigned", "ben", "cy"), {"assignees": ("cy",)}, {"assignees": ()}),
        (("unassigned", "ben", "cy"), {"assignees": ()}, {"assignees": ("cy",)}),
        (("renamed", "ben", "Old"), {"title": "New"}, {"title": "Old"}),
        (("milestoned", "ben", "Spring"), {"milestone": "Spring"}, {"milestone": None}),
        (("demilestoned", "ben", "Spring"), {"milestone": None}, {"milestone": "Spring"}),
        (("ready_for_review", "ada", ""), {"draft": False}, {"draft": True}),
        (("converted_to_draft", "ada", ""), {"draft": True}, {"draft": False}),
        (("closed", "ada", ""), {"state": "closed"}, {"state": "open"}),
        (("merged", "ada", ""), {"state": "merged"}, {"state": "open"}),
        (("commented", "ben", "Hi"), {"comments": 1}, {"comments": 0}),
        (("review_requested", "ada", "ben"), {"requested": ("ben",)}, {"requested": ()}),
        (("synchronize", "ada", ""), {}, {}),
    ],
)
def test_what_happened_is_taken_back_to_the_first_day_and_goes_forward_again(
    past: Any, happened: tuple[str, str, str], now: dict[str, Any], then: dict[str, Any]
) -> None:
    item = past(happened, kind="pull_request", **{key: now[key] for key in now if key in Past.model_fields})
    first = begun(item)
    later = went_on(first, item.happened[0], title=item.title)
    assert {key: getattr(first, key) for key in then} == then
    assert {key: getattr(later, key) for key in now} == now


def test_a_closed_item_may_be_open_again(past: Any) -> None:
    item = past(("closed", "ada", ""), ("reopened", "ada", ""))
    facts = begun(item)
    states = [(facts := went_on(facts, each, title="")).state for each in item.happened]
    assert states == ["closed", "open"]


def test_the_last_word_of_a_reviewer_counts_and_who_has_reviewed_is_not_asked_any_more(past: Any) -> None:
    item = past(
        ("review_requested", "ada", "ben"),
        ("reviewed", "ben", "changes_requested"),
        ("reviewed", "ben", "approved"),
        kind="pull_request",
    )
    facts = begun(item)
    for each in item.happened:
        facts = went_on(facts, each, title="")
    assert (facts.reviews, facts.requested) == ((Review(author="ben", state="APPROVED"),), ())


def test_a_request_that_was_withdrawn_does_not_stand(past: Any) -> None:
    item = past(("review_requested", "ada", "ben"), ("review_request_removed", "ada", "ben"), kind="pull_request")
    facts = begun(item)
    for each in item.happened:
        facts = went_on(facts, each, title="")
    assert (facts.requested, facts.undone) == ((), frozenset({("request_review", "ben")}))


def test_what_people_take_off_is_undone_until_somebody_puts_it_back(past: Any) -> None:
    item = past(("unlabeled", "ben", "Bug"), ("labeled", "ben", "bug"))
    facts = begun(item)
    undone = [(facts := went_on(facts, each, title="")).undone for each in item.happened]
    assert undone == [frozenset({("label", "bug")}), frozenset()]


def test_what_the_bot_took_off_and_people_put_back_stays_on(past: Any) -> None:
    item = past(("labeled", "ben", "bug"))
    ours = begun(item).but(ours=frozenset({("r", "unlabel", "bug")}))
    assert went_on(ours, item.happened[0], title="").undone == frozenset({("unlabel", "bug")})


def test_only_people_are_a_sign_of_life(past: Any) -> None:
    item = past(("commented", "ci[bot]", "Built"), ("commented", "ben", "Nice"))
    facts = begun(item)
    seen = [(facts := went_on(facts, each, title="")).human_at for each in item.happened]
    assert seen == [item.created_at, item.happened[1].at]


@pytest.mark.parametrize(
    ("kind", "what", "event"),
    [
        ("issue", "labeled", "issues.labeled"),
        ("issue", "renamed", "issues.edited"),
        ("issue", "commented", "issue_comment.created"),
        ("pull_request", "commented", "issue_comment.created"),
        ("pull_request", "reviewed", "pull_request_review.submitted"),
        ("pull_request", "merged", "pull_request.closed"),
        ("pull_request", "synchronize", "pull_request.synchronize"),
        ("issue", "merged", None),
    ],
)
def test_rules_hear_what_github_would_have_sent(past: Any, kind: str, what: str, event: str | None) -> None:
    item = past((what, "ben", "bug"), kind=kind)
    moment = moment_of(item, item.happened[0], somebody("ben"))
    assert (moment.event if moment else None) == event


def test_an_event_brings_its_label_or_its_text(past: Any) -> None:
    item = past(("labeled", "ben", "bug"), ("commented", "ben", "Hello"))
    brought = [moment_of(item, each, somebody("ben")) for each in item.happened]
    assert [(each.label, each.text) for each in brought if each] == [("bug", None), (None, "Hello")]

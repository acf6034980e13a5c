"""Those who have a role are looked at anew: who is asked how they are, and when; whose term has ended."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.action import HeldBack
from bot.actions.open_issue import CreateIssue
from bot.actions.propose import OpenProposal
from bot.people.tending import asked_by_tending, tended
from bot.planning.whole import repository_facts
from rules.contribution import Contribution
from rules.facts import UNKNOWN, Away, Facts, Member, Tenure
from rules.language import load
from rules.proposals import Proposal

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
MONTHLY, DAILY = "schedule.monthly", "schedule.daily"
AMBASSADOR: dict[str, Any] = {
    "stays_if": {"any": {"writing": 2, "reviewing": 1}, "within": "6 months"},
    "otherwise": "emeritus",
}
AMY = Member(login="A-my", roles=("ambassador",), tenures=(Tenure(role="ambassador", since=date(2024, 3, 1)),))
BEN = Member(login="ben", roles=("ambassador", "friend"))


def book(**role: Any) -> Any:
    file = {
        "project": {"purpose": "p", "people": "people.yml"},
        "roles": {"ambassador": role or AMBASSADOR, "emeritus": {}, "friend": {}},
        "pathways": {"writing": {}, "reviewing": {}, "guiding": {"counts": "command.guide"}},
        "rules": [],
    }
    return load(json.dumps(file))


def did(way: str, *days: str) -> tuple[Contribution, ...]:
    return tuple(Contribution(pathway=way, at=datetime.fromisoformat(f"{day}T12:00+00:00"), cause=day) for day in days)


def facts(*people: Member, **more: Any) -> Facts:
    nothing: dict[str, Any] = {one.login.lower(): () for one in people}
    known = {"opened": frozenset(), "private": False, "forms": (), **more}
    known["contributed"] = nothing | known.get("contributed", {})
    return repository_facts("acme/garden", known.pop("now", NOW), people=people, **known)


def asked(book: Any, facts: Facts, event: str = MONTHLY) -> list[CreateIssue]:
    return [one for one in tended(book, facts, event) if isinstance(one, CreateIssue)]


def test_whoever_was_counted_with_too_little_is_asked_how_they_are() -> None:
    [issue] = asked(
        book(),
        facts(AMY, BEN, contributed={"ben": did("reviewing", "2026-02-01"), "a-my": did("writing", "2026-02-01")}),
    )
    assert (issue.rule, issue.title, issue.key) == (
        "roles.ambassador.stays_if",
        "ambassador: how are you, A-my?",
        "roles.ambassador.stays_if:a-my/0/2026-03",
    )
    head, _, line, *_ = issue.body.splitlines()
    assert (head, line) == (
        "@A-my, this is what was counted lately for the role ambassador:",
        "- one of these: writing: 1 of 2 (within 6 months), reviewing: 0 of 1 (within 6 months)",
    )
    assert "\n\n@ben Please talk with each other.\n\nOpened because it was time." in issue.body
    assert "a pull request proposes emeritus, for people to decide" in issue.body


def test_the_role_s_team_is_asked_to_talk() -> None:
    [issue, _] = asked(book(**AMBASSADOR, team="acme/ambassadors"), facts(AMY, BEN))
    assert ("@acme/ambassadors Please talk with each other." in issue.body, "@ben" in issue.body) == (True, False)


def test_a_role_without_a_rest_proposes_nothing() -> None:
    [issue] = asked(book(stays_if={"contributions": 1}), facts(AMY))
    assert ("pull request" in issue.body, "- contributions of any kind: 0 of 1\n" in issue.body) == (False, True)


@pytest.mark.parametrize(
    ("opened", "asks"),
    [
        ([], True),
        (["2026-03"], False),
        (["2026-02"], False),
        (["2025-10"], False),
        (["2025-09"], True),
        (["2025-03", "2026-01"], False),
    ],
)
def test_nobody_is_asked_again_before_the_time_that_counts_is_over(opened: list[str], asks: bool) -> None:
    keys = frozenset(f"roles.ambassador.stays_if:a-my/0/{month}" for month in opened)
    assert (bool(asked(book(), facts(AMY, opened=keys))), bool(asked(book(), facts(AMY)))) == (asks, True)


@pytest.mark.parametrize(
    "member",
    [
        Member(login="new", roles=("ambassador",), tenures=(Tenure(role="ambassador", since=date(2025, 12, 1)),)),
        Member(login="away", roles=("ambassador",), away=(Away(since=date(2026, 2, 1), until=date(2026, 4, 1)),)),
        Member(login="gone", roles=("emeritus",)),
    ],
)
def test_whoever_is_new_away_or_not_there_any_more_is_left_in_peace(member: Member) -> None:
    assert (asked(book(), facts(member)), len(asked(book(), facts(BEN)))) == ([], 1)


@pytest.mark.parametrize(
    ("since", "asks"),
    [(UNKNOWN, False), (NOW, False), (NOW - timedelta(days=179), False), (NOW - timedelta(days=180), True)],
)
@pytest.mark.parametrize("stays", [{"guiding": 1}, {"any": {"guiding": 1, "writing": 1}}])
def test_nobody_lacks_what_was_not_counted_all_the_time(since: Any, asks: bool, stays: dict[str, Any]) -> None:
    role = book(stays_if={**stays, "within": "180 days"})
    assert (bool(asked(role, facts(AMY, counted_since=since))), asked(role, facts(AMY), DAILY)) == (asks, [])


@pytest.mark.parametrize(
    ("day", "ended"),
    [
        ("2025-02-28", None),
        ("2025-03-01", "2025-03-01"),
        ("2025-04-01", "2025-03-01"),
        ("2025-04-02", None),
        ("2026-03-02", "2026-03-01"),
    ],
)
def test_whose_term_has_ended_hears_of_it_once_each_time(day: str, ended: str | None) -> None:
    now = datetime.fromisoformat(f"{day}T06:00+00:00")
    found = asked(book(term="1 year"), facts(AMY, BEN, now=now), DAILY)
    assert [issue.key for issue in found] == ([f"roles.ambassador.term:a-my/0/{ended}"] if ended else [])
    known = facts(AMY, now=now, opened=frozenset(issue.key for issue in found))
    assert asked(book(term="1 year"), known, DAILY) == []


def test_the_notice_names_the_days() -> None:
    [issue] = asked(book(term="1 year"), facts(AMY, BEN, now=NOW.replace(year=2025)), DAILY)
    assert (issue.title, issue.rule) == ("ambassador: the term of A-my ends", "roles.ambassador.term")
    assert (
        "you have had the role ambassador since 2024\\-03\\-01, and a term of it ended on 2025\\-03\\-01." in issue.body
    )
    assert "@ben Please talk with each other." in issue.body


@pytest.mark.parametrize(("term", "day"), [("1 hour", "2025-03-01"), ("1 year", "2024-03-01")])
def test_a_term_is_a_day_long_at_least_and_does_not_end_as_it_begins(term: str, day: str) -> None:
    now = datetime.fromisoformat(f"{day}T06:00+00:00")
    assert (asked(book(term=term), facts(AMY, now=now), DAILY), AMY.roles) == ([], ("ambassador",))


def test_many_are_not_spoken_of_on_one_day_and_the_next_time_goes_on_with_the_others() -> None:
    people = [Member(login=f"p{n}", roles=("ambassador",)) for n in range(30)]
    first = asked(book(), facts(*people))
    rest = asked(book(), facts(*people, opened=frozenset(one.key for one in first)))
    assert [len(first), len(rest), len({one.key for one in (*first, *rest)})] == [20, 10, 30]


def test_of_whom_nothing_could_be_counted_nothing_is_said() -> None:
    known = facts(AMY, BEN)
    assert [one.title for one in asked(book(), known.but(contributed={"ben": ()}))] == ["ambassador: how are you, ben?"]
    assert asked(book(), known.but(contributed={})) == []


def test_it_is_looked_at_only_on_its_day_and_only_of_the_whole() -> None:
    assert asked(book(), facts(AMY), "schedule.weekly") == []
    assert asked(book(), facts(AMY).but(kind="issue")) == []
    assert [*tended(book(), facts(AMY).but(people=UNKNOWN), MONTHLY)] == []
    assert [*tended(book(), facts(AMY).but(contributed=UNKNOWN), MONTHLY)] == []


def test_such_rules_are_there_only_where_the_people_file_is() -> None:
    names = [rule.name for rule in book(**AMBASSADOR, term="1 year").rules]
    nobody = {"project": {"purpose": "p"}, "roles": {"ambassador": AMBASSADOR, "emeritus": {}}, "rules": []}
    nobody["pathways"] = {"writing": {}, "reviewing": {}}
    assert (names, load(json.dumps(nobody)).rules) == (["roles.ambassador.stays_if", "roles.ambassador.term"], ())


STRICT: dict[str, Any] = {
    "project": {"purpose": "p", "people": "people.yml"},
    "roles": {
        "ambassador": AMBASSADOR,
        "emeritus": {"requires": {"role": "ambassador", "months_in_role": 36}},
    },
    "pathways": {"writing": {}, "reviewing": {}},
    "rules": [],
}
TEXT = "- github: A-my\n  roles: [{ambassador: 2024-03-01}]\n"
ASKED = frozenset({"roles.ambassador.stays_if:a-my/0/2026-02"})


def later(**more: Any) -> Facts:
    """A month after somebody was asked, with what GitHub tells of the change that may be proposed."""
    known = facts(AMY, opened=ASKED, **more)
    there = Proposal(repository="R_1", base="main", commit="c", text=TEXT)
    found = {one.branch: there for one in asked_by_tending(book(), known)}
    return known.but(proposals=found, granted={"contents": "write", "pull_requests": "write"})


def test_a_month_later_rest_is_proposed_and_nothing_is_done() -> None:
    [proposal] = tended(book(), later(), MONTHLY)
    assert isinstance(proposal, OpenProposal)
    assert (proposal.title, proposal.text) == (
        "A-my rests as emeritus",
        "- github: A-my\n  roles: [{emeritus: 2026-03-01}]\n  former: [{ambassador: 2024-03-01 to 2026-03-01}]\n",
    )
    assert proposal.body.startswith("@A-my had the role ambassador. A month ago people were asked to talk about it.")


def test_it_is_proposed_once() -> None:
    [proposal] = tended(book(), later(), MONTHLY)
    known = later()
    assert ([*tended(book(), proposal.applied_to(known), MONTHLY)], len(known.proposals)) == ([], 1)  # type: ignore[union-attr,arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        {"undone": frozenset({("open_issue", "roles.ambassador.stays_if:a-my/0/2026-02")})},
        {"contributed": {"a-my": did("reviewing", "2026-02-20")}},
        {"contributed": {}},
        {"now": NOW.replace(month=2, day=15)},
    ],
)
def test_where_people_closed_the_matter_or_something_changed_nothing_is_proposed(changed: dict[str, Any]) -> None:
    known = facts(AMY, opened=ASKED, undone=frozenset()).but(**changed)
    given = {"contents": "write", "pull_requests": "write"}
    there = Proposal(repository="R_1", base="main", commit="c", text=TEXT)
    branches = {one.branch: there for one in asked_by_tending(book(), known)}
    assert [*tended(book(), known.but(proposals=branches, granted=given), MONTHLY)] == []
    assert len([*tended(book(), later(), MONTHLY)]) == 1


def test_whoever_was_there_for_a_short_time_is_only_taken_out() -> None:
    strict = load(json.dumps(STRICT))
    known = facts(AMY, opened=ASKED)
    [one] = asked_by_tending(strict, known)
    there = Proposal(repository="R_1", base="main", commit="c", text=TEXT)
    given = {"contents": "write", "pull_requests": "write"}
    [proposal] = tended(strict, known.but(proposals={one.branch: there}, granted=given), MONTHLY)
    assert isinstance(proposal, OpenProposal)
    assert (proposal.title, proposal.text) == (
        "A-my steps down: ambassador",
        "- github: A-my\n  roles: []\n  former: [{ambassador: 2024-03-01 to 2026-03-01}]\n",
    )


def test_what_github_did_not_tell_is_not_proposed() -> None:
    [held] = tended(book(), facts(AMY, opened=ASKED), MONTHLY)
    assert (type(held), held.do, getattr(held, "why", "")[:9]) == (HeldBack, "propose", "not known")

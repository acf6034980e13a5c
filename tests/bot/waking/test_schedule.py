"""The timers of schedules: those that the rules in force want, and no others."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import timers
from bot.clock import milliseconds
from bot.item import RepoRef
from bot.store.executor import StoreExecutor
from bot.waking.schedule import Run, keep_time, kinds_heard, lane_of
from rules.book import Rulebook
from rules.language import load

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday
REPO = RepoRef(7, 1, "R_1", "acme/site")


def book_of(*on: str, zone: str = "UTC", do: str = "{label: x}") -> Rulebook:
    rules = "".join(f"  - {{name: r{n}, on: {each}, do: [{do}]}}\n" for n, each in enumerate(on))
    return load(f"project: {{purpose: p, timezone: {zone}}}\nrules:\n{rules or '  []'}\n")


async def after(store: StoreExecutor, *books: Rulebook | None, now: datetime = NOW) -> dict[str, str]:
    """The timers, once these rules have come into force one after the other."""
    for book in books:
        await store.write(lambda connection, book=book: keep_time(connection, REPO, book, now))  # type: ignore[misc]
    left = await store.read(lambda connection: timers.of_lane(connection, lane_of(REPO)))
    return {one.name: f"{datetime.fromtimestamp(one.fire_at / 1000, UTC):%m-%dT%H:%M}" for one in left}


DAILY, WEEKLY = {"schedule.daily:1": "03-03T06:00"}, {"schedule.weekly:1": "03-09T06:00"}


async def test_they_are_set_moved_and_gone_as_the_rules_want_it(store: StoreExecutor) -> None:
    assert await after(store, book_of("schedule.daily", "[schedule.daily, schedule.weekly]")) == DAILY | WEEKLY
    assert await after(store, book_of("schedule.daily")) == DAILY
    assert await after(store, book_of("schedule.daily", zone="Europe/Berlin")) == {"schedule.daily:1": "03-03T05:00"}
    assert await after(store, book_of("issues.opened")) == {}
    assert await after(store, book_of("schedule.daily"), None) == {}


async def test_one_that_is_overdue_stays_as_it_is_so_that_it_fires_once(store: StoreExecutor) -> None:
    await after(store, book_of("schedule.daily"))
    assert await after(store, book_of("schedule.daily"), now=NOW + timedelta(days=3)) == DAILY


async def test_a_rule_that_looks_at_nothing_here_wants_none(store: StoreExecutor) -> None:
    rules = "rules: [{name: r, on: schedule.daily, for_each: region, do: [{label: x}]}]\n"
    assert await after(store, load(f"project: {{purpose: p}}\n{rules}")) == {}


@pytest.mark.parametrize(
    ("passed", "late"),
    [
        ({"minutes": 59}, ""),
        ({"hours": 1}, "1 hour late"),
        ({"hours": 23, "minutes": 59}, "23 hours late"),
        ({"days": 1}, "1 day late"),
        ({"days": 2, "hours": 5}, "2 days late"),
    ],
)
def test_how_late_a_run_is_can_be_said(passed: dict[str, int], late: str) -> None:
    run = Run(installation=7, repo_id=1, repo_node="R_1", repo="acme/site", due=milliseconds(NOW))
    assert (run.late(NOW + timedelta(**passed)), run.where) == (late, REPO)


@pytest.mark.parametrize(
    ("rules", "kinds"),
    [
        ("{name: a, on: schedule.daily, do: [{label: x}]}", ["issue", "pull_request", "discussion"]),
        ("{name: a, on: schedule.daily, when: {draft: true}, do: [{label: x}]}", ["pull_request"]),
        ("{name: a, on: schedule.daily, when: {idle: 1 day}, do: [{unassign: all}]}", ["issue", "pull_request"]),
        ("{name: a, on: schedule.daily, when: {draft: true}, do: [{pin: true}]}", []),
        ("{name: a, on: schedule.weekly, do: [{label: x}]}", []),
        ("{name: a, do: [{label: x}]}", []),
    ],
)
def test_only_kinds_are_listed_that_a_rule_may_do_something_about(rules: str, kinds: list[str]) -> None:
    book = load(f"project: {{purpose: p}}\nrules:\n  - {rules}\n")
    assert kinds_heard(book, "schedule.daily") == kinds

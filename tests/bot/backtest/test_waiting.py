"""A trial for which somebody waits comes to what a trial comes to; the playground's tests show how it is cut short."""

from typing import Any

from bot.backtest.trial import trial
from bot.backtest.waiting import timed_trial
from rules.facts import BLANK
from rules.language import load

OLD = load("project: {purpose: p}\nrules: []\n")
NEW = load("project: {purpose: p}\nrules: [{name: A, on: issues.opened, do: [{label: a}]}]\n")


async def test_where_there_is_time_all_of_it_is_played(past: Any, history: Any) -> None:
    items = history(past(number=1), past(number=2))
    report = await timed_trial(items, BLANK, (OLD, NEW), 9, 3_600)
    assert report == trial(items, BLANK, (OLD, NEW), 9)
    assert (report["items"], report["changed"]) == (2, 2)

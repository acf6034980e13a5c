"""A backtest as a document, and as a page that stands alone."""

from typing import Any

import pytest

from bot.backtest.compare import compare
from bot.backtest.history import Past
from bot.backtest.page import page_of
from bot.backtest.replay import Rehearsal
from bot.backtest.report import not_played, report
from bot.backtest.score import score
from rules.facts import BLANK, Member
from rules.language import load

RULES = """\
project: {purpose: p}
limits: {mentions_per_person_per_week: 2}
rules:
  - {name: Crash, on: issues.opened, when: {title: crash}, do: [{label: bug}, {assign: ben}]}
  - {name: Daily, on: schedule.daily, when: {idle: 3 days}, do: [{label: stale}]}
  - {name: Help, on: command.help, do: [{label: asked}]}
  - {name: Always, when: {actor: {association: first_timer}}, do: [{label: odd}]}
"""


def told(history: Any, *items: Past) -> dict[str, Any]:
    book, nothing = load(RULES), load("project: {purpose: p}\nrules: []\n")
    past = history(*items)
    before, after = (list(Rehearsal(rules, past, BLANK).play_all()) for rules in (nothing, book))
    return report(past.heading, compare(before, after), score(after), book)


def test_a_report_tells_all_of_it(past: Any, history: Any) -> None:
    document = told(history, *(past(number=n) for n in (1, 2, 3)), past(("commented", "cy", "Hi"), number=4, title="x"))
    assert {name: document[name] for name in ("repository", "items", "changed", "since")} == {
        "repository": "o/r",
        "items": 4,
        "changed": 3,
        "since": None,
    }
    assert [(row["do"], row["target"], row["new"], row["come"]) for row in document["effects"]] == [
        ("assign", "ben", 3, 3),
        ("label", "bug", 3, 3),
    ]
    assert document["pings"] == [{"login": "ben", "old": 0, "new": 3, "busiest_week": 3}]
    assert document["exceeded"] == ["ben would be called 3 times within a week; `limits` allow 2"]
    assert document["unsure"] == [{"rule": "Always", "items": 1}]
    assert [row["label"] for row in document["labels"]] == ["bug"]


def test_what_waits_for_other_things_than_an_items_past_is_named() -> None:
    assert not_played(load(RULES)) == ["Daily", "Help"]


def test_rules_without_limits_exceed_none(past: Any, history: Any) -> None:
    book = load(RULES.replace("limits: {mentions_per_person_per_week: 2}\n", ""))
    played = list(Rehearsal(book, history(past(), past(number=2), past(number=3)), BLANK).play_all())
    assert report(history().heading, compare(played, played), [], book)["exceeded"] == []


EDITORS = RULES.replace("assign: ben", "assign: {role: editor}").replace("rules:", "roles: {editor: {}}\nrules:")


@pytest.mark.parametrize(
    ("people", "exceeded", "shared"),
    [
        ([Member(login="dan", roles=("editor",))], ["dan would be called 3 times within a week; `limits` allow 2"], []),
        (
            [Member(login=login, roles=("editor",)) for login in ("dan", "eve", "flo")],
            [],
            ["some of these calls could be shared among 3 people, by what each has on their hands"],
        ),
        (
            [Member(login="dan", roles=("editor",), capacity=2)],
            [],
            ["but they are passed over while they have as many open items as they take"],
        ),
    ],
)
def test_calls_that_came_for_want_of_load_are_not_held_against_the_rules(
    past: Any, history: Any, people: list[Member], exceeded: list[str], shared: list[str]
) -> None:
    book, items = load(EDITORS), history(*(past(number=n) for n in (1, 2, 3)))
    played = list(Rehearsal(book, items, BLANK.but(people=tuple(people))).play_all())
    document = report(items.heading, compare(played, played), [], book)
    told = [f"dan would be called 3 times within a week, and `limits` allow 2; {relief}" for relief in shared]
    assert (document["exceeded"], document["shared"]) == (exceeded, told)
    assert all(f"<li>Not held against the rules: {sentence}.</li>" in page_of(document) for sentence in told)


HOSTILE = '<script>alert(1)</script> crash"'


@pytest.mark.parametrize(
    ("url", "linked"),
    [("https://github.com/o/r/issues/1", True), ("javascript:alert(1)", False), ("", False)],
)
def test_a_hostile_title_is_a_text_and_only_addresses_of_the_web_are_links(
    past: Any, history: Any, url: str, linked: bool
) -> None:
    page = page_of(told(history, past(title=HOSTILE, url=url)))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; crash&#34;" in page
    assert (f'href="{url}"' in page) == linked


def test_a_page_about_nothing_says_so(history: Any) -> None:
    page = page_of(told(history))
    assert "Neither set of rules does anything with these items." in page
    assert "Most surprising" not in page


def test_a_page_with_very_many_effects_shows_the_first_and_says_how_many_more(past: Any, history: Any) -> None:
    document = told(history, past())
    row = document["effects"][0]
    page = page_of(document | {"effects": [{**row, "target": f"label-{number}"} for number in range(1_102)]})
    assert ("label-99<" in page, "label-100<" in page) == (True, False)
    assert "1,002 more are not listed here." in page

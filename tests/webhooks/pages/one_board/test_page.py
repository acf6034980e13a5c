"""The board of one repository: what stands where since when, in whose hands, and how it flows."""

from typing import Any

import pytest

from webhooks.pages.one_board import reading

RULES = """
project: {purpose: Signs that show the way.}
board:
  stages:
    Review: {owner: [editor, maintainer], nudge: 3 days}
    Ready: {}
    Published: {done: true, nudge: 1 day}
rules: []
"""
PAGE = "/board/forest/paths"


def columns(page: Any) -> dict[str, list[str]]:
    """The numbers of the cards, by column."""
    return {
        str(column.attributes["data-column"]): [card.one(cls="number").text for card in column.every(cls="card")]
        for column in page.every("section", "column")
    }


def rows(page: Any, table: str) -> list[list[str]]:
    """What a table says, its head first."""
    (found,) = [one for one in page.every("details") if one.attributes["id"] == table]
    return [[cell.text for cell in row.every() if cell.tag in ("th", "td")] for row in found.every("tr")]


async def test_what_stands_longest_is_on_top_and_at_the_end_what_came_last(site: Any) -> None:
    await site.rules(RULES)
    for number, stage in ((1, "review"), (2, "Review"), (3, "Published"), (4, "Published"), (5, None), (6, "Old")):
        site.clock.forward(hours=1)
        await site.item(number, stage=stage, state="closed" if stage == "Published" else "open")
    await site.item(7, stage="Review", state="closed")
    assert columns(await site.read(PAGE)) == {
        "No stage yet": ["#5"],
        "Review": ["#1", "#2"],
        "Ready": [],
        "Published": ["#4", "#3"],
        "Old": ["#6"],
    }


async def test_a_card_tells_how_long_it_has_stood_there_who_has_it_and_whether_that_is_too_long(site: Any) -> None:
    await site.rules(RULES)
    await site.item(1, stage="Review", assignees=("ada", "ben", "cem", "dot"), reviewers=("eve",))
    site.clock.forward(days=2)
    await site.item(2, stage="Review")
    await site.item(3, stage="Published", state="merged")
    site.clock.forward(days=2)
    page = await site.read(PAGE)
    late, other, done = page.every(cls="card")
    assert [one.text for one in late.every(cls="meta")] == [
        "issue 4 days here over its time",
        "with ada, ben, cem and 1 more; review asked of eve",
    ]
    assert (other.one(cls="meta").text, done.one(cls="meta").text) == (
        "issue 2 days here",
        "issue merged came 2 days ago",
    )
    owners = [column.one(cls="owner").text for column in page.every("section", "column")]
    assert owners == ["next: editor or maintainer, within 3 days · 1 over", "", "done"]


async def test_the_charts_tell_the_same_as_their_tables(site: Any) -> None:
    await site.rules(RULES)
    for number in (1, 2):
        await site.item(number, stage="Review")
    site.clock.forward(days=6)
    await site.item(1, stage="Ready")
    site.clock.forward(days=6)
    await site.item(2, stage="Published", state="closed")
    page = await site.read(PAGE)
    assert rows(page, "flow-table") == [
        ["When (UTC)", "Review", "Ready", "Published", "Together"],
        ["5 Jan 2026", "2", "0", "0", "2"],
        ["7 Jan 2026", "2", "0", "0", "2"],
        ["9 Jan 2026", "2", "0", "0", "2"],
        ["11 Jan 2026", "1", "1", "0", "2"],
        ["13 Jan 2026", "1", "1", "0", "2"],
        ["15 Jan 2026", "1", "1", "0", "2"],
        ["17 Jan 2026", "0", "1", "1", "2"],
    ]
    assert rows(page, "times-table")[1:] == [["Review", "2", "9 days", "12 days"]]
    flow = page.one("svg", "flow")
    assert len(flow.every("polygon")) == 3
    assert flow.one("desc").text.startswith("From 5 Jan 2026 to 17 Jan 2026. Now: Review 0, Ready 1, Published 1.")
    assert page.one("svg", "bar").one("desc").text == "Half within 9 days, 85 of 100 within 12 days."


async def test_of_a_day_the_hours_are_told(site: Any) -> None:
    await site.rules(RULES)
    await site.item(1, stage="Review")
    site.clock.forward(hours=6)
    days = [row[0] for row in rows(await site.read(PAGE), "flow-table")][1:3]
    assert days == ["5 Jan, 09:00", "5 Jan, 10:00"]


async def test_what_has_only_just_begun_says_so(site: Any) -> None:
    await site.rules(RULES)
    await site.item(1)
    said = [chart.one(cls="none").text for chart in (await site.read(PAGE)).every(cls="chart")]
    assert said == [
        "The bot has only just begun to look here. Come back in a while.",
        "No item has left a stage yet.",
    ]


async def test_without_stages_there_are_no_charts_and_without_items_nothing_is_open(site: Any) -> None:
    await site.rules("rules: [", valid=False)
    await site.item(1, state="closed")
    page = await site.read(PAGE)
    assert (page.every(cls="chart"), page.one(cls="board").one(cls="none").text) == ([], "Nothing is open here.")


async def test_private_items_are_only_for_those_who_may_write(site: Any) -> None:
    await site.rules(RULES)
    await site.item(1, stage="Review", private=True, title="Treasure")
    site.clock.forward(hours=1)
    await site.item(2, stage="Review")
    site.clock.forward(hours=1)
    assert columns(await site.read(PAGE))["Review"] == ["#2"]
    assert rows(await site.read(PAGE), "flow-table")[-1][-1] == "1"
    site.come_home()
    page = await site.read(PAGE)
    assert (columns(page)["Review"], rows(page, "flow-table")[-1][-1]) == (["#1", "#2"], "2")


async def test_a_repository_that_is_private_or_not_known_is_not_there(site: Any) -> None:
    await site.item(1, private=True, title="Treasure")
    answers = [await site.get(path) for path in (PAGE, "/board/forest/none", "/board/forest/a%00b")]
    assert [(answer.status_code, "Treasure" in answer.text) for answer in answers] == [(404, False)] * 3


async def test_what_people_wrote_is_shown_as_text(site: Any) -> None:
    hostile = '<script>alert("1")</script>'
    await site.item(1, stage=f"{hostile}</title>", title=hostile, assignees=(hostile,))
    site.clock.forward(days=1)
    answer = await site.get(PAGE)
    page = site.parse(answer.text)
    assert (hostile in answer.text, page.one(cls="card").one("a").text) == (False, f"#1 {hostile}")


async def test_it_is_worked_out_once_in_a_few_seconds(site: Any) -> None:
    await site.item(1)
    assert len((await site.read(PAGE)).every(cls="card")) == 1
    site.clock.forward(seconds=9)
    await site.item(2)
    assert len((await site.read(PAGE)).every(cls="card")) == 1
    site.clock.forward(seconds=1)
    assert len((await site.read(PAGE)).every(cls="card")) == 2


async def test_of_very_many_items_the_latest_are_shown_and_counted(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ITEMS", 1)
    monkeypatch.setattr(reading, "MOST_STAYS", 2)
    for number in (1, 2, 3):
        await site.item(number, stage="Review")
        site.clock.forward(hours=1)
    page = await site.read(PAGE)
    assert columns(page) == {"Review": ["#3"]}
    assert page.one(cls="lead").every("p")[1].text.startswith("Showing the latest 1 item of 3.")
    assert page.every(cls="chart")[0].one(cls="note").text.endswith("of very many moves only the latest 2.")
    assert rows(page, "flow-table")[-1][-1] == "2"

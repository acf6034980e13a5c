"""The first page: boards in the rules' columns, and what the bot did lately."""

from typing import Any

import pytest

from webhooks.pages.boards import reading

RULES = """
project: {purpose: Signs that show the way.}
board:
  stages:
    Review: {owner: [editor, maintainer]}
    Backlog: {owner: anyone}
    Published: {done: true}
rules: []
"""
LABELLED: dict[str, Any] = {
    "events": ["issues.opened"],
    "rules": [],
    "actions": [{"do": "label", "rule": "Sort", "labels": ["docs", "help"]}],
    "held_back": [],
    "conflicts": [],
    "outcomes": [
        {"do": "label", "rule": "Sort", "target": "docs", "state": "done"},
        {"do": "label", "rule": "Sort", "target": "help", "state": "failed", "why": "GitHub refused: no"},
    ],
}


def columns(page: Any) -> dict[str, list[str]]:
    """The numbers of the cards, by column."""
    return {
        str(column.attributes["data-column"]): [card.one(cls="number").text for card in column.every(cls="card")]
        for column in page.every("section", "column")
    }


async def test_columns_stand_in_the_order_of_the_rule_file(site: Any) -> None:
    await site.rules(RULES)
    await site.item(1, stage="Published")
    await site.item(2, stage="backlog")
    page = await site.read("/")
    assert list(columns(page).items()) == [("Review", []), ("Backlog", ["#2"]), ("Published", ["#1"])]
    assert [owner.text for owner in page.every(cls="owner")] == ["next: editor or maintainer", "next: anyone", "done"]


async def test_what_has_no_stage_stands_first_and_a_stage_that_the_rules_lack_last(site: Any) -> None:
    await site.rules(RULES)
    await site.item(1, stage="Elsewhere")
    await site.item(2)
    found = columns(await site.read("/"))
    assert list(found) == ["No stage yet", "Review", "Backlog", "Published", "Elsewhere"]
    assert (found["No stage yet"], found["Elsewhere"]) == (["#2"], ["#1"])


async def test_a_repository_without_stages_is_a_list(site: Any) -> None:
    await site.rules("project: {purpose: Signs.}\nrules: []\n")
    await site.item(1, state="merged", kind="pull_request")
    page = await site.read("/")
    assert columns(page) == {}
    assert page.one(cls="card").one(cls="meta").text == "pull request merged ada · just now"


async def test_the_last_valid_rules_give_the_columns(site: Any) -> None:
    await site.rules(RULES)
    await site.rules("rules: [", valid=False)
    await site.item(1, stage="Review")
    assert list(columns(await site.read("/"))) == ["Review", "Backlog", "Published"]


async def test_rules_that_are_not_valid_any_more_do_not_break_the_page(site: Any) -> None:
    await site.rules("once: valid")
    await site.item(1, stage="Review")
    assert columns(await site.read("/")) == {"Review": ["#1"]}


async def test_boards_of_several_repositories_stand_apart_newest_first(site: Any) -> None:
    await site.item(1)
    site.clock.forward(minutes=5)
    await site.item(1, repo_id=2, repo="forest/maps")
    page = await site.read("/")
    assert [board.one("h2").text for board in page.every(cls="board")] == ["forest/maps", "forest/paths"]


async def test_a_long_column_keeps_its_oldest_cards_folded(site: Any) -> None:
    await site.rules(RULES)
    for number in range(1, 12):
        site.clock.forward(minutes=1)
        await site.item(number, stage="Review")
    folded = (await site.read("/")).one("details")
    assert (folded.one("summary").text, [card.text for card in folded.every(cls="number")]) == (
        "3 more",
        ["#3", "#2", "#1"],
    )


async def test_private_items_are_counted_and_nothing_else(site: Any) -> None:
    await site.rules(RULES, repo_id=2)
    hidden = await site.item(77, repo_id=2, repo="forest/secret", private=True, title="Treasure", stage="Review")
    await site.decided(hidden.lane, **LABELLED)
    await site.item(1)
    answer = await site.get("/")
    assert "1 item in private repositories is not shown here." in answer.text
    assert [word for word in ("secret", "Treasure", "77", "docs", "Backlog") if word in answer.text] == []


async def test_a_repository_that_has_become_private_is_hidden_whole(site: Any) -> None:
    before = await site.item(1, title="Treasure")
    await site.decided(before.lane, **LABELLED)
    site.clock.forward(minutes=1)
    await site.item(2, private=True)
    page = await site.read("/")
    assert ("Treasure" in page.text, page.one(cls="note").text) == (
        False,
        "2 items in private repositories are not shown here.",
    )
    assert (await site.get("/items/forest/paths/1")).status_code == 404


async def test_a_repository_that_has_become_public_shows_what_was_seen_since(site: Any) -> None:
    await site.item(1, private=True, title="Treasure")
    site.clock.forward(minutes=1)
    await site.item(2, title="A map")
    page = await site.read("/")
    assert ("Treasure" in page.text, page.one(cls="card").one("a").text) == (False, "#2 A map")
    assert [(await site.get(f"/items/forest/paths/{number}")).status_code for number in (1, 2)] == [404, 200]


async def test_a_card_says_what_the_bot_did_last_and_what_failed_first(site: Any, texts: Any) -> None:
    item = await site.item(1)
    await site.decided(item.lane, **LABELLED | {"actions": [{"do": "label", "rule": "Sort", "labels": ["old"]}]})
    site.clock.forward(minutes=1)
    await site.decided(item.lane, **LABELLED)
    card = (await site.read("/")).one(cls="card")
    assert texts(card.every(cls="deed")) == ["failed: +help", "+docs"]


async def test_content_that_github_takes_no_more_of_waits_and_has_not_failed(site: Any, texts: Any) -> None:
    item = await site.item(1)
    waits = {"do": "label", "rule": "Sort", "target": "help", "state": "waits", "why": "no more before 10:00"}
    await site.decided(item.lane, **LABELLED | {"outcomes": [LABELLED["outcomes"][0], waits]})
    card = (await site.read("/")).one(cls="card")
    assert texts(card.every(cls="deed")) == ["+docs", "waits: +help (no more before 10:00)"]


async def test_a_card_says_why_nothing_was_done(site: Any) -> None:
    item = await site.item(1)
    held = {"do": "request_review", "rule": "Ask", "why": "bob is the author"}
    await site.decided(item.lane, **LABELLED | {"actions": [], "outcomes": [], "held_back": [held]})
    site.come_home()
    card = (await site.read("/")).one(cls="card")
    assert card.one(cls="left").text == "held back: request review, because bob is the author"


async def test_lately_tells_deeds_failures_and_what_was_left_alone(site: Any, texts: Any) -> None:
    item = await site.item(1)
    held = {"do": "stage", "rule": "Move", "why": "the card is archived"}
    conflict = {"rule": "Later", "do": "label", "place": "label docs", "winner": "Sort"}
    await site.decided(item.lane, **LABELLED | {"held_back": [held], "conflicts": [conflict]})
    look = (await site.read("/")).one(cls="looks")
    assert look.one(cls="about").text == "just now Sign 1 fell over forest/paths #1"
    assert look.one("a").attributes["href"] == "/items/forest/paths/1"
    assert texts(look.every(cls="deed")) == ["+docs"]
    assert look.one(cls="failure").text == "Failed: +help, because GitHub refused: no rule “Sort”"
    assert texts(look.every(cls="left")) == [
        "Held back: stage, because the card is archived rule “Move”",
        "Gave way: label docs, because “Sort” wants it otherwise rule “Later”",
    ]


async def test_an_empty_store_says_what_to_do_next(site: Any) -> None:
    page = await site.read("/")
    assert page.one(cls="empty").text.startswith("No item yet Open an issue or a pull request in a public repository")
    assert page.one(cls="lately").one(cls="none").text.startswith("Nothing yet.")


async def test_only_the_newest_items_and_looks_are_shown(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ITEMS", 2)
    monkeypatch.setattr(reading, "MOST_LATELY", 1)
    for number in (1, 2, 3):
        site.clock.forward(minutes=1)
        item = await site.item(number)
        await site.decided(item.lane, **LABELLED)
    page = await site.read("/")
    assert page.one(cls="lead").one("p").text.startswith("Showing the latest 2 items of 3.")
    assert [card.one(cls="number").text for card in page.every(cls="card")] == ["#3", "#2"]
    assert [look.text for look in page.one(cls="looks").every(cls="number")] == ["forest/paths #3"]


async def test_with_the_store_gone_the_page_says_so(site: Any) -> None:
    await site.store.close()
    answer = await site.get("/")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert "The database does not answer." in answer.text

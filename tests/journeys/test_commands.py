"""People ask the bot in comments; it does what they may ask for, and tells them kindly what it does not."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot import recover
from bot.clock import milliseconds

RULES = """
project: {purpose: We mend tools, people: people.yml}
roles:
  triager: {may: triage}
rules:
  - {name: labelled, on: command.label, do: [{assign: cem}]}
"""
PEOPLE = "- {github: ben, roles: [triager]}\n"


async def begin(story: Any, rules: str = RULES, people: str = PEOPLE) -> str:
    await story.begin(rules)
    await story.writes_rules(people, path="people.yml")
    await story.works()
    return str(await story.opens())


async def signs(story: Any, item: str, number: int = 0) -> list[str]:
    """The bot's reactions to a person's comment."""
    said = [one for one in (await story.item(item))["comments"] if one["author"] != "fingerpost[bot]"]
    return sorted(one["content"] for one in said[number]["reactions"])


async def test_whoever_may_triage_has_a_label_put_on_and_sees_that_it_was_heard(story: Any) -> None:
    item = await begin(story)
    await story.act("ben", "comment", item=item, body="I can see this too.\n\n/label bug, urgent")
    await story.works()
    seen = await story.seen(item)
    assert (seen["labels"], seen["assignees"], seen["comments"]) == (["bug", "urgent"], ["cem"], [])
    assert await signs(story, item) == ["THUMBS_UP"]
    assert await story.ledger(item) == [
        ("label", "bug", "done"),
        ("label", "urgent", "done"),
        ("react", (await story.ledger(item))[2][1], "done"),
        ("assign", "cem", "done"),
    ]


async def test_whoever_may_not_is_told_once_who_may(story: Any) -> None:
    item = await begin(story)
    for _ in range(2):
        await story.act("stranger", "comment", item=item, body="/label bug")
        await story.works()
    seen = await story.seen(item)
    told = "**stranger**: `/label` is for people who may `triage`. Ask ben. The maintainers of this repository may too."
    assert (seen["labels"], seen["assignees"], seen["comments"]) == ([], [], [told])
    assert (await signs(story, item), await signs(story, item, 1)) == (["CONFUSED"], ["CONFUSED"])
    assert "deleted" not in await story.did()


async def test_a_maintainer_on_github_may_without_being_listed(story: Any) -> None:
    item = await begin(story)
    await story.act("ada", "comment", item=item, body="/label bug")
    await story.act("newcomer", "comment", item=item, body="/label docs")
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug"]


async def test_what_is_almost_a_command_is_told_until_somebody_is_understood(story: Any) -> None:
    item = await begin(story)
    await story.act("ben", "comment", item=item, body="/lable bug")
    await story.works()
    assert (await story.seen(item))["comments"] == ["I do not know `/lable`. Did you mean `/label`?"]
    await story.act("ben", "comment", item=item, body="/label bug")
    await story.works()
    assert await story.seen(item) == {"labels": ["bug"], "assignees": ["cem"], "comments": [], "card": []}


async def test_help_is_posted_anew_for_whoever_asks(story: Any) -> None:
    item = await begin(story)
    for login in ("newcomer", "ben"):
        await story.act(login, "comment", item=item, body="/help")
        await story.works()
        [told] = (await story.seen(item))["comments"]
        assert told.startswith(f"**{login}**, this is what you may ask me here")
        assert ("`/label NAME, NAME`" in told) is (login == "ben")


QUIET = {
    "a quotation": "> /label bug",
    "a reply by e-mail": "Thanks.\n\nOn Monday ben wrote:\n> Yes.\n> /label bug",
    "code": "```\n/label bug\n```",
    "indented code": "Look:\n\n    /label bug",
    "in the line": "You may write /label bug here.",
    "a code span": "`/label bug`",
    "a comment of HTML": "<!-- /label bug -->",
    "a comment of HTML over lines": "<!--\n/label bug\n-->",
}


@pytest.mark.parametrize("body", QUIET.values(), ids=QUIET)
async def test_what_is_quoted_or_hidden_is_not_asked(story: Any, body: str) -> None:
    item = await begin(story)
    await story.act("ben", "comment", item=item, body=body)
    await story.works()
    assert ((await story.seen(item))["labels"], await signs(story, item)) == ([], [])


async def test_an_edit_asks_for_its_new_lines_alone(story: Any) -> None:
    item = await begin(story)
    await story.act("ben", "comment", item=item, body="/label bug")
    await story.works()
    await story.act("ada", "unlabel", item=item, labels="bug")
    said = (await story.item(item))["comments"][0]["id"]
    await story.act("ben", "edit_comment", comment=said, body="/label bug\n/label docs")
    await story.works()
    assert (await story.seen(item))["labels"] == ["docs"]


async def test_a_comment_that_is_gone_before_it_is_read_asks_for_nothing(story: Any) -> None:
    item = await begin(story)
    await story.works()
    said = await story.act("ben", "comment", item=item, body="/label bug")
    await story.act("ben", "delete_comment", comment=(await story.item(item))["comments"][0]["id"])
    await story.works()
    assert ((await story.seen(item))["labels"], bool(said)) == ([], True)


async def test_of_a_thousand_commands_ten_are_heard_and_the_rest_is_told_once(story: Any) -> None:
    item = await begin(story)
    await story.act("ben", "comment", item=item, body="\n".join(f"/label l{number:03}" for number in range(1000)))
    await story.works()
    seen = await story.seen(item)
    assert seen["labels"] == [f"l{number:03}" for number in range(10)]
    assert seen["comments"] == ["I follow 10 commands of one comment at most; left out: 990."]


async def test_the_text_of_a_new_item_may_ask_too(story: Any) -> None:
    await begin(story)
    item = await story.opens("ben", body="It breaks.\n\n/label bug")
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug"]
    assert [one["content"] for one in (await story.item(item))["reactions"]] == ["THUMBS_UP"]


async def test_without_a_rule_file_the_bot_stays_silent(story: Any) -> None:
    await story.begin()
    item = await story.opens()
    await story.act("ada", "comment", item=item, body="/label bug\n/help")
    await story.works()
    assert ((await story.seen(item))["labels"], await story.did()) == ([], [])


async def test_what_a_rule_took_off_before_does_not_hold_back_a_person(story: Any) -> None:
    rules = RULES + "  - {name: never, on: [issues.labeled, issue_comment.created], do: [{unlabel: bug}]}\n"
    item = await begin(story, rules)
    await story.act("ada", "label", item=item, labels="bug")
    await story.works()
    assert (await story.seen(item))["labels"] == []
    await story.act("ben", "comment", item=item, body="/label bug")
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug"]


async def test_what_a_person_took_back_by_a_command_no_rule_does_again(story: Any) -> None:
    rules = RULES + "  - {name: always, on: [issues.opened, issues.edited], do: [{label: docs}]}\n"
    item = await begin(story, rules)
    await story.works()
    await story.act("ben", "comment", item=item, body="/unlabel docs")
    await story.works()
    await story.act("newcomer", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.seen(item))["labels"] == []
    assert await story.held_back(item) == ["a person took docs off"]


async def test_what_was_asked_for_is_taken_back_by_whoever_asked_for_it(story: Any) -> None:
    item = await begin(story, RULES.replace("  - {name: labelled, on: command.label, do: [{assign: cem}]}", "  []"))
    for body in ("/label bug", "/label docs"):
        await story.act("ben", "comment", item=item, body=body)
        await story.works()
    await story.act("stranger", "comment", item=item, body="/undo")
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug", "docs"]
    await story.act("ben", "comment", item=item, body="/undo")
    await story.works()
    assert await story.seen(item) == {"labels": ["bug"], "assignees": [], "comments": [], "card": []}


async def test_whoever_asks_what_next_is_told_what_waits_for_somebody(story: Any) -> None:
    await begin(story)
    for name in ("help wanted", "good first issue"):
        await story.act("ada", "create_label", repo="orchard/tools", name=name)
    for title, labels in (("Draw a map", ["help wanted"]), ("Mend the gate", ["good first issue"]), ("Rest", [])):
        await story.opens("ada", title=title, labels=labels)
    await story.works()
    await story.act("newcomer", "comment", item="orchard/tools#1", body="/what-next")
    await story.works()
    [told] = (await story.seen("orchard/tools#1"))["comments"]
    assert told == "**newcomer**, these wait for somebody: | - #3 Mend the gate | - #2 Draw a map"


async def test_what_stands_is_told_with_its_reasons(story: Any) -> None:
    item = await begin(story)
    await story.act("ben", "comment", item=item, body="/label bug")
    await story.works()
    await story.act("newcomer", "comment", item=item, body="/why")
    await story.works()
    [told] = (await story.seen(item))["comments"]
    assert told.split(" | ")[1:] == [
        "- \\+bug, because of `/label`.",
        "- assigned cem, because of `labelled`.",
        "- ✓ `labelled` (line 6) holds. It acts on `command.label`.",
    ]


BOARD = """
board:
  project: 1
  stages: {Triage: {}, Doing: {}, Review: {needs: {label: docs}}, Done: {done: true}}
"""


async def test_a_stage_is_gone_to_once_the_item_has_what_it_needs(story: Any) -> None:
    item = await begin(story, RULES + BOARD, "- {github: ben, roles: [triager]}\n- {github: cem, roles: [mover]}\n")
    await story.writes_rules(RULES.replace("triager: {", "mover: {may: stage}\n  triager: {") + BOARD)
    await story.act("cem", "comment", item=item, body="/stage Review")
    await story.works()
    assert (await story.seen(item))["comments"] == ["`Review` still needs the label docs."]
    await story.act("ben", "comment", item=item, body="/label docs")
    await story.act("cem", "comment", item=item, body="/stage Review")
    await story.works()
    seen = await story.seen(item)
    assert (seen["card"], seen["comments"]) == (["Review"], [])


async def test_whoever_asks_for_a_stage_puts_back_the_card_that_somebody_took_off_the_board(story: Any) -> None:
    item = await begin(story, RULES + BOARD)
    await story.act("ada", "comment", item=item, body="/stage Doing")
    await story.works()
    await story.act("ada", "remove_card", item=item)
    await story.works_on(60)
    assert (await story.seen(item))["card"] == []
    await story.act("ada", "comment", item=item, body="/stage Done")
    await story.works_on(60)
    assert ((await story.seen(item))["card"], await signs(story, item)) == (["Done"], ["THUMBS_UP"])


async def test_a_paused_item_is_left_alone_until_somebody_has_it_go_on(story: Any) -> None:
    rules = RULES + "  - {name: edited, on: issues.edited, do: [{label: docs}]}\n"
    item = await begin(story, rules)
    await story.act("ada", "comment", item=item, body="/pause")
    await story.works()
    await story.act("newcomer", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.seen(item))["labels"] == ["fingerpost: pause"]
    await story.act("ada", "comment", item=item, body="/resume\n/label bug")
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug"]


async def test_where_a_person_deleted_the_bots_comment_only_who_asks_gets_a_new_one(story: Any) -> None:
    item = await begin(
        story, RULES + '  - {name: hello, on: [issues.opened, issues.edited], do: [{comment: "Hello."}]}\n'
    )
    await story.works()
    [hello] = (await story.item(item))["comments"]
    await story.act("ada", "delete_comment", comment=hello["id"])
    await story.act("stranger", "comment", item=item, body="/label bug")
    await story.works()
    assert ((await story.seen(item))["comments"], await signs(story, item)) == ([], ["CONFUSED"])
    await story.act("stranger", "comment", item=item, body="/help")
    await story.works()
    [told] = (await story.seen(item))["comments"]
    assert told.startswith("**stranger**, this is what you may ask me here")
    await story.act("newcomer", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.seen(item))["comments"] == [told]
    await story.act("stranger", "comment", item=item, body="/what-next")
    await story.works()
    assert [said.partition(",")[0] for said in (await story.seen(item))["comments"]] == ["**stranger**"]


async def test_what_was_asked_while_nobody_listened_is_done_when_the_bot_hears_of_it(story: Any) -> None:
    item = await begin(story)
    await story.works()
    await story.act("ben", "comment", item=item, body="/label bug")
    [delivery] = story.listen()
    story.heard = []
    await story.restart()
    await story.give([delivery, delivery])
    await story.works()
    assert ((await story.seen(item))["labels"], await signs(story, item)) == (["bug"], ["THUMBS_UP"])


async def test_a_review_and_a_discussion_may_ask_too(story: Any) -> None:
    await begin(story)
    pull, talk = await story.proposes("cem"), await story.discusses()
    await story.act("ben", "review", item=pull, state="comment", body="Good.\n\n/label docs")
    await story.act("ben", "comment", item=talk, body="/label bug")
    await story.works()
    assert [(await story.seen(item))["labels"] for item in (pull, talk)] == [["docs"], ["bug"]]
    [said] = (await story.item(talk))["comments"]
    assert [one["content"] for one in said["reactions"]] == ["THUMBS_UP"]


READY = """  - name: ready
    on: command.ready
    when: {actor: {may: triage}}
    do: [{label: urgent}, {unlabel: triage}]
"""


@pytest.mark.parametrize("maintainer", ["ben", "ada"], ids=["by the people file", "by GitHub"])
async def test_a_community_has_commands_of_its_own(story: Any, maintainer: str) -> None:
    await begin(story, RULES + READY)
    item = await story.opens("ada", labels=["triage"])
    await story.act("stranger", "comment", item=item, body="/ready")
    await story.works()
    assert (await story.seen(item))["labels"] == ["triage"]
    await story.act(maintainer, "comment", item=item, body="/ready")
    await story.works()
    assert (await story.seen(item))["labels"] == ["urgent"]


async def test_what_was_asked_in_a_long_silence_is_done_afterwards_and_once(story: Any) -> None:
    item = await begin(story)
    await story.works()
    await story.store.write(partial(recover.begin, now=milliseconds(story.clock.now()), every=timedelta(minutes=3)))
    await story.works()
    await story.tick(60)
    await story.act("stranger", "comment", item=item, body="/label docs")
    await story.act("ben", "comment", item=item, body="/label bug")
    new = await story.opens("ben", body="/label urgent")
    lost, story.heard = story.listen(), []
    await story.tick(3_600)
    await story.restart()
    await story.store.write(partial(recover.begin, now=milliseconds(story.clock.now()), every=timedelta(minutes=3)))
    await story.works()
    assert [(await story.seen(name))["labels"] for name in (item, new)] == [["bug"], ["urgent"]]
    assert [await signs(story, item, number) for number in (0, 1)] == [["CONFUSED"], ["THUMBS_UP"]]
    await story.act("ada", "unlabel", item=item, labels="bug")
    await story.give(lost)
    await story.works()
    assert (await story.seen(item))["labels"] == []

"""`board.labels`: the stage label and the card say the same, whichever of them a person changes."""

from typing import Any

import pytest

STAGES = "stages: {Triage: {}, Doing: {}, Review: {}, Done: {done: true}}"
RULES = f"""
board: {{project: 1, labels: true, {STAGES}}}
rules: [{{name: one, on: [issues.opened, pull_request.opened], do: [{{stage: Triage}}]}}]
"""
NO_RULES = f"board: {{project: 1, labels: true, {STAGES}}}\nrules: []"


async def both(story: Any, item: str) -> tuple[list[str], list[str]]:
    seen = await story.seen(item)
    return seen["labels"], seen["card"]


async def swap(story: Any, item: str, old: str, new: str) -> None:
    await story.act("ada", "unlabel", item=item, labels=f"stage/{old}")
    await story.act("ada", "label", item=item, labels=f"stage/{new}")


async def named(story: Any, *stages: str) -> None:
    for stage in stages:
        await story.act("ada", "create_label", repo="orchard/tools", name=f"stage/{stage}", color="aabbcc")


async def test_a_rule_sets_both_and_a_label_that_is_new_gets_a_colour(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    labels = (await story.github.get("state"))["repositories"]["orchard/tools"]["labels"]
    colour = labels["stage/Triage"]
    assert await both(story, item) == (["stage/Triage"], ["Triage"])
    assert (len(colour), set(colour) <= set("0123456789abcdef")) == (6, True)


async def test_a_card_that_a_person_moves_takes_the_label_along_and_nothing_goes_round(story: Any) -> None:
    """S21: a card moved on the board: the stage label follows, the bot's own echo is ignored, no loop."""
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    for column in ("Review", "Doing"):
        await story.act("ada", "move_card", item=item, option=column)
        await story.works()
        assert await both(story, item) == ([f"stage/{column}"], [column])
    done = [verb for verb, _, _ in await story.ledger(item)]
    assert (done, (await story.did()).count("label")) == (["stage"] * 3, 3)


HEARS_OF_LABELS = "on: [issues.opened, issues.labeled], do: [{stage: Doing}]"


def with_two(rule: str) -> str:
    return RULES.replace("]}]", f"]}}, {{name: two, {rule}, do: [{{stage: Doing}}]}}]")


async def moved_on(story: Any, rules: str) -> str:
    """An item that the second rule has moved to Doing."""
    await story.begin(rules)
    item = await story.opens()
    await story.works()
    await story.act("ada", "label", item=item, labels="bug")
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug", "stage/Doing"]
    return str(item)


BUGS = with_two("on: issues.labeled, when: {label: bug}")
STAYS = "a person took it back from Doing"


async def test_from_where_a_person_moved_the_card_no_rule_moves_it_back_though_the_label_followed(story: Any) -> None:
    item = await moved_on(story, BUGS)
    await story.act("ada", "move_card", item=item, option="Triage")
    await story.works()
    await story.act("ada", "label", item=item, labels="docs")
    await story.works()
    assert await both(story, item) == (["bug", "docs", "stage/Triage"], ["Triage"])
    assert await story.held_back(item) == [STAYS]


@pytest.mark.parametrize("moved", [False, True])
@pytest.mark.parametrize("swapped", [False, True])
async def test_what_a_person_took_back_by_the_label_no_rule_that_hears_of_it_does_again(
    story: Any, *, moved: bool, swapped: bool
) -> None:
    item = await moved_on(story, BUGS)
    for column in ["Triage", "Doing"] * moved:
        await story.act("ada", "move_card", item=item, option=column)
        await story.works()
    if swapped:
        await story.act("ada", "unlabel", item=item, labels="stage/Doing")
    for label in ("stage/Triage", "docs"):
        await story.act("ada", "label", item=item, labels=label)
        await story.works()
        assert ((await both(story, item))[1], await story.held_back(item)) == (["Triage"], [STAYS])
    assert (await story.seen(item))["labels"] == ["bug", "docs", "stage/Triage"]


async def test_a_card_that_a_person_took_out_of_all_columns_no_rule_that_looks_then_puts_back(story: Any) -> None:
    item = await moved_on(story, BUGS)
    await story.tick(60)  # until then what an answer lacks may be on its way
    await story.act("ada", "move_card", item=item, option=None)
    await story.act("ada", "label", item=item, labels="docs")
    await story.works()
    assert await both(story, item) == (["bug", "docs"], [""])
    assert await story.held_back(item) == [STAYS]


async def test_without_a_board_no_rule_goes_back_to_the_label_beside_which_a_person_put_another(story: Any) -> None:
    item = await moved_on(story, BUGS.replace("project: 1, ", ""))
    for label in ("stage/Triage", "docs"):
        await story.act("ada", "label", item=item, labels=label)
        await story.works()
        assert STAYS in await story.held_back(item)
    assert await both(story, item) == (["bug", "docs", "stage/Triage"], [])


async def test_a_label_that_a_person_puts_on_moves_the_card(story: Any) -> None:
    await story.begin(RULES)
    item = await story.proposes()
    await story.works()
    await named(story, "Doing", "Done")
    await swap(story, item, "Triage", "Done")
    await story.works()
    assert await both(story, item) == (["stage/Done"], ["Done"])
    await story.act("ada", "label", item=item, labels="stage/Doing")
    await story.works()
    assert await both(story, item) == (["stage/Doing"], ["Doing"])


async def test_of_two_labels_that_people_put_on_the_newer_one_stays(story: Any) -> None:
    await story.begin(NO_RULES)
    item = await story.opens()
    await named(story, "Doing", "Done", "Review")
    for stage in ("Review", "Done", "Doing"):
        await story.act("ada", "label", item=item, labels=f"stage/{stage}")
    await story.works()
    assert await both(story, item) == (["stage/Doing"], ["Doing"])


async def test_a_card_that_a_person_moved_away_and_back_after_they_changed_the_label_is_their_last_word(
    story: Any,
) -> None:
    item = await moved_on(story, BUGS)
    await story.works_on(120)
    await story.act("ada", "label", item=item, labels="stage/Triage")
    for column in ("Review", "Doing"):
        await story.act("ada", "move_card", item=item, option=column)
    await story.works_on(90)
    assert await both(story, item) == (["bug", "stage/Doing"], ["Doing"])


@pytest.mark.parametrize("first", ["card", "label"])
async def test_where_people_changed_both_the_newer_change_wins(story: Any, first: str) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await named(story, "Done")
    changes = [("move_card", {"option": "Review"}), ("label", {"labels": "stage/Done"})]
    for verb, what in changes if first == "card" else reversed(changes):
        await story.act("ada", verb, item=item, **what)
    await story.works_on(90)
    expected = "Done" if first == "card" else "Review"
    assert await both(story, item) == ([f"stage/{expected}"], [expected])


async def test_a_label_that_a_person_took_off_stays_off_until_the_card_moves_on(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await story.act("ada", "unlabel", item=item, labels="stage/Triage")
    await story.works()
    assert await both(story, item) == ([], ["Triage"])
    assert await story.held_back(item) == ["a person took stage/Triage off"]
    for column in ("Doing", "Triage"):
        await story.act("ada", "move_card", item=item, option=column)
        await story.works()
        assert await both(story, item) == ([f"stage/{column}"], [column])


async def test_a_card_that_a_person_took_out_of_all_columns_loses_its_label(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await story.act("ada", "move_card", item=item, option=None)
    await story.works()
    assert await both(story, item) == ([], [""])


async def test_a_card_that_a_person_adds_gets_the_column_of_the_label(story: Any) -> None:
    await story.begin(NO_RULES)
    item = await story.opens()
    await named(story, "Review")
    await story.act("ada", "label", item=item, labels="stage/Review")
    await story.act("ada", "add_card", item=item)
    await story.works()
    assert await both(story, item) == (["stage/Review"], ["Review"])


async def test_an_item_that_is_opened_with_a_stage_label_comes_onto_the_board(story: Any) -> None:
    await story.begin(NO_RULES)
    await named(story, "Doing")
    item = await story.opens("ada", labels=["stage/Doing"])
    await story.works()
    assert await both(story, item) == (["stage/Doing"], ["Doing"])


async def test_a_card_that_a_person_took_off_the_board_stays_away_whatever_the_label_says(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await named(story, "Doing")
    await story.act("ada", "remove_card", item=item)
    await swap(story, item, "Triage", "Doing")
    await story.works_on(90)
    assert await both(story, item) == (["stage/Doing"], [])
    assert await story.held_back(item) == ["a person took the card off the board"]


async def test_an_archived_card_and_its_label_are_left_as_they_are(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await named(story, "Doing")
    await story.act("ada", "archive_card", item=item)
    await swap(story, item, "Triage", "Doing")
    await story.works()
    assert await both(story, item) == (["stage/Doing"], ["Triage"])
    assert await story.held_back(item) == ["the card is archived"]


async def test_a_column_that_the_rules_do_not_name_has_no_label(story: Any) -> None:
    await story.begin("board: {project: 1, labels: true, stages: {Triage: {}, Doing: {}}}\nrules: []")
    item = await story.opens()
    await named(story, "Doing")
    await story.act("ada", "label", item=item, labels="stage/Doing")
    await story.works()
    await story.act("ada", "move_card", item=item, option="Review")
    await story.works()
    assert await both(story, item) == ([], ["Review"])


async def test_another_board_of_the_organisation_changes_nothing(story: Any) -> None:
    two = [{"title": title, "fields": [{"name": "Status", "options": ["Triage", "Doing"]}]} for title in ("A", "B")]
    owner = {"login": "orchard", "owners": ["ada"], "members": ["ben"], "projects": two}
    await story.begin(NO_RULES, organizations=[owner])
    item = await story.opens()
    await story.act("ada", "add_card", item=item, project=2)
    await story.act("ada", "move_card", item=item, option="Doing", project=2)
    await story.works()
    assert await both(story, item) == ([], ["Doing"])


@pytest.mark.parametrize(
    ("board", "why"),
    [
        ("", "the rule file names no project"),
        ("project: https://github.com/users/ada/projects/1, ", "an App cannot see a project that belongs to a user"),
        ("project: 9, ", "the App cannot see project 9 of orchard: there is none, or the App lacks the permission"),
    ],
    ids=["none", "a user's", "hidden"],
)
async def test_without_a_board_the_label_alone_carries_the_stage_and_it_is_said_why(
    story: Any, board: str, why: str
) -> None:
    await story.begin(RULES.replace("project: 1, ", board))
    item = await story.opens()
    await story.works()
    [held] = await story.held_back(item)
    assert (await both(story, item), held.startswith(why)) == ((["stage/Triage"], []), True)
    await named(story, "Doing")
    await story.act("ada", "label", item=item, labels="stage/Doing")
    await story.works()
    assert await both(story, item) == (["stage/Doing"], [])


async def test_nothing_is_mirrored_while_the_bot_only_watches_or_is_paused(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await story.act("ada", "create_label", repo="orchard/tools", name="fingerpost: pause", color="aabbcc")
    await story.act("ada", "label", item=item, labels="fingerpost: pause")
    await story.act("ada", "move_card", item=item, option="Doing")
    await story.works()
    assert await both(story, item) == (["fingerpost: pause", "stage/Triage"], ["Doing"])


async def test_what_another_program_fights_over_comes_to_rest(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await named(story, "Doing")
    said = []
    for _ in range(8):
        await story.act("ada", "label", item=item, labels="stage/Doing")
        await story.works()
        said += await story.held_back(item)
        await story.act("ben", "move_card", item=item, option="Triage")
        await story.works()
        said += await story.held_back(item)
    assert (set(said), len(await story.ledger(item))) == ({"it went to Doing too often: left alone for an hour"}, 11)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("match", ["addLabels", "addProjectV2", "updateProjectV2"])
async def test_an_answer_that_is_lost_leaves_no_half_of_a_stage_that_a_rule_sets(
    story: Any, match: str, when: str
) -> None:
    await story.begin(RULES)
    await story.github.post("faults", [{"match": match, "when": when}])
    item = await story.opens()
    await story.works_on()
    assert await both(story, item) == (["stage/Triage"], ["Triage"])
    assert {state for _, _, state in await story.ledger(item)} == {"done"}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kept", [True, False])
async def test_an_answer_that_is_lost_leaves_no_label_behind_its_card(story: Any, when: str, *, kept: bool) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    if not kept:
        await story.act("ada", "unlabel", item=item, labels="stage/Triage")
        await story.works()
    await named(story, "Doing")
    await story.works()
    await story.github.post("faults", [{"match": "Labels", "when": when}])
    await story.act("ada", "move_card", item=item, option="Doing")
    await story.works_on()
    assert await both(story, item) == (["stage/Doing"], ["Doing"])
    assert {state for _, _, state in await story.ledger(item)} == {"done"}


@pytest.mark.parametrize("when", ["before", "after"])
async def test_an_answer_that_is_lost_leaves_no_card_behind_its_label(story: Any, when: str) -> None:
    await story.begin(RULES)
    item = await story.opens()
    await story.works()
    await named(story, "Done")
    await story.github.post("faults", [{"match": "updateProjectV2", "when": when}])
    await swap(story, item, "Triage", "Done")
    await story.works_on()
    assert await both(story, item) == (["stage/Done"], ["Done"])
    assert {state for _, _, state in await story.ledger(item)} == {"done"}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("match", ["addLabels", "addProjectV2", "updateProjectV2"])
async def test_a_stage_that_was_left_half_done_goes_with_the_reason_of_the_rule_that_asked_for_it(
    story: Any, match: str, when: str
) -> None:
    rules = with_two("while: true, when: {label: bug}")
    await story.begin(rules.replace("project: 1, ", ""))
    item = await story.opens()
    await story.works()
    await story.writes_rules(rules)
    await story.github.post("faults", [{"match": match, "when": when}])
    await story.act("ada", "label", item=item, labels="bug")
    await story.works_on()
    assert await both(story, item) == (["bug", "stage/Doing"], ["Doing"])
    await story.act("ada", "unlabel", item=item, labels="bug")
    await story.works()
    assert await both(story, item) == (["stage/Triage"], ["Triage"])


async def test_a_stage_of_which_the_second_half_was_refused_is_the_deed_of_the_rule_that_asked_for_it(
    story: Any,
) -> None:
    rules = RULES.replace("on: [issues.opened, pull_request.opened], do: [{stage: Triage}]", HEARS_OF_LABELS)
    await story.begin(rules)
    await story.github.post("faults", [{"match": "updateProjectV2", "kind": "limit", "limit": "secondary"}])
    item = await story.opens()
    await story.works_on()
    assert await both(story, item) == (["stage/Doing"], ["Doing"])
    await named(story, "Triage")
    await swap(story, item, "Doing", "Triage")
    await story.works()
    assert await both(story, item) == (["stage/Triage"], ["Triage"])

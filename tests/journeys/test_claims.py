"""People take items by a word: the first one has it, the others wait in line, and nobody has to be ashamed."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.store.community import absence

RULES = """
project: {purpose: We mend tools, people: people.yml}
roles:
  triager: {may: triage}
rules:
  - {name: taken, on: command.assign, do: [{label: taken}]}
"""
PEOPLE = "- {github: ben, roles: [triager]}\n"
DAY = timedelta(days=1).total_seconds()
LATE = "thank you! newcomer was first and has this already. You are number 1 in line, and I tell you when it is free."


async def begin(story: Any, rules: str = RULES) -> str:
    """A community with an open issue, and two others that anybody may take."""
    await story.begin(rules)
    await story.writes_rules(PEOPLE, path="people.yml")
    await story.act("ada", "create_label", repo="orchard/tools", name="good first issue")
    for title in ("Oil the hinge", "Sharpen the saw", "Sweep @everyone's floor"):
        other = await story.opens("ada", title=title)
        await story.act("ada", "label", item=other, labels="good first issue")
    item = await story.opens("ada")
    await story.works()
    return str(item)


async def says(story: Any, login: str, item: str, body: str) -> None:
    """Somebody comments, and the bot hears it."""
    await story.act(login, "comment", item=item, body=body)
    await story.works()


async def now(story: Any, item: str) -> tuple[list[str], list[str]]:
    """Who has the item, and what the bot says."""
    seen = await story.seen(item)
    return seen["assignees"], seen["comments"]


async def test_of_two_who_claim_within_a_second_the_first_has_it_and_the_second_is_offered_others(story: Any) -> None:
    """S26: two `/assign` within a second: the first gets it, the second alternatives; one assignee."""
    item = await begin(story)
    await story.act("newcomer", "comment", item=item, body="/assign")
    await story.github.act("stranger", "comment", item=item, body="I can do that.\n\n/claim")
    await story.works()
    others = "Until then, these wait for somebody: | - #3 Sweep @\u200beveryone's floor | - #2 Sharpen the saw"
    assert await now(story, item) == (["newcomer"], [f"**stranger**, {LATE} | {others} | Next in line: stranger."])
    assert (await story.seen(item))["labels"] == ["taken"]


async def test_the_order_of_claims_is_githubs_own_whatever_arrives_first(story: Any) -> None:
    item = await begin(story)
    await story.act("newcomer", "comment", item=item, body="/assign")
    await story.act("stranger", "comment", item=item, body="/assign")
    late = story.listen()[::-1]
    story.heard = []
    await story.give(late)
    await story.works()
    assert (await now(story, item))[0] == ["newcomer"]


async def test_whoever_waits_is_told_when_the_item_is_free_and_then_the_next_one(story: Any) -> None:
    item = await begin(story)
    for login in ("newcomer", "stranger", "cem"):
        await says(story, login, item, "/assign")
    assert (await now(story, item))[1][0].endswith("Next in line: stranger, cem.")
    await says(story, "newcomer", item, "Sorry, no time.\n\n/unassign")
    turn = "@stranger, you waited for this, and it is free now. Say `/assign` if you still want it."
    assert await now(story, item) == ([], [f"{turn} | Next in line: cem."])
    await story.tick(3 * DAY + 60)
    await story.works()
    assert await now(story, item) == ([], [turn.replace("stranger", "cem")])
    await says(story, "cem", item, "/take")
    assert await now(story, item) == (["cem"], [])


async def test_whoever_is_told_is_told_by_a_new_comment(story: Any) -> None:
    item = await begin(story)
    await says(story, "newcomer", item, "/assign")
    await says(story, "stranger", item, "/assign")
    await story.act("ada", "unassign", item=item, assignees="newcomer")
    await story.works()
    last = (await story.item(item))["comments"][-1]
    assert (last["author"], "@stranger, you waited" in last["body"]) == ("fingerpost[bot]", True)


async def test_nobody_is_told_of_what_was_closed(story: Any) -> None:
    item = await begin(story)
    await says(story, "newcomer", item, "/assign")
    await says(story, "stranger", item, "/assign")
    await says(story, "stranger", item, "/help")
    await story.act("ada", "close", item=item)
    await story.act("ada", "unassign", item=item, assignees="newcomer")
    await story.works()
    assert "stranger, you waited" not in str(await now(story, item))
    assert "Next in line" not in str(await now(story, item))


async def test_a_person_whom_github_cannot_assign_has_it_all_the_same(story: Any) -> None:
    """S27: a person whom GitHub cannot assign is recorded, and shown in the comment; no error."""
    item = await begin(story)
    await says(story, "ben", item, "/assign @stranger")
    await story.tick(2)  # what GitHub refuses is tried once more
    await story.works()
    assert await now(story, item) == ([], ["**stranger** is on this."])
    await says(story, "newcomer", item, "/assign")
    assert "**stranger** is on this. | Next in line: newcomer." in str(await now(story, item))


async def test_what_is_given_back_is_free_though_github_never_showed_it(story: Any) -> None:
    item = await begin(story)
    await says(story, "ben", item, "/assign @stranger")
    await says(story, "ben", item, "/unassign @stranger")
    assert await now(story, item) == ([], [])
    await says(story, "newcomer", item, "/assign")
    assert await now(story, item) == (["newcomer"], [])


async def test_others_are_given_an_item_only_by_whoever_may_triage(story: Any) -> None:
    item = await begin(story)
    await says(story, "stranger", item, "/assign @cem")
    why = "**stranger**: `/assign` is for people who may `triage`. Ask ben. The maintainers of this repository may too."
    assert await now(story, item) == ([], [why])
    await says(story, "ada", item, "/assign @cem @dependabot @nobody-at-all")
    assert await now(story, item) == ([], ["There is nobody called `dependabot` on GitHub."])
    await says(story, "ada", item, "/assign @cem @ben")
    assert await now(story, item) == (["ben", "cem"], [])


async def test_newcomers_take_as_many_as_the_limits_say(story: Any) -> None:
    item = await begin(story, RULES + "limits: {open_claims: 2, claims_for_newcomers: 1}\n")
    await says(story, "newcomer", "orchard/tools#1", "/assign")
    await says(story, "newcomer", item, "/assign")
    why = "you have as many issues here as somebody new may have at a time: 1. Finish one or give one back with"
    assert await now(story, item) == ([], [f"**newcomer**, {why} `/unassign`; then you are welcome to this one."])
    await says(story, "newcomer", "orchard/tools#1", "/unassign")
    await says(story, "newcomer", item, "/assign")
    assert await now(story, item) == (["newcomer"], [])


async def test_what_is_had_without_github_showing_it_counts_too(story: Any) -> None:
    item = await begin(story, RULES + "limits: {open_claims: 1}\n")
    await says(story, "ben", "orchard/tools#1", "/assign @stranger")
    await says(story, "stranger", item, "/assign")
    assert (await now(story, item))[0] == []


@pytest.mark.parametrize("label", ["blocked", "Blocked"])
async def test_what_is_blocked_or_closed_is_not_to_be_had(story: Any, label: str) -> None:
    item = await begin(story)
    await story.act("ada", "create_label", repo="orchard/tools", name=label)
    await story.act("ada", "label", item=item, labels=label)
    await says(story, "newcomer", item, "/assign")
    told = f"something is still in the way here: it carries the label `{label}`. Please ask again when that is gone."
    assert await now(story, item) == ([], [f"**newcomer**, {told}"])
    await story.act("ada", "unlabel", item=item, labels=label)
    await story.act("ada", "close", item=item)
    await says(story, "newcomer", item, "/assign")
    assert (await now(story, item))[0] == []


async def test_what_waits_survives_a_restart(story: Any) -> None:
    item = await begin(story)
    await says(story, "newcomer", item, "/assign")
    await says(story, "stranger", item, "/assign")
    await story.restart()
    await says(story, "newcomer", item, "/unassign")
    assert "@stranger, you waited for this" in (await now(story, item))[1][0]


async def test_whoever_is_away_by_their_own_word_is_not_asked(story: Any) -> None:
    rules = RULES + "  - {name: ask, on: issues.labeled, when: {label: bug}, do: [{assign: {role: triager}}]}\n"
    item = await begin(story, rules)
    await says(story, "ben", item, "/away until 2026-03-20")
    await story.act("ada", "label", item=item, labels="bug")
    await story.works()
    assert (await now(story, item))[0] == []
    await says(story, "ben", item, "/back")
    other = await story.opens("ada")
    await story.act("ada", "label", item=other, labels="bug")
    await story.works()
    assert (await now(story, other))[0] == ["ben"]


async def test_whoever_is_away_is_passed_over_in_a_team_too(story: Any) -> None:
    rules = RULES + "  - {name: ask, on: issues.labeled, do: [{assign: {team: orchard/docs}}]}\n"
    item = await begin(story, rules)
    await says(story, "cem", item, "/away")
    await story.act("ada", "label", item=item, labels="bug")
    await story.works()
    assert (await now(story, item))[0] == []


async def test_a_place_in_line_and_an_absence_are_kept_though_github_was_cut_off(story: Any) -> None:
    item = await begin(story)
    await says(story, "newcomer", item, "/assign")
    await story.github.post("faults", [{"match": "addReaction", "kind": "drop", "when": "after"}])
    await story.act("stranger", "comment", item=item, body="/assign\n\n/away until 2026-03-20")
    await story.works_on(200)
    assert "Next in line: stranger." in str(await now(story, item))
    away = await story.store.read(lambda connection: connection.execute(sa.select(absence.c.login)).scalars().all())
    assert away == ["stranger"]


async def test_who_takes_an_issue_by_its_first_text_has_it_before_github_can_show_it(story: Any) -> None:
    await begin(story)
    item = await story.opens("newcomer", body="It squeaks. I mend it myself.\n\n/assign")
    await story.works_on(3, 1)
    assert await now(story, item) == ([], ["**newcomer** is on this."])
    assert [one["content"] for one in (await story.item(item))["reactions"]] == ["THUMBS_UP"]
    await says(story, "newcomer", item, "It is the hinge.")
    await story.act("ada", "assign", item=item, assignees="newcomer")
    await story.works()
    assert await now(story, item) == (["newcomer"], [])


async def test_a_discussion_cannot_be_taken_and_a_pull_request_can(story: Any) -> None:
    await begin(story)
    talk, pull = await story.discusses("ada"), await story.proposes("ada")
    await says(story, "newcomer", talk, "/assign")
    await says(story, "newcomer", pull, "/assign")
    [told] = [one["body"] for one in (await story.item(talk))["comments"] if one["author"] == "fingerpost[bot]"]
    assert "`/assign` means something only on: issues, pull requests." in told
    assert (await story.seen(pull))["assignees"] == ["newcomer"]


async def test_a_claim_takes_one_read_and_one_write(story: Any) -> None:
    item = await begin(story, RULES + "limits: {open_claims: 3}\n")
    await says(story, "newcomer", item, "/assign")
    await story.act("newcomer", "comment", item="orchard/tools#1", body="/assign")
    await story.cost()
    await story.works(echoes=False)
    assert await story.cost() == {"query": 1, "mutation": 1}


async def test_of_two_who_are_late_in_one_look_the_first_is_next(story: Any) -> None:
    item = await begin(story)
    for login in ("newcomer", "stranger", "cem"):
        await story.act(login, "comment", item=item, body="/assign")
    await story.works()
    assert "Next in line: stranger, cem." in str(await now(story, item))


async def test_a_turn_that_cannot_be_ended_is_looked_at_now_and_then(story: Any) -> None:
    item = await begin(story)
    for login, word in (("newcomer", "/assign"), ("stranger", "/assign"), ("cem", "/assign"), ("newcomer", "/release")):
        await says(story, login, item, word)
    await says(story, "ada", item, "/pause")
    await story.tick(3 * DAY)
    await story.works()
    assert "@stranger, you waited" in str(await now(story, item))
    await says(story, "ada", item, "/resume")
    assert "@cem, you waited" in str(await now(story, item))

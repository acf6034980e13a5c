"""`while: true`: what a rule asked for and said goes away with its reason, and nothing else does."""

from typing import Any

import pytest

ASK = "rules: [{name: one, while: true, when: {title: breaks}, do: [{request_review: [cem]}]}]"
SAY = """rules:
  - {name: one, while: true, when: {title: breaks}, do: [{comment: "Does it still?"}]}
  - {name: two, on: issues.opened, do: [%s]}
"""


async def test_a_request_that_nobody_answered_is_withdrawn_with_its_reason(story: Any) -> None:
    await story.begin(ASK)
    pull = await story.proposes(title="It breaks")
    await story.works()
    await story.act("ada", "request_review", item=pull, reviewers=["ada"])
    await story.works()
    assert (await story.seen(pull))["requests"] == ["ada", "cem"]
    await story.act("ben", "edit", item=pull, title="Mend it")
    await story.works()
    assert (await story.seen(pull))["requests"] == ["ada"]
    await story.act("ben", "edit", item=pull, title="It breaks again")
    await story.works()
    assert (await story.seen(pull))["requests"] == ["ada", "cem"]


async def test_a_request_of_a_person_stays(story: Any) -> None:
    await story.begin(ASK)
    pull = await story.proposes(title="Mend it")
    await story.act("ada", "request_review", item=pull, reviewers=["cem"])
    await story.works()
    await story.act("ben", "edit", item=pull, title="It breaks")
    await story.works()
    await story.act("ben", "edit", item=pull, title="Mend it")
    await story.works()
    assert (await story.seen(pull))["requests"] == ["cem"]


async def test_an_empty_comment_is_deleted_and_may_come_back(story: Any) -> None:
    await story.begin(SAY % "")
    item = await story.opens(title="It breaks")
    await story.works()
    assert (await story.seen(item))["comments"] == ["Does it still?"]
    await story.act("ada", "edit", item=item, title="Mended")
    await story.works()
    assert (await story.seen(item))["comments"] == []
    await story.act("ada", "edit", item=item, title="It breaks again")
    await story.works()
    assert (await story.seen(item))["comments"] == ["Does it still?"]


async def test_what_another_rule_says_stays(story: Any) -> None:
    await story.begin(SAY % "{comment: Thanks.}")
    item = await story.opens(title="It breaks")
    await story.works()
    assert (await story.seen(item))["comments"] == ["Does it still? | Thanks."]
    await story.act("ada", "edit", item=item, title="Mended")
    await story.works()
    assert (await story.seen(item))["comments"] == ["Thanks."]
    assert [one for one in await story.did() if "in vain" in one] == []


async def test_what_a_write_without_an_answer_did_is_taken_back_too(story: Any) -> None:
    await story.begin("rules: [{name: one, while: true, when: {title: breaks}, do: [{label: bug}]}]")
    item = await story.opens(title="It breaks")
    await story.github.post("faults", [{"match": "addLabels", "when": "after"}])
    await story.works(echoes=False)
    assert (await story.seen(item))["labels"] == ["bug"]
    await story.act("ada", "edit", item=item, title="Mended")
    await story.tick(100)
    await story.works()
    assert (await story.seen(item))["labels"] == []


STAGES = """board: {project: 1, labels: %s, stages: {Triage: {}, Doing: {}}}
rules:
  - {name: one, on: issues.opened, do: [{stage: Triage}]}
  - {name: two, while: true, when: {label: bug}, do: [{stage: Doing}]}
"""


@pytest.mark.parametrize("labels", ["true", "false"])
async def test_a_stage_that_went_back_with_its_reason_stays_there_until_the_reason_comes_again(
    story: Any, labels: str
) -> None:
    await story.begin(STAGES % labels)
    item = await story.opens()
    await story.works()
    for _ in range(2):
        await story.act("ada", "label", item=item, labels="bug")
        await story.works()
        assert (await story.seen(item))["card"] == ["Doing"]
        await story.act("ada", "unlabel", item=item, labels="bug")
        for label in ("docs", "urgent"):
            await story.works()
            assert (await story.seen(item))["card"] == ["Triage"]
            await story.act("ada", "label", item=item, labels=label)
        await story.tick(3600)


async def test_a_stage_whose_reason_went_before_it_was_known_to_be_set_goes_in_the_look_that_finds_it(
    story: Any,
) -> None:
    await story.begin(STAGES % "false")
    item = await story.opens()
    await story.works()
    await story.github.post("faults", [{"match": "updateProjectV2", "when": "after"}])
    await story.act("ada", "label", item=item, labels="bug")
    await story.works()
    assert (await story.seen(item))["card"] == ["Doing"]
    await story.act("ada", "unlabel", item=item, labels="bug")
    await story.works_on()
    assert (await story.seen(item))["card"] == ["Triage"]

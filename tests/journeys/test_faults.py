"""Things break: each effect happens once all the same, and nothing waits longer than it must."""

import asyncio
from typing import Any

import pytest

BOARD = """
board:
  project: 1
  stages: {Triage: {}, Doing: {}, Review: {}, Done: {done: true}}
"""
WELCOME = f"""{BOARD}
rules:
  - name: welcome
    on: issues.opened
    do: [{{label: bug}}, {{comment: "Hello."}}, {{assign: ben}}, {{stage: Triage}}]
"""
ALL_DONE = {"labels": ["bug"], "assignees": ["ben"], "comments": ["Hello."], "card": ["Triage"]}
EFFECTS = ["add_card", "assign", "comment", "label", "move_card"]


async def once(story: Any, item: str) -> None:
    """Everything was done, and not twice."""
    assert await story.seen(item) == ALL_DONE
    done = [deed for deed in await story.did() if "in vain" not in deed]
    assert sorted(done) == EFFECTS
    assert {state for _, _, state in await story.ledger(item)} == {"done"}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("match", ["addLabels", "updateProjectV2", "query"])
@pytest.mark.parametrize("kind", ["status", "drop", "graphql_error"])
async def test_a_failed_request_is_made_good(story: Any, when: str, match: str, kind: str) -> None:
    await story.begin(WELCOME)
    await story.github.post("faults", [{"match": match, "when": when, "kind": kind}])
    item = await story.opens()
    await story.works_on()
    await once(story, item)


@pytest.mark.parametrize("limit", ["primary", "secondary", "secondary_429", "graphql", "graphql_new"])
@pytest.mark.parametrize("match", ["addLabels", "updateProjectV2", "query", "POST /app/inst"])
async def test_a_rate_limit_is_waited_for(story: Any, limit: str, match: str) -> None:
    if match.startswith("POST") and limit.startswith("graphql"):
        return
    await story.begin(WELCOME)
    await story.github.post("faults", [{"match": match, "kind": "limit", "limit": limit}])
    item = await story.opens()
    await story.works_on(30)
    assert (await story.seen(item))["card"] != ["Triage"]
    await story.tick(3_600)
    await story.works_on()
    await once(story, item)


async def test_a_limited_installation_is_parked_and_the_others_go_on(story: Any) -> None:
    rules = "rules: [{name: one, on: issues.opened, do: [{label: bug}]}]"
    files = {".github/pathways.yml": f"project: {{purpose: We mend}}\n{rules}"}
    await story.begin(
        None,
        organizations=[{"login": "orchard", "owners": ["ada"]}, {"login": "mill", "owners": ["ada"]}],
        repositories=[
            {"name": "orchard/tools", "labels": ["bug"], "files": files},
            {"name": "mill/stones", "labels": ["bug"], "files": files},
        ],
        installations=[{"account": "orchard"}, {"account": "mill"}],
    )
    fault = {"match": "addLabels", "kind": "limit", "limit": "secondary"}
    await story.github.post("faults", [fault])
    here = await story.opens()
    await story.works()
    later = await story.opens()
    there = (await story.act("ada", "open_issue", repo="mill/stones", title="It squeaks"))["item"]
    await story.cost()
    await story.works()
    assert [(await story.seen(name))["labels"] for name in (here, later, there)] == [[], [], ["bug"]]
    await story.tick(61)
    await story.works()
    assert [(await story.seen(name))["labels"] for name in (here, later)] == [["bug"], ["bug"]]


@pytest.mark.parametrize("match", ["addLabels", "updateProjectV2"])
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_kill_between_intent_and_outcome_leaves_one_effect(story: Any, match: str, when: str) -> None:
    await story.begin(WELCOME)
    await story.github.post("faults", [{"match": match, "kind": "hang", "when": when, "seconds": 0.6}])
    item = await story.opens()
    await story.hear()
    working = asyncio.create_task(story.worker().drain())
    while not any(fault["fired"] for fault in await story.github.get("faults")):  # noqa: ASYNC110 - seen from outside
        await asyncio.sleep(0.01)
    if when == "after":
        await asyncio.sleep(0.1)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        if "Worker._work" in str(task.get_coro()):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
    await story.restart()
    await story.tick(61)  # the dead worker's lease runs out
    await story.works_on()
    await once(story, item)


async def test_a_refusal_of_everything_is_listed_and_can_be_revived(story: Any) -> None:
    await story.begin(WELCOME)
    item = await story.opens()
    await story.github.post(
        "faults", [{"match": "addLabels", "kind": "graphql_error", "message": "Field 'bug' is not known"}]
    )
    opened = story.listen()[0]
    await story.works_on(30)
    assert (await story.notes())["issues.opened"] == ["dead: GitHub refused the request: Field 'bug' is not known"]
    await story.act("newcomer", "edit", item=item, title="It breaks more")
    await story.works_on(120)
    assert (await story.seen(item))["labels"] == []
    await story.give([opened])
    await story.works_on()
    await once(story, item)


async def test_a_short_lived_token_is_renewed(story: Any) -> None:
    await story.begin(WELCOME)
    await story.github.post("config", {"token_ttl": 5})
    for _ in range(2):
        item = await story.opens()
        await story.works()
        assert await story.seen(item) == ALL_DONE
        await story.tick(10)
    await story.github.post("config", {"token_ttl": 3_600})


async def test_a_token_that_github_forgot_is_asked_for_anew(story: Any) -> None:
    await story.begin("rules: [{name: one, on: issues.opened, do: [{label: bug}]}]")
    await story.opens()
    await story.works()
    await story.github.post("faults", [{"match": "graphql", "status": 401, "message": "Bad credentials"}])
    await story.cost()
    item = await story.opens()
    await story.works()
    assert (await story.seen(item))["labels"] == ["bug"]
    assert await story.cost() == {"mutation": 2, "rest": 1}


async def test_a_read_that_lags_behind_a_write_doubles_nothing(story: Any) -> None:
    await story.begin(WELCOME)
    item = await story.opens()
    await story.hear()
    await story.github.post("faults", [{"match": "addLabels", "when": "after"}])
    await story.works(echoes=False)
    await story.tick(30)
    await story.works(echoes=False)
    await story.works_on()
    await once(story, item)


@pytest.mark.parametrize("verb", ["opens", "discusses"])
async def test_a_comment_that_was_doubled_is_deleted(story: Any, verb: str) -> None:
    await story.begin("rules: [{name: one, on: [issues.edited, discussion.edited], do: [{comment: Hello.}]}]")
    item = await getattr(story, verb)()
    for _ in range(2):
        body = "<!-- fingerpost -->\n<!-- fingerpost:section one -->\nHello.\n"
        await story.act("fingerpost[bot]", "comment", item=item, body=body)
    await story.act("newcomer", "edit", item=item, title="It breaks more")
    await story.works()
    assert (await story.seen(item))["comments"] == ["Hello."]

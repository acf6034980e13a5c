"""The simulated GitHub's webhooks have the shape that GitHub describes."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from bot.hearing.routing import ABOUT_AN_ITEM, USED
from bot.sandbox.acts.registry import VERBS
from bot.sandbox.testing import Raw, running_sandbox
from tests.contract.living import COMMUNITY, DAY, live
from tests.contract.rest import payload_problems

pytestmark = pytest.mark.contract

NOT_TOLD = {"check_suite", "team", "member", "installation_repositories", "pull_request_review_thread"}
"""Events that the bot uses and nothing in the simulated GitHub leads to."""
Told = list[tuple[str, dict[str, Any]]]


@pytest.fixture(scope="module")
def told() -> Iterator[Told]:
    """All that GitHub tells of a day on which everything happens."""
    with running_sandbox(COMMUNITY, webhook_url="http://127.0.0.1:9/", webhook_secret="hush") as running:
        raw = Raw(running)
        yield live(raw)
        raw.http.close()


def test_everything_that_can_happen_does() -> None:
    assert {verb for _, verb, _ in DAY} == set(VERBS)


def test_every_event_that_the_bot_uses_is_told(told: Told) -> None:
    assert USED - {event for event, _ in told} == NOT_TOLD


def test_every_payload_is_as_described(told: Told) -> None:
    found = [problem for event, payload in told for problem in payload_problems(event, payload)]
    assert found == []


def test_that_checks_are_wanted_again_is_told_as_described() -> None:
    with running_sandbox(COMMUNITY, webhook_secret="hush") as running:
        raw = Raw(running)
        sha = raw.item("acme/site#2")["head_sha"]
        repo = raw.graphql('{repository(owner:"acme",name:"site"){id}}')["data"]["repository"]["id"]
        given = {"repositoryId": repo, "headSha": sha, "name": "ready", "status": "COMPLETED"}
        text = "mutation($in:CreateCheckRunInput!){createCheckRun(input:$in){checkRun{id}}}"
        raw.graphql(text, **{"in": {**given, "conclusion": "SUCCESS"}})
        for all_of_it in (False, True):
            raw.act("carl", "rerun", repo="acme/site", sha=sha, name="ready", all_of_it=all_of_it)
        told = [
            (each.name, orjson.loads(running.sandbox.log.payload(each))) for each in running.sandbox.log.by_id.values()
        ]
        raw.http.close()
    pressed = [(name, payload) for name, payload in told if name.endswith("rerequested")]
    assert [name for name, _ in pressed] == ["check_run.rerequested", "check_suite.rerequested"]
    assert [problem for name, one in pressed for problem in payload_problems(name.partition(".")[0], one)] == []


@pytest.mark.parametrize("event", sorted({*ABOUT_AN_ITEM.keys() - NOT_TOLD, "projects_v2_item"}))
def test_a_payload_without_its_subject_is_found(told: Told, event: str) -> None:
    payload = next(payload for name, payload in told if name == event)
    subject = ABOUT_AN_ITEM.get(event, event)
    lacking = {key: value for key, value in payload.items() if key != subject}
    assert [
        problem.endswith(f'"{subject}" is a required property') for problem in payload_problems(event, lacking)
    ] == [True]

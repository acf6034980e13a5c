"""Checks: runs and statuses of a commit, together and one by one, and the webhooks that tell of them."""

import json
from typing import Any

import pytest

from bot.sandbox.testing import Raw, Running
from tests.bot.sandbox.conftest import begun_anew

ROLLUP = """query($i:ID!){node(id:$i){... on PullRequest{statusCheckRollup{state contexts(first:10){nodes{
  __typename ... on CheckRun{name status conclusion} ... on StatusContext{context state creator{login}}}}}}}}"""


def proposed(hub: Raw) -> tuple[dict[str, Any], str]:
    """A new pull request, and its commit."""
    hub.act("maria", "open_pull_request", repo="acme/site", title="Rules", files=["a.md"])
    item = hub.item("acme/site#2")
    return item, str(item["head_sha"])


def rollup(hub: Raw, item: dict[str, Any]) -> Any:
    """What GraphQL says of all its checks."""
    return hub.graphql(ROLLUP, i=item["node_id"])["data"]["node"]["statusCheckRollup"]


def test_without_checks_there_is_no_rollup(hub: Raw) -> None:
    item, _ = proposed(hub)
    assert rollup(hub, item) is None


def test_the_newest_check_of_each_name_counts(hub: Raw) -> None:
    item, sha = proposed(hub)
    hub.act("ben", "check", repo="acme/site", sha=sha, name="build", conclusion="failure")
    failed = rollup(hub, item)
    hub.act("ben", "check", repo="acme/site", sha=sha, name="build", conclusion=None)
    begun = rollup(hub, item)
    hub.act("ben", "check", repo="acme/site", sha=sha, name="build", conclusion="skipped")
    hub.act("ben", "status", repo="acme/site", sha=sha, name="deploy", state="success")
    done = rollup(hub, item)

    assert [each["state"] for each in (failed, begun, done)] == ["FAILURE", "PENDING", "SUCCESS"]
    assert done["contexts"]["nodes"] == [
        {"__typename": "CheckRun", "name": "build", "status": "COMPLETED", "conclusion": "SKIPPED"},
        {"__typename": "StatusContext", "context": "deploy", "state": "SUCCESS", "creator": {"login": "ben"}},
    ]


def test_a_new_commit_has_no_checks_yet(hub: Raw) -> None:
    item, sha = proposed(hub)
    hub.act("ben", "check", repo="acme/site", sha=sha, name="build")
    hub.act("maria", "push", item="acme/site#2", files=["b.md"])
    assert rollup(hub, item) is None


def test_of_checks_and_statuses_a_token_sees_what_it_may(community: dict[str, Any], listening: Running) -> None:
    found = []
    for may in ({"checks": "read", "statuses": "read"}, {"checks": "read"}, {"statuses": "read"}, {}):
        community["installations"][0]["permissions"] = {"pull_requests": "read", **may}
        with begun_anew(listening, community) as hub:
            item, sha = proposed(hub)
            hub.act("ben", "check", repo="acme/site", sha=sha, name="build")
            hub.act("ben", "status", repo="acme/site", sha=sha, name="deploy", state="failure")
            answer = hub.graphql(ROLLUP, i=item["node_id"])
            seen = answer["data"]["node"]["statusCheckRollup"]
            found.append(seen["state"] if seen else [(one["type"], one["path"]) for one in answer["errors"]])

    assert found == ["FAILURE", "SUCCESS", "FAILURE", [("FORBIDDEN", ["node", "statusCheckRollup"])]]


def test_a_commit_leads_to_its_pull_requests(hub: Raw) -> None:
    item, sha = proposed(hub)
    repo = hub.graphql('{repository(owner:"acme",name:"site"){id}}')["data"]["repository"]["id"]
    text = """query($r:ID!,$s:GitObjectID!){node(id:$r){... on Repository{object(oid:$s){... on Commit{
      author{name user{login}} associatedPullRequests(first:5){nodes{id number headRefOid}}}}}}}"""
    commit = hub.graphql(text, r=repo, s=sha)["data"]["node"]["object"]

    assert commit["author"] == {"name": "maria", "user": {"login": "maria"}}
    assert commit["associatedPullRequests"]["nodes"] == [{"id": item["node_id"], "number": 2, "headRefOid": sha}]


def test_commits_are_in_the_timeline(hub: Raw) -> None:
    item, sha = proposed(hub)
    text = """query($i:ID!){node(id:$i){... on PullRequest{timelineItems(last:10,itemTypes:[PULL_REQUEST_COMMIT]){
      nodes{... on PullRequestCommit{commit{oid}}}}}}}"""
    found = hub.graphql(text, i=item["node_id"])["data"]["node"]["timelineItems"]["nodes"]
    assert found == [{"commit": {"oid": sha}}]


def test_a_check_names_its_pull_requests_and_a_status_only_its_commit(hub: Raw) -> None:
    _, sha = proposed(hub)
    hub.act("ben", "check", repo="acme/site", sha=sha, name="build")
    hub.act("ben", "status", repo="acme/site", sha=sha, name="deploy")
    log = hub.running.sandbox.log
    run, status = [json.loads(log.payload(each)) for each in list(log.by_id.values())[-2:]]

    assert (run["action"], run["check_run"]["head_sha"]) == ("completed", sha)
    assert [pull["number"] for pull in run["check_run"]["pull_requests"]] == [2]
    assert (status["sha"], status["context"], status["state"]) == (sha, "deploy", "success")
    assert "pull_request" not in status


def reported(hub: Raw) -> tuple[dict[str, Any], dict[str, Any]]:
    """A pull request with a check of the App's, and what is wanted to press its button."""
    item, sha = proposed(hub)
    repo = hub.graphql('{repository(owner:"acme",name:"site"){id}}')["data"]["repository"]["id"]
    given = {"repositoryId": repo, "headSha": sha, "name": "ready", "status": "COMPLETED", "conclusion": "SUCCESS"}
    hub.graphql("mutation($in:CreateCheckRunInput!){createCheckRun(input:$in){checkRun{id}}}", **{"in": given})
    return item, {"repo": "acme/site", "sha": sha}


def suites(hub: Raw, item: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    """The suites of its last commit, with their runs."""
    text = """query($i:ID!){node(id:$i){... on PullRequest{commits(last:1){nodes{commit{checkSuites(first:9){nodes{
      status app{slug} checkRuns(first:9){nodes{status}}}}}}}}}}"""
    [commit] = hub.graphql(text, i=item["node_id"])["data"]["node"]["commits"]["nodes"]
    held = commit["commit"]["checkSuites"]["nodes"]
    return [(one["app"]["slug"], one["status"], [run["status"] for run in one["checkRuns"]["nodes"]]) for one in held]


def test_the_app_alone_is_told_that_its_checks_are_wanted_again(hub: Raw) -> None:
    item, pressed = reported(hub)
    hub.act("ben", "check", repo="acme/site", sha=pressed["sha"], name="build")
    hub.act("olga", "rerun", name="build", **pressed)
    hub.act("olga", "rerun", name="ready", **pressed)
    hub.act("olga", "rerun", name="ready", all_of_it=True, **pressed)
    log = hub.running.sandbox.log
    told = [(each.event, json.loads(log.payload(each))) for each in log.by_id.values() if each.action == "rerequested"]

    assert [(event, payload[event]["app"]["slug"], payload[event]["status"]) for event, payload in told] == [
        ("check_run", "fingerpost", "completed"),
        ("check_suite", "fingerpost", "queued"),
    ]
    assert suites(hub, item) == [("builder", "QUEUED", ["COMPLETED"]), ("fingerpost", "QUEUED", ["COMPLETED"])]
    hub.act("ben", "check", repo="acme/site", sha=pressed["sha"], name="build", conclusion=None)
    assert [suite[1] for suite in suites(hub, item)] == ["IN_PROGRESS", "QUEUED"]


def test_whoever_may_not_write_has_no_button(hub: Raw) -> None:
    _, pressed = reported(hub)
    with pytest.raises(ValueError, match="maria may not write to acme/site, so GitHub shows them no such button"):
        hub.act("maria", "rerun", name="ready", **pressed)
    with pytest.raises(ValueError, match="acme/site has no check 'other' on"):
        hub.act("olga", "rerun", name="other", **pressed)


def test_a_commit_names_those_who_wrote_it_together(hub: Raw) -> None:
    item, _ = proposed(hub)
    message = "More\n\nCo-authored-by: Ben <9+ben@users.noreply.github.com>\nCo-authored-by: X <x@example.org>"
    hub.act("maria", "push", item=f"acme/site#{item['number']}", files=["b.md"], message=message)
    text = """query($i:ID!){node(id:$i){... on PullRequest{commits(last:1){nodes{commit{
      authors(first:5){totalCount nodes{name user{login}}}}}}}}}"""
    [last] = hub.graphql(text, i=item["node_id"])["data"]["node"]["commits"]["nodes"]
    assert last["commit"]["authors"] == {
        "totalCount": 2,
        "nodes": [{"name": "maria", "user": {"login": "maria"}}, {"name": "ben", "user": {"login": "ben"}}],
    }

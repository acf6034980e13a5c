"""What an App reports and refers to: its own check runs, references between issues, labels on a journey."""

from typing import Any

from bot.sandbox.snapshot import snapshot
from bot.sandbox.testing import Raw

SUITES = """query($i:ID!){node(id:$i){... on PullRequest{commits(last:1){nodes{commit{checkSuites(first:9){nodes{
  app{slug} checkRuns(first:9,filterBy:{checkType:LATEST}){nodes{name conclusion externalId}}}}}}}}}}"""
CREATE = """mutation($in:CreateCheckRunInput!){createCheckRun(input:$in){checkRun{id status conclusion}}}"""
UPDATE = """mutation($in:UpdateCheckRunInput!){updateCheckRun(input:$in){checkRun{id status conclusion}}}"""


def place(hub: Raw) -> tuple[dict[str, Any], dict[str, Any]]:
    """A new pull request, and what a check run on it needs."""
    hub.act("maria", "open_pull_request", repo="acme/site", title="Rules", files=["a.md"])
    item = hub.item("acme/site#2")
    repo = hub.graphql('{repository(owner:"acme",name:"site"){id}}')["data"]["repository"]["id"]
    return item, {"repositoryId": repo, "headSha": item["head_sha"], "name": "ready"}


def suites(hub: Raw, item: dict[str, Any]) -> list[tuple[str, list[Any]]]:
    [commit] = hub.graphql(SUITES, i=item["node_id"])["data"]["node"]["commits"]["nodes"]
    held = commit["commit"]["checkSuites"]["nodes"]
    return [(suite["app"]["slug"], suite["checkRuns"]["nodes"]) for suite in held]


def test_an_app_reports_a_check_and_reports_it_again(hub: Raw) -> None:
    item, given = place(hub)
    hub.act("ben", "check", repo="acme/site", sha=item["head_sha"], name="build")
    begun = hub.graphql(CREATE, **{"in": {**given, "status": "IN_PROGRESS", "externalId": "a"}})["data"]
    run = begun["createCheckRun"]["checkRun"]
    ended = {"repositoryId": given["repositoryId"], "checkRunId": run["id"], "status": "COMPLETED"}
    told = hub.graphql(UPDATE, **{"in": {**ended, "conclusion": "SUCCESS", "externalId": "b"}})["data"]

    assert (run["status"], run["conclusion"]) == ("IN_PROGRESS", None)
    assert told["updateCheckRun"]["checkRun"] == {**run, "status": "COMPLETED", "conclusion": "SUCCESS"}
    assert dict(suites(hub, item))["fingerpost"] == [{"name": "ready", "conclusion": "SUCCESS", "externalId": "b"}]
    assert sorted(slug for slug, _ in suites(hub, item)) == ["builder", "fingerpost"]


def test_a_check_that_ended_has_a_conclusion_and_no_other_has_one(hub: Raw) -> None:
    _, given = place(hub)
    ended = hub.graphql(CREATE, **{"in": {**given, "status": "COMPLETED"}})
    going = hub.graphql(CREATE, **{"in": {**given, "status": "IN_PROGRESS", "conclusion": "SUCCESS"}})
    nowhere = hub.graphql(CREATE, **{"in": {**given, "headSha": "0" * 40, "status": "QUEUED"}})

    assert [each["data"]["createCheckRun"] for each in (ended, going, nowhere)] == [None, None, None]


def remarks(count: int) -> dict[str, Any]:
    """What a check run says, with so many annotations."""
    place = {"startLine": 1, "endLine": 1}
    one = {"path": "a.md", "location": place, "annotationLevel": "WARNING", "message": "Mend it."}
    return {"title": "Remarks", "summary": "Some.", "annotations": [one] * count}


def annotations(hub: Raw) -> list[int]:
    """How many each check run of the community has, oldest first."""
    repositories = snapshot(hub.running.sandbox.world)["repositories"]
    return [len(run["output"].get("annotations", [])) for run in repositories["acme/site"]["checks"]]


def test_each_report_adds_fifty_annotations_at_most(hub: Raw) -> None:
    _, given = place(hub)
    run = hub.graphql(CREATE, **{"in": {**given, "status": "QUEUED", "output": remarks(50)}})["data"]
    once_more = {"repositoryId": given["repositoryId"], "checkRunId": run["createCheckRun"]["checkRun"]["id"]}
    hub.graphql(UPDATE, **{"in": {**once_more, "output": remarks(2)}})
    hub.graphql(UPDATE, **{"in": {**once_more, "externalId": "without a word"}})
    refused = hub.graphql(UPDATE, **{"in": {**once_more, "output": remarks(51)}})

    assert annotations(hub) == [52]
    assert "No more than 50 items are allowed; 51 were supplied." in refused["errors"][0]["message"]


def test_rest_refuses_more_than_fifty_annotations(hub: Raw) -> None:
    item, _ = place(hub)
    given = {"name": "ready", "head_sha": item["head_sha"]}
    refused = hub.rest("POST", "/repos/acme/site/check-runs", {**given, "output": remarks(51)})
    made = hub.rest("POST", "/repos/acme/site/check-runs", {**given, "output": remarks(50)}).json()
    again = hub.rest("PATCH", f"/repos/acme/site/check-runs/{made['id']}", {"output": remarks(50)}).json()

    assert refused.status_code == 422
    assert (made["output"]["annotations_count"], again["output"]["annotations_count"]) == (50, 100)


def test_an_issue_that_speaks_of_another_is_in_its_timeline(hub: Raw) -> None:
    hub.act("maria", "open_issue", repo="acme/other", title="More", body="See acme/site#1. <!-- #1 -->")
    found = hub.graphql(
        """query($i:ID!){node(id:$i){... on Issue{timelineItems(first:9,itemTypes:[CROSS_REFERENCED_EVENT]){nodes{
             ... on CrossReferencedEvent{source{... on Issue{title}} target{... on Issue{number}}}}}}}}""",
        i=hub.item("acme/site#1")["node_id"],
    )
    assert found["data"]["node"]["timelineItems"]["nodes"] == [{"source": {"title": "More"}, "target": {"number": 1}}]


def test_labels_that_are_missing_there_are_made_when_an_issue_is_transferred(hub: Raw) -> None:
    hub.act("ben", "create_label", repo="acme/site", name="rare")
    hub.act("ben", "label", item="acme/site#1", labels="rare")
    target = hub.graphql('{repository(owner:"acme",name:"other"){id}}')["data"]["repository"]["id"]
    hub.graphql(
        """mutation($i:ID!,$r:ID!){transferIssue(input:{issueId:$i,repositoryId:$r,createLabelsIfMissing:true}){
             clientMutationId}}""",
        i=hub.item("acme/site#1")["node_id"],
        r=target,
    )
    assert "rare" in hub.item("acme/other#1")["labels"]

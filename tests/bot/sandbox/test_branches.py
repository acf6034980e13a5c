"""Branches by mutations: made, committed to, opened as pull requests; and who is taken into a team."""

import base64
from typing import Any

from bot.sandbox.testing import Raw

PROPOSING = """mutation($r:ID!,$o:GitObjectID!,$c:Base64String!){
  made: createRef(input:{repositoryId:$r,name:"refs/heads/ours",oid:$o}){ref{name}}
  kept: createCommitOnBranch(input:{branch:{repositoryNameWithOwner:"acme/site",branchName:"ours"},
    expectedHeadOid:$o,message:{headline:"Add ada"},fileChanges:{additions:[{path:"people.yml",contents:$c}]}})
    {commit{file(path:"people.yml"){object{... on Blob{text}}}}}
  opened: createPullRequest(input:{repositoryId:$r,baseRefName:"main",headRefName:"ours",title:"Add ada",body:"Hi"})
    {pullRequest{number files(first:5){nodes{path}}}}}"""


def _head(hub: Raw) -> tuple[str, str]:
    told = hub.graphql('{repository(owner:"acme",name:"site"){id defaultBranchRef{target{oid}}}}')["data"]["repository"]
    return told["id"], told["defaultBranchRef"]["target"]["oid"]


def _proposed(hub: Raw, text: str = "- github: ada\n") -> Any:
    repo, head = _head(hub)
    return hub.graphql(PROPOSING, r=repo, o=head, c=base64.b64encode(text.encode()).decode())


def test_a_branch_is_made_committed_to_and_opened_in_one_request(hub: Raw) -> None:
    answer = _proposed(hub)["data"]
    assert answer["kept"]["commit"]["file"]["object"] == {"text": "- github: ada\n"}
    assert answer["opened"]["pullRequest"] == {"number": 2, "files": {"nodes": [{"path": "people.yml"}]}}
    hub.act("olga", "merge", item="acme/site#2")
    shown = hub.graphql(
        '{repository(owner:"acme",name:"site"){object(expression:"HEAD:people.yml"){... on Blob{text}}}}'
    )
    assert shown["data"]["repository"]["object"] == {"text": "- github: ada\n"}


def test_a_second_time_each_step_is_refused_for_its_own_reason(hub: Raw) -> None:
    _proposed(hub)
    again = _proposed(hub)
    told = [error["message"] for error in again["errors"]]
    assert again["data"] == {"made": None, "kept": None, "opened": None}
    assert [told[0][-34:], told[1][:28], told[2][:17]] == [
        " already exists in the repository.",
        "Expected branch to point to ",
        "Validation Failed",
    ]


def test_an_open_pull_request_follows_what_is_pushed_to_its_branch(hub: Raw) -> None:
    _proposed(hub)
    hub.act("carl", "push_files", repo="acme/site", files={"more.md": "More"}, branch="ours")
    answer = hub.graphql(
        """{repository(owner:"acme",name:"site"){pullRequests(first:3,headRefName:"ours"){nodes{
             commits(first:5){totalCount} files(first:5){nodes{path}}}}}}"""
    )
    [pull] = answer["data"]["repository"]["pullRequests"]["nodes"]
    assert pull == {"commits": {"totalCount": 2}, "files": {"nodes": [{"path": "people.yml"}, {"path": "more.md"}]}}
    assert hub.events()[-1] == "pull_request.synchronize"


MOVING = "mutation($r:ID!,$o:GitObjectID!,$f:Boolean){updateRef(input:{refId:$r,oid:$o,force:$f}){ref{target{oid}}}}"
OURS = '{repository(owner:"acme",name:"site"){ref(qualifiedName:"refs/heads/ours"){id target{oid}}}}'


def test_a_branch_is_moved_back_by_force_once_its_pull_request_is_closed(hub: Raw) -> None:
    _proposed(hub)
    ours = hub.graphql(OURS)["data"]["repository"]["ref"]
    base = _head(hub)[1]
    told = [hub.graphql(MOVING, r=ours["id"], o=base, f=force)["errors"][0]["message"] for force in (False, True)]
    assert told == ["Update is not a fast forward", "A pull request is open from this branch"]
    hub.act("olga", "close", item="acme/site#2")
    assert hub.graphql(MOVING, r=ours["id"], o=base, f=True)["data"]["updateRef"] == {"ref": {"target": {"oid": base}}}
    lost = [
        hub.graphql(MOVING, r=node, o=oid)["errors"][0]["message"]
        for node, oid in (("REF_1_no", base), (ours["id"], "0" * 40))
    ]
    assert lost == ["Could not resolve to a node with the global id of 'REF_1_no'.", "There is no such commit"]


def test_a_member_is_taken_into_a_team_and_anybody_else_is_invited_once(hub: Raw) -> None:
    put = [hub.rest("PUT", f"/orgs/acme/teams/docs/memberships/{who}", {}).json() for who in ("nina", "maria", "maria")]
    assert [(each["state"], each["role"]) for each in put] == [
        ("active", "member"),
        ("pending", "member"),
        ("pending", "member"),
    ]
    asked = [hub.rest("GET", f"/orgs/acme/teams/docs/memberships/{who}") for who in ("ben", "maria", "carl")]
    assert [each.content and each.json()["state"] for each in asked] == ["active", "pending", b""]
    assert hub.rest("PUT", "/orgs/acme/teams/docs/memberships/nobody", {}).status_code == 404
    members = hub.rest("GET", "/orgs/acme/teams/docs/members").json()
    assert [each["login"] for each in members] == ["ben", "nina"]

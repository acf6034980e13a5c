"""What a token may not do."""

from typing import Any

import pytest

from bot.sandbox.testing import Raw

_COMMENT = 'mutation($i:ID!){addComment(input:{subjectId:$i,body:"hi"}){clientMutationId}}'


@pytest.fixture
def community(community: dict[str, Any]) -> dict[str, Any]:
    community["installations"][0]["permissions"] = {"metadata": "read", "contents": "read", "issues": "read"}
    return community


def test_a_write_without_permission_is_refused_by_rest_with_the_permission_named(hub: Raw) -> None:
    answer = hub.rest("POST", "/repos/acme/site/issues/1/comments", {"body": "hi"})

    assert answer.status_code == 403
    assert answer.json()["message"] == "Resource not accessible by integration"
    assert answer.headers["x-accepted-github-permissions"] == "issues=write"


def test_either_of_two_permissions_is_named_for_a_pull_request(hub: Raw) -> None:
    hub.act("maria", "open_pull_request", repo="acme/site", title="Change", files=["a.md"])

    answer = hub.rest("POST", "/repos/acme/site/issues/2/labels", {"labels": ["bug"]})

    assert answer.headers["x-accepted-github-permissions"] == "issues=write; pull_requests=write"


def test_a_mutation_without_permission_is_forbidden_at_its_path(hub: Raw) -> None:
    answer = hub.graphql(_COMMENT, i=hub.item("acme/site#1")["node_id"])

    assert answer["data"] == {"addComment": None}
    (error,) = answer["errors"]
    assert (error["type"], error["path"]) == ("FORBIDDEN", ["addComment"])
    assert error["message"] == "Resource not accessible by integration"
    assert error["extensions"] == {"saml_failure": False}


def test_teams_need_the_members_permission(hub: Raw) -> None:
    answer = hub.graphql('{organization(login:"acme"){team(slug:"docs"){id}}}')

    assert answer["data"] == {"organization": {"team": None}}
    assert answer["errors"][0]["type"] == "FORBIDDEN"


def test_a_board_without_permission_is_not_there(hub: Raw) -> None:
    answer = hub.graphql('{organization(login:"acme"){projectV2(number:1){id} projectsV2(first:5){totalCount}}}')

    assert answer["data"] == {"organization": {"projectV2": None, "projectsV2": {"totalCount": 0}}}
    assert answer["errors"][0]["message"] == "Could not resolve to a ProjectV2 with the number 1."


def test_a_private_repository_that_the_installation_lacks_is_not_found(community: dict[str, Any], hub: Raw) -> None:
    community["installations"][0]["repositories"] = ["site"]
    hub.control("seed", community)
    hub.headers = hub.running.headers()

    rest = hub.rest("GET", "/repos/acme/secret")
    graphql = hub.graphql('{repository(owner:"acme",name:"secret"){id}}')

    assert rest.status_code == 404
    assert graphql["errors"][0]["message"] == "Could not resolve to a Repository with the name 'acme/secret'."

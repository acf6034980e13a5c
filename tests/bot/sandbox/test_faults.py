"""Failures on order, and GitHub's limits."""

from typing import Any

import httpx
import pytest

from bot.sandbox.testing import Raw

_COMMENTS = "/repos/acme/site/issues/1/comments"


def _bodies(hub: Raw) -> list[str]:
    return [comment["body"] for comment in hub.item("acme/site#1")["comments"]]


@pytest.mark.parametrize(("when", "kept"), [("before", []), ("after", ["hi"])])
def test_a_failure_comes_before_or_after_the_effect(hub: Raw, when: str, kept: list[str]) -> None:
    hub.control("faults", [{"match": "POST .*/comments", "when": when, "status": 502}])

    answer = hub.rest("POST", _COMMENTS, {"body": "hi"})

    assert (answer.status_code, _bodies(hub)) == (502, kept)


def test_a_failure_skips_and_comes_so_often(hub: Raw) -> None:
    hub.control("faults", [{"match": "GET /repos", "status": 500, "skip": 1, "times": 2}])

    statuses = [hub.rest("GET", "/repos/acme/site").status_code for _ in range(4)]

    assert statuses == [200, 500, 500, 200]


def test_a_mutation_is_named_by_its_fields(hub: Raw) -> None:
    hub.control("faults", [{"match": "graphql mutation .*addComment", "kind": "graphql_error", "message": "Broken"}])

    query = hub.graphql("{viewer{login}}")
    mutation = hub.graphql(
        'mutation($i:ID!){a:addComment(input:{subjectId:$i,body:"x"}){clientMutationId}}',
        i=hub.item("acme/site#1")["node_id"],
    )

    assert "errors" not in query
    assert mutation == {"data": None, "errors": [{"message": "Broken"}]}


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_connection_is_dropped_without_an_answer(hub: Raw, when: str) -> None:
    hub.control("faults", [{"match": "POST .*/comments", "kind": "drop", "when": when}])

    with pytest.raises(httpx.RemoteProtocolError):
        hub.rest("POST", _COMMENTS, {"body": "hi"})

    assert _bodies(hub) == (["hi"] if when == "after" else [])


@pytest.mark.parametrize(
    ("limit", "status", "headers"),
    [
        ("secondary", 403, {"retry-after": "60"}),
        ("secondary_429", 429, {"retry-after": "60"}),
        ("primary", 403, {"x-ratelimit-remaining": "0"}),
    ],
)
def test_a_limit_says_how_long_to_wait(hub: Raw, limit: str, status: int, headers: dict[str, str]) -> None:
    hub.control("faults", [{"match": "GET", "kind": "limit", "limit": limit}])

    answer = hub.rest("GET", "/repos/acme/site")

    assert answer.status_code == status
    assert {name: answer.headers[name] for name in headers} == headers


@pytest.mark.parametrize(("limit", "kind"), [("graphql", "RATE_LIMITED"), ("graphql_new", "RATE_LIMIT")])
def test_graphql_tells_of_its_limit_with_200(hub: Raw, limit: str, kind: str) -> None:
    hub.control("faults", [{"match": "graphql", "kind": "limit", "limit": limit}])

    answer = hub.http.post("/graphql", json={"query": "{viewer{login}}"}, headers=hub.headers)

    assert answer.status_code == 200
    assert answer.headers["x-ratelimit-remaining"] == "0"
    (error,) = answer.json()["errors"]
    assert (error["type"], error["message"]) == (kind, "API rate limit exceeded for installation ID 77.")


def test_the_budget_shrinks_with_each_request_and_ends(hub: Raw) -> None:
    hub.control("config", {"primary_limit": 3})

    answers = [hub.rest("GET", "/repos/acme/site") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 403]
    assert [answer.headers["x-ratelimit-remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert hub.graphql("{viewer{login}}")["data"] == {"viewer": {"login": "fingerpost[bot]"}}


def test_too_much_content_in_a_minute_is_refused_until_the_minute_is_over(hub: Raw) -> None:
    hub.control("config", {"content_per_minute": 2})
    hub.control("clock", {"now": "2026-03-02T09:00:00Z", "running": False})

    def comment() -> int:
        return hub.rest("POST", _COMMENTS, {"body": "hi"}).status_code

    first = [comment() for _ in range(3)]
    hub.control("clock", {"now": "2026-03-02T09:01:01Z", "running": False})

    assert (first, comment()) == ([201, 201, 403], 201)
    assert hub.control("stats")["content_creations"] == {"total": 3, "most_in_a_minute": 2}


def test_a_request_that_would_pass_the_limit_does_nothing(hub: Raw) -> None:
    hub.control("config", {"content_per_minute": 1})

    answer = hub.http.post(
        "/graphql",
        json={
            "query": """mutation($i:ID!){a:addComment(input:{subjectId:$i,body:"a"}){clientMutationId}
                          b:addComment(input:{subjectId:$i,body:"b"}){clientMutationId}}""",
            "variables": {"i": hub.item("acme/site#1")["node_id"]},
        },
        headers=hub.headers,
    )

    assert (answer.status_code, _bodies(hub)) == (403, [])


def test_a_wrong_rule_is_refused(hub: Raw) -> None:
    with pytest.raises(ValueError, match="kind"):
        hub.control("faults", [{"match": ".", "kind": "explode"}])


def test_reads_lag_behind_writes_by_as_much_as_the_knob_says(hub: Raw) -> None:
    query = '{repository(owner:"acme",name:"site"){issue(number:1){title comments(first:5){totalCount}}}}'
    hub.control("config", {"read_lag_ms": 60_000})
    mutation = """mutation($i:ID!){a:addComment(input:{subjectId:$i,body:"x"}){clientMutationId}
                    b:updateIssue(input:{id:$i,title:"New"}){issue{title}}}"""

    wrote = hub.graphql(mutation, i=hub.item("acme/site#1")["node_id"])
    stale = hub.graphql(query)["data"]["repository"]["issue"]
    stale_rest = hub.rest("GET", "/repos/acme/site/issues/1").json()["title"]
    hub.control("config", {"read_lag_ms": 0})
    fresh: Any = hub.graphql(query)["data"]["repository"]["issue"]

    assert wrote["data"]["b"]["issue"]["title"] == "New"
    assert (stale, stale_rest) == ({"title": "A first issue", "comments": {"totalCount": 0}}, "A first issue")
    assert fresh == {"title": "New", "comments": {"totalCount": 1}}

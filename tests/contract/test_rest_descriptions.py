"""What the contract tests find in requests, answers and payloads that are not as GitHub describes them."""

import pytest

from tests.contract.rest import Exchange, answer_problems, payload_problems, request_problems

pytestmark = pytest.mark.contract

LABELS = "/repos/acme/site/issues/7/labels"


@pytest.mark.parametrize(
    ("method", "path", "query", "body", "wrong"),
    [
        ("GET", "/repos/acme/site/nothing", "", b"", "there is no such operation"),
        ("PATCH", LABELS, "", b"", "there is no such operation"),
        ("GET", "/repos/acme/site/issues", "mood=good", b"", "there is no query parameter mood"),
        ("GET", "/repos/acme/site/issues", "state=gone", b"", 'query state: : "gone" is not one of'),
        ("POST", "/repos/acme/site/issues", "", b"", "it needs a body"),
        ("POST", "/repos/acme/site/issues", "", b'{"body": "x"}', '"title" is a required property'),
        ("POST", "/repos/acme/site/issues", "", b'{"title": "x", "mood": 1}', "body: there is no property mood"),
        ("GET", "/app", "", b"{}", "it takes no body"),
    ],
)
def test_a_request_that_is_not_described_is_found(method: str, path: str, query: str, body: bytes, wrong: str) -> None:
    found = request_problems(Exchange(method, path, query, body, 200, b""))
    assert (len(found), wrong in found[0]) == (1, True), found


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/repositories/17/git/blobs/0123"),
        ("GET", "/repos/acme/site/contents/docs/guide.md"),
        ("GET", "/repos/acme/site/commits/main/check-runs"),
    ],
)
def test_a_request_that_is_described_is_good(method: str, path: str) -> None:
    assert request_problems(Exchange(method, path, "", b"", 200, b"")) == []


@pytest.mark.parametrize(
    ("status", "answer", "wrong"),
    [
        (418, b"{}", "no such answer is documented"),
        (200, b"{}", '{} is not of type "array"'),
        (200, b'[{"id": 1}]', '"node_id" is a required property'),
    ],
)
def test_an_answer_that_is_not_described_is_found(status: int, answer: bytes, wrong: str) -> None:
    found = answer_problems(Exchange("GET", LABELS, "", b"", status, answer))
    assert any(wrong in each for each in found), found


def test_what_may_be_null_is_good_as_null() -> None:
    label = b'[{"id":1,"node_id":"L","url":"https://x.org","name":"a","description":null,"color":"f","default":false}]'
    assert answer_problems(Exchange("GET", LABELS, "", b"", 200, label)) == []
    assert answer_problems(Exchange("GET", LABELS, "", b"", 200, label.replace(b'"f"', b"null"))) != []


@pytest.mark.parametrize(
    ("event", "payload", "wrong"),
    [("issues", {"action": "sung"}, "no such webhook"), ("push", {}, '"ref" is a required property')],
)
def test_a_payload_that_is_not_described_is_found(event: str, payload: dict[str, str], wrong: str) -> None:
    assert any(wrong in each for each in payload_problems(event, payload))

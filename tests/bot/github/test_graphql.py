"""The transport: whatever GitHub answers, or does not, is understood for what it is."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
import respx
from prometheus_client import REGISTRY

from bot.action import Write
from bot.errors import (
    Ambiguous,
    GitHubError,
    NotInstalled,
    PermissionMissing,
    RateLimited,
    Retryable,
)
from bot.github.answer import Answer
from bot.github.document import Fault, Part
from bot.github.graphql import GraphQL

ENDPOINT = "https://github.test/graphql"
PARTS = [Part("item", "node(id: $i) { id }", {"i": ("ID!", "I_1")}), Part("who", "viewer { login }")]
WRITES = [Write("addComment", {"subjectId": "I_1", "body": "Hi"}, ()), Write("closeIssue", {"issueId": "I_1"}, ())]
HTML = httpx.Response(502, html="<html>Unicorn!</html>")
REQUESTS, POINTS = "fingerpost_github_requests_total", "fingerpost_github_points_left_count"
LOST = "Something went wrong while executing your query. Please include `ABCD` when reporting this issue."


@pytest.fixture
async def transport(hand: Any, tokens: Any) -> AsyncIterator[Any]:
    """Our client with a GitHub that answers what the test says."""

    class Transport:
        def __init__(self) -> None:
            self.tokens = tokens("old", "new")
            self.graphql = GraphQL(ENDPOINT, self.tokens, hand, httpx.MockTransport(router.async_handler))
            self.route = router.post(ENDPOINT)

        def answers(self, *answers: Any) -> None:
            self.route.side_effect = list(answers)

        async def read(self) -> Answer:
            return await self.graphql.read(7, PARTS, ["d-1", "d-2"])

        async def write(self) -> Any:
            return await self.graphql.write(7, WRITES)

    router = respx.MockRouter()
    held = Transport()
    yield held
    await held.graphql.close()


def said(data: Any = None, *errors: Any, **headers: str) -> httpx.Response:
    body = {"data": data, "errors": list(errors)} if errors else {"data": data}
    return httpx.Response(200, json=body, headers={name.replace("_", "-"): value for name, value in headers.items()})


def refusal(status: int, message: str, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json={"message": message}, headers=named)


async def test_a_good_answer_is_given_part_by_part(transport: Any) -> None:
    transport.answers(
        said({"item": {"id": "I_1"}, "who": None}, {"type": "NOT_FOUND", "message": "No", "path": ["who"]})
    )
    answer = await transport.read()
    assert answer.found("item") == {"id": "I_1"}
    assert answer.found("who") is None
    assert (answer.fault_at("item"), answer.fault_at("who")) == (None, Fault("NOT_FOUND", "No", ("who",)))


async def test_a_request_carries_its_token_its_deliveries_and_its_document(transport: Any) -> None:
    transport.answers(said({"item": None, "who": None}))
    await transport.read()
    request = transport.route.calls.last.request
    assert request.headers["authorization"] == "Bearer old"
    assert request.headers["x-fingerpost-delivery"] == "d-1,d-2"
    assert request.headers["user-agent"] == "fingerpost"


async def test_requests_are_counted_and_so_is_what_is_left_of_the_points(transport: Any) -> None:
    def counted() -> list[float]:
        kinds = [(REQUESTS, "query"), (REQUESTS, "mutation"), (POINTS, "graphql")]
        return [REGISTRY.get_sample_value(name, {"kind": kind}) or 0 for name, kind in kinds]

    before = counted()
    left = {"x_ratelimit_remaining": "4990", "x_ratelimit_limit": "5000", "x_ratelimit_reset": "9999999999"}
    transport.answers(said({"item": None, "who": None}, **left), said({"w0": {}, "w1": {}}))
    await transport.read()
    await transport.write()
    assert [now - then for now, then in zip(counted(), before, strict=True)] == [1, 1, 1]


@pytest.mark.parametrize(
    "answer",
    [
        HTML,
        httpx.Response(503, json={"message": "Service unavailable"}),
        httpx.Response(200, text="not JSON"),
        httpx.Response(200, json=["not an object"]),
        httpx.ReadTimeout("late"),
        httpx.ReadError("cut"),
        httpx.RemoteProtocolError("nonsense"),
        said(None, {"message": LOST}),
        said(None, {"message": "Timeout on validation of query"}),
        said({"item": None, "who": None}, {"message": "The query timed out"}),
    ],
)
async def test_without_a_clear_answer_a_read_may_be_repeated_and_a_write_is_ambiguous(
    transport: Any, hand: Any, answer: Any
) -> None:
    transport.answers(answer, answer)
    with pytest.raises(Retryable) as read:
        await transport.read()
    with pytest.raises(Ambiguous) as written:
        await transport.write()
    assert not isinstance(read.value, Ambiguous)
    assert written.value.settled_at == hand.now() + timedelta(seconds=60)


@pytest.mark.parametrize("error", [httpx.ConnectError("no"), httpx.ConnectTimeout("no"), httpx.PoolTimeout("no")])
async def test_what_was_never_sent_may_be_sent_again(transport: Any, error: Exception) -> None:
    transport.answers(error)
    with pytest.raises(Retryable) as raised:
        await transport.write()
    assert (type(raised.value), str(raised.value)) == (
        Retryable,
        f"GitHub could not be reached: {type(error).__name__}",
    )


@pytest.mark.parametrize("kind", ["RATE_LIMITED", "RATE_LIMIT"])
async def test_a_limit_told_with_200_is_a_limit(transport: Any, hand: Any, kind: str) -> None:
    reset = str(int((hand.now() + timedelta(minutes=5)).timestamp()))
    error = {"type": kind, "message": "API rate limit exceeded"}
    transport.answers(said(None, error, x_ratelimit_remaining="0", x_ratelimit_reset=reset))
    with pytest.raises(RateLimited) as raised:
        await transport.write()
    assert raised.value.until == hand.now() + timedelta(minutes=5)


async def test_a_secondary_limit_without_a_type_is_a_limit(transport: Any, hand: Any) -> None:
    transport.answers(said(None, {"message": "You have exceeded a secondary rate limit."}))
    with pytest.raises(RateLimited) as raised:
        await transport.read()
    assert raised.value.until == hand.now() + timedelta(minutes=1)


async def test_a_limit_in_the_middle_of_writes_leaves_it_open_what_was_written(transport: Any, hand: Any) -> None:
    error = {"type": "RATE_LIMITED", "message": "rate limit", "path": ["w1"]}
    transport.answers(said({"w0": {"clientMutationId": None}, "w1": None}, error, retry_after="90"))
    with pytest.raises(Ambiguous) as raised:
        await transport.write()
    assert raised.value.settled_at == hand.now() + timedelta(seconds=90)


async def test_content_that_came_too_quickly_is_a_limit(transport: Any, hand: Any) -> None:
    error = {"type": "UNPROCESSABLE", "message": "was submitted too quickly", "path": ["w0"]}
    transport.answers(said({"w0": None}, error))
    with pytest.raises(RateLimited) as raised:
        await transport.graphql.write(7, WRITES[:1])
    assert raised.value.until == hand.now() + timedelta(minutes=1)


async def test_beside_what_was_written_too_much_content_leaves_it_open_what_was(transport: Any, hand: Any) -> None:
    error = {"type": "UNPROCESSABLE", "message": "was submitted too quickly", "path": ["w0"]}
    transport.answers(said({"w0": None, "w1": {"clientMutationId": None}}, error))
    with pytest.raises(Ambiguous) as raised:
        await transport.write()
    assert raised.value.settled_at == hand.now() + timedelta(minutes=1)


async def test_an_error_that_quotes_somebody_on_rate_limits_is_no_limit(transport: Any) -> None:
    error = {"type": "UNPROCESSABLE", "message": "Label 'api rate limit' is taken", "path": ["w1"]}
    transport.answers(said({"w0": {}, "w1": None}, error))
    first, second = await transport.write()
    assert (first.fault, second.fault) == (None, Fault("UNPROCESSABLE", "Label 'api rate limit' is taken", ("w1",)))


async def test_one_field_that_took_the_whole_answer_with_it_is_no_absence(transport: Any) -> None:
    transport.answers(said(None, {"message": LOST, "path": ["who"]}))
    with pytest.raises(Retryable, match="Something went wrong"):
        await transport.read()


@pytest.mark.parametrize("status", [403, 429])
async def test_a_limit_told_by_status_is_a_limit(transport: Any, hand: Any, status: int) -> None:
    transport.answers(refusal(status, "You have exceeded a secondary rate limit", retry_after="30"))
    with pytest.raises(RateLimited) as raised:
        await transport.write()
    assert raised.value.until == hand.now() + timedelta(seconds=30)


@pytest.mark.parametrize(
    "limit",
    [
        refusal(429, "You have exceeded a secondary rate limit", retry_after="30"),
        said({"item": None}, {"type": "RATE_LIMITED", "message": "API rate limit exceeded"}, retry_after="30"),
    ],
)
async def test_nothing_is_sent_for_an_installation_that_must_wait(transport: Any, hand: Any, limit: Any) -> None:
    transport.answers(limit, said({"item": None, "who": None}), said({"w0": {}, "w1": {}}))
    until = hand.now() + timedelta(seconds=30)
    with pytest.raises(RateLimited):
        await transport.read()
    hand.forward(29)
    with pytest.raises(RateLimited) as raised:
        await transport.write()
    await transport.graphql.read(8, PARTS)
    assert (raised.value.until, transport.route.call_count) == (until, 2)
    hand.forward(1)
    await transport.write()
    assert transport.route.call_count == 3


async def test_what_is_too_old_is_not_sent(transport: Any, hand: Any) -> None:
    transport.answers(said({"w0": {}, "w1": {}}))
    with pytest.raises(Retryable, match="held up for too long"):
        await transport.graphql.write(7, WRITES, before=hand.now())
    await transport.graphql.write(7, WRITES, before=hand.now() + timedelta(seconds=1))
    assert transport.route.call_count == 1


async def test_a_refused_token_is_replaced_once(transport: Any) -> None:
    transport.answers(refusal(401, "Bad credentials"), said({"w0": {}, "w1": {}}))
    await transport.write()
    assert transport.tokens.dropped == ["old"]
    assert transport.route.calls.last.request.headers["authorization"] == "Bearer new"


async def test_two_refused_tokens_are_left_for_later(transport: Any) -> None:
    transport.answers(refusal(401, "Bad credentials"), refusal(401, "Bad credentials"))
    with pytest.raises(Retryable, match="a token that it had just given"):
        await transport.read()
    assert transport.tokens.dropped == ["old", "new"]


@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [
        (refusal(403, "This installation has been suspended"), NotInstalled, "the App is suspended there"),
        (
            refusal(403, "Resource not accessible by integration", x_accepted_github_permissions="issues=write"),
            PermissionMissing,
            "the App lacks a permission: issues=write",
        ),
        (refusal(403, "Resource not accessible by integration"), PermissionMissing, "the App lacks a permission"),
        (
            refusal(403, "Allow list"),
            GitHubError,
            "GitHub refused with 403: Allow list",
        ),
        (refusal(404, ""), GitHubError, "GitHub refused with 404: is GITHUB_API_URL right?"),
        (
            httpx.Response(302, headers={"location": "/"}),
            GitHubError,
            "GitHub refused with 302: is GITHUB_API_URL right?",
        ),
        (
            said(None, {"message": "Field 'x' doesn't exist on type 'Issue'"}),
            GitHubError,
            "GitHub refused the request: Field 'x' doesn't exist on type 'Issue'",
        ),
        (
            said(None, {"type": "FORBIDDEN", "message": "Resource not accessible by integration"}),
            PermissionMissing,
            "the App lacks a permission: Resource not accessible by integration",
        ),
    ],
)
async def test_a_refusal_is_told_for_what_it_is(
    transport: Any, answer: httpx.Response, error: type[GitHubError], says: str
) -> None:
    for ask in (transport.read, transport.write):
        transport.answers(answer)
        with pytest.raises(GitHubError) as raised:
            await ask()
        assert (type(raised.value), str(raised.value)) == (error, says)


async def test_each_write_succeeds_or_fails_on_its_own(transport: Any) -> None:
    error = {"type": "FORBIDDEN", "message": "No", "path": ["w1"]}
    transport.answers(said({"w0": {"clientMutationId": None}, "w1": None}, error))
    first, second = await transport.write()
    assert (first.answer, first.fault) == ({"clientMutationId": None}, None)
    assert (second.answer, second.fault) == (None, Fault("FORBIDDEN", "No", ("w1",)))


@pytest.mark.parametrize("error", [{"message": LOST, "path": ["w1"]}, {"message": LOST}, None])
async def test_a_write_that_got_lost_beside_good_ones_is_ambiguous(transport: Any, error: Any) -> None:
    transport.answers(said({"w0": {}, "w1": None}, *([error] if error else [])))
    with pytest.raises(Ambiguous):
        await transport.write()


async def test_a_part_that_could_not_be_told_is_not_taken_for_absent(transport: Any) -> None:
    transport.answers(said({"item": {"id": "I_1"}, "who": None}, {"message": LOST}))
    answer = await transport.read()
    with pytest.raises(Retryable, match="Something went wrong"):
        answer.found("who")


async def test_an_answer_without_data_is_empty(transport: Any) -> None:
    transport.answers(httpx.Response(200, json={}))
    assert dict((await transport.read()).data) == {}

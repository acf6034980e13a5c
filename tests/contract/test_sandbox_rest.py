"""Every REST operation of the simulated GitHub is one of GitHub's, and answers as GitHub describes."""

import re
from collections.abc import Iterator

import pytest

from bot.sandbox.rest.table import ENDPOINTS
from bot.sandbox.testing import Raw, running_sandbox
from tests.contract.rest import Exchange, answer_problems, request_problems
from tests.contract.touring import COMMUNITY, tour

pytestmark = pytest.mark.contract

# The description wants this account to be a user and an enterprise at once (`allOf`); elsewhere it says `anyOf`.
MISTAKEN = "GET /app/installations 200: 0/account: "


@pytest.fixture(scope="module")
def exchanges() -> Iterator[list[Exchange]]:
    """One answer of each operation, or more."""
    with running_sandbox(COMMUNITY, webhook_url="http://127.0.0.1:9/", webhook_secret="hush") as running:
        raw = Raw(running)
        yield list(tour(raw))
        raw.http.close()


def test_every_operation_is_asked(exchanges: list[Exchange]) -> None:
    told = {(each.method, each.path): re.sub(r"\{\w+:path\}", ".+", each.path) for each in ENDPOINTS}
    asked = {
        place
        for place, pattern in told.items()
        for each in exchanges
        if each.method == place[0] and re.fullmatch(re.sub(r"\{.*?\}", "[^/]+", pattern), each.path)
    }
    assert sorted(told.keys() - asked) == []


def test_nothing_is_refused_but_what_should_be(exchanges: list[Exchange]) -> None:
    assert [str(each) for each in exchanges if each.status >= 400] == [
        "GET /repos/acme/site/assignees/nobody 404",
        "POST /repos/acme/site/labels 422",
        "GET /repos/acme/site/labels/none 404",
        "GET /repos/acme/site/issues/99 404",
    ]


def test_every_operation_is_one_of_githubs(exchanges: list[Exchange]) -> None:
    assert [problem for each in exchanges for problem in request_problems(each)] == []


def test_every_answer_is_as_described(exchanges: list[Exchange]) -> None:
    found = [problem for each in exchanges for problem in answer_problems(each)]
    assert [problem for problem in found if not problem.startswith(MISTAKEN)] == []

"""What is written down of the program's doors is what they do, whatever is sent to them."""

import hmac
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from starlette.routing import Route

from bot.assembly import bot_for
from bot.clock import SystemClock
from bot.hearing.routing import USED
from bot.settings import Settings
from webhooks.app import create_app
from webhooks.doors import DOORS
from webhooks.surface import openapi, page
from webhooks.whenasked import WhenAsked

SECRET = b"a-secret-of-the-tests"

SECURITY = Path(__file__).parents[2] / "docs" / "security.md"
SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture)
DESCRIBED = schemathesis.openapi.from_dict(openapi())
# As much as the profile says, of which each door gets its share: `make fuzz` says a great deal.
SOME = effort(max_examples=effort().max_examples // 5, deadline=None, suppress_health_check=SLOW)


async def test_each_door_is_described_and_nothing_else_is(settings: Settings) -> None:
    app = create_app(settings, bot_for(settings, SystemClock()))
    async with app.router.lifespan_context(app):
        pages = app.router.default
        assert isinstance(pages, WhenAsked)
        there = {
            (route.path, method.lower())
            for route in (*app.router.routes, *pages.routes)
            if isinstance(route, Route)
            for method in route.methods or ()
            if method != "HEAD"
        }
    assert there == {(door.path, door.method) for door in DOORS}


def test_who_may_come_in_is_written_down_as_it_is() -> None:
    written = SECURITY.read_text()
    assert page(written) == written


@pytest.mark.parametrize("path", sorted({door.path for door in DOORS}))
def test_no_door_is_opened_by_another_method(address: str, path: str) -> None:
    others = {"get", "post", "put", "patch", "delete"} - {door.method for door in DOORS if door.path == path}
    path = path.format(owner="a", repo="b", number="1", name="style.css", delivery="d")
    assert {httpx.request(method, address + path).status_code for method in others} == {405}


@DESCRIBED.parametrize()
@SOME
def test_every_answer_is_one_of_those_described(
    case: schemathesis.Case[Any], address: str, session: requests.Session
) -> None:
    answer = case.call(base_url=address, session=session)
    doors = {door.method: door for door in DOORS if door.path == case.operation.path}
    door = doors.get(case.method.lower())
    if door is None:
        assert answer.status_code == 405
        return
    media, _ = door.answers[answer.status_code]
    told = answer.headers.get("content-type", [""])[0]
    assert media == "*/*" or told.startswith(media)
    if media == "application/json":
        assert set(answer.json()) == {"message"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=12,
)
PARTS = ("action", "installation", "repository", "issue", "pull_request", "sender", "comment", "changes", "label")


@SOME
@given(
    event=st.sampled_from(sorted(USED)),
    payload=st.dictionaries(st.sampled_from(PARTS), JSON, max_size=6),
    number=st.integers(0, 10**9),
)
def test_whatever_is_signed_is_stored_or_refused_with_a_sentence(
    address: str, session: requests.Session, event: str, payload: dict[str, Any], number: int
) -> None:
    body = json.dumps(payload).encode()
    headers = {
        "X-GitHub-Event": event,
        "X-GitHub-Delivery": f"fuzz-{number}",
        "X-Hub-Signature-256": "sha256=" + hmac.new(SECRET, body, "sha256").hexdigest(),
        "Content-Type": "application/json",
    }
    answer = session.post(f"{address}/webhooks/github", data=body, headers=headers)
    assert answer.status_code == 202
    assert answer.json()["message"].partition(":")[0] in {"stored", "repeated", "ignored"}

"""Whatever is wrong with a payload, it is answered, it breaks nothing, and the next one is dealt with."""

import asyncio
import copy
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.hearing.payloads import Part
from bot.hearing.routing import USED
from tests.contract.answering import AnsweringGitHub
from tests.contract.examples import RULES, received
from tests.contract.hearing import Became, Hearer, Town, program, town
from tests.contract.telling import told_by

pytestmark = pytest.mark.contract

EVENTS = sorted(USED)
READ = frozenset(name for part in Part.__subclasses__() for name in part.model_fields)
GONE = "(missing)"
WRONG: tuple[Any, ...] = (GONE, None, -7, "text", [], {}, [None], True)
Wrong = dict[tuple[str, ...], Any]


# This GitHub remembers nothing that is done to it: an hour later no answer is taken for one that lags behind.
AN_HOUR = timedelta(hours=1)
LONG_AFTER = datetime(2030, 1, 1, tzinfo=UTC)


class Hearing:
    """A program that has heard much already."""

    def __init__(self, runner: asyncio.Runner, place: Town, hearer: Hearer) -> None:
        self._runner, self._place, self._hearer = runner, place, hearer

    def hear(self, event: str, body: bytes, whole: dict[str, Any]) -> Became:
        """Deliver a body; GitHub knows the whole payload."""
        self._hearer.clock.moment += AN_HOUR
        self._place.github = AnsweringGitHub(told_by(whole, RULES), plenty=False)
        return self._runner.run(self._hearer.hear(event, body))


@pytest.fixture(scope="module")
def hearing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hearing]:
    async def opened() -> tuple[Town, Hearer]:
        place, given_settings, client = await stack.enter_async_context(town(home))
        return place, await stack.enter_async_context(program(place, given_settings, client, LONG_AFTER))

    stack, home = AsyncExitStack(), tmp_path_factory.mktemp("home")
    with asyncio.Runner() as runner:
        yield Hearing(runner, *runner.run(opened()))
        runner.run(stack.aclose())


def _paths(part: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where the keys lie that the bot reads anywhere."""
    for key, value in part.items():
        if key in READ:
            yield (*above, key)
        if isinstance(value, dict):
            yield from _paths(value, (*above, key))


def _spoilt(whole: dict[str, Any], wrong: Wrong) -> dict[str, Any]:
    payload = copy.deepcopy(whole)
    for path, value in wrong.items():
        part: Any = payload
        for key in path[:-1]:
            part = part.get(key) if isinstance(part, dict) else None
        if isinstance(part, dict):
            part.pop(path[-1], None)
            part.update({} if value is GONE else {path[-1]: copy.deepcopy(value)})
    return payload


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, int, Wrong]:
    """An event, the place of an example of it, and which of its parts are missing or other than they should be."""
    event = draw(st.sampled_from(EVENTS))
    n = draw(st.integers(0, len(received(event)) - 1))
    paths = st.sampled_from(list(_paths(received(event)[n])))
    return event, n, draw(st.dictionaries(paths, st.sampled_from(WRONG), min_size=1, max_size=4))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoilt())
def test_a_payload_with_wrong_parts_is_taken_and_gets_a_clear_end(
    hearing: Hearing, case: tuple[str, int, Wrong]
) -> None:
    event, n, wrong = case
    whole = received(event)[n]
    became = hearing.hear(event, orjson.dumps(_spoilt(whole, wrong)), whole)
    assert (became.status, became.state in {"done", "ignored", "dead"}) == (202, True), became
    assert became.state != "dead" or became.note.startswith("the payload "), became


@pytest.mark.parametrize("body", [b"[]", b"null", b"7", b'"text"', b"true", b"", b"{", b'{"action":'])
def test_what_is_no_object_is_refused(hearing: Hearing, body: bytes) -> None:
    assert hearing.hear("issues", body, {}) == Became(400)


def test_an_empty_object_is_no_delivery_to_an_app(hearing: Hearing) -> None:
    reason = "it names no installation, so it was not sent to an App"
    assert hearing.hear("issues", b"{}", {}) == Became(202, "ignored", reason)


@pytest.mark.parametrize("wrong", [{("issue",): "text"}, {("issue", "number"): -7}, {("repository", "id"): True}])
def test_after_a_broken_delivery_the_next_one_is_dealt_with(hearing: Hearing, wrong: Wrong) -> None:
    whole = next(payload for payload in received("issues") if payload["action"] == "edited")
    broken = hearing.hear("issues", orjson.dumps(_spoilt(whole, wrong)), whole)
    after = hearing.hear("issues", orjson.dumps(whole), whole)
    assert (broken.state, after.state) == ("ignored", "done")

"""A clock that follows another one: it jumps with it, stands with it, and goes on without it."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from bot.clock import Clock, SystemClock
from bot.errors import SettingsError
from bot.steered import Reading, SteeredClock, clock_at

MARCH = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Hand:
    """A machine's clock that is moved by hand."""

    def __init__(self) -> None:
        self.time = datetime(2031, 7, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


class Far:
    """The clock that steers; an answer takes its way, half of it before the clock is read."""

    def __init__(self, machine: Hand, way: timedelta = timedelta()) -> None:
        self.machine, self.way = machine, way
        self.shows, self.running, self.there = MARCH, True, True

    def ask(self) -> Reading:
        if not self.there:
            raise httpx.ConnectError("nobody answers")
        self.machine.time += self.way
        return Reading(now=self.shows, running=self.running)


@pytest.fixture
def machine() -> Hand:
    return Hand()


@pytest.fixture
def far(machine: Hand) -> Far:
    return Far(machine)


def test_it_shows_the_other_time_from_the_start(machine: Hand, far: Far) -> None:
    assert SteeredClock(far.ask, machine).now() == MARCH


def test_between_two_looks_it_goes_on_at_the_machines_rate(machine: Hand, far: Far) -> None:
    clock = SteeredClock(far.ask, machine)
    machine.time += timedelta(seconds=90)
    assert clock.now() == MARCH + timedelta(seconds=90)


@pytest.mark.parametrize("jump", [timedelta(days=3), timedelta(hours=-1)])
def test_it_jumps_with_the_other_in_either_direction(machine: Hand, far: Far, jump: timedelta) -> None:
    clock = SteeredClock(far.ask, machine)
    far.shows += jump
    assert (clock.look(), clock.now()) == (True, MARCH + jump)


def test_it_stands_still_with_the_other_and_goes_on_with_it(machine: Hand, far: Far) -> None:
    clock = SteeredClock(far.ask, machine)
    far.running = False
    clock.look()
    machine.time += timedelta(hours=1)
    stood = clock.now()
    far.running = True
    clock.look()
    machine.time += timedelta(seconds=5)
    assert (stood, clock.now()) == (MARCH, MARCH + timedelta(seconds=5))


def test_it_keeps_the_time_while_the_other_cannot_be_seen(machine: Hand, far: Far) -> None:
    clock = SteeredClock(far.ask, machine)
    far.there = False
    machine.time += timedelta(minutes=2)
    assert (clock.look(), clock.now()) == (False, MARCH + timedelta(minutes=2))


def test_the_way_of_the_answer_is_taken_into_account(machine: Hand) -> None:
    clock = SteeredClock(Far(machine, way=timedelta(seconds=4)).ask, machine)
    assert clock.now() == MARCH + timedelta(seconds=2)


def test_a_small_difference_does_not_make_the_time_go_back(machine: Hand, far: Far) -> None:
    clock = SteeredClock(far.ask, machine)
    far.shows -= timedelta(milliseconds=60)
    clock.look()
    assert clock.now() == MARCH


def test_without_a_setting_it_is_the_machines_clock() -> None:
    assert isinstance(clock_at(None), SystemClock)


@contextmanager
def serving(answer: Any, port: int = 0) -> Iterator[str]:
    """A clock on loopback that answers with what `answer()` gives."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(answer()).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/clock"
        finally:
            server.shutdown()


def test_it_follows_a_clock_over_http_by_itself() -> None:
    asked = threading.Event()
    times = iter([MARCH])

    def answer() -> dict[str, str]:
        shown = next(times, None)
        if shown is None:
            asked.set()
        return {"now": (shown or MARCH + timedelta(days=1)).isoformat()}

    with serving(answer) as url:
        clock = clock_at(url)
        assert isinstance(clock, SteeredClock)
        first = clock.now()
        assert asked.wait(10)
        clock.look()
        clock.end()
    assert (first.date(), clock.now().date()) == (MARCH.date(), MARCH.date() + timedelta(days=1))


def test_it_waits_for_a_clock_that_starts_at_the_same_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    clocks: list[Clock] = []
    waiting = threading.Thread(target=lambda: clocks.append(clock_at(f"http://127.0.0.1:{port}/clock")))
    waiting.start()
    with serving(lambda: {"now": MARCH.isoformat()}, port):
        waiting.join(20)
    assert [clock.now().date() for clock in clocks] == [MARCH.date()]
    for clock in clocks:
        assert isinstance(clock, SteeredClock)
        clock.end()


@pytest.mark.parametrize("shown", [{}, {"now": "tomorrow"}, {"now": "2026-03-02T09:00:00"}, "nine"])
def test_an_address_that_shows_no_time_is_refused_with_an_example(shown: Any) -> None:
    with serving(lambda: shown) as url, pytest.raises(SettingsError) as refused:
        clock_at(url)
    assert str(refused.value) == f'FINGERPOST_CLOCK: {url} does not answer {{"now": "2026-03-02T09:00:00Z"}}'


def test_an_address_where_nobody_answers_is_refused() -> None:
    with serving(dict) as url:
        pass
    with pytest.raises(SettingsError) as refused:
        clock_at(url, patience_s=0)
    assert str(refused.value) == f"FINGERPOST_CLOCK: no clock answers at {url} (ConnectError)"

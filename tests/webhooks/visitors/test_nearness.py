"""Whoever sits at the machine is told from whoever only seems to."""

from typing import Any

import pytest
from starlette.requests import Request

from bot.settings import Settings, load
from webhooks.visitors.nearness import is_near


def given(**more: str) -> Settings:
    return load(more, env_file=None)


def asked(client: str = "127.0.0.1", host: str | None = "127.0.0.1:8000", **headers: str) -> Request:
    sent = ([("host", host)] if host is not None else []) + [
        (name.replace("_", "-"), headers[name]) for name in headers
    ]
    raw = [(name.encode(), value.encode()) for name, value in sent]
    scope: dict[str, Any] = {"type": "http", "headers": raw, "client": (client, 5), "method": "GET", "path": "/"}
    return Request(scope)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "localhost", "[::1]:8000", "127.0.0.1"])
def test_who_asks_this_machine_from_this_machine_is_near(host: str) -> None:
    assert (is_near(asked(host=host), given()), is_near(asked("::1", host), given())) == (True, True)


@pytest.mark.parametrize("client", ["10.0.0.7", "192.168.1.4", "203.0.113.5", "2001:db8::1", "", "nonsense"])
def test_who_asks_from_elsewhere_is_not(client: str) -> None:
    assert is_near(asked(client), given()) is False


@pytest.mark.parametrize(
    "host", ["bot.example.org", "127.0.0.1.evil.example", "localhost.evil.example", "", "evil@127.0.0.1.x", "[", None]
)
def test_a_name_that_is_not_this_machines_was_made_to_lead_here(host: str | None) -> None:
    assert is_near(asked(host=host), given()) is False


@pytest.mark.parametrize(
    "header", ["x_forwarded_for", "x_forwarded_host", "x_forwarded_proto", "forwarded", "via", "x_real_ip", "cf_ray"]
)
def test_a_proxy_of_this_machine_asks_for_strangers(header: str) -> None:
    assert is_near(asked(**{header: "127.0.0.1"}), given()) is False


@pytest.mark.parametrize(
    "more",
    [
        {"FINGERPOST_URL": "https://bot.example.org"},
        {"FINGERPOST_HOST": "0.0.0.0"},  # noqa: S104 - to see it refused
        {"FINGERPOST_HOST": "::"},
        {"FINGERPOST_SESSION_SECRET": "s" * 32},
        {"GITHUB_CLIENT_ID": "Iv1.x"},
        {"GITHUB_CLIENT_SECRET": "x"},
        {"GITHUB_APP_ID": "1"},
        {"GITHUB_APP_ID": "1", "GITHUB_API_URL": "https://ghes.example/api/v3"},
    ],
)
def test_where_others_can_come_or_sign_in_nobody_is_near(more: dict[str, str]) -> None:
    assert is_near(asked(), given(**more)) is False


def test_an_address_of_this_machine_itself_invites_nobody_else() -> None:
    assert is_near(asked(), given(FINGERPOST_URL="http://localhost:8000")) is True


def test_an_app_of_a_github_on_this_machine_is_reached_by_nobody_else() -> None:
    demo = given(GITHUB_APP_ID="1", GITHUB_API_URL="http://127.0.0.1:9000")
    assert (is_near(asked(), demo), is_near(asked("10.0.0.7"), demo)) == (True, False)


def test_two_hosts_are_one_too_many() -> None:
    request = asked()
    request.scope["headers"].append((b"host", b"127.0.0.1:8000"))
    assert is_near(Request(request.scope), given()) is False

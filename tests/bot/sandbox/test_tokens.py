"""App JWTs and installation tokens."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.sandbox.testing import Raw, app_jwt, running_sandbox

_PAST = (
    "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the "
    "assertion expires"
)
_TOKENS = "/app/installations/77/access_tokens"


def test_a_jwt_buys_a_token_that_says_when_it_expires_and_what_it_may_do(hub: Raw) -> None:
    hub.control("clock", {"now": "2026-03-02T09:00:00Z", "running": False})

    answer = hub.as_app("POST", _TOKENS)

    assert answer.status_code == 201
    body = answer.json()
    assert body["expires_at"] == "2026-03-02T10:00:00Z"
    assert body["permissions"]["issues"] == "write"
    assert body["repository_selection"] == "all"


def test_a_token_can_be_asked_for_with_fewer_permissions_but_not_with_more(hub: Raw) -> None:
    fewer = hub.as_app("POST", _TOKENS, {"permissions": {"issues": "read"}})
    more = hub.as_app("POST", _TOKENS, {"permissions": {"administration": "write"}})

    assert fewer.json()["permissions"] == {"issues": "read"}
    assert (more.status_code, more.json()["message"]) == (
        422,
        "The permissions requested are not granted to this installation.",
    )


@pytest.mark.parametrize(
    ("jwt", "message"),
    [
        ("not.a.jwt", "A JSON web token could not be decoded"),
        (app_jwt(1), "Integration not found"),
        (
            app_jwt(now=SystemClock().now() - timedelta(hours=1)),
            _PAST,
        ),
        (app_jwt(lifetime=1200), "'Expiration time' claim ('exp') is too far in the future"),
    ],
)
def test_a_jwt_that_is_not_good_is_refused(hub: Raw, jwt: str, message: str) -> None:
    answer = hub.http.post(_TOKENS, headers={"authorization": f"Bearer {jwt}"})

    assert (answer.status_code, answer.json()["message"]) == (401, message)


def test_a_jwt_may_go_by_the_communitys_clock(hub: Raw) -> None:
    moment = datetime(2030, 1, 1, tzinfo=UTC)
    hub.control("clock", {"now": moment.isoformat()})

    answer = hub.http.post(_TOKENS, headers={"authorization": f"Bearer {app_jwt(now=moment)}"})

    assert answer.status_code == 201


def test_an_unknown_token_is_bad_credentials_on_both_apis(hub: Raw) -> None:
    headers = {"authorization": "Bearer ghs_nobodys"}

    rest = hub.http.get("/repos/acme/site", headers=headers)
    graphql = hub.http.post("/graphql", json={"query": "{viewer{login}}"}, headers=headers)

    assert (rest.status_code, rest.json()["message"]) == (401, "Bad credentials")
    assert (graphql.status_code, graphql.json()["message"]) == (401, "Bad credentials")


def test_a_token_dies_when_its_time_is_over(hub: Raw) -> None:
    hub.control("clock", {"now": "2026-03-02T11:00:00Z"})

    answer = hub.rest("GET", "/repos/acme/site")

    assert (answer.status_code, answer.json()["message"]) == (401, "Bad credentials")


def test_tokens_live_as_long_as_the_knob_says(community: dict[str, Any]) -> None:
    with running_sandbox(community, token_ttl=60) as running:
        hub = Raw(running)
        hub.control("clock", {"now": "2026-03-02T09:00:00Z", "running": False})
        body = hub.as_app("POST", _TOKENS).json()
        hub.http.close()

    assert body["expires_at"] == "2026-03-02T09:01:00Z"


def test_the_app_is_found_by_repository_organisation_and_number(hub: Raw) -> None:
    found = [
        hub.as_app("GET", path).json()["id"]
        for path in ("/repos/acme/site/installation", "/orgs/acme/installation", "/app/installations/77")
    ]

    assert found == [77, 77, 77]
    assert hub.as_app("GET", "/app").json()["slug"] == "fingerpost"
    assert hub.as_app("GET", "/repos/acme/nothing/installation").status_code == 404


def test_a_suspended_installation_gets_no_token_and_its_old_one_is_refused(hub: Raw) -> None:
    hub.act("olga", "suspend", account="acme")

    new, old = hub.as_app("POST", _TOKENS), hub.rest("GET", "/repos/acme/site")

    assert (new.status_code, new.json()["message"]) == (403, "This installation has been suspended")
    assert (old.status_code, old.json()["message"]) == (403, "This installation has been suspended")


def test_an_app_that_was_removed_is_not_found(hub: Raw) -> None:
    hub.act("olga", "uninstall", account="acme")

    assert hub.as_app("POST", _TOKENS).status_code == 404
    assert hub.rest("GET", "/repos/acme/site").status_code == 401


def test_the_apps_own_resources_are_not_for_installation_tokens(hub: Raw) -> None:
    answer = hub.rest("GET", "/app/hook/deliveries")

    assert (answer.status_code, answer.json()["message"]) == (401, "A JSON web token could not be decoded")

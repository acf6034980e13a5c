"""What GitHub is told of the App."""

import json

from bot.doctor.registration import EVENTS, PERMISSIONS
from bot.sandbox.manifests import read_manifest
from bot.setup.manifest import Plan, asked_for, key_of, manifest_of, optional_permissions, permissions_of

LEAST = {
    "metadata": "read",
    "contents": "read",
    "issues": "write",
    "pull_requests": "write",
    "checks": "write",
    "organization_projects": "write",
    "members": "read",
}
PLAN = Plan("Signs", "https://bot.example.org", "http://127.0.0.1:8000")
ALL = frozenset(optional_permissions())


def test_the_least_permissions_are_those_without_which_it_does_not_work() -> None:
    assert permissions_of(()) == LEAST


def test_what_is_chosen_comes_on_top_at_its_level() -> None:
    assert permissions_of({"contents-write", "discussions-write", "no-such"}) == LEAST | {
        "contents": "write",
        "discussions": "write",
    }


def test_each_permission_is_explained_once_with_all_that_it_is_for() -> None:
    asked = {each.key: each for each in asked_for({"contents-write"})}
    whys = [each.why for each in PERMISSIONS if each.key == "contents"]
    assert ({key: each.level for key, each in asked.items()}, asked["contents"].why) == (
        LEAST | {"contents": "write"},
        "; ".join(whys),
    )


def test_it_hears_only_what_it_may_see() -> None:
    without = {"discussion", "discussion_comment", "status"}
    found = [set(manifest_of(plan)["default_events"]) for plan in (PLAN, Plan("a", "b", "c", optional=ALL))]
    assert found == [set(EVENTS) - without, set(EVENTS)]


def test_github_leads_back_to_where_the_person_is_and_sends_to_where_the_bot_is_reached() -> None:
    manifest = manifest_of(PLAN)
    assert (
        manifest["redirect_url"],
        manifest["setup_url"],
        manifest["hook_attributes"],
        manifest["callback_urls"],
    ) == (
        "http://127.0.0.1:8000/setup/back",
        "http://127.0.0.1:8000/setup",
        {"url": "https://bot.example.org/webhooks/github", "active": True},
        ["https://bot.example.org/sign-in/back"],
    )


def test_github_takes_the_manifest_whatever_was_chosen() -> None:
    plans = [PLAN, *(Plan("Signs", "https://a.org", "https://a.org", optional=frozenset({key})) for key in ALL)]
    assert [read_manifest(json.dumps(manifest_of(plan))).name for plan in plans] == ["Signs"] * len(plans)


def test_the_optional_permissions_are_told_apart_by_their_level() -> None:
    assert [key_of(each) for each in PERMISSIONS if each.optional] == list(optional_permissions())

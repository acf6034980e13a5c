"""Webhooks: what is sent, how it is signed, and what becomes of it."""

import hashlib
import hmac
import json
from typing import Any, Protocol

import pytest

from bot.sandbox.testing import Raw


class Heard(Protocol):
    """What the listener heard."""

    deliveries: list[tuple[dict[str, str], bytes]]
    answer: int

    def bodies(self, event: str) -> list[Any]: ...
    def names(self) -> list[str]: ...


def _listed(hub: Raw) -> list[dict[str, Any]]:
    return list(hub.control("deliveries")["deliveries"])


def test_a_delivery_is_signed_and_says_what_it_is(told: Raw, heard: Heard) -> None:
    told.act("maria", "open_issue", repo="acme/site", title="Hello", body="There")
    told.settle()

    ((headers, body),) = heard.deliveries
    signature = hmac.new(b"hush", body, hashlib.sha256).hexdigest()
    assert headers["x-hub-signature-256"] == f"sha256={signature}"
    assert headers["x-github-event"] == "issues"
    assert headers["x-github-hook-installation-target-type"] == "integration"
    assert headers["user-agent"].startswith("GitHub-Hookshot/")
    assert headers["content-type"] == "application/json"
    assert headers["x-github-delivery"] == _listed(told)[0]["guid"]


def test_the_payload_holds_what_an_app_receives(told: Raw, heard: Heard) -> None:
    told.act("maria", "open_issue", repo="acme/site", title="Hello", body="There")
    told.settle()

    (payload,) = heard.bodies("issues")
    assert payload["action"] == "opened"
    assert (payload["issue"]["number"], payload["issue"]["title"]) == (2, "Hello")
    assert payload["issue"]["node_id"] == told.item("acme/site#2")["node_id"]
    assert payload["issue"]["url"] == f"{told.running.url}/repos/acme/site/issues/2"
    assert payload["repository"]["full_name"] == "acme/site"
    assert payload["organization"]["login"] == "acme"
    assert payload["installation"]["id"] == 77
    assert payload["sender"]["login"] == "maria"


def test_the_apps_own_changes_are_told_too(told: Raw, heard: Heard) -> None:
    told.rest("POST", "/repos/acme/site/issues/1/comments", {"body": "Welcome"})
    told.settle()

    (payload,) = heard.bodies("issue_comment")
    assert payload["sender"]["login"] == "fingerpost[bot]"
    assert payload["sender"]["type"] == "Bot"


def test_each_label_of_a_new_issue_is_told_after_it_was_opened(told: Raw, heard: Heard) -> None:
    told.rest("POST", "/repos/acme/site/issues", {"title": "New", "labels": ["bug", "needs triage"]})
    told.settle()

    assert heard.names() == ["issues.opened", "issues.labeled", "issues.labeled"]
    assert [payload["label"]["name"] for payload in heard.bodies("issues")[1:]] == ["bug", "needs triage"]


def test_a_pull_request_tells_of_its_whole_life(told: Raw, heard: Heard) -> None:
    told.act("maria", "open_pull_request", repo="acme/site", title="Change", files=["a.md"], body="Fixes #1")
    told.act("maria", "draft", item="acme/site#2")
    told.act("maria", "ready", item="acme/site#2")
    told.act("maria", "push", item="acme/site#2", files=["b.md"])
    told.act("olga", "request_review", item="acme/site#2", reviewers=["@acme/docs"])
    told.act("carl", "review", item="acme/site#2", state="approve", lines=[{"path": "a.md", "line": 1, "body": "!"}])
    told.act("carl", "merge", item="acme/site#2")
    told.settle()

    assert heard.names() == [
        "pull_request.opened",
        "pull_request.converted_to_draft",
        "pull_request.ready_for_review",
        "pull_request.synchronize",
        "pull_request.review_requested",
        "pull_request_review.submitted",
        "pull_request_review_comment.created",
        "push.None",
        "pull_request.closed",
        "issues.closed",
    ]
    pulls = heard.bodies("pull_request")
    assert [pulls[3]["pull_request"]["changed_files"], pulls[4]["requested_team"]["slug"]] == [2, "docs"]
    assert pulls[-1]["pull_request"]["merged"] is True
    assert heard.bodies("pull_request_review")[0]["review"]["state"] == "approved"


def test_a_moved_card_says_from_where_to_where_and_names_no_repository(told: Raw, heard: Heard) -> None:
    told.act("olga", "add_card", item="acme/site#1")
    told.act("olga", "move_card", item="acme/site#1", option="Todo")
    told.act("olga", "move_card", item="acme/site#1", option="Done")
    told.settle()

    payload = heard.bodies("projects_v2_item")[-1]
    change = payload["changes"]["field_value"]
    assert (change["field_name"], change["from"]["name"], change["to"]["name"]) == ("Status", "Todo", "Done")
    assert payload["projects_v2_item"]["content_node_id"] == told.item("acme/site#1")["node_id"]
    assert "repository" not in payload


def test_discussions_their_comments_and_answers_are_told(told: Raw, heard: Heard) -> None:
    told.act("maria", "open_discussion", repo="acme/site", title="How?")
    comment = told.act("ben", "comment", item="acme/site#2", body="So.")
    told.act("maria", "answer", comment=comment["id"])
    told.settle()

    assert heard.names() == ["discussion.created", "discussion_comment.created", "discussion.answered"]
    assert heard.bodies("discussion")[-1]["answer"]["body"] == "So."


def test_only_the_events_that_the_app_subscribed_to_are_told(
    community: dict[str, Any], told: Raw, heard: Heard
) -> None:
    community["installations"][0]["events"] = ["issues"]
    told.control("seed", community)
    told.act("maria", "comment", item="acme/site#1", body="Hm")
    told.act("maria", "close", item="acme/site#1")
    told.settle()

    assert heard.names() == ["issues.closed"]


def test_a_failed_delivery_is_recorded_and_not_tried_again(told: Raw, heard: Heard) -> None:
    heard.answer = 500
    told.act("maria", "comment", item="acme/site#1", body="Hm")
    told.settle()

    (record,) = told.as_app("GET", "/app/hook/deliveries").json()
    assert (record["status_code"], record["status"]) == (500, "Invalid HTTP Response: 500")
    assert len(heard.deliveries) == 1


def test_a_redelivery_has_the_same_guid_and_the_same_body(told: Raw, heard: Heard) -> None:
    told.act("maria", "comment", item="acme/site#1", body="Hm")
    told.settle()
    (record,) = told.as_app("GET", "/app/hook/deliveries").json()

    answer = told.as_app("POST", f"/app/hook/deliveries/{record['id']}/attempts")
    told.settle()

    assert answer.status_code == 202
    first, second = heard.deliveries
    assert first[0]["x-github-delivery"] == second[0]["x-github-delivery"]
    assert first[1] == second[1]
    newest = told.as_app("GET", "/app/hook/deliveries").json()[0]
    assert (newest["redelivery"], newest["guid"]) == (True, record["guid"])


def test_deliveries_are_listed_newest_first_and_a_cursor_leads_to_older_ones(told: Raw) -> None:
    for number in range(5):
        told.act("maria", "comment", item="acme/site#1", body=str(number))
    told.settle()
    read = []
    place = "/app/hook/deliveries?per_page=2"
    while place:
        page = told.as_app("GET", place)
        read += [each["id"] for each in page.json()]
        place = page.links.get("next", {}).get("url", "").removeprefix(told.running.url)

    assert read == sorted((each["id"] for each in _listed(told)), reverse=True)


def test_one_delivery_is_shown_with_what_was_sent(told: Raw, heard: Heard) -> None:
    told.act("maria", "comment", item="acme/site#1", body="Hm")
    told.settle()
    number = _listed(told)[0]["id"]

    shown = told.as_app("GET", f"/app/hook/deliveries/{number}").json()

    assert shown["request"]["payload"] == json.loads(heard.deliveries[0][1])
    assert shown["request"]["headers"]["X-GitHub-Event"] == "issue_comment"


def test_deliveries_are_held_and_released_backwards(told: Raw, heard: Heard) -> None:
    told.control("deliveries", {"knobs": [{"match": "issue_comment", "do": "hold"}]})
    for body in ("one", "two", "three"):
        told.act("maria", "comment", item="acme/site#1", body=body)
    held = told.control("deliveries")["held"]

    told.control("deliveries", {"knobs": [], "release": "reverse"})
    told.settle()

    assert held == 3
    assert [payload["comment"]["body"] for payload in heard.bodies("issue_comment")] == ["three", "two", "one"]


@pytest.mark.parametrize(("do", "count"), [("drop", 0), ("duplicate", 2)])
def test_deliveries_are_dropped_or_doubled(told: Raw, heard: Heard, do: str, count: int) -> None:
    told.control("deliveries", {"knobs": [{"match": "issues.closed", "do": do, "times": 1}]})
    told.act("maria", "close", item="acme/site#1")
    told.settle()

    assert len(heard.deliveries) == count
    assert len({headers["x-github-delivery"] for headers, _ in heard.deliveries}) == min(count, 1)


def test_a_renamed_repository_and_a_team_are_told(told: Raw, heard: Heard) -> None:
    told.act("olga", "rename_repository", repo="acme/site", name="home")
    told.act("olga", "set_team_member", team="acme/docs", login="nina")
    told.act("olga", "create_label", repo="acme/home", name="new")
    told.act("olga", "push_files", repo="acme/home", files={"a.md": "a"})
    told.settle()

    assert heard.names() == ["repository.renamed", "membership.added", "label.created", "push.None"]
    assert heard.bodies("push")[0]["head_commit"]["added"] == ["a.md"]


def test_an_installation_is_told_from_its_beginning_to_its_end(told: Raw, heard: Heard) -> None:
    told.act("olga", "suspend", account="acme")
    told.act("olga", "suspend", account="acme", suspended=False)
    told.act("olga", "uninstall", account="acme")
    told.act("olga", "install", account="acme")
    told.settle()

    assert heard.names() == [
        "installation.suspend",
        "installation.unsuspend",
        "installation.deleted",
        "installation.created",
    ]
    first, *_, last = heard.bodies("installation")
    assert first["installation"]["id"] == 77
    assert last["installation"]["permissions"]["issues"] == "write"

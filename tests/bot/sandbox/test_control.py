"""The control API: the clock, counting, acts, and what survives a crash."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from bot.sandbox.testing import Raw, app_jwt, private_pem


def test_the_clock_jumps_and_everything_that_happens_then_bears_its_time(hub: Raw) -> None:
    shown = hub.control("clock", {"now": "2027-01-05T10:00:00+01:00", "running": False})
    hub.act("maria", "comment", item="acme/site#1", body="Later")

    assert shown == {"now": "2027-01-05T09:00:00.000Z", "running": False}
    item = hub.item("acme/site#1")
    assert item["comments"][0]["created_at"] == item["updated_at"] == "2027-01-05T09:00:00Z"


def test_a_moment_without_a_zone_is_refused(hub: Raw) -> None:
    with pytest.raises(ValueError, match="needs its zone"):
        hub.control("clock", {"now": "2027-01-05T10:00:00"})


def test_requests_are_counted_for_the_delivery_that_they_answer(hub: Raw) -> None:
    hub.act("maria", "open_issue", repo="acme/site", title="One")
    hub.act("maria", "open_issue", repo="acme/site", title="Two")
    one, two = (each["guid"] for each in hub.control("deliveries")["deliveries"])
    query = "{viewer{login}}"

    hub.graphql(query, headers={"x-fingerpost-delivery": one})
    hub.graphql(query, headers={"x-fingerpost-delivery": f"{one}, {two}"})
    hub.rest("POST", "/repos/acme/site/issues/2/labels", {"labels": ["bug"]}, x_fingerpost_delivery=one)
    stats = hub.control("stats")

    costs = {
        each["item"]: (each["requests"], each["share"]) for each in stats["per_delivery"] if "opened" in each["event"]
    }
    assert costs == {"acme/site#2": (3, 2.5), "acme/site#3": (1, 0.5)}
    assert stats["per_delivery"][0]["line"] == "issues.opened acme/site#2: 3 requests (2 query, 1 rest)"
    assert stats["by_event"]["issues.opened"] == {
        "deliveries": 2,
        "first": 3,
        "last": 1,
        "requests": 4,
        "share": 3.0,
    }


def test_each_effect_is_in_the_audit_with_its_cause(hub: Raw) -> None:
    hub.rest("POST", "/repos/acme/site/issues/1/labels", {"labels": ["bug"]}, x_fingerpost_delivery="d1,d2")
    hub.act("ben", "unlabel", item="acme/site#1", labels="bug")

    ours, his = hub.control("audit")
    assert {name: ours[name] for name in ("who", "via", "did", "on", "noop", "deliveries", "detail")} == {
        "who": "fingerpost[bot]",
        "via": "rest",
        "did": "label",
        "on": "acme/site#1",
        "noop": False,
        "deliveries": ["d1", "d2"],
        "detail": {"label": "bug"},
    }
    assert (his["who"], his["via"], his["did"]) == ("ben", "person", "unlabel")


@pytest.mark.parametrize(
    ("act", "message"),
    [
        ({"do": "dance", "as": "maria"}, "there is no verb 'dance'"),
        ({"do": "comment", "as": "maria"}, "missing a required argument"),
        ({"do": "comment", "as": "maria", "item": "acme/site#9", "body": "x"}, "there is no acme/site#9"),
        ({"do": "label", "as": "maria", "item": "acme/site#1", "labels": "none"}, "create it first"),
        ({"do": "comment"}, "says who does what"),
    ],
)
def test_an_act_that_makes_no_sense_is_refused_with_the_reason(hub: Raw, act: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        hub.control("act", act)


def test_a_person_who_acts_for_the_first_time_signs_up(hub: Raw) -> None:
    hub.act("newcomer", "open_issue", repo="acme/site", title="Hello")

    assert hub.item("acme/site#2")["author"] == "newcomer"


def test_many_acts_are_done_in_one_request(hub: Raw) -> None:
    done = hub.control(
        "act",
        [
            {"do": "open_issue", "as": "maria", "repo": "acme/site", "title": "One"},
            {"do": "comment", "as": "ben", "item": "acme/site#2", "body": "Hm"},
        ],
    )

    assert [done[0]["item"], hub.item("acme/site#2")["comments"][0]["author"]] == ["acme/site#2", "ben"]


def test_the_board_is_shown_by_columns(hub: Raw) -> None:
    hub.act("olga", "add_card", item="acme/site#1")
    hub.act("olga", "move_card", item="acme/site#1", option="Done")

    board = hub.control("state")["projects"][0]
    assert board["columns"] == {"Todo": [], "In Progress": [], "Done": ["acme/site#1"], "": []}


def test_a_deleted_item_is_gone_and_its_number_is_not_used_again(hub: Raw) -> None:
    node = hub.item("acme/site#1")["node_id"]
    hub.act("olga", "delete_item", item="acme/site#1")
    opened = hub.act("maria", "open_issue", repo="acme/site", title="Next")

    assert opened["number"] == 2
    assert hub.rest("GET", "/repos/acme/site/issues/1").status_code == 404
    assert hub.graphql("query($i:ID!){node(id:$i){id}}", i=node)["errors"][0]["type"] == "NOT_FOUND"


def test_things_are_found_by_search(hub: Raw) -> None:
    hub.act("maria", "open_pull_request", repo="acme/site", title="Translate the guide", files=["a.md"])
    hub.act("carl", "merge", item="acme/site#2")
    hub.act("ben", "open_issue", repo="acme/other", title="Elsewhere")
    hub.act("ben", "label", item="acme/other#1", labels="bug")

    def count(query: str) -> int:
        text = "query($q:String!){search(type:ISSUE,query:$q,first:10){issueCount nodes{__typename}}}"
        return int(hub.graphql(text, q=query)["data"]["search"]["issueCount"])

    assert count("repo:acme/site") == 2
    assert count("repo:acme/site is:pr author:maria is:merged") == 1
    assert count("org:acme is:issue is:open -author:maria") == 1
    hub.act("carl", "review", item="acme/site#2", state="comment", body="Well done.")
    assert [count(f"is:pr reviewed-by:{login}") for login in ("carl", "maria", "nobody")] == [1, 0, 0]
    assert count("org:acme label:BUG") == 1
    assert count('org:acme label:"needs triage","bug"') == 1
    assert count("repo:acme/site translate") == 1
    assert count("repo:acme/site created:<2026-01-01") == 0
    assert count("repo:acme/site created:>=2026-03-02 no:label") == 2


def _start(home: Path, scenario: Path, key: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "bot.sandbox", "--port", "0", "--home", str(home), "--scenario", str(scenario)]
    command += ["--public-key", str(key), "--webhook-url", "http://127.0.0.1:9/"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - it is our own program


@contextmanager
def _running(home: Path, scenario: Path, key: Path) -> Iterator[tuple["subprocess.Popen[str]", httpx.Client]]:
    process = _start(home, scenario, key)
    assert process.stdout is not None
    url = process.stdout.readline().rpartition(" ")[2].strip()
    with httpx.Client(base_url=url, trust_env=False, timeout=20, transport=httpx.HTTPTransport(retries=20)) as client:
        try:
            yield process, client
        finally:
            os.kill(process.pid, signal.SIGKILL)
            process.wait(10)
            process.stdout.close()


@pytest.mark.process
def test_a_killed_sandbox_loses_nothing_that_it_acknowledged(community: dict[str, Any], tmp_path: Path) -> None:
    scenario, key = tmp_path / "scenario.yml", tmp_path / "key.pem"
    scenario.write_text(yaml.safe_dump(community))
    key.write_text(private_pem())
    jwt = {"authorization": f"Bearer {app_jwt()}"}
    with _running(tmp_path / "home", scenario, key) as (_, client):
        token = client.post("/app/installations/77/access_tokens", headers=jwt).json()["token"]
        headers = {"authorization": f"Bearer {token}"}
        client.post("/_sandbox/clock", json={"now": "2026-03-02T09:30:00Z", "running": False})
        for number in range(20):
            client.post("/repos/acme/site/issues/1/comments", json={"body": str(number)}, headers=headers)
        before = client.get("/_sandbox/state").json()
    with _running(tmp_path / "home", scenario, key) as (_, client):
        after = client.get("/_sandbox/state").json()
        known = client.get("/repos/acme/site", headers=headers).status_code
        audit = client.get("/_sandbox/audit").json()
        told = client.get("/_sandbox/deliveries").json()["deliveries"]
        clock = client.get("/_sandbox/clock").json()

    assert after == before
    assert (known, len(audit), len(told)) == (200, 20, 20)
    assert clock == {"now": "2026-03-02T09:30:00.000Z", "running": False}

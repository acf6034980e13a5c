"""The playground of a repository: its rules, its people, what happened there, and its past."""

from datetime import timedelta
from typing import Any

import orjson
import pytest
import sqlalchemy as sa

from bot.backtest.history import Heading, History, Past
from bot.errors import GitHubError, Retryable
from bot.inbox import Incoming
from bot.store.schema import inbox
from webhooks.pages.playground import past as playground_past
from webhooks.pages.playground import reading

PAGE = "/playground/forest/paths"
CRASH = """project: {purpose: Signs.}
rules:
  - {name: Crash, on: issues.opened, when: {title: crash}, do: [{label: bug}]}
"""
FALL = CRASH.replace("title: crash", "title: fell")
PEOPLE = """project: {purpose: Signs., people: people.yml}
roles: {keeper: {}}
rules:
  - {name: Ask, on: issues.opened, do: [{assign: {role: keeper}}]}
"""


async def opened(site: Any, rules: str = CRASH, **known: Any) -> None:
    """A repository of which an item and the rules are known, and somebody at the machine."""
    site.come_home()
    await site.item(1, **known)
    await site.rules(rules)


async def asked(site: Any, do: str, **fields: str) -> Any:
    """The page that answers a form."""
    answer = await site.send(PAGE, do=do, **{"rules": CRASH, "event": "issues.opened", "whole": "on"} | fields)
    assert answer.status_code == 200
    return site.parse(answer.text)


def written(page: Any, name: str) -> str:
    """What stands in a text field."""
    [field] = [one for one in page.every("textarea") if one.attributes["name"] == name]
    return "".join(field.children).removeprefix("\n")


def past(site: Any, *titles: str) -> History:
    """Issues with these titles, a day apart."""
    began = site.clock.now() - timedelta(days=100)
    items = tuple(
        Past(kind="issue", number=n, title=title, author="ada", created_at=began + timedelta(days=n))
        for n, title in enumerate(titles, 1)
    )
    return History(Heading(repository="forest/paths", fetched_at=site.clock.now(), bot="post[bot]"), items)


async def test_a_repositorys_own_rules_stand_there(site: Any) -> None:
    await opened(site)
    page = await site.read(PAGE)
    assert (written(page, "rules"), page.one(cls="where").text) == (CRASH, "Board / forest/paths")
    assert page.one(cls="findings").one(cls="fine").text == "1 rule, nothing wrong."


async def test_the_newest_file_is_offered_though_it_has_a_mistake(site: Any) -> None:
    await opened(site)
    site.clock.forward(minutes=1)
    await site.rules("rules: []\n", valid=False)
    page = await site.read(PAGE)
    assert written(page, "rules") == "rules: []\n"
    assert "which is not in force: it has a mistake" in page.one(cls="rules-typed").one("p").text


async def test_where_no_rules_were_seen_there_are_some_to_begin_with(site: Any) -> None:
    site.come_home()
    await site.item(1)
    page = await site.read(PAGE)
    assert page.one(cls="rules-typed").one("p").text.startswith("No rules were seen in this repository yet")
    assert page.one(cls="findings").one(cls="fine").text == "6 rules, nothing wrong."


async def test_people_of_the_repository_are_those_whom_rules_may_ask(site: Any, texts: Any) -> None:
    await opened(site, PEOPLE)
    await site.rules("- {github: ben, roles: [keeper]}\n", path="people.yml")
    page = await asked(site, "plan", rules=PEOPLE)
    assert texts(page.one(cls="plan").every(cls="deed")) == ["assign ben"]


async def test_only_whoever_may_write_there_sees_it_and_others_cannot_tell_that_it_is_there(site: Any) -> None:
    await site.item(1)
    await site.rules(CRASH)
    site.sign_in("ada", forest__paths="write")
    assert (await site.get(PAGE)).status_code == 200
    site.sign_in("eve", forest__paths="read")
    refused, unknown = await site.get(PAGE), await site.get("/playground/forest/nothing")
    assert (refused.status_code, unknown.status_code) == (404, 404)
    assert refused.text.replace("forest/paths", "") == unknown.text.replace("forest/nothing", "")


async def test_the_page_without_a_repository_leads_to_those_where_somebody_may_write(site: Any) -> None:
    await site.item(1)
    await site.item(1, repo_id=2, repo="forest/maps", private=True)
    await site.rules(CRASH)
    await site.rules(CRASH, repo_id=2)
    site.sign_in("ada", forest__maps="write")
    links = (await site.read("/playground")).one(cls="lead").every("a")
    assert [(link.text, link.attributes["href"]) for link in links] == [("forest/maps", "/playground/forest/maps")]


async def heard(site: Any, number: int, repo_id: int = 1, event: str = "issues.opened", **more: Any) -> None:
    """Something happened to an item."""
    issue = {"number": number, "node_id": "I", "title": f"Crash {number}", "user": {"login": "ada"}, "labels": []}
    repository = {"id": repo_id, "node_id": "R", "full_name": "forest/paths"}
    sender = {"login": "ada", "type": "User"}
    payload = {"action": event.partition(".")[2], "repository": repository, "issue": issue, "sender": sender, **more}
    lane = f"{repo_id}#{number}"
    body = orjson.dumps(payload)
    await site.desk.inbox.put(Incoming(f"{event} {lane}", event, lane, 7, body, site.clock.ms))


def choices(page: Any) -> list[tuple[str, str]]:
    """What happened lately, to choose from."""
    lists = [one for one in page.every("select") if one.attributes["name"] == "seen"]
    return [(one.attributes["value"], one.text) for each in lists for one in each.every("option")]


async def test_what_happened_lately_can_be_chosen_newest_first(site: Any, texts: Any) -> None:
    await opened(site)
    assert choices(await site.read(PAGE)) == []
    await site.item(1, repo_id=2, repo="forest/maps")
    for event in ("issues.opened", "look", "issues.labeled"):
        await heard(site, 1, event=event)
    await heard(site, 1, repo_id=2)
    await heard(site, 1, event="issues.edited", sender={"login": "post[bot]", "type": "Bot"})
    await heard(site, 1, event="issues.closed", sender=None)
    found = choices(await site.read(PAGE))
    assert [text for _, text in found] == [
        f"issues.{what} #1 Sign 1 fell over, by ada, just now" for what in ("labeled", "opened")
    ]
    page = await asked(site, "seen", seen=found[1][0])
    assert orjson.loads(written(page, "payload"))["issue"]["title"] == "Crash 1"
    assert texts(page.one(cls="plan").every(cls="deed")) == ["+bug"]


async def test_what_happened_elsewhere_or_is_forgotten_or_too_large_cannot_be_chosen(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await opened(site)
    await site.item(1, repo_id=2, repo="forest/maps", private=True)
    await heard(site, 1, repo_id=2)
    await heard(site, 1)
    (mine,) = choices(await site.read(PAGE))
    monkeypatch.setattr(reading, "LARGEST_PAYLOAD", 10)
    for seq in (str(int(mine[0]) - 1), mine[0], "999"):
        assert written(await asked(site, "seen", seen=seq), "payload") == ""


@pytest.mark.parametrize("kept", [slice(-20), slice(5, None)])
async def test_what_is_damaged_cannot_be_chosen_and_the_others_can(site: Any, kept: slice) -> None:
    await opened(site)
    for event in ("issues.opened", "issues.labeled"):
        await heard(site, 1, event=event)
    newest = inbox.c.event == "issues.labeled"

    def damage(connection: sa.Connection) -> int:
        seq, body = connection.execute(sa.select(inbox.c.seq, inbox.c.body).where(newest)).one()
        connection.execute(sa.update(inbox).where(newest).values(body=body[kept]))
        return int(seq)

    damaged = await site.store.write(damage)
    found = [text for _, text in choices(await site.read(PAGE))]
    assert found == ["issues.opened #1 Sign 1 fell over, by ada, just now"]
    assert written(await asked(site, "seen", seen=f"{damaged}"), "payload") == ""


async def test_the_past_is_fetched_once_and_played_beside_the_rules_in_force(site: Any, texts: Any) -> None:
    await opened(site)
    site.pasts.of["forest/paths"] = past(site, "A crash", "It fell", "Both crash and fell")
    page = await asked(site, "past", rules=FALL)
    told = page.one(cls="past")
    assert told.every("p")[0].text == (
        "Old are the rules in force, new are those above. 3 items were played; 2 come out otherwise."
    )
    row = told.every("tbody")[0].one("tr")
    assert (row.one("th").text, texts(row.every("td"))[:4]) == ("label bug", ["2", "2", "1", "1"])
    again = await asked(site, "past")
    assert (site.pasts.asked, "0 come out otherwise" in again.one(cls="past").text) == (1, True)
    await asked(site, "fetch")
    assert site.pasts.asked == 2


@pytest.mark.parametrize(
    ("rules", "told"), [("rules: []\n", "The rules cannot be used as they are: mend the mistakes first.")]
)
async def test_rules_with_mistakes_are_not_played(site: Any, rules: str, told: str) -> None:
    await opened(site)
    page = await asked(site, "past", rules=rules)
    assert (page.one(cls="past").one(cls="failure").text, site.pasts.asked) == (told, 0)


async def test_a_repository_without_a_past_says_so(site: Any) -> None:
    await opened(site)
    site.pasts.of["forest/paths"] = past(site)
    told = (await asked(site, "past")).one(cls="past").one(cls="failure").text
    assert told == "Nothing has happened in this repository yet: there is no past to play."


async def test_what_is_kept_is_played_though_github_does_not_answer(site: Any) -> None:
    await opened(site)
    site.pasts.of["forest/paths"] = past(site, "A crash")
    await asked(site, "past")
    site.pasts.fails = Retryable("GitHub answered 502")
    told = (await asked(site, "fetch")).one(cls="past").text
    assert "The history could not be brought up to date: GitHub answered 502." in told
    assert "1 item was played; 0 come out otherwise." in told


async def test_a_history_that_is_damaged_is_told_and_harms_nothing(site: Any) -> None:
    await opened(site)
    site.pasts.of["forest/paths"] = past(site, "A crash")
    await asked(site, "past")
    site.pasts.shelf.file("forest/paths").write_bytes(b"{}\n")
    told = (await asked(site, "past")).one(cls="past").one(cls="failure").text
    assert told.startswith("The history that is kept here is damaged: line 1: ")


async def test_of_a_long_past_the_newest_is_played(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    await opened(site)
    monkeypatch.setattr(playground_past, "MOST_ITEMS", 2)
    site.pasts.of["forest/paths"] = past(site, *["A crash"] * 3)
    told = (await asked(site, "past", rules=FALL)).one(cls="past").every("p")[0].text
    assert told.endswith("The newest 2 of 3 items were played; 2 come out otherwise.")


async def test_a_play_that_takes_too_long_ends_with_what_it_has(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    await opened(site)
    monkeypatch.setattr(playground_past, "LONGEST_PLAY_S", -1)
    site.pasts.of["forest/paths"] = past(site, *["A crash"] * 5_000)
    monkeypatch.setattr(playground_past, "MOST_ITEMS", 5_000)
    told = (await asked(site, "past", rules=FALL)).one(cls="past").every("p")[0].text
    assert " of 5,000 items were played; " in told


async def test_a_fetch_that_takes_too_long_goes_on_the_next_time(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    await opened(site)
    site.pasts.of["forest/paths"] = past(site, "A crash")
    await asked(site, "past")
    monkeypatch.setattr(playground_past, "LONGEST_FETCH_S", 0)
    site.pasts.waits = True
    told = (await asked(site, "fetch")).one(cls="past").text
    assert "The history is long: this is only its newest part. Fetch again, and it goes on from there." in told
    assert "1 item was played" in told


async def test_where_there_never_were_right_rules_nothing_is_the_old_side(site: Any) -> None:
    site.come_home()
    await site.item(1)
    site.pasts.of["forest/paths"] = past(site, "A crash")
    assert "1 item was played; 1 comes out otherwise." in (await asked(site, "past")).one(cls="past").text


async def test_where_nothing_can_be_fetched_it_is_said(site: Any) -> None:
    await opened(site)
    site.pasts.fails = GitHubError("the App is not installed there")
    told = (await asked(site, "past")).one(cls="past").one(cls="failure").text
    assert told == "The history could not be brought up to date: the App is not installed there."

"""How the bot is: what was given up and why, with a way to try again; only to those whom it concerns."""

from typing import Any

import pytest
import sqlalchemy as sa

from bot import recover
from bot.errors import Retryable
from bot.inbox import Incoming
from bot.item import RepoRef
from bot.queue import backlog
from bot.settings import Settings, load
from bot.store import marks, redeliveries
from bot.store.redeliveries import Asked
from bot.store.schema import creations, inbox, installation
from tests.webhooks.settings import SIGN_IN


@pytest.fixture
def settings() -> Settings:
    return load(SIGN_IN, env_file=None)


async def lie(site: Any, delivery: str, lane: str, state: str = "dead", note: str = "it broke") -> None:
    """A delivery that failed three times."""
    await site.desk.inbox.put(Incoming(delivery, "issues.opened", lane, 7, b"{}", site.clock.ms))
    row = sa.update(inbox).where(inbox.c.delivery == delivery).values(state=state, attempts=3, note=note)
    await site.store.write(lambda connection: connection.execute(row).rowcount)


async def fill(site: Any) -> None:
    """One delivery of each of two repositories and one of none was given up; ben may write to the first."""
    for number, repo, delivery in ((1, "forest/paths", "guid-one"), (2, "forest/secret", "guid-two")):
        await site.item(4, repo_id=number, repo=repo, title=f"<b>{repo}", private=number == 2)
        await lie(site, delivery, f"{number}#4")
    await lie(site, "guid-three", "installation:7")
    site.sign_in("ben", forest__paths="write", forest__secret="read")


async def states(site: Any) -> dict[str, str]:
    found = await site.store.read(
        lambda connection: [backlog.show(connection, name) for name in ("guid-one", "guid-two", "guid-three")]
    )
    return {one.listed.delivery: one.listed.state for one in found}


async def test_what_was_given_up_is_told_with_its_reason_and_its_item(site: Any) -> None:
    await fill(site)
    (row,) = (await site.read("/health")).one(cls="looks").every("li")
    assert (row.one("a").attributes["href"], row.one("a").text, row.one(cls="failure").text) == (
        "/items/forest/paths/4",
        "<b>forest/paths",
        "3 attempts: it broke",
    )
    assert [form.attributes["action"] for form in row.every("form")] == ["/health/retry", "/health/drop"]


async def test_of_other_peoples_repositories_nothing_is_told(site: Any) -> None:
    await fill(site)
    text = (await site.get("/health")).text
    assert ("guid-one" in text, "guid-two" in text, "guid-three" in text, "secret" in text) == (
        True,
        False,
        False,
        False,
    )


async def test_who_may_write_nowhere_is_told_nothing(site: Any) -> None:
    await fill(site)
    site.sign_in("eve", forest__paths="triage")
    answer = await site.get("/health")
    assert (answer.status_code, "forest" in answer.text) == (404, False)


async def test_who_has_not_signed_in_is_asked_to(site: Any) -> None:
    await fill(site)
    site.client.cookies.clear()
    assert (await site.get("/health")).status_code == 401


@pytest.mark.parametrize(("act", "state"), [("retry", "ready"), ("drop", "ignored")])
async def test_one_is_tried_again_or_dropped(site: Any, act: str, state: str) -> None:
    await fill(site)
    answer = await site.client.post(
        f"/health/{act}", data={"token": await site.token("/health"), "delivery": "guid-one"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/health")
    assert await states(site) == {"guid-one": state, "guid-two": "dead", "guid-three": "dead"}


async def test_all_that_are_shown_are_tried_again_and_no_others(site: Any) -> None:
    await fill(site)
    await site.client.post("/health/retry", data={"token": await site.token("/health"), "delivery": "*"})
    assert await states(site) == {"guid-one": "ready", "guid-two": "dead", "guid-three": "dead"}


@pytest.mark.parametrize("delivery", ["guid-two", "guid-three", "none", "' or 1=1", "\0", "d" * 500])
async def test_another_repositorys_delivery_is_like_none(site: Any, delivery: str) -> None:
    await fill(site)
    token = await site.token("/health")
    answers = [
        (await site.client.post(f"/health/{act}", data={"token": token, "delivery": delivery})).status_code
        for act in ("retry", "drop")
    ]
    assert (answers, await states(site)) == ([404, 404], {"guid-one": "dead", "guid-two": "dead", "guid-three": "dead"})


async def test_what_is_tried_again_by_itself_is_told_apart(site: Any) -> None:
    await fill(site)
    await lie(site, "guid-four", "1#4", "ready", "GitHub did not answer")
    dead, tried = (await site.read("/health")).every(cls="looks")
    assert (len(dead.every("li")), tried.one(cls="left").text) == (1, "3 attempts: GitHub did not answer")
    assert [form.attributes["action"] for form in tried.every("form")] == ["/health/drop"]


async def test_what_github_allows_is_told_of_ones_own_installations(site: Any) -> None:
    await fill(site)
    await site.item(1, repo_id=3, repo="other/place", installation=8)
    now = site.clock.ms

    def limit(connection: sa.Connection) -> None:
        wait = {"id": 7, "blocked_until": now + 60_000, "reason": "API rate limit exceeded", "saving_until": 0}
        connection.execute(sa.insert(installation), wait)
        made = [[now - 1_800_000, 5], [now - 10_000, 3]]
        connection.execute(sa.insert(creations), {"installation": 7, "made": made})

    await site.store.write(limit)
    (row,) = (await site.read("/health")).one("tbody").every("tr")
    assert [cell.text for cell in row.every() if cell.tag in {"th", "td"}] == [
        "forest",
        "until 5 Jan 2026, 09:01 UTC: API rate limit exceeded",
        "3 of 80",
        "8 of 500",
        "not heard yet",
    ]


async def test_what_was_missed_is_told(site: Any) -> None:
    await fill(site)

    def miss(connection: sa.Connection) -> None:
        for guid, times in (("a", 1), ("b", recover.MOST_TIMES), ("c", 2)):
            redeliveries.save(connection, Asked(guid, 1, times, site.clock.ms))
        recover._not_here(connection, ["guid-one"])
        marks.put(connection, recover.HEARD, site.clock.ms)

    await site.store.write(miss)
    facts = (await site.read("/health")).every(cls="facts")[1].text
    assert facts == "Last askedjust now Recovered0 Asked for again2 Not to be had1"


async def test_what_came_because_it_was_asked_for_is_counted(site: Any) -> None:
    await fill(site)

    def come(connection: sa.Connection) -> None:
        for guid in ("guid-one", "guid-two", "gone"):
            redeliveries.save(connection, Asked(guid, 1, 1, site.clock.ms))
        for _ in range(2):
            recover._not_here(connection, ["guid-one", "guid-two", "gone"])

    await site.store.write(come)
    assert (await site.read("/health")).every(cls="facts")[1].text.count("Recovered2 Asked for again1") == 1


async def test_where_nothing_is_wrong_it_says_so(site: Any) -> None:
    await site.item(1)
    site.sign_in("ben", forest__paths="admin")
    page = await site.read("/health")
    assert (page.one(cls="good").text, [part.text for part in page.every(cls="none")][:2]) == (
        "All is well.",
        ["Nothing was given up.", "Nothing failed that waits for its next turn."],
    )


class TestAtTheMachine:
    @pytest.fixture
    def settings(self) -> Settings:
        return load({}, env_file=None)

    async def test_everything_is_told(self, site: Any) -> None:
        await fill(site)
        site.come_home()
        assert len((await site.read("/health")).one(cls="looks").every("li")) == 3
        await site.client.post("/health/drop", data={"token": await site.token("/health"), "delivery": "guid-three"})
        assert await states(site) == {"guid-one": "dead", "guid-two": "dead", "guid-three": "ignored"}

    @pytest.mark.parametrize(
        ("lane", "place"),
        [
            ("1#99", "forest/paths #99"),
            ("1#0", "forest/paths"),
            ("8#99", "8#99"),
            ("installation:7", "installation:7"),
            ("", "nothing in particular"),
        ],
    )
    async def test_what_is_about_no_item_that_is_known_is_told_by_its_repository(
        self, site: Any, lane: str, place: str
    ) -> None:
        await site.item(4)
        await lie(site, "guid-one", lane)
        site.come_home()
        (row,) = (await site.read("/health")).one(cls="looks").every("li")
        assert (row.one(cls="number").text, row.every("a")) == (place, [])


UNHEARD = RepoRef(9, 90, "R_90", "meadow/grass")


async def test_before_anything_was_heard_whoever_administers_an_account_sees_that(site: Any) -> None:
    site.roles.unheard = [UNHEARD, RepoRef(10, 91, "R_91", "other/place")]
    site.sign_in("olga", meadow__grass="admin", other__place="write")
    page = await site.read("/health")
    assert page.one(cls="lead").one(cls="note").text.startswith("GitHub has told nothing of meadow yet.")
    (row,) = page.one("tbody").every("tr")
    assert (row.one("th").text, "other" in page.text) == ("meadow", False)


@pytest.mark.parametrize("role", ["maintain", "write", "none"])
async def test_before_anything_was_heard_nobody_else_sees_anything(site: Any, role: str) -> None:
    site.roles.unheard = [UNHEARD]
    site.sign_in("eve", meadow__grass=role)
    answer = await site.get("/health")
    assert (answer.status_code, "meadow" in answer.text) == (404, False)


async def test_an_administrator_of_a_silent_account_sees_nothing_of_the_others(site: Any) -> None:
    await fill(site)
    site.roles.unheard = [UNHEARD]
    site.sign_in("olga", meadow__grass="admin")
    answer = await site.get("/health")
    assert (answer.status_code, "guid" in answer.text, "forest" in answer.text) == (200, False, False)
    await site.client.post("/health/retry", data={"token": await site.token("/health"), "delivery": "*"})
    assert set((await states(site)).values()) == {"dead"}


async def test_once_something_was_heard_of_an_account_its_owners_see_what_they_may_write_to(site: Any) -> None:
    await fill(site)
    site.roles.unheard = [RepoRef(7, 3, "R_3", "forest/first")]
    site.sign_in("olga", forest__first="admin", forest__paths="none")
    assert (await site.get("/health")).status_code == 404


async def test_where_github_does_not_say_it_strangers_learn_nothing(site: Any) -> None:
    site.roles.unheard, site.roles.fails = [UNHEARD], Retryable("it is down")
    site.sign_in("eve")
    assert (await site.get("/health")).status_code == 404


async def test_who_sees_nothing_is_asked_for_an_account_and_whoever_administers_it_finds_it(site: Any) -> None:
    site.roles.unheard = [UNHEARD, RepoRef(10, 91, "R_91", "late/place")]
    site.sign_in("olga", late__place="admin")
    nothing = await site.get("/health")
    form = site.parse(nothing.text).one("main").one("form")
    assert (nothing.status_code, form.attributes["method"], form.attributes["action"]) == (404, "get", "/health")
    page = await site.read("/health?account=late")
    assert page.one(cls="lead").one(cls="note").text.startswith("GitHub has told nothing of late yet.")
    assert page.one("main").attributes["data-live"] == "/health?part=live&account=late"


@pytest.mark.parametrize("name", ["meadow", "nobody", "<b>x</b>", "x" * 200])
async def test_an_account_answers_others_like_one_that_is_not_there(site: Any, name: str) -> None:
    site.roles.unheard = [UNHEARD]
    site.sign_in("eve", meadow__grass="write")
    answer = await site.client.get("/health", params={"account": name})
    said = site.parse(answer.text).one("main").every("p")[0].text
    assert (answer.status_code, said) == (404, f"Nothing that you may see is known of {name[:100]}.")

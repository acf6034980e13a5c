"""What the pages tell of people: all of it to those who may write there, and none of it to anybody else."""

from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings, load
from tests.webhooks.settings import SIGN_IN

ITEM = "/items/forest/paths/1"
EVERYWHERE = ("/", "/?part=live", "/activity", "/activity/forest/paths", ITEM, f"{ITEM}?part=live")
ASKED = "asked because: speaks de and 0 open items; passed over: cem (works for the same employer as the author)"
AWAY, NOBODY = "dee: is away until 2026-03-09", "nobody who is meant can be asked just now"
COUNTRY, NEW = "the country is AT", "the author is new here"
DECIDED: dict[str, Any] = {
    "events": ["issue_comment.created"],
    "actions": [
        {"do": "assign", "rule": "Ask", "assignees": ["bob"], "why": ASKED},
        {"do": "leave", "rule": "/away", "login": "eve", "until": "2026-04-01"},
    ],
    "held_back": [
        {"do": "request_review", "rule": "Review", "why": AWAY},
        {"do": "label", "rule": "Sort", "why": "a person took docs off"},
    ],
    "conflicts": [],
    "outcomes": [
        {"do": "assign", "rule": "Ask", "target": "bob", "state": "done"},
        {"do": "leave", "rule": "/away", "target": "eve=2026-04-01", "state": "done"},
    ],
    "rules": [
        {
            "name": "Ask",
            "line": 4,
            "matched": True,
            "because": [
                {"condition": "country", "met": True, "saw": "AT", "says": COUNTRY},
                {"condition": "author", "met": True, "saw": "ada", "says": NEW},
            ],
        }
    ],
}
TO_STRANGERS = {
    "deeds": ["assigned bob"],
    "left": [
        f"Held back: request review, because {NOBODY} rule “Review”",
        "Held back: label, because a person took docs off rule “Sort”",
    ],
    "reasons": [f"? cannot be told: {COUNTRY}", f"✓ holds: {NEW} seen: ada"],
}
TO_INSIDERS = {
    "deeds": ["assigned bob", "absence of eve: 2026-04-01"],
    "left": [
        f"Asked because: {ASKED.partition(': ')[2]} rule “Ask”",
        f"Held back: request review, because {AWAY} rule “Review”",
        "Held back: label, because a person took docs off rule “Sort”",
    ],
    "reasons": [f"✓ holds: {COUNTRY} seen: AT", f"✓ holds: {NEW} seen: ada"],
}


@pytest.fixture
def settings() -> Settings:
    """As where people can sign in."""
    return load(SIGN_IN, env_file=None)


@pytest.fixture
async def decided(site: Any) -> Any:
    """A site where the bot asked somebody, and somebody told it of being away."""
    item = await site.item(1)
    await site.decided(item.lane, **DECIDED)
    return site


async def told(site: Any, path: str) -> dict[str, list[str]]:
    page = await site.read(path)
    parts = {"deeds": ("", "deed"), "left": ("", "left")}
    found = {name: [one.text for one in page.every(*wanted)] for name, wanted in parts.items()}
    return found | {"reasons": [one.text for each in page.every("ul", "reasons") for one in each.every("li")]}


async def leaks(site: Any, path: str) -> list[str]:
    text = (await site.read(path)).text
    hidden = ("same employer", "cem", "dee:", "is away", "2026-03-09", "eve:", "seen: AT")
    return [words for words in hidden if words in text]


async def test_a_stranger_reads_whom_the_bot_asked_and_nothing_that_it_knows_of_people(decided: Any) -> None:
    assert await told(decided, ITEM) == TO_STRANGERS
    assert [await leaks(decided, path) for path in EVERYWHERE] == [[]] * len(EVERYWHERE)


async def test_whoever_has_signed_in_and_may_not_write_there_is_a_stranger(decided: Any) -> None:
    decided.sign_in("ben", forest__paths="triage")
    assert await told(decided, ITEM) == TO_STRANGERS
    assert [await leaks(decided, path) for path in EVERYWHERE] == [[]] * len(EVERYWHERE)


async def test_whoever_may_write_there_reads_all_of_it(decided: Any) -> None:
    decided.sign_in("ben", forest__paths="write")
    assert await told(decided, ITEM) == TO_INSIDERS
    shown = await told(decided, "/activity/forest/paths")
    assert (shown["deeds"], shown["left"]) == (TO_INSIDERS["deeds"], TO_INSIDERS["left"][1:])


async def test_of_another_repository_a_writer_reads_no_more_than_strangers(decided: Any) -> None:
    await decided.item(1, repo_id=2, repo="forest/maps")
    decided.sign_in("ben", forest__maps="admin")
    assert await told(decided, ITEM) == TO_STRANGERS
    assert [await leaks(decided, path) for path in EVERYWHERE] == [[]] * len(EVERYWHERE)


class TestWhereSomebodySitsAtTheMachine:
    """Pages are kept for a while: one for each audience."""

    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        return load({"FINGERPOST_HOST": "127.0.0.1", "FINGERPOST_HOME": str(tmp_path)}, env_file=None)

    async def test_whoever_sits_there_reads_all_of_it(self, decided: Any) -> None:
        decided.come_home()
        assert await told(decided, ITEM) == TO_INSIDERS

    async def test_what_was_made_for_them_is_never_handed_to_a_stranger(self, decided: Any) -> None:
        afar = decided.client.base_url
        for path in EVERYWHERE:
            decided.come_home()
            inside = await decided.get(path)
            decided.client.base_url = afar
            outside = await decided.get(path, If_None_Match=inside.headers["etag"])
            assert (outside.status_code, *("absence of eve" in one.text for one in (inside, outside))) == (
                200,
                True,
                False,
            )


class TestWhereNothingIsPublished:
    """The pages are for those who may write, and tell them all."""

    @pytest.fixture
    def settings(self) -> Settings:
        return load(SIGN_IN | {"FINGERPOST_PUBLIC": "none"}, env_file=None)

    @pytest.mark.parametrize("path", ["/activity", "/"])
    async def test_they_read_all_of_it(self, decided: Any, path: str) -> None:
        decided.sign_in("ben", forest__paths="write")
        assert TO_INSIDERS["deeds"][1] in (await told(decided, path))["deeds"]
        assert TO_INSIDERS["left"][1] in (await told(decided, path))["left"]

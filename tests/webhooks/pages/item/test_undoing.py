"""Beside what can be taken back there is a button; who presses it asks the bot, in their own name."""

import zlib
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from bot import ledger
from bot.ledger import Entry, Settled
from bot.store import asked as who_asked
from bot.store import decisions, forgetting, items, rulefiles
from bot.store.rulefiles import RuleFile
from bot.store.schema import inbox
from bot.waking.again import Asked, LookAgain
from bot.waking.pressed import as_delivery

ITEM = "/items/forest/paths/1"
UNDO = f"{ITEM}/undo"
RULES = """
project: {purpose: Signs., people: people.yml}
roles: {editor: {may: triage}, steward: {may: everything}}
rules: []
"""
DID = (("label", "docs"), ("label", "bug"), ("comment", "Sort"), ("check", "license"))


def decision(*deeds: tuple[str, str]) -> dict[str, Any]:
    keys = {"label": "labels", "unlabel": "labels", "comment": "body", "check": "name"}
    said = {"comment": "Hello"}
    return {
        "events": ["issues.opened"],
        "rules": [],
        "actions": [{"do": do, "rule": "Sort", keys[do]: [said.get(do, what)]} for do, what in deeds],
        "outcomes": [{"do": do, "rule": "Sort", "target": what, "state": "done"} for do, what in deeds],
    }


async def did(site: Any, *deeds: tuple[str, str], cause: str = "d-1") -> None:
    """The bot did something, and wrote it down."""
    entries = [Entry(cause, "1#1", "Sort", place, what, do) for place, (do, what) in enumerate(deeds)]
    await site.store.write(partial(ledger.intend, entries=entries, installation=7, now=site.clock.ms))
    done = dict.fromkeys(entries, Settled("done"))
    await site.store.write(partial(ledger.settle, outcomes=done, now=site.clock.ms))
    await site.decided("1#1", **decision(*deeds))


async def asked(site: Any) -> list[Asked | None]:
    """What waits because somebody pressed a button."""
    bodies = await site.store.read(lambda connection: connection.scalars(sa.select(inbox.c.body)).all())
    return [LookAgain.model_validate_json(zlib.decompress(body)).asked for body in bodies]


async def taken_back(site: Any) -> None:
    """Ada had something taken back by a button, and the bot wrote down its look."""
    (record,) = await site.store.read(items.recent)
    pressed = as_delivery(record, Asked(by="ada", command="undo", wish="label docs"), site.clock.ms).delivery
    who = [(pressed, "undo", "ada")]
    await site.store.write(partial(who_asked.save, installation=7, lane="1#1", obeyed=who, now=site.clock.ms))
    told = decision(("unlabel", "docs")) | {"events": ["page.undo"]}
    keep = partial(decisions.save, lane="1#1", at=site.clock.ms, deliveries=["d-2", pressed], document=told)
    await site.store.write(keep)


def buttons(page: Any) -> list[str]:
    return [form.one("button").text for form in page.every("form", "undo")]


@pytest.fixture
async def item(site: Any) -> Any:
    """An item to which the bot did something."""
    await site.rules(RULES)
    await site.item(1)
    await did(site, *DID)
    return site


async def test_there_is_a_button_beside_what_can_be_taken_back(item: Any) -> None:
    item.sign_in("ada", forest__paths="maintain")
    assert buttons(await item.read(ITEM)) == ["Undo +docs", "Undo +bug", "Undo “Hello”"]


async def test_strangers_find_none_nor_does_whoever_sits_at_the_machine_where_nobody_may_everything(item: Any) -> None:
    assert buttons(await item.read(ITEM)) == []
    item.sign_in("eve", forest__paths="read")
    assert buttons(await item.read(ITEM)) == []
    item.come_home()
    assert buttons(await item.read(ITEM)) == []


async def test_what_was_done_again_has_its_button_where_it_was_done_last_and_what_was_changed_since_has_none(
    item: Any,
) -> None:
    item.sign_in("ada", forest__paths="maintain")
    item.clock.forward(minutes=1)
    await did(item, ("label", "docs"), ("unlabel", "bug"), cause="d-2")
    await did(item, ("comment", "Sort"), cause="ended:d-3")
    newest, other, oldest = (await item.read(ITEM)).every(cls="look")
    assert (buttons(newest), buttons(other), buttons(oldest)) == ([], ["Undo +docs", "Undo \N{MINUS SIGN}bug"], [])


async def test_the_bot_is_asked_in_the_name_of_whoever_presses_it(item: Any) -> None:
    item.sign_in("ada", forest__paths="maintain")
    answer = await item.client.post(UNDO, data={"verb": "label", "target": "docs", "token": await item.token(ITEM)})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{ITEM}?asked=undo")
    assert await asked(item) == [Asked(by="ada", command="undo", wish="label docs")]
    assert (await item.read(f"{ITEM}?asked=undo")).one(cls="asked").text.startswith("The bot was asked")


@pytest.mark.parametrize(
    ("verb", "target"),
    [("label", "other"), ("label", "docs\n/close"), ("check", "license"), ("", ""), ("close", "closed")],
)
async def test_nothing_else_can_be_asked_for(item: Any, verb: str, target: str) -> None:
    item.sign_in("ada", forest__paths="maintain")
    answer = await item.client.post(UNDO, data={"verb": verb, "target": target, "token": await item.token(ITEM)})
    assert (answer.status_code, await asked(item)) == (409, [])
    assert "This cannot be taken back any more" in answer.text


@pytest.mark.parametrize(
    ("login", "role", "token", "status"),
    [("ada", "write", "another", 403), ("ada", "write", "", 403), ("eve", "triage", "", 404), ("", "", "", 403)],
)
async def test_who_may_not_write_and_forms_of_others_are_turned_away(
    item: Any, login: str, role: str, token: str, status: int
) -> None:
    if login:
        item.sign_in(login, forest__paths=role)
    answer = await item.client.post(UNDO, data={"verb": "label", "target": "docs", "token": token})
    assert (answer.status_code, await asked(item)) == (status, [])


async def test_where_nobody_may_everything_nobody_takes_back_from_the_machine_itself(item: Any) -> None:
    item.come_home()
    token = item.desk.gate.seal.token("local")
    answer = await item.client.post(UNDO, data={"verb": "label", "target": "docs", "token": token})
    assert (answer.status_code, await asked(item)) == (403, [])
    assert "This is not yours to take back" in answer.text


async def test_whoever_sits_at_the_machine_takes_back_in_the_name_of_the_first_who_may_everything(item: Any) -> None:
    await item.rules(PEOPLE, path="people.yml")
    item.come_home()
    page = await item.read(ITEM)
    assert buttons(page) == ["Undo +docs", "Undo +bug", "Undo “Hello”"]
    assert "is taken back in the name of ben." in page.text
    answer = await item.client.post(UNDO, data={"verb": "label", "target": "docs", "token": await item.token(ITEM)})
    assert (answer.status_code, await asked(item)) == (303, [Asked(by="ben", command="undo", wish="label docs")])


async def test_a_proxys_visitors_sit_at_no_machine(item: Any) -> None:
    await item.rules(PEOPLE, path="people.yml")
    item.come_home()
    token = item.desk.gate.seal.token("local")
    fields = {"verb": "label", "target": "docs", "token": token}
    for hint in ({"x-forwarded-for": "203.0.113.7"}, {"host": "bot.example"}):
        page = await item.client.get(ITEM, headers=hint)
        answer = await item.client.post(UNDO, data=fields, headers=hint)
        assert (buttons(item.parse(page.text)), "in the name of" in page.text, answer.status_code) == ([], False, 403)
    assert await asked(item) == []


@pytest.mark.parametrize(
    "path", ["/items/forest/paths/2/undo", "/items/forest/paths/0/undo", "/items/forest/no/1/undo"]
)
async def test_an_item_that_is_not_known_is_not_there(item: Any, path: str) -> None:
    item.sign_in("ada", forest__paths="maintain")
    fields = {"verb": "label", "target": "docs", "token": await item.token(ITEM)}
    assert (await item.client.post(path, data=fields)).status_code == 404


async def test_a_form_that_is_too_large_is_refused(item: Any) -> None:
    item.sign_in("ada", forest__paths="maintain")
    fields = {"verb": "label", "target": "x" * 20_000, "token": await item.token(ITEM)}
    assert (await item.client.post(UNDO, data=fields)).status_code == 413


PEOPLE = "[{github: ada, roles: editor}, {github: ben, roles: steward}]"


@pytest.mark.parametrize(
    ("login", "role", "found"),
    [
        ("ada", "write", ["Undo +wish"]),
        ("ben", "write", ["Undo +docs", "Undo +bug", "Undo “Hello”", "Undo +wish"]),
        ("eve", "write", []),
        ("eve", "admin", ["Undo +docs", "Undo +bug", "Undo “Hello”", "Undo +wish"]),
    ],
)
async def test_who_may_not_do_everything_takes_back_what_they_asked_for(
    item: Any, login: str, role: str, found: list[str]
) -> None:
    file = RuleFile(1, "people.yml", "oid", PEOPLE, valid=True, seen_at=1)
    await item.store.write(partial(rulefiles.save, file=file))
    save = partial(who_asked.save, installation=7, lane="1#1", obeyed=[("c-9", "label", "Ada")], now=1)
    await item.store.write(save)
    await did(item, ("label", "wish"), cause="c-9")
    item.sign_in(login, forest__paths=role)
    assert sorted(buttons(await item.read(ITEM))) == sorted(found)
    fields = {"verb": "label", "target": "bug", "token": await item.token(ITEM)}
    answer = await item.client.post(UNDO, data=fields)
    assert (answer.status_code, len(await asked(item))) == ((303, 1) if "Undo +bug" in found else (403, 0))


async def test_where_there_are_no_rules_there_are_no_commands(site: Any) -> None:
    await site.item(1)
    await did(site, *DID)
    site.sign_in("ada", forest__paths="admin")
    assert buttons(await site.read(ITEM)) == []


@pytest.mark.parametrize("path", [ITEM, "/activity", "/"])
async def test_who_asked_on_a_page_is_told_to_those_who_may_write_and_to_strangers_that_somebody_did(
    item: Any, path: str, texts: Any
) -> None:
    await taken_back(item)
    assert texts((await item.read(path)).every(cls="left")) == ["Asked for on its page: undo"]
    item.sign_in("ben", forest__paths="write")
    seen = texts((await item.read(path)).every(cls="left"))
    assert seen == (["Asked for on its page: undo, by ada"] if path == ITEM else ["Asked for on its page: undo"])
    item.come_home()
    assert texts((await item.read(path)).every(cls="left")) == ["Asked for on its page: undo, by ada"]


async def test_who_was_forgotten_is_not_told_to_have_asked(item: Any, texts: Any) -> None:
    await taken_back(item)
    leaver = forgetting.Leaver(7, "ada")
    await item.store.write(partial(forgetting.erase, leaver=leaver, now=item.clock.ms))
    item.sign_in("ben", forest__paths="write")
    page = await item.read(ITEM)
    assert (texts(page.every(cls="left")), "page.undo" in page.one("main").text) == ([], True)

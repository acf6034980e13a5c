"""The page of a repository's people: who has which role, what is on whose hands, what nobody covers; whom it hides."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from bot.people.oblivion import fingerprint
from bot.store import absences, contributions, records, rulefiles
from bot.store.community import forgotten
from bot.store.contributions import Row
from bot.store.records import Kept
from bot.store.rulefiles import RuleFile
from bot.store.sql import upsert
from rules.bases import FILE, Base
from rules.facts import Away

RULES = """
project: {purpose: Signs that show the way., language: en, people: people.yml}
translations: {languages: [de]}
pathways:
  writing: {about: Write a sign, form: idea}
  reviewing: {counts: pull_request_review.submitted}
roles:
  contributor: {granted: automatically, requires: {contributions: 1}}
  editor:
    about: Reads what others write
    granted: by consent
    requires: {role: contributor, reviewing: 3, months_active: 1, sponsors: {count: 2, employers: 2}, within: 1 year}
    may: [triage, stage]
    term: 1 year
  maintainer: {requires: {any: {writing: 1, months_in_role: 2, listed_in: groups}}, seats: [print]}
decisions: {consent: {voters: {role: editor}, open_for: 3 days, passes_with: {support: 1, objections: 0}}}
regions: {DACH: [DE, AT], Nordics: [NO, SE]}
rules: []
"""
PEOPLE = """
- {github: ada, roles: [{editor: 2025-06-01}], languages: [en], covers: [AT], capacity: 1, employer: Acme, country: AT}
- {github: ben, roles: editor, timezone: Europe/Vienna, away: 2026-01-01 to 2026-01-20}
- {github: shy, roles: editor, opted_out: true, away: true}
- {github: gone, roles: editor}
"""
PAGE = "/people/forest/paths"


def section(page: Any, name: str) -> Any:
    (found,) = [one for one in page.every("section") if one.attributes.get("aria-labelledby") == name]
    return found


def rows(part: Any) -> list[list[str]]:
    return [[cell.text for cell in row.every() if cell.tag in ("th", "td")] for row in part.every("tr")]


async def people(site: Any, text: str = PEOPLE, path: str = "people.yml", **more: Any) -> None:
    """Keep a people file as read now."""
    file = RuleFile(1, path, "oid", text, valid=True, seen_at=site.clock.ms, **more)
    await site.store.write(partial(rulefiles.save, file=file))


@pytest.fixture
async def folk(site: Any) -> Any:
    """A repository with people."""
    await site.rules(RULES)
    await people(site)
    await site.item(1, assignees=("ada", "zoe"), title="Trust at work")
    await site.item(2, reviewers=("ada", "shy", "o/team"))
    row = {"fingerprint": fingerprint("gone"), "installation": 7, "at": 1}
    await site.store.write(lambda connection: upsert(connection, forgotten, row))
    return site


async def test_the_ladder_tells_who_stands_where_and_what_is_asked(folk: Any, texts: Any) -> None:
    rungs = section(await folk.read(PAGE), "ladder").one("ol", "ladder").children
    contributor, editor, maintainer = [one for one in rungs if not isinstance(one, str)]
    assert contributor.one("h3").text == "contributor comes by itself"
    assert editor.one("h3").text == "editor people decide, by “consent”"
    asked, may, term = texts(editor.every("dd"))
    assert asked.split("; ") == [
        "the role contributor",
        "reviewing: 3 (within 1 year)",
        "1 month from the first contribution to the latest (within 1 year)",
        "2 people who vouch, of at least 2 employers",
    ]
    assert (may, term) == ("triage, stage", "1 year")
    assert texts(editor.one(cls="holders").every("li")) == [
        "ada since 1 Jun 2025, term until 1 Jun 2026",
        "ben",
        "and 2 more",
    ]
    assert texts(maintainer.every("dd")) == [
        "one of these: writing: 1, 2 months in that role, an entry in the file of groups"
    ]
    assert maintainer.one(cls="need").text == "Needed: somebody for the seat print"


async def test_what_nobody_covers_is_a_need(folk: Any) -> None:
    assert rows(section(await folk.read(PAGE), "cover")) == [
        ["Language", "People", "Who"],
        ["English (en)", "1", "ada"],
        ["German (de)", "0", "nobody: needed"],
        ["Region", "People", "Who"],
        ["DACH", "1", "ada; nobody for Germany"],
        ["Nordics", "0", "nobody: needed"],
    ]


async def test_a_country_that_is_covered_besides_is_told_by_its_name_and_a_region_as_the_rules_call_it(
    site: Any,
) -> None:
    await site.rules(RULES.replace("Nordics: [NO, SE]", "IT: [NO, SE]"))
    await site.item(1)
    await people(site, "- {github: ada, roles: editor, covers: [JP, IT, Vienna]}")
    found = rows(section(await site.read(PAGE), "cover"))
    assert [row[0] for row in found] == ["Region", "DACH", "IT", "Japan (JP)", "Vienna"]


async def test_loads_stand_against_what_people_take(folk: Any) -> None:
    found = section(await folk.read(PAGE), "loads")
    assert rows(found)[1:] == [["ada", "2", "1 full", ""], ["zoe", "1", "", ""], ["ben", "0", "", "until 20 Jan 2026"]]
    assert found.every("p")[0].text == "2 more are not shown here."


async def test_who_is_away_is_told_and_what_was_told_the_bot_only_to_those_who_may_write(folk: Any, texts: Any) -> None:
    said = partial(absences.keep, installation=7, login="ada", away=Away(until=date(2026, 1, 9)))
    await folk.store.write(said)
    found = section(await folk.read(PAGE), "away")
    assert texts(found.every("li")) == ["ben until 20 Jan 2026"]
    assert found.one(cls="note").text == "1 more is away and not named here."
    folk.come_home()
    assert texts(section(await folk.read(PAGE), "away").every("li")) == [
        "ada until 9 Jan 2026",
        "ben until 20 Jan 2026",
    ]


async def test_pathways_tell_how_many_people_are_on_them(folk: Any, texts: Any) -> None:
    rows = [
        Row(repo_id=1, cause=cause, kind="item", login=login, pathway="Writing", at=1)
        for cause, login in (("#1", "ada"), ("#2", "ada"), ("#1", "ben"))
    ]
    await folk.store.write(partial(contributions.add, rows=rows))
    tiles = section(await folk.read(PAGE), "pathways").every(cls="tile")
    assert texts(tiles) == ["writing Write a sign 2 people, 3 contributions", "reviewing nobody yet"]


async def test_thanks_lead_to_the_item_and_name_nobody_who_does_not_want_it(folk: Any, texts: Any) -> None:
    names = (
        "credit: talk, zoe: Trust",
        "credit: code, Shy",
        "credit: doc, gone",
        "credit: bug, somebody 3",
        "credit: x",
    )
    for at, name in enumerate(names):
        await folk.store.write(partial(records.keep, lane="1#1", kept=[Kept(name, "R", folk.clock.ms - at * 60_000)]))
    thanks = section(await folk.read(PAGE), "credits")
    assert texts(thanks.every("li")) == [
        "just now zoe: talk “Trust”, #1 Trust at work",
        "1 min ago somebody: code, #1 Trust at work",
        "2 min ago somebody: doc, #1 Trust at work",
        "3 min ago somebody: bug, #1 Trust at work",
    ]
    assert thanks.every("a")[0].attributes["href"] == "/items/forest/paths/1"


@pytest.mark.parametrize("word", ["Acme", "Vienna", "shy", "gone"])
async def test_nothing_is_told_of_employers_and_time_zones_and_of_whoever_does_not_want_it(
    folk: Any, word: str
) -> None:
    assert word not in (await folk.get(PAGE)).text.replace("Back is gone", "")
    folk.come_home()
    assert word not in (await folk.get(PAGE)).text


@pytest.mark.parametrize(("secret", "named"), [(True, False), (False, True)])
async def test_a_people_file_of_a_hidden_base_names_nobody_to_others(site: Any, *, secret: bool, named: bool) -> None:
    text = "project: {purpose: P}\nextends: [forest/base]\nrules: []\n"
    base = Base(RULES.replace("purpose:", "accepts_from: forest/*, purpose:"), secret=secret)
    file = RuleFile(1, FILE, "oid", text, valid=True, seen_at=1, bases={"forest/base": base})
    await site.store.write(partial(rulefiles.save, file=file))
    await people(site, path="forest/base:people.yml")
    await site.item(1)
    assert ("ada" in section(await site.read(PAGE), "ladder").text) is named
    site.come_home()
    assert "ada" in section(await site.read(PAGE), "ladder").text


async def test_a_private_repository_is_not_there_but_for_those_who_may_write(site: Any) -> None:
    await site.rules(RULES)
    await site.item(1, private=True)
    assert [(await site.get(path)).status_code for path in (PAGE, "/people/forest/none")] == [404, 404]
    site.come_home()
    assert (await site.get(PAGE)).status_code == 200


async def test_where_little_is_known_the_page_says_what_to_do(site: Any) -> None:
    await site.item(1)
    assert (await site.read(PAGE)).one(cls="empty").one("h2").text == "There are no rules in force here"
    site.clock.forward(minutes=1)
    await site.rules("project: {purpose: P}\nrules: []\n")
    page = await site.read(PAGE)
    assert [section(page, name).one(cls="none").text for name in ("pathways", "ladder", "cover", "loads", "away")] == [
        "The rules name no pathways.",
        "The rules name no roles.",
        "The people file says nothing of languages or of what people cover, and the rules name no regions.",
        "Nobody has an open item here.",
        "Everybody is there.",
    ]
    site.clock.forward(minutes=1)
    await site.rules(RULES)
    said = section(await site.read(PAGE), "ladder").one(cls="note").text
    assert said == "The people file people.yml lists nobody, or has not been read yet."


async def test_what_people_wrote_is_shown_as_text(folk: Any) -> None:
    hostile = "<script>alert(1)</script>"
    await folk.item(3, title=hostile, assignees=("<script>",))
    await folk.store.write(partial(records.keep, lane="1#3", kept=[Kept(f"credit: talk, zoe: {hostile}", "R", 5)]))
    answer = await folk.get(PAGE)
    assert (hostile in answer.text, answer.text.count("&lt;script&gt;") >= 3) == (False, True)

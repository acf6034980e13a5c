"""The page of a repository's rules: the file line by line, with what became of each rule and what is wrong."""

from functools import partial
from typing import Any

import pytest

from bot.modes import Modes
from bot.store import rulefiles
from bot.store.rulefiles import RuleFile
from rules.bases import FILE, Base

PAGE = "/rules/forest/paths"
TEXT = """project: {purpose: <b>Paths</b>}
rules:
  - {name: Bugs, on: issues.opened, do: [{label: bug}]}
  - name: "<script>alert(1)</script>"
    do: [{label: seen}]
  - {name: Watched, mode: observe, do: [{label: x}]}
"""
HOSTILE = "<script>alert(1)</script>"


def did(rule: str, **more: Any) -> dict[str, Any]:
    """A decision in which one rule put a label on."""
    action = {"do": "label", "rule": rule, "labels": ["bug"]}
    return {"actions": [action], "outcomes": [], "held_back": [], "conflicts": [], **more}


@pytest.fixture
async def ours(site: Any) -> Any:
    """A repository with rules, and somebody who may write to it."""
    await site.item(1)
    await site.item(2)
    await site.rules(TEXT)
    site.sign_in("ada", forest__paths="write")
    return site


@pytest.fixture
def keep(site: Any) -> Any:
    """Keeps a rule file with what it extends."""

    async def keep(text: str, bases: dict[str, Base]) -> None:
        file = RuleFile(1, FILE, f"oid {hash(repr(bases))}", text, valid=True, seen_at=site.clock.ms, bases=bases)
        await site.store.write(partial(rulefiles.save, file=file))
        site.clock.forward(minutes=1)

    return keep


def became(page: Any) -> dict[str, str]:
    """What is said below each line where a rule begins."""
    told = {}
    for line in page.every("li"):
        for one in line.every(cls="became"):
            told[line.attributes.get("id")] = one.text
    return told


async def test_the_file_is_shown_with_what_became_of_each_rule(ours: Any) -> None:
    for lane in ("1#1", "1#2", "1#2"):
        await ours.decided(lane, **did("Bugs"))
    held = [{"do": "label", "rule": HOSTILE, "why": "a person took it off"}]
    await ours.decided("1#1", **did("Watched", observed=["Watched"], held_back=held))
    ours.clock.forward(hours=2)
    page = await ours.read(PAGE)
    assert [line.one("code").text for line in page.one("ol", "source").every("li")][:3] == [
        "project: {purpose: <b>Paths</b>}",
        "rules:",
        "- {name: Bugs, on: issues.opened, do: [{label: bug}]}",
    ]
    assert became(page) == {
        "line-3": "The rule Bugs: fired 3 times on 2 items, last 2 h ago on #2",
        "line-4": f"The rule {HOSTILE}: never fired since 5 Jan 2026; held back on 1 item",
        "line-6": "The rule Watched: only observes: would have fired on 1 item, last 2 h ago on #1",
    }
    assert "3 rules in force, of which 1 never fired. This counts the 4 looks kept, since 5 Jan 2026." in page.text


async def test_where_each_rule_has_fired_that_is_said(ours: Any) -> None:
    for rule in ("Bugs", HOSTILE, "Watched"):
        await ours.decided("1#1", **did(rule))
    assert "3 rules in force, and each has fired. This counts the 3 looks" in (await ours.read(PAGE)).text


async def test_what_failed_and_what_looks_at_the_whole_repository_is_told(ours: Any) -> None:
    failed = {"do": "label", "rule": "Bugs", "target": "bug", "state": "failed", "why": "refused"}
    await ours.decided("1#0", **did("Bugs", outcomes=[failed]))
    told = became(await ours.read(PAGE))["line-3"]
    assert told == "The rule Bugs: fired 1 time on 1 item, last just now; 1 deed failed"


async def test_a_newer_version_that_is_not_in_force_shows_its_mistakes_and_what_differs(ours: Any) -> None:
    ours.clock.forward(minutes=1)
    await ours.rules(TEXT.replace("label: bug", "lable: bug"), valid=False)
    page = await ours.read(PAGE)
    trouble = page.one("section", "trouble")
    assert "has 1 mistake. The version below goes on to act until this is mended." in trouble.text
    (wrong,) = trouble.every("ul", "wrong")[0].every("li")
    assert wrong.text.startswith("error line 3: unknown")
    signs = {line.one(cls="at").text + line.one("code").text for line in trouble.one("ol", "differing").every("li")}
    assert "+- {name: Bugs, on: issues.opened, do: [{lable: bug}]}" in signs
    assert [line.attributes["id"] for line in trouble.every("li", "error") if "id" in line.attributes] == ["refused-3"]
    assert len(page.every("ol", "source")) == 3


async def test_rules_of_bases_stand_apart_and_of_hidden_ones_nothing_is_told(ours: Any, keep: Any) -> None:
    base = "project: {purpose: b}\nrules: [{name: Theirs, do: [{label: a}]}]\n"
    text = "project: {purpose: p}\nextends: [acme/rules]\nrules: []\n"
    await keep(text, {"acme/rules": Base(base)})
    page = await ours.read(PAGE)
    assert [one.text for one in page.one("ul", "inherited").every("li")] == ["Theirs acme/rules, line 2 never fired"]
    await keep(text, {"acme/rules": Base(base.replace("label: a", "label: [a, a]"), secret=True)})
    assert (await ours.read(PAGE)).every("ul", "wrong") == []


async def test_where_the_bot_only_observes_the_way_to_the_summary_is_shown(ours: Any) -> None:
    assert "Some rules only observe. See what would have been done" in (await ours.read(PAGE)).text
    object.__setattr__(ours.desk, "settings", ours.desk.settings.model_copy(update={"mode": Modes("observe")}))
    ours.clock.forward(minutes=1)
    assert "Nothing is written here: the bot only observes. See" in (await ours.read(PAGE)).text


async def test_without_rules_the_way_to_them_is_shown(site: Any) -> None:
    await site.item(1)
    site.come_home()
    assert (await site.read(PAGE)).one("section", "empty").one("h2").text == "There are no rules here"
    await site.rules("rules: [", valid=False)
    site.clock.forward(minutes=1)
    page = await site.read(PAGE)
    assert (page.every("section", "empty"), "No rule acts until this is mended." in page.text) == ([], True)


@pytest.mark.parametrize("page", [PAGE, "/observe/forest/paths"])
async def test_only_those_who_may_write_see_it(site: Any, page: str) -> None:
    await site.item(1, private=True)
    await site.rules(TEXT)
    assert (await site.get(page)).status_code in {401, 403}
    site.sign_in("eve", forest__paths="read")
    there, nowhere = await site.get(page), await site.get(page.replace("forest", "meadow"))
    assert (there.status_code, there.text) == (404, nowhere.text.replace("meadow", "forest"))
    site.sign_in("ada", forest__paths="write")
    assert (await site.get(page)).status_code == 200


async def test_a_file_of_many_lines_is_cut(ours: Any) -> None:
    await ours.rules(TEXT + "# a line\n" * 4_000 + "# end")
    page = await ours.read(PAGE)
    assert (len(page.one("ol", "source").every("li")), "1,007 more lines not shown here." in page.text) == (3_000, True)


async def test_a_line_without_end_is_cut(ours: Any) -> None:
    await ours.rules(f"{TEXT}# {'x' * 500_000}")
    page = await ours.get(PAGE)
    assert (f"# {'x' * 1_998}…" in page.text, len(page.text) < 20_000) == (True, True)

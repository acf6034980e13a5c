"""What the figures of a repository are counted from: its own decisions, bounded, the newest first."""

from functools import partial
from typing import Any

import pytest

from bot.figures.looks import items_in, looks
from bot.figures.reading import files, repository, seen_at
from bot.modes import Modes
from bot.store import decisions, items, rulefiles
from bot.store.items import ItemRecord
from bot.store.rulefiles import RuleFile
from rules.bases import FILE

TEXT = "project: {purpose: p}\nmode: observe\nrules: [{name: A, do: [{label: bug}]}]\n"
ACTION = {"do": "label", "rule": "A", "labels": ["bug"]}


@pytest.fixture
async def kept(store: Any) -> Any:
    """Two repositories, each with an item and a decision; the first one has two, and one about it as a whole."""

    def keep(connection: Any) -> None:
        for repo_id, number in ((1, 7), (12, 7)):
            names: dict[str, Any] = {"repo_node": "R", "kind": "issue", "node_id": f"I{repo_id}", "title": ""}
            known: dict[str, Any] = {"installation": 1, "repo": f"acme/site{repo_id}", "author": "a", "state": "open"}
            place: dict[str, Any] = {"lane": f"{repo_id}#{number}", "repo_id": repo_id, "number": number, "url": ""}
            record = ItemRecord(private=False, seen_at=1, labels=("bug",), **place, **names, **known)
            items.save(connection, record)
            file = RuleFile(repo_id, FILE, "o", TEXT, valid=True, seen_at=1, repo=f"acme/site{repo_id}")
            rulefiles.save(connection, file)
        for at, lane in enumerate(("1#7", "12#7", "1#0", "1#7"), 1):
            told = {"actions": [ACTION], "observed": ["A"], "rules": [{}], "rules_version": f"v{at}"}
            decisions.save(connection, lane, at, ["d"], told)

    await store.write(keep)
    return store


async def test_only_the_repositorys_own_decisions_are_read_without_their_rules(kept: Any) -> None:
    found = await kept.read(partial(looks, repo_id=1))
    assert [(one.lane, one.at) for one in found.decisions] == [("1#7", 4), ("1#0", 3), ("1#7", 1)]
    assert (found.since, found.more, "rules" in found.decisions[0].document) == (1, False, False)
    few = await kept.read(partial(looks, repo_id=1, most=2))
    assert (len(few.decisions), few.since, few.more) == (2, 3, True)
    assert (await kept.read(partial(looks, repo_id=3))).since is None


async def test_looks_that_came_to_the_same_are_counted_each(kept: Any) -> None:
    told = {"actions": [ACTION], "observed": ["A"], "rules": [{}], "rules_version": "v4"}
    await kept.write(partial(decisions.save, lane="1#7", at=9, deliveries=["e"], document=told))
    found = await kept.read(partial(looks, repo_id=1))
    assert [(one.at, one.since, one.times) for one in found.decisions] == [(9, 4, 2), (3, 3, 1), (1, 1, 1)]
    assert (found.times, found.since) == (4, 1)
    few = await kept.read(partial(looks, repo_id=1, most=1))
    assert (few.times, few.since, few.more) == (2, 4, True)


async def test_what_began_first_may_have_been_looked_at_last(kept: Any) -> None:
    for lane, at, version in (("1#0", 5, "v5"), ("1#7", 6, "v4")):
        told = {"actions": [ACTION], "observed": ["A"], "rules": [{}], "rules_version": version}
        await kept.write(partial(decisions.save, lane=lane, at=at, deliveries=["e"], document=told))
    found = await kept.read(partial(looks, repo_id=1, most=2))
    assert ([(one.at, one.since) for one in found.decisions], found.since) == ([(6, 4), (5, 5)], 4)


async def test_items_are_read_as_last_seen(kept: Any) -> None:
    found = await kept.read(partial(items_in, lanes=["1#7", "1#0"]))
    assert [(lane, one.labels) for lane, one in found.items()] == [("1#7", ("bug",))]


async def test_a_repository_is_found_by_its_name_with_what_it_observed(kept: Any) -> None:
    assert await kept.read(partial(repository, repo="ACME/site12")) == (12, "acme/site12")
    told = await kept.read(partial(seen_at, repo="acme/SITE1", modes=Modes("observe")))
    (wish,) = told.found["A"].wishes
    assert (told.repo, told.elsewhere, told.since, wish.lanes, wish.came) == (
        "acme/site1",
        True,
        None,
        ["1#7", "1#0"],
        {"same": 1},
    )
    assert await kept.read(partial(seen_at, repo="acme/none", modes=Modes())) is None


async def test_a_version_that_is_not_in_force_is_told_apart(kept: Any) -> None:
    broken = RuleFile(1, FILE, "p", "rules: [", valid=False, seen_at=2, repo="acme/site1")
    await kept.write(partial(rulefiles.save, file=broken))
    found = await kept.read(partial(files, repo_id=1))
    assert (found.in_force.text, found.refused.text) == (TEXT, "rules: [")
    assert (await kept.read(partial(files, repo_id=12))).refused is None
    await kept.write(partial(rulefiles.forget, repo_id=12, path=FILE))
    assert await kept.read(partial(repository, repo="acme/site12")) is None
    only = RuleFile(5, FILE, "p", "rules: [", valid=False, seen_at=2, repo="acme/broken")
    await kept.write(partial(rulefiles.save, file=only))
    assert await kept.read(partial(seen_at, repo="acme/broken", modes=Modes())) is None

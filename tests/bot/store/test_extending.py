"""Who builds on whose rules, and which files are not in force: kept on every database, and gone when they are."""

from functools import partial
from typing import Any

from bot.item import RepoRef
from bot.store import extending, rulefiles
from bot.store.rulefiles import RuleFile
from rules.bases import FILE, Base

TOOLS = RepoRef(7, 1, "R_1", "acme/tools")
SITE = RepoRef(7, 2, "R_2", "acme/site")
RULES = 9


async def builders(store: Any, base_id: int, name: str) -> list[RepoRef]:
    found: list[RepoRef] = await store.read(partial(extending.of, base_id=base_id, base=name))
    return found


async def test_whoever_builds_on_a_repository_is_found_by_its_number_or_its_name(store: Any) -> None:
    await store.write(partial(extending.remember, repo=TOOLS, bases={"Acme/Rules": RULES, "acme/more": None}))
    await store.write(partial(extending.remember, repo=SITE, bases={"acme/rules": None}))
    assert await builders(store, RULES, "acme/rules") == [TOOLS, SITE]
    assert await builders(store, RULES, "acme/renamed") == [TOOLS]
    assert await builders(store, 5, "ACME/more") == [TOOLS]


async def test_only_what_a_file_extends_now_counts_and_nobody_builds_on_itself(store: Any) -> None:
    await store.write(partial(extending.remember, repo=TOOLS, bases={"acme/rules": RULES, "acme/tools": 1}))
    await store.write(partial(extending.remember, repo=TOOLS, bases={"acme/other": 4, "acme/tools": 1}))
    assert await builders(store, RULES, "acme/rules") == []
    assert (await builders(store, 4, "x/y"), await builders(store, 1, "acme/tools")) == ([TOOLS], [])
    await store.write(partial(extending.forget, repo_id=1))
    assert await builders(store, 4, "x/y") == []


async def test_a_file_is_kept_with_its_bases_and_a_refused_one_until_a_valid_one_comes(store: Any) -> None:
    bases = {"acme/rules": Base("a: b", title="a private repository", secret=True)}
    good = RuleFile(1, FILE, "a", "x", valid=True, seen_at=1, repo="acme/tools", private=False, bases=bases)
    bad = RuleFile(1, FILE, "b", "y", valid=False, seen_at=2, problem="no", repo="acme/tools", private=False)
    for file in (good, bad):
        await store.write(partial(rulefiles.save, file=file))
    assert await store.read(partial(rulefiles.last_valid, repo_id=1, path=FILE)) == good
    assert await store.read(rulefiles.troubles) == [bad]
    assert await store.read(partial(rulefiles.troubles, repo_id=2)) == []
    await store.write(partial(rulefiles.save, file=good))
    assert await store.read(rulefiles.troubles) == []


async def test_a_repository_that_is_hidden_is_hidden_with_its_mistakes(store: Any) -> None:
    bad = RuleFile(1, FILE, "b", "y", valid=False, seen_at=2, problem="no", repo="acme/tools", private=False)
    await store.write(partial(rulefiles.save, file=bad))
    await store.write(partial(rulefiles.follow, repo_id=1, repo="acme/vault", private=True))
    assert await store.read(rulefiles.troubles) == []
    await store.write(partial(rulefiles.follow, repo_id=1, repo="acme/open", private=False))
    assert [file.repo for file in await store.read(rulefiles.troubles)] == ["acme/open"]


async def test_the_paths_that_rules_were_read_from_are_its_own_and_those_of_whoever_builds_on_it(store: Any) -> None:
    for repo_id, path in (
        (1, FILE),
        (1, "people.yml"),
        (1, "x/y:other.yml"),
        (2, "acme/tools@v1:a/p.yml"),
        (3, "z.yml"),
    ):
        file = RuleFile(repo_id, path, "o", "t", valid=True, seen_at=1)
        await store.write(partial(rulefiles.save, file=file))
    found = await store.read(partial(rulefiles.watched, repo_id=1, repo="Acme/Tools"))
    assert found == {FILE, "people.yml", "a/p.yml"}

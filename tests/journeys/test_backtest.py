"""A repository's past is fetched once, goes on where it stopped, and is played with other rules."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.backtest.shelf import FOLDER, Progress, Shelf
from bot.cli import app
from bot.errors import Retryable
from bot.github import pasts

OLD = "rules: [{name: Breaks, on: issues.opened, when: {title: breaks}, do: [{label: bug}]}]"
NEW = """\
project: {purpose: p}
rules:
  - {name: Breaks, on: issues.opened, when: {title: breaks}, do: [{label: defect}]}
  - {name: Docs, on: pull_request.opened, when: {files: "docs/**"}, do: [{label: docs}]}
  - {name: Merged, on: pull_request.closed, when: {state: merged}, do: [{label: done}]}
"""
FILE = "orchard__tools.jsonl"


@pytest.fixture
def backtest(story: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The command, with the story's settings and rules of its own."""
    settings = story.settings.model_copy(update={"home": tmp_path})
    monkeypatch.setattr("bot.settings.load", lambda: settings)
    monkeypatch.setattr("bot.commandline.with_bot.clock_of", lambda _url, _clock: story.clock)
    monkeypatch.setattr("bot.logs.set_up", lambda *_args, **_more: None)  # the story goes on with its own
    rules = tmp_path / "new.yml"
    rules.write_text(NEW, encoding="utf-8")

    async def run(*arguments: str) -> Any:
        given = ["backtest", "--rules", str(rules), "--since", "all", *arguments]
        return await asyncio.to_thread(CliRunner().invoke, app, given)

    return run


async def begin(story: Any) -> None:
    """Two issues and a merged pull request; the bot put `bug` on, and a person took it off one of them."""
    await story.begin(OLD)
    first = await story.opens(title="It breaks")
    await story.opens(title="It sings")
    pull = await story.proposes(files=["docs/a.md"])
    await story.works()
    await story.act("ben", "unlabel", item=first, labels="bug")
    await story.act("ben", "label", item=first, labels="docs")
    await story.act("cem", "review", item=pull, state="approve")
    await story.act("ada", "merge", item=pull)
    await story.works()


async def test_the_past_is_played_with_the_rules_in_force_and_with_others(story: Any, backtest: Any) -> None:
    await begin(story)
    result = await backtest("--repo", "orchard/tools", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    effects = {(row["do"], row["target"]): (row["old"], row["new"]) for row in told["effects"]}
    assert effects == {
        ("label", "bug"): (1, 0),
        ("label", "defect"): (0, 1),
        ("label", "docs"): (0, 1),
        ("label", "done"): (0, 1),
    }
    assert (told["items"], told["changed"]) == (3, 2)


async def test_what_happened_is_kept_as_it_was(story: Any, backtest: Any, tmp_path: Path) -> None:
    await begin(story)
    await backtest("--repo", "orchard/tools")
    history = Shelf(tmp_path).load("orchard/tools")
    assert history is not None
    assert history.heading.bot == "fingerpost[bot]"
    lives = {past.number: [(each.what, each.by, each.name) for each in past.happened] for past in history.items}
    assert lives == {
        1: [
            ("labeled", "fingerpost[bot]", "bug"),
            ("unlabeled", "ben", "bug"),
            ("labeled", "ben", "docs"),
        ],
        2: [],
        3: [("reviewed", "cem", "approved"), ("merged", "ada", ""), ("closed", "ada", "")],
    }


async def test_later_only_what_changed_is_read(story: Any, backtest: Any, tmp_path: Path) -> None:
    await begin(story)
    await story.tick(3600)
    await backtest("--repo", "orchard/tools")
    await story.tick(3600)
    await story.opens(title="It breaks again")
    await story.works()
    result = await backtest("--repo", "orchard/tools", "--json")
    assert json.loads(result.stdout)["items"] == 4
    lines = (tmp_path / FOLDER / FILE).read_bytes().splitlines()
    assert len(lines) == 1 + 3 + 1


async def test_what_was_interrupted_goes_on_where_it_stopped(
    story: Any, backtest: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    await story.begin(OLD)
    for number in range(5):
        await story.opens(title=f"It breaks {number}")
    await story.works()
    monkeypatch.setattr(pasts, "PAGE", 2)
    read, asked = pasts.read_page, list[str | None]()

    async def stops(graphql: Any, installation: int, book: Any) -> Any:
        if len(asked) == 2:
            asked.append("stopped")
            raise Retryable("GitHub is down")
        asked.append(book.after)
        return await read(graphql, installation, book)

    monkeypatch.setattr("bot.backtest.fetching.read_page", stops)
    assert (await backtest("--repo", "orchard/tools")).exit_code == 1
    file = tmp_path / FOLDER / FILE
    with file.open("ab") as torn:  # the power failed while a line was written
        torn.write(b'{"kind": "issue", "num')
    result = await backtest("--repo", "orchard/tools", "--json")
    assert json.loads(result.stdout)["items"] == 5
    assert asked[2] == "stopped"
    assert asked[3] not in {None, asked[1]}
    progress = Progress.model_validate_json(file.with_suffix(".progress.json").read_bytes())
    assert progress.left == {}


async def test_a_repository_without_the_app_is_named(story: Any, backtest: Any) -> None:
    await story.begin(OLD)
    result = await backtest("--repo", "orchard/nothing")
    assert (result.exit_code, "the App is not installed on orchard/nothing" in result.output) == (1, True)

"""What strangers try: to forge the bot's hand, to be mentioned by it, to see what is private, to read its secrets."""

import stat
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot import logs
from bot.sandbox.world.records import Token
from bot.writing.comment import MARKER

RULES = """
rules:
  - name: welcome
    on: issues.opened
    do: [{label: bug}, {comment: "Hello {author}, about: {title}"}]
"""
NASTY = (
    "@everyone @orchard/docs @ada #1 orchard/tools#2 GH-3 https://evil.test <img src=x onerror=alert(1)> "
    "[ben](https://evil.test) ![x](https://evil.test/x.png) <!-- --> `code` **bold** /assign\r\n/assign\n<details>"
)


async def test_what_a_stranger_writes_mentions_links_and_commands_nothing_in_the_bots_words(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens(title=NASTY.replace("\r\n", " ").replace("\n", " "), body=NASTY)
    await story.works()
    (said,) = (await story.seen(item))["comments"]
    for way_out in ("@everyone", "@orchard", "@ada", " #1", "tools#2", "GH-3", "https://", "<img", "](", "<details"):
        assert way_out not in said, way_out
    assert not any(line.startswith("/") for line in said.splitlines())


async def test_a_comment_that_carries_the_bots_marker_is_a_persons_all_the_same(story: Any) -> None:
    await story.begin(RULES)
    item = await story.opens()
    forged = f"{MARKER}\n<!-- fingerpost:section welcome -->\nMine."
    await story.act("stranger", "comment", item=item, body=forged)
    await story.works()
    comments = (await story.item(item))["comments"]
    assert [comment["author"] for comment in comments] == ["stranger", "fingerpost[bot]"]
    assert comments[0]["body"] == forged


async def test_a_rule_file_that_is_a_link_is_read_as_the_text_that_it_is(story: Any) -> None:
    await story.begin(RULES)
    await story.writes_rules("../secrets/other.yml", path=".github/pathways.yml")
    item = await story.opens()
    await story.works()
    assert (await story.seen(item))["labels"] == []


async def test_a_people_file_cannot_be_asked_for_outside_the_repository(story: Any) -> None:
    await story.begin(
        'project: {purpose: We mend tools, people: "../../other/people.yml"}\n'
        "rules: [{name: one, on: issues.opened, do: [{assign: {role: editor}}, {label: bug}]}]"
    )
    item = await story.opens()
    await story.works()
    assert (await story.seen(item))["assignees"] == []


async def test_no_secret_is_in_anything_that_a_day_of_work_and_trouble_writes(
    story: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    before = structlog.get_config()
    logs.set_up("json", colours=False, secrets=story.settings.secrets)
    try:
        await story.begin(RULES)
        await story.opens()
        await story.works()
        await story.github.post("faults", [{"status": 500, "times": 3}])
        await story.opens()
        await story.works()
        await story.github.post("faults", [{"status": 401, "times": 1}])
        await story.opens()
        await story.works_on()
        structlog.get_logger("test").warning("a careless line", value=story.settings.webhook_secrets[0].decode())
    finally:
        structlog.configure(**before)
    everything = "".join(capfd.readouterr())
    assert everything.count("\n") > 3
    tokens = [token.token for token in story.running.sandbox.world.every(Token)]
    assert tokens
    assert [secret for secret in (*story.settings.secrets, *tokens) if secret in everything] == []


async def test_what_is_kept_is_for_the_owner_only(story: Any, tmp_path: Path) -> None:
    await story.begin(RULES)
    assert stat.S_IMODE((tmp_path / "fingerpost.db").stat().st_mode) & 0o077 == 0

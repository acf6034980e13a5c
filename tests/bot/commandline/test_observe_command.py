"""`fingerpost observe`, where the rules that are kept cannot be read."""

import asyncio
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import app
from bot.clock import SystemClock
from bot.store import rulefiles
from bot.store.executor import open_store
from bot.store.rulefiles import RuleFile
from rules.bases import FILE


def test_rules_of_another_version_of_the_program_are_said_to_be_that(home: Path) -> None:
    old = RuleFile(1, FILE, "o", "of: another time", valid=True, seen_at=1, repo="acme/site")

    async def keep() -> None:
        store = await open_store(f"sqlite:///{home / 'fingerpost.db'}", SystemClock())
        await store.write(lambda connection: rulefiles.save(connection, old))
        await store.close()

    asyncio.run(keep())
    result = CliRunner().invoke(app, ["observe", "acme/site"])
    assert (result.exit_code, result.stdout, result.stderr.partition("(")[0]) == (
        1,
        "",
        "fingerpost: this version of the program cannot read the rules in force in acme/site ",
    )

"""After an older backup was put back the bot catches up, and does nothing a second time."""

import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot import recover
from bot.clock import milliseconds

EVERY = timedelta(minutes=3)
NOBODY = "http://127.0.0.1:9/nobody-listens-here"
RULES = """
rules:
  - {name: hello, on: issues.opened, do: [{label: triage}, {comment: "Hello."}, {assign: ben}]}
  - {name: loud, on: issue_comment.created, when: {actor: ben}, do: [{react: eyes}, {label: docs}]}
"""


async def _rounds(story: Any, number: int) -> None:
    """The program has begun; time passes, and as many rounds of recovery."""
    now = milliseconds(story.clock.now())
    await story.store.write(partial(recover.begin, now=now, every=EVERY))
    await story.works()
    for _ in range(number):
        await story.github.settle()
        await story.tick(EVERY.total_seconds())
        await story.works()


def _put_back(backup: Path, file: Path) -> None:
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()
    shutil.copy(backup, file)


async def test_what_was_done_since_the_backup_is_not_done_again(story: Any, tmp_path: Path) -> None:
    await story.begin(RULES)
    await story.github.post("config", {"webhook_url": NOBODY})  # what is asked for again stands in GitHub's list, too
    await _rounds(story, 1)
    old = await story.opens(title="Before the backup")
    await story.works()
    await story.stop()
    file, backup = tmp_path / "fingerpost.db", tmp_path / "backup.db"
    shutil.copy(file, backup)
    await story.start()
    new = await story.opens(title="Since the backup")
    await story.works()
    await story.act("ben", "comment", item=old, body="I look at it.")
    await story.works()
    done = [await story.item(old), await story.item(new)]
    await story.stop()
    _put_back(backup, file)
    await story.start()
    await story.works()
    await _rounds(story, 5)
    assert [await story.item(old), await story.item(new)] == done
    assert (await story.seen(new))["comments"] == ["Hello."]
    assert "done: 6 asked for again, 0 installations looked at again" in (await story.notes())["recovery"]
    await story.github.post("config", {"webhook_url": None})

"""What is added may be shared as the rest is: its licence goes together with the project's, its authors are named."""

from typing import Any

from bot.sandbox.world.records import CheckRun
from tests.journeys.conftest import REPO, RULES_PATH

RULES = """project:
  purpose: Publish what growers know
  license: CC-BY-SA-4.0
  attribution: The Orchard Press and the authors named in each guide
  people: people.yml
roles:
  maintainer: {may: everything}
translations:
  languages: [fr]
  files: {"guides/{name}.md": "translations/{lang}/{name}.md"}
board: {stages: {Drafting: {}, Published: {needs: {check: license}}}}
rules: []
"""
GUIDE = "---\ntitle: Growing pears\nauthor: Ada Miller\n---\nPears want sun.\n"
WITH = "SPDX-FileCopyrightText: (year, author, source) and SPDX-License-Identifier: (licence)"
SIDECAR = "SPDX-FileCopyrightText: 2026 Ben\nSPDX-License-Identifier: CC-BY-4.0\n"


async def begin(story: Any) -> None:
    """A community that publishes guides."""
    files = {RULES_PATH: RULES, "guides/pears.md": GUIDE, "people.yml": "- {github: ada, roles: [maintainer]}\n"}
    await story.begin(repositories=[{"name": REPO, "files": files}])


def told(story: Any) -> tuple[str, list[str]]:
    """How the last check of the bot's ended, and what it says, line by line."""
    run = [run for run in story.running.sandbox.world.every(CheckRun) if run.app == "fingerpost"][-1]
    assert run.name == "license"
    return run.conclusion or run.status, [line.strip().replace("\\", "") for line in run.output["summary"].splitlines()]


async def test_s35_a_picture_without_source_and_a_text_that_nobody_may_sell_are_named_and_mended(story: Any) -> None:
    """S35: new image without source, new text with SPDX CC-BY-NC: both files, why, and how to fix it."""
    await begin(story)
    text = "<!-- SPDX-License-Identifier: CC-BY-NC-4.0 -->\n# Quinces\n"
    pull = await story.proposes(files={"guides/quinces.md": text, "img/quince.png": "\0PNG", "img/old.css": "a {}\n"})
    await story.works()
    conclusion, lines = told(story)
    ours = "CC-BY-SA-4.0"
    mend = f"ask its author for {ours} or one that goes with {ours}, or leave it out"
    unsaid = "nobody says who made it and under which licence; add img/quince.png.license with"
    assert (conclusion, lines) == (
        "failure",
        [
            f"- ❌ everything in it may be shared under {ours}, its authors named",
            f"- ❌ guides/quinces.md: CC-BY-NC-4.0 allows no commercial use; {mend}: saw `CC-BY-NC-4.0`",
            f"- ❌ img/quince.png: {unsaid} {WITH}",
        ],
    )
    await story.act(
        "ben", "push", item=pull, files={"guides/quinces.md": "# Quinces\n", "img/quince.png.license": SIDECAR}
    )
    await story.works()
    assert told(story)[0] == "success"


async def test_s36_a_translation_that_does_not_name_the_author_gets_the_line_to_write(story: Any) -> None:
    """S36: a translation lacks the original author: the check fails with a ready attribution line."""
    await begin(story)
    pull = await story.proposes(files={"translations/fr/pears.md": "# Les poires\n"})
    await story.works()
    conclusion, lines = told(story)
    ready = "“Growing pears” (../../guides/pears.md) by Ada Miller, CC-BY-SA-4.0; translated."
    assert (conclusion, lines[-1]) == (
        "failure",
        f"- ❌ translations/fr/pears.md: it does not name whoever wrote the original; write in it: {ready}",
    )
    await story.act("ben", "push", item=pull, files={"translations/fr/pears.md": f"# Les poires\n\n{ready}\n"})
    await story.works()
    assert told(story)[0] == "success"


async def test_a_maintainer_lets_it_pass_with_a_reason_until_the_next_commit(story: Any) -> None:
    await begin(story)
    pull = await story.proposes("cem", files={"img/quince.png": "\0PNG"})
    await story.works()
    for login, words in (
        ("ben", "/override license: I took it"),
        ("ada", "/override license"),
        ("ada", "/override x: y"),
    ):
        await story.act(login, "comment", item=pull, body=words)
        await story.works()
        assert told(story)[0] == "failure"
    await story.act("ada", "comment", item=pull, body="/override license: Dot <dot@example.org> agreed")
    await story.works()
    run = [run for run in story.running.sandbox.world.every(CheckRun) if run.app == "fingerpost"][-1]
    assert (run.conclusion, run.output["title"]) == ("success", "Let pass by ada: dot dot@example.org agreed")
    await story.act("cem", "push", item=pull, files={"img/other.png": "\0PNG"})
    await story.works()
    assert told(story)[0] == "failure"


async def test_what_only_moved_is_not_asked_about_and_a_long_file_is_not_read(story: Any) -> None:
    await begin(story)
    await story.act("ada", "push_files", repo=REPO, files={"img/old.png": "\0OLD"})
    await story.works()
    moved = {
        "img/old.png": {"status": "removed"},
        "img/new.png": "\0OLD",
        "long.txt": "SPDX-License-Identifier: X " * 9_000,
    }
    await story.proposes(files=moved)
    await story.works()
    assert told(story)[0] == "success"


async def test_what_was_read_of_a_commit_is_not_read_again(story: Any) -> None:
    await begin(story)
    pull = await story.proposes(files={"img/quince.png": "\0PNG", "a.md": "A"})
    await story.works()
    await story.cost()
    for body in ("Good.", "Very good."):
        await story.act("cem", "comment", item=pull, body=body)
        await story.works()
    assert await story.cost() == {"query": 2}

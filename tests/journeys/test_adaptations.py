"""What others make of a community's work is found once a month, and told with its language and its licence."""

from typing import Any

from tests.journeys.conftest import REPO, RULES_PATH
from tests.journeys.test_agenda import agenda, until

RULES = """project: {purpose: Publish what growers know, license: CC-BY-SA-4.0, people: people.yml}
translations: {languages: [fr], files: {"guides/{name}.md": "translations/{lang}/{name}.md"}}
rules:
  - name: What others made of it
    on: schedule.monthly
    do: [{open_issue: {title: "Adaptations {month}", body: "Since the last time:{adaptations}"}}]
"""
FILES = {
    RULES_PATH: RULES,
    "LICENSE": "CC-BY-SA-4.0",
    "guides/pears.md": "Pears",
    "people.yml": "[{github: shy, opted_out: true}]",
}


async def test_s29_of_many_forks_those_are_told_that_changed_something(story: Any) -> None:
    """S29: fork with no own commits; fork with a translated chapter: only the second is listed, with its licence."""
    await story.begin(repositories=[{"name": REPO, "labels": [], "files": FILES}])
    await story.opens()
    await story.works()
    translated = {"translations/fr/pears.md": "Les poires"}
    for login, files in (
        ("idle", {}),
        ("newcomer", translated),
        ("seller", {"guides/pears.md": "Buy pears", "LICENSE": "MIT"}),
        ("loser", {"LICENSE": None, "guides/figs.md": "Figs"}),
        ("shy", translated),
    ):
        await story.act(login, "fork", repo=REPO)
        if files:
            await story.act(login, "push_files", repo=f"{login}/tools", files=files)
    await story.writes_rules("Pears, and more", path="guides/pears.md")
    await until(story, "2026-04-01T06:00:01+00:00")
    title, lines = await agenda(story, 2)
    assert (title, lines) == (
        "Adaptations 2026-04",
        [
            "Since the last time:",
            "- loser/tools: files changed: 2, last on 2026-03-02. It bears no licence.",
            "- seller/tools: files changed: 2, last on 2026-03-02. It bears another licence: MIT.",
            "- newcomer/tools: files changed: 1, last on 2026-03-02. In: fr. It keeps the licence (CC-BY-SA-4.0).",
            "Opened because it was time.",
        ],
    )

"""The monthly meeting: its agenda is there though nobody sees to it, with what is needed and when people may meet."""

from datetime import datetime
from typing import Any

from tests.journeys.conftest import REPO, RULES_PATH

RULES = """project: {purpose: We mend tools, people: people.yml, timezone: Europe/Berlin}
regions: {Nordics: [DK, NO, SE], Iberia: [ES, PT]}
roles:
  ambassador: {may: vote}
  maintainer: {may: everything, seats: [print, meetings]}
rules:
  - name: The monthly meeting
    on: schedule.monthly
    do:
      - open_issue:
          title: "Agenda {month}"
          body: |
            What we need most:{needs}

            When we could meet:{meeting_times}

            What others made of it:{adaptations}
"""
PEOPLE = """
- {github: ada, roles: [maintainer], seats: [print], timezone: Europe/Berlin, country: DE}
- {github: ben, roles: [ambassador], timezone: America/New_York, covers: [NO, SE]}
- {github: cem, roles: [ambassador], timezone: Asia/Tokyo}
- {github: dot, country: NO}
"""


async def begin(story: Any, rules: str = RULES, **repository: Any) -> None:
    """A community with a people file, on the last day of a month."""
    files = {RULES_PATH: rules, "people.yml": PEOPLE}
    await story.begin(repositories=[{"name": REPO, "files": files, **repository}])


async def until(story: Any, moment: str) -> None:
    """Time passes, and the bot does what is due."""
    await story.tick((datetime.fromisoformat(moment) - story.clock.moment).total_seconds())
    await story.works()


async def agenda(story: Any, number: int) -> tuple[str, list[str]]:
    """An issue's title, and the lines of its text."""
    item = await story.item(f"{REPO}#{number}")
    lines = [line.replace("\\", "") for line in item["body"].splitlines() if line and not line.startswith("<!--")]
    return item["title"], lines


async def test_s30_the_agenda_is_there_with_the_empty_seat_on_top_and_two_fair_times(story: Any) -> None:
    """S30: seat "meetings" empty: the agenda issue exists; the seat is top of needs; two times by time zones."""
    await begin(story)
    item = await story.opens()
    await story.act("newcomer", "comment", item=item, body="/need a reviewer who reads Korean")
    await story.works()
    await until(story, "2026-04-01T04:00:01+00:00")
    title, lines = await agenda(story, 2)
    assert (title, lines) == (
        "Agenda 2026-04",
        [
            "What we need most:",
            "- Nobody holds the seat **meetings** (maintainer).",
            "- Only ben covers Nordics: a deputy is needed.",
            "- Nobody covers Iberia.",
            "- Asked for: a reviewer who reads Korean (1).",
            "When we could meet:",
            "- 2026-04-08, 21:00 UTC: 17:00 America/New_York, 23:00 Europe/Berlin, 06:00 (+1) Asia/Tokyo.",
            "- 2026-04-08, 11:00 UTC: 07:00 America/New_York, 13:00 Europe/Berlin, 20:00 Asia/Tokyo.",
            "Opened because it was time.",
        ],
    )


async def test_s47_who_is_close_to_a_region_that_one_person_covers_is_shown_to_managers_alone(story: Any) -> None:
    """S47: region with one ambassador, no deputy: monthly a need "deputy for region"; who is close, for managers."""
    await begin(story, private=True)
    await story.opens("ada")
    await story.works()
    await until(story, "2026-04-01T04:00:01+00:00")
    _, lines = await agenda(story, 2)
    assert "- Only ben covers Nordics: a deputy is needed. Close to it: dot." in lines

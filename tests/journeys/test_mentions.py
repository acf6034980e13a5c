"""Nobody is called by name more often than the rule file allows."""

from typing import Any

RULES = """limits: {mentions_per_person_per_week: 2}
rules:
  - {name: Ask, on: issues.opened, do: [{comment: {text: "Please look at {title}.", to: [cem, ben]}}]}
"""


async def test_beyond_the_limit_only_the_name_is_written(story: Any) -> None:
    await story.begin(RULES)
    item = ""
    for title in ("One", "Two", "Three"):
        item = await story.opens(title=title)
        await story.works()
    seen = await story.seen(item)
    assert seen["comments"] == ["cem ben | Please look at Three."]
    assert await story.held_back(item) == [
        "cem was mentioned as often this week as `limits` allows, so only the name is written",
        "ben was mentioned as often this week as `limits` allows, so only the name is written",
    ]


async def test_a_week_later_people_are_called_again_and_old_texts_stay(story: Any) -> None:
    await story.begin(RULES)
    items = []
    for title in ("One", "Two", "Three"):
        items.append(await story.opens(title=title))
        await story.works()
    await story.tick(8 * 24 * 3600)
    later = await story.opens(title="Four")
    await story.works()
    assert (await story.seen(later))["comments"] == ["@cem @ben | Please look at Four."]
    assert (await story.seen(items[2]))["comments"] == ["cem ben | Please look at Three."]

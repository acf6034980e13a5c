"""The right person is asked: who covers, speaks and knows it, who is there, who has least to do; and it is said why."""

from datetime import timedelta
from typing import Any

PEOPLE = "community/people.yml"
ASK = """
name: Ask
description: A question to the ambassadors
title: "Ask: "
body:
  - {type: input, id: country, attributes: {label: Country}}
  - {type: input, id: language, attributes: {label: Language}}
  - {type: textarea, id: question, attributes: {label: Question}}
"""
HEAD = """
project: {purpose: We answer, people: community/people.yml}
regions:
  DACH: [DE, AT, CH]
  Nordics: [NO, SE]
"""
ROUTED = f"""{HEAD}
rules:
  - name: question
    on: issues.opened
    when: {{form: ask}}
    do:
      - label: "region/{{region}}"
      - assign:
          role: ambassador
          covers: "{{country}}"
          fallback: {{role: manager, fallback: {{need: "cover for {{region}}"}}}}
"""
REVIEWED = f"""{HEAD}
roles: {{editor: {{may: triage}}, maintainer: {{may: everything}}}}
rules:
  - name: reviewers
    on: pull_request.opened
    do:
      - request_review:
          role: editor
          topics: "{{labels}}"
          never: [author, same_employer, away]
          fallback: {{role: maintainer}}
"""
TRANSLATED = """
project: {purpose: We translate, people: community/people.yml}
translations: {languages: [en, zh-CN, pt-BR], files: {"{name}.md": "translations/{lang}/{name}.md"}}
rules:
  - name: translation
    on: pull_request.opened
    when: {files: "translations/**"}
    do:
      - request_review: {speaks: "{language}", fallback: {need: "{language} reviewer"}}
"""
ASKED = "### Country\n\n{country}\n\n### Question\n\nWhere do we meet?"
NOBODY = (
    "At present there is nobody here who could be asked. What is needed: `{need}`. "
    "This is noted, so that people can see it and help."
)


def community(rules: str, people: str) -> dict[str, Any]:
    """A repository with a people file and a form."""
    files = {
        ".github/pathways.yml": rules,
        PEOPLE: people,
        ".github/ISSUE_TEMPLATE/ask.yml": ASK,
    }
    labels = ["bug", "theory", "region/DACH", "region/Nordics"]
    return {"repositories": [{"name": "orchard/tools", "labels": labels, "files": files}]}


async def why(story: Any, name: str) -> list[str]:
    """Why people were chosen in the last look at an item."""
    return [action["why"] for action in (await story.decision(name))["actions"] if "why" in action]


AMBASSADORS = """
- {github: ada, roles: [ambassador], covers: [AT], away: "2026-03-01 to 2026-03-09"}
- {github: ben, roles: [ambassador], covers: ["region:DACH"]}
- {github: cem, roles: [manager]}
"""


async def test_s4_who_is_away_is_passed_over_and_the_next_who_covers_the_country_is_asked(story: Any) -> None:
    """S4: an ambassador is away: the next one who covers the country is asked, with the reason."""
    await story.begin(**community(ROUTED, AMBASSADORS))
    item = await story.opens(title="Ask: a room", body=ASKED.format(country="Austria (AT)"))
    await story.works()
    seen = await story.seen(item)
    assert (seen["assignees"], seen["labels"]) == (["ben"], ["region/DACH"])
    assert await why(story, item) == [
        "asked because: covers AT, 0 open items and never asked before; passed over: ada (is away until 2026-03-09)"
    ]


async def test_s4_where_all_of_the_region_are_away_the_fallback_is_asked_then_a_need_is_raised(story: Any) -> None:
    """S4: all of the region are away: the fallback, and then the need for cover."""
    await story.begin(**community(ROUTED, AMBASSADORS))
    await story.github.post("act", {"do": "set_status", "as": "ben", "login": "ben", "busy": True})
    item = await story.opens(title="Ask: a room", body=ASKED.format(country="AT"))
    await story.works()
    assert (await story.seen(item))["assignees"] == ["cem"]
    await story.act("cem", "comment", item=item, body="/away")
    await story.works()
    other = await story.opens(title="Ask: a table", body=ASKED.format(country="AT"))
    await story.works()
    assert await story.seen(other) == {
        "labels": ["region/DACH"],
        "assignees": [],
        "comments": [NOBODY.format(need="cover for DACH")],
        "card": [],
    }
    assert await story.held_back(other) == [
        "ada: is away until 2026-03-09; ben: is busy, by their status on GitHub; cem: is away"
    ]


async def test_s32_the_author_is_never_asked_though_nobody_else_knows_the_topic(story: Any) -> None:
    """S32: the author is the only editor for the topic: the fallback is asked, never the author."""
    people = """
- {github: ben, roles: [editor], topics: [theory], employer: Orchard}
- {github: cem, roles: [editor], topics: [practice]}
- {github: ada, roles: [maintainer]}
"""
    await story.begin(**community(REVIEWED, people))
    pull = await story.proposes("ben")
    await story.act("ada", "label", item=pull, labels="theory")
    await story.works()
    assert (await story.seen(pull))["requests"] == ["ada"]
    assert await why(story, pull) == [
        "asked because: 0 open items and never asked before; passed over: ben (is the author)"
    ]


async def test_a_colleague_of_the_author_does_not_review(story: Any) -> None:
    people = """
- {github: ben, employer: Orchard}
- {github: ada, roles: [editor], employer: orchard}
- {github: cem, roles: [editor], employer: Independent}
"""
    await story.begin(**community(REVIEWED, people))
    pull = await story.proposes("ben")
    await story.works()
    assert (await story.seen(pull))["requests"] == ["cem"]
    assert "ada (works for the same employer as the author)" in (await why(story, pull))[0]


async def test_the_work_spreads_over_those_who_can_do_it(story: Any) -> None:
    people = "".join(f"- {{github: {login}, roles: [editor]}}\n" for login in ("ada", "ben", "cem"))
    await story.begin(**community(REVIEWED, people))
    asked = []
    for number in range(6):
        pull = await story.proposes("stranger", title=f"Change {number}")
        await story.works()
        await story.tick(timedelta(minutes=5).total_seconds())
        asked += (await story.seen(pull))["requests"]
    assert (asked[:3], sorted(asked[3:])) == (["ada", "ben", "cem"], ["ada", "ben", "cem"])


async def test_who_has_as_much_as_they_take_gets_nothing_more(story: Any) -> None:
    people = "- {github: ben, roles: [editor], capacity: 1}\n- {github: ada, roles: [maintainer]}\n"
    await story.begin(**community(REVIEWED, people))
    first = await story.proposes("stranger")
    await story.works()
    pull = await story.proposes("stranger", title="Two")
    await story.works()
    assert [(await story.seen(each))["requests"] for each in (first, pull)] == [["ben"], ["ada"]]
    assert "ben (has 1 open item and takes 1)" in (await why(story, pull))[0]


async def test_s40_nobody_speaks_the_language_so_nobody_is_asked_and_the_author_is_told(story: Any) -> None:
    """S40: nobody speaks zh-CN: a need, the author is told honestly, nobody else is asked."""
    people = "- {github: ada, languages: [en]}\n- {github: cem, languages: [pt, en]}\n"
    await story.begin(**community(TRANSLATED, people))
    chinese = await story.proposes("ben", files=["translations/zh-CN/a.md"])
    await story.works()
    seen = await story.seen(chinese)
    assert (seen["requests"], seen["comments"]) == ([], [NOBODY.format(need="zh-CN reviewer")])
    assert ("record", "need: zh-CN reviewer", "done") in await story.ledger(chinese)
    brazilian = await story.proposes("ben", title="Mais", files=["translations/pt-BR/a.md"])
    await story.works()
    assert (await story.seen(brazilian))["requests"] == ["cem"]


async def test_one_read_tells_the_item_and_all_who_may_be_chosen(story: Any) -> None:
    people = "- {github: ada, roles: [editor]}\n- {github: cem, roles: [editor]}\n"
    await story.begin(**community(REVIEWED, people))
    for title in ("One", "Two"):
        await story.proposes("stranger", title=title)
        await story.works()
    await story.cost()
    await story.proposes("stranger", title="Mend more")
    await story.works()
    assert await story.cost() == {"query": 1, "mutation": 1}


async def test_a_role_counts_for_the_account_and_not_for_whoever_takes_its_name(story: Any) -> None:
    rules = f"""{HEAD}
roles: {{editor: {{may: triage}}}}
rules:
  - {{name: welcome back, on: issues.opened, when: {{author: {{role: editor}}}}, do: [{{label: bug}}]}}
  - {{name: allowed, on: issues.opened, when: {{actor: {{may: triage}}}}, do: [{{label: theory}}]}}
"""
    people = "- {github: ada, roles: [editor]}\n- {github: ben, id: 4242424, roles: [editor]}\n"
    await story.begin(**community(rules, people))
    mine, other = await story.opens("ada"), await story.opens("ben", title="Hm")
    await story.works()
    assert [(await story.seen(item))["labels"] for item in (mine, other)] == [["bug", "theory"], []]


async def test_an_account_that_was_renamed_is_followed_by_its_number(story: Any) -> None:
    await story.begin(**community(REVIEWED, "[]"))
    ben, cem = (story.running.sandbox.world.logins[login] for login in ("ben", "cem"))
    people = f"- {{github: benjamin, id: {ben}, roles: [editor]}}\n- {{github: ada, id: {cem}, roles: [maintainer]}}\n"
    await story.act("ada", "push_files", repo="orchard/tools", files={PEOPLE: people})
    first, second = await story.proposes("stranger"), await story.proposes("ben")
    await story.works()
    assert [(await story.seen(pull))["requests"] for pull in (first, second)] == [["ben"], ["cem"]]


async def test_s49_a_country_that_is_none_leaves_the_last_valid_people_in_force(story: Any) -> None:
    """S49: Norway is the text NO, and UK is no country."""
    people = "- {github: ada, roles: [editor], country: NO}\n"
    await story.begin(**community(REVIEWED, people))
    await story.proposes("stranger")
    await story.works()
    await story.act("ada", "push_files", repo="orchard/tools", files={PEOPLE: people.replace("NO", "UK")})
    pull = await story.proposes("stranger", title="More")
    await story.works()
    assert (await story.seen(pull))["requests"] == ["ada"]


NEWCOMER = """
project: {purpose: We answer, people: community/people.yml}
translations: {languages: [en, de]}
rules:
  - name: question
    on: issues.opened
    when: {form: ask}
    do:
      - assign:
          role: ambassador
          covers: "{country}"
          speaks: "{language}"
          fallback: {role: ambassador, speaks: "{language}"}
      - after: 14 days
        unless: activity
        do: [{comment: {text: "Did you find what you need, {author}?", notify: true}}]
"""
FOLLOWED_UP = "Did you find what you need, newcomer?"


async def test_s46_another_speaker_is_assigned_and_there_is_one_follow_up_and_never_a_second(story: Any) -> None:
    """S46: the one who covers the country is away: another speaker, and one follow-up."""
    people = """
- {github: ada, roles: [ambassador], covers: [AT], languages: [de], away: true}
- {github: ben, roles: [ambassador], covers: [FR], languages: [en]}
- {github: cem, roles: [ambassador], covers: [DE], languages: [de-DE, en]}
"""
    await story.begin(**community(NEWCOMER, people))
    body = "### Country\n\nAustria\n\n### Language\n\nde\n\n### Question\n\nWhere do we meet?"
    item = await story.opens(title="Ask: a room", body=body)
    await story.works()
    assert (await story.seen(item))["assignees"] == ["cem"]
    for days in (15, 30):
        await story.tick(timedelta(days=days).total_seconds())
        await story.works_on(120)
        assert (await story.seen(item))["comments"] == [FOLLOWED_UP]


FREE = "0 open items and never asked before"
HISTORY = f"""{HEAD}
rules:
  - {{name: known, on: pull_request.opened, do: [{{request_review: {{history: true, fallback: {{users: cem}}}}}}]}}
"""


async def test_whoever_changed_the_files_lately_reviews_and_strangers_and_the_author_do_not(story: Any) -> None:
    await story.begin(**community(HISTORY, "[]"))
    for author, text in (("ada", "1"), ("ben", "2"), ("ben", "3"), ("ben", "4")):
        await story.act(author, "push_files", repo="orchard/tools", files={"docs/x.md": text})
    first = await story.proposes("stranger", files=["docs/x.md"])
    third = await story.proposes("stranger", title="New", files=["docs/new.md"])
    second = await story.proposes("ben", title="Mine", files=["docs/x.md"])
    await story.works()
    await story.cost()
    await story.proposes("stranger", title="More", files=["docs/x.md"])
    await story.works()
    assert await story.cost() == {"query": 2, "mutation": 1}
    assert [(await story.seen(pull))["requests"] for pull in (first, second, third)] == [["ben"], ["ada"], ["cem"]]
    assert [await why(story, pull) for pull in (first, second)] == [
        [f"asked because: changed docs/x.md 3 times, {FREE}"],
        [f"asked because: changed docs/x.md once, {FREE}; passed over: ben (is the author)"],
    ]


async def test_a_team_is_asked_by_its_own_name_whoever_is_in_it(story: Any) -> None:
    await story.begin("rules: [{name: docs, on: pull_request.opened, do: [{request_review: {team: orchard/docs}}]}]")
    item = await story.proposes()
    await story.works()
    assert (await story.seen(item))["requests"] == ["@orchard/docs"]

"""Thanks: who did what is remembered, newcomers are welcomed once, and who asks is forgotten."""

import re
import zlib
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from bot.store import own_credits, records
from bot.store.community import metadata

REPO = "orchard/tools"

A_DAY = timedelta(days=1).total_seconds()
RULES = """
project: {purpose: We mend tools, people: people.yml}
roles:
  ambassador: {may: [credit, triage]}
rules: []
"""
WAITS = (
    "**ben** tells of something of their own: `talk`. They say: Trust at work. "
    "Somebody else who may credit confirms it by `/confirm`, until 2026-04-01."
)
PEOPLE = "- {github: ben, roles: [ambassador]}\n- {github: cem, roles: [ambassador]}\n"


async def begin(story: Any, rules: str = RULES, people: str = PEOPLE) -> None:
    await story.begin(rules)
    await story.writes_rules(people, path="people.yml")
    await story.works()


async def says(story: Any, login: str, item: str, body: str) -> None:
    await story.act(login, "comment", item=item, body=body)
    await story.works()


async def credits_of(story: Any, item: str) -> list[str]:
    """What is remembered of who did what."""
    return sorted(one.name for one in await story.store.read(partial(records.of_item, lane=await story.lane(item))))


async def claims_on(story: Any, item: str) -> list[str]:
    """Who claims what that nobody has confirmed."""
    kept = await story.store.read(partial(own_credits.of_item, lane=await story.lane(item)))
    return [f"{one.login}: {one.type} {one.what}".strip() for one in kept]


async def told(story: Any, item: str) -> list[str]:
    return [comment.replace("\\", "") for comment in (await story.seen(item))["comments"]]


async def test_what_somebody_claims_waits_for_the_word_of_another(story: Any) -> None:
    """S43: `/credit @self talk`, also by an ambassador, waits for `/confirm` by somebody else who may."""
    await begin(story)
    item = await story.opens()
    await says(story, "ben", item, '/credit @ben talk "Trust at work"')
    assert (await credits_of(story, item), await claims_on(story, item)) == ([], ["ben: talk Trust at work"])
    assert await told(story, item) == [WAITS]
    for login in ("ben", "stranger"):
        await says(story, login, item, "/confirm")
        assert (await credits_of(story, item), len(await claims_on(story, item))) == ([], 1)
    await says(story, "cem", item, "/confirm")
    assert (await credits_of(story, item), await claims_on(story, item)) == (["credit: talk, ben: Trust at work"], [])
    assert await told(story, item) == []


async def test_what_nobody_confirms_is_dropped_after_thirty_days(story: Any) -> None:
    """S43: it expires, over a restart too, and cannot be confirmed then."""
    await begin(story)
    item = await story.opens()
    await says(story, "newcomer", item, "/credit me talk")
    await story.tick(29 * A_DAY)
    await story.works()
    assert await claims_on(story, item) == ["newcomer: talk"]
    await story.restart()
    await story.tick(A_DAY + 2)
    await story.works()
    assert (await claims_on(story, item), await told(story, item)) == ([], [])
    await says(story, "ben", item, "/confirm")
    assert (await credits_of(story, item), await told(story, item)) == ([], ["Nothing waits here to be confirmed."])


async def test_whoever_may_credit_credits_others_at_once(story: Any) -> None:
    await begin(story)
    item = await story.opens()
    await says(story, "ben", item, "/credit @newcomer @cem translaton")
    assert (await credits_of(story, item), "`translation`" in (await told(story, item))[0]) == ([], True)
    await says(story, "ben", item, "/credit @newcomer @cem translation")
    await says(story, "ben", item, "/credit @newcomer translation")
    await says(story, "ben", item, "/credit @nobody-of-that-name translation")
    await says(story, "stranger", item, "/credit @newcomer code")
    assert await credits_of(story, item) == ["credit: translation, cem", "credit: translation, newcomer"]


PUBLISHING = """
project: {purpose: We write, people: people.yml}
board:
  project: 1
  stages: {Triage: , Doing: , Review: , Done: {done: true}}
pathways:
  writing: {files: "chapters/**", credit: blog}
translations: {languages: [en, fr], files: {"chapters/{name}.md": "translations/{lang}/{name}.md"}}
rules:
  - {name: Begin, on: pull_request.opened, do: [{stage: Review}]}
"""
CHAPTER = ["chapters/trust.md", "translations/fr/trust.md"]


async def test_when_the_work_is_published_everybody_has_credit(story: Any) -> None:
    """S42: author, two reviewers and a translator, each with the right type; who opted out is counted, not named."""
    await begin(story, PUBLISHING, "- {github: ben, opted_out: true}\n")
    pull = await story.proposes("newcomer", files=CHAPTER)
    by_hand = "French too\n\nCo-authored-by: Cem <7+cem@users.noreply.github.com>"
    await story.act("newcomer", "push", item=pull, files=["translations/fr/trust.md"], message=by_hand)
    for login in ("ada", "ben"):
        await story.act(login, "review", item=pull, state="approve", body="Good.")
    await story.works()
    assert ((await story.seen(pull))["card"], await credits_of(story, pull)) == (["Review"], [])
    for column in ("Done", "Review", "Done"):
        await story.tick(60)
        await story.act("ada", "move_card", item=pull, option=column)
        await story.works()
    assert await credits_of(story, pull) == [
        "credit: blog, newcomer",
        "credit: review, ada",
        "credit: review, somebody 1",
        "credit: translation, cem",
    ]
    assert await told(story, pull) == []


UNDOING = """
project: {purpose: We mend tools, people: people.yml}
board:
  project: 1
  stages: {Triage: , Doing: , Review: , Done: {done: true}}
rules:
  - name: sort
    id: sort
    on: [pull_request.opened, pull_request.edited]
    do:
      - {label: bug}
      - {milestone: "2.0"}
      - {request_review: [cem]}
      - {draft: true}
      - {lock: resolved}
      - {credit: {to: author, type: code}}
      - {comment: Sorted.}
"""


async def seen_of(story: Any, pull: str) -> tuple[Any, ...]:
    item = await story.item(pull)
    return (item["labels"], item["milestone"], item["requests"], item["draft"], item["locked"])


async def test_all_that_a_rule_did_is_taken_back_for_good(story: Any) -> None:
    """`/undo`, by a maintainer, of every kind of deed at once; the rule does none of it again."""
    await begin(story, UNDOING)
    for title in ("1.0 Beta", "2.0"):
        await story.act("ada", "create_milestone", repo=REPO, title=title)
    pull = await story.proposes("newcomer")
    await story.act("ada", "milestone", item=pull, title="1.0 Beta")
    await story.works()
    done = (["bug"], "2.0", ["cem"], True, True)
    assert (await seen_of(story, pull), await credits_of(story, pull), await told(story, pull)) == (
        done,
        ["credit: code, newcomer"],
        ["Sorted."],
    )
    await says(story, "ada", pull, "/undo")
    assert (await seen_of(story, pull), await credits_of(story, pull), await told(story, pull)) == (
        ([], "1.0 Beta", [], False, False),
        [],
        [],
    )
    await story.tick(60)
    await story.act("newcomer", "edit", item=pull, title="Mend it well")
    await story.works()
    assert (await seen_of(story, pull), await credits_of(story, pull), await told(story, pull)) == (
        ([], "1.0 Beta", [], False, False),
        [],
        [],
    )


FORGETTING = """
project: {purpose: We mend tools, people: people.yml}
limits: {mentions_per_person_per_week: 5}
rules:
  - {name: thanks, on: issues.closed, do: [{credit: author}]}
  - {name: hello, on: issues.opened, do: [{comment: "Welcome, {author|mention}!"}]}
  - {name: theirs, on: issues.labeled, do: [{assign: newcomer}]}
"""


async def kept_of(story: Any, name: str) -> list[str]:
    """All places in the store where a name stands; the people file and the rules are the community's."""

    def read(connection: sa.Connection) -> list[str]:
        found: list[str] = []
        for table in metadata.sorted_tables:
            if table.name in {"rulefile", "timer"}:
                continue
            for row in connection.execute(sa.select(table)):
                told = dict(row._mapping)
                body = told.pop("body", None)
                text = f"{table.name} {told.get('event', '')}: {told} {zlib.decompress(body).decode() if body else ''}"
                found += re.findall(rf"^\S+ \S*:|.{{60}}{name}.{{20}}", text, re.IGNORECASE)
        return found

    return [str(place) for place in await story.store.read(read) if name in place.lower()]


async def test_whoever_asks_for_it_is_really_forgotten(story: Any) -> None:
    """`/forget-me`: nothing in the store names the person any more, and nobody names them again in credits."""
    await begin(story, FORGETTING, "- {github: newcomer, languages: es}\n")
    item = await story.opens("newcomer", "Newcomer writes: it breaks")
    await says(story, "ada", item, "Thanks, @newcomer!")
    await story.act("ada", "label", item=item, labels="bug")
    await says(story, "newcomer", item, "/away until 2026-12-24\n\n/credit me talk")
    await story.act("ada", "close", item=item)
    await story.works()
    assert await credits_of(story, item) == ["credit: content, newcomer"]
    assert await claims_on(story, item) == ["newcomer: talk"]
    await says(story, "newcomer", item, "/forget-me")
    await story.works_on(180)
    kept = await kept_of(story, "newcomer")
    assert kept == []
    assert (await credits_of(story, item), await claims_on(story, item)) == (["credit: content, somebody 1"], [])
    assert "Una pull request quita tu entrada de `people.yml`." in " ".join(await told(story, item))
    await story.act("ada", "reopen", item=item)
    await story.tick(3_700)
    await story.act("ada", "close", item=item)
    await story.works()
    assert await credits_of(story, item) == ["credit: content, somebody 1"]


async def test_a_suggestion_is_filed_as_the_form_would_and_its_author_is_told(story: Any) -> None:
    """R10: `/suggest` in a comment; hostile text stays text, the same comment again opens no second one."""
    form = (
        "name: Suggestion\ndescription: An idea\nlabels: [docs]\nbody: [{type: textarea, attributes: {label: What}}]\n"
    )
    await begin(story, f"{RULES}pathways: {{suggesting: {{form: suggestion}}}}\n")
    await story.writes_rules(form, path=".github/ISSUE_TEMPLATE/suggestion.yml")
    item = await story.opens()
    await says(story, "stranger", item, "Nice.\n\n/suggest Ask @ada about <img src=x> trees")
    number = int(item.partition("#")[2]) + 1
    opened = await story.item(f"{REPO}#{number}")
    assert (opened["title"], opened["labels"]) == ("Ask @ada about trees", ["docs"])
    assert opened["body"].startswith(
        f"@stranger suggests in #{number - 1}:\n\n```text\nAsk @\u200bada about trees\n```"
    )
    await story.restart()
    await story.give(story.listen())
    await story.works()
    state = await story.github.get("state")
    assert max(int(one.partition("#")[2]) for one in state["items"]) == number


async def test_a_duplicate_names_an_item_that_is_there_and_is_none_itself(story: Any) -> None:
    await begin(story)
    first, second, third = [await story.opens(title=title) for title in ("One", "Two", "Three")]
    await says(story, "ben", second, "/duplicate #99")
    assert ((await story.item(second))["state"], await told(story, second)) == ("open", ["There is no #99 here."])
    await says(story, "ben", second, "/duplicate #1")
    assert ((await story.item(second))["state"], (await story.item(second))["state_reason"]) == ("closed", "duplicate")
    await says(story, "ben", third, "/duplicate #2")
    assert "itself closed as a duplicate" in (await told(story, third))[0]
    await says(story, "ben", third, "/duplicate #1")
    assert [(await story.item(one))["state"] for one in (first, third)] == ["open", "closed"]


GREETING = "project: {purpose: We mend tools}\nextends: welcome\n"
WELCOME = "Welcome, newcomer, and thank you! A person will read this soon."


async def test_a_newcomer_is_welcomed_once_ever_and_programs_never(story: Any) -> None:
    """S44: not with the second issue, nor after the word was deleted, nor after a restart; nor dependabot."""
    await story.begin(GREETING, users=["ada", "ben", "cem", "newcomer", "stranger"])
    first = await story.opens("newcomer", "The first")
    second = await story.opens("newcomer", "The second, a second later")
    await story.works()
    assert [await told(story, item) for item in (first, second)] == [[WELCOME], []]
    comment = (await story.item(first))["comments"][0]["id"]
    await story.act("newcomer", "delete_comment", comment=comment)
    await story.restart()
    await story.act("newcomer", "edit", item=first, title="The first one")
    third = await story.proposes("newcomer")
    robot = await story.proposes("dependabot[bot]", title="Bump pears")
    await story.works()
    assert [await told(story, item) for item in (first, second, third, robot)] == [[], [], [], []]
    assert [(await story.item(item))["labels"] for item in (third, robot)] == [[], []]


async def test_whose_first_item_is_done_is_offered_another_in_the_one_comment(story: Any) -> None:
    """R22: first item, second item; one comment all along."""
    await story.begin(GREETING)
    pull = await story.proposes("newcomer")
    await story.works()
    await story.act("ada", "merge", item=pull)
    await story.works()
    [said] = await told(story, pull)
    assert said.startswith(f"{WELCOME} | @newcomer, your first contribution here is done. Thank you!")
    again = await story.proposes("newcomer", title="Mend more", files=["src/b.py"])
    await story.works()
    await story.act("ada", "merge", item=again)
    await story.works()
    assert await told(story, again) == []

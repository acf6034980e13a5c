"""A pull request that changes the rules is checked: mistakes at their places, what differs, what it would have done."""

from typing import Any

import pytest

from bot.backtest.shelf import Shelf
from tests.journeys.conftest import REPO

RULES = """\
limits: {mentions_per_person_per_week: 2}
roles: {editor: {granted: by nomination, may: [nominate, vote]}}
decisions: {nomination: {voters: {users: [ada, ben, cem]}, open_for: 7 days, passes_with: {net_support: 2}}}
rules:
  - {name: Breaks, on: issues.opened, when: {title: breaks}, do: [{label: bug}]}
"""
FILE = ".github/pathways.yml"


async def proposes(story: Any, was: str, now: str) -> str:
    """A pull request that changes the rules in force."""
    text = f"project: {{purpose: Look after the tools, people: people.yml}}\n{RULES}"
    assert was in text
    return str(await story.proposes(title="Other rules", files={FILE: text.replace(was, now)}))


async def checks(story: Any) -> list[dict[str, Any]]:
    """What the bot says of proposed rules, oldest first."""
    found = (await story.github.get("state"))["repositories"][REPO]["checks"]
    return [each | each["output"] for each in found if each["name"] == "pathways"]


async def begin(story: Any) -> None:
    """Rules, and three items of the past."""
    await story.begin(
        RULES,
        repositories=[{"name": REPO, "labels": ["bug"], "files": {"people.yml": "- {github: ada, roles: [editor]}\n"}}],
    )
    for title in ("It breaks", "It breaks again", "It sings"):
        await story.opens(title=title)
    await story.works()


async def test_a_change_is_judged_with_what_it_would_have_done(story: Any) -> None:
    await begin(story)
    await proposes(story, "label: bug", "label: defect")
    await story.works()
    [check] = await checks(story)
    told = "No mistakes; 2 of 4 items would have come out otherwise"
    assert (check["conclusion"], check["title"]) == ("success", told)
    assert "- `Breaks`: labels `defect` instead of `bug`\n" in check["summary"]
    assert "| `label defect` | 0 | 2 | 0 | 2 | [#2](" in check["summary"]


async def test_whoever_fetches_the_whole_history_meanwhile_keeps_no_check_waiting(story: Any) -> None:
    await begin(story)
    async with Shelf(story.settings.home).turn(REPO):
        await proposes(story, "label: bug", "label: defect")
        await story.works()
        assert [each["conclusion"] for each in await checks(story)] == ["success"]


async def test_a_mistake_is_shown_at_its_place_and_the_rules_in_force_stay(story: Any) -> None:
    await begin(story)
    await proposes(story, "title: breaks", "titel: breaks")
    await story.works()
    [check] = await checks(story)
    assert (check["conclusion"], check["title"]) == ("failure", "1 mistake: the rules in force stay as they are")
    [note] = [each for each in check["annotations"] if each["annotationLevel"] == "FAILURE"]
    assert (note["path"], note["location"]["startLine"], note["location"]["startColumn"]) == (FILE, 6, 46)
    assert "unknown key `titel`" in note["message"]
    again = await story.opens(title="It breaks once more")
    await story.works()
    assert (await story.seen(again))["labels"] == ["bug"]


async def test_what_exceeds_its_own_limits_fails(story: Any) -> None:
    await begin(story)
    await proposes(story, "when: {title: breaks}, do: [{label: bug}]", "do: [{assign: ben}]")
    await story.works()
    [check] = await checks(story)
    assert (check["conclusion"], check["title"]) == ("failure", "The rules would do more than their own limits allow")


async def test_what_is_pushed_later_is_judged_anew_and_what_is_the_same_is_not_said_twice(story: Any) -> None:
    await begin(story)
    item = await proposes(story, "title: breaks", "titel: breaks")
    await story.works()
    await story.act("ben", "push", item=item, files={FILE: f"project: {{purpose: p}}\n{RULES}"})
    await story.works()
    assert [check["conclusion"] for check in await checks(story)] == ["failure", "success"]


async def test_other_pull_requests_get_no_such_check(story: Any) -> None:
    await begin(story)
    await story.proposes(files=["docs/a.md"])
    await story.works()
    assert await checks(story) == []


async def doubts(story: Any, many: int) -> str:
    """A pull request whose rules ask for labels that there are not."""
    asked = ", ".join(f"{{name: R{n}, when: {{label: l{n}}}, do: [{{label: bug}}]}}" for n in range(many))
    return str(await story.proposes(title="Many rules", files={FILE: f"project: {{purpose: p}}\nrules: [{asked}]\n"}))


def messages(check: dict[str, Any]) -> list[str]:
    return [each["message"].partition(",")[0] for each in check["annotations"]]


async def test_more_remarks_than_one_request_takes_follow_in_further_ones(story: Any) -> None:
    await begin(story)
    await doubts(story, 120)
    await story.works()
    [check] = await checks(story)
    assert (check["conclusion"], len(check["annotations"])) == ("success", 120)
    assert sorted(messages(check)) == sorted(f"{REPO} has no label `l{n}`" for n in range(120))
    await story.cost()
    await story.act("ben", "edit", item=f"{REPO}#4", title="As many rules")
    await story.works()
    assert (len(await checks(story)), (await story.cost()).get("mutation", 0)) == (1, 0)


async def test_what_there_is_no_room_for_is_counted(story: Any) -> None:
    await begin(story)
    await doubts(story, 203)
    await story.works()
    [check] = await checks(story)
    assert len(check["annotations"]) == 200
    assert check["summary"].startswith("3 more remarks are left out: the first 200 are shown.")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["status", "drop", "graphql_error"])
@pytest.mark.parametrize("skip", [0, 1])
async def test_no_remark_is_lost_or_doubled_where_a_request_among_several_fails(
    story: Any, when: str, kind: str, skip: int
) -> None:
    await begin(story)
    await story.github.post("faults", [{"match": "updateCheckRun", "when": when, "kind": kind, "skip": skip}])
    await doubts(story, 120)
    await story.works()
    await story.restart()
    await story.works_on()
    assert [fault["fired"] for fault in await story.github.get("faults")] == [1]
    [check] = await checks(story)
    assert (check["conclusion"], len(messages(check)), len(set(messages(check)))) == ("success", 120, 120)


HELLO = ".github/pathways/messages/hello.en.md"


async def test_a_message_a_file_and_people_that_come_with_the_rules_are_not_missing(story: Any) -> None:
    await begin(story)
    rules = """\
project: {purpose: p, people: team.yml}
rules:
  - {name: A, on: issues.opened, do: [{comment: {say: hello}}, {assign: {role: gardener}}]}
  - {name: B, on: pull_request.opened, when: {owners: {any: "@ben", file: OWNERS}}, do: [{label: bug}]}
  - {name: C, on: issues.opened, when: {form: idea}, do: [{label: bug}]}
"""
    beside = {
        HELLO: "Hello, {author}!\n",
        "team.yml": "- {github: ben, roles: [gardener]}\n",
        "OWNERS": "* @ben\n",
        ".github/ISSUE_TEMPLATE/idea.yml": "name: Idea\nbody:\n  - {type: input, attributes: {label: What}}\n",
    }
    await story.proposes(title="Rules alone", files={FILE: rules})
    await story.proposes(title="Rules with all that they name", files={FILE: rules, **beside})
    await story.works()
    alone, together = await checks(story)
    assert [note["message"].partition(";")[0] for note in alone["annotations"]] == [
        "team.yml: there is no such file on the branch of this pull request",
        "there is no message `hello`",
        f"{REPO} has no file OWNERS on the branch of this pull request",
        f"{REPO} has no issue form `idea`",
    ]
    assert (together.get("annotations", []), together["title"].partition(";")[0]) == ([], "No mistakes")
    assert "- The message `hello` in `en` is new" in together["summary"]


async def test_a_message_alone_is_checked_with_the_rules_that_say_it(story: Any) -> None:
    await begin(story)
    item = await story.proposes(title="Other words", files={HELLO: "Hello, {nobody}!\n"})
    await story.works()
    await story.act("ben", "push", item=item, files={HELLO: "Hello, {author}!\n"})
    await story.works()
    wrong, right = await checks(story)
    assert [(note["path"], note["location"]["startColumn"]) for note in wrong["annotations"]] == [(HELLO, 8)]
    assert (right["conclusion"], "- The message `hello` in `en` is new" in right["summary"]) == ("success", True)


async def test_what_a_pull_request_says_reaches_nobody_before_it_is_merged(story: Any) -> None:
    await begin(story)
    rules = "rules: [{name: Hi, on: issues.opened, do: [{comment: {say: hello}}]}]\n"
    await story.writes_rules(rules)
    await story.writes_rules("Hello.\n", path=HELLO)
    await story.proposes(title="Other words", files={HELLO: "Get lost.\n"})
    await story.works()
    item = await story.opens()
    await story.works()
    assert (await story.seen(item))["comments"] == ["Hello."]


async def test_several_changes_at_once_are_judged_by_the_same_past(story: Any) -> None:
    await begin(story)
    for number in range(4):
        await proposes(story, "label: bug", f"label: defect{number}")
    await story.works()
    told = "No mistakes; 2 of 7 items would have come out otherwise"
    assert [check["title"] for check in await checks(story)] == [told] * 4
    assert {note.partition(":")[0] for note in (await story.notes())["pull_request.opened"]} == {"done"}


async def test_rules_that_are_taken_away_are_told_of(story: Any) -> None:
    await begin(story)
    await story.proposes(title="No rules", files={FILE: {"status": "removed"}})
    await story.works()
    [check] = await checks(story)
    assert (check["conclusion"], check["title"]) == ("success", "The rule file is taken away")


async def test_other_remarks_on_the_same_commit_take_the_place_of_the_old_ones(story: Any) -> None:
    await begin(story)
    item = await proposes(story, "title: breaks", "label: missing")
    await story.works()
    await story.act("ada", "create_label", repo=REPO, name="missing")
    await story.act("ben", "comment", item=item, body="/recheck")
    await story.works()
    first, second = await checks(story)
    assert (len(first["annotations"]), second.get("annotations", [])) == (1, [])


def padded(rules: str, size: int) -> str:
    """A rule file of at least that many bytes."""
    line = "# Why we do what we do.\n"
    return f"project: {{purpose: p}}\n{rules}{line * (size // len(line) + 1)}"


@pytest.mark.parametrize("size", [600_000, 1_000_000])
async def test_a_file_that_github_does_not_tell_at_once_is_read_to_its_end(story: Any, size: int) -> None:
    bug, defect = (f"{padded('', size)}rules: [{{name: A, do: [{{label: {name}}}]}}]\n" for name in ("bug", "defect"))
    await story.begin(bug)
    await story.proposes(files={FILE: defect})
    await story.works()
    [check] = await checks(story)
    assert "- `A`: labels `defect` instead of `bug`\n" in check["summary"]
    assert [note["path"] for note in check["annotations"]] == [FILE]
    assert (await story.cost())["rest"] < 10


async def test_of_one_that_is_too_long_that_is_said_whatever_was_before(story: Any) -> None:
    await story.begin(padded("rules: []\n", 1_100_000))
    await story.proposes(files={FILE: padded("rules: []\n", 1_200_000)})
    await story.works()
    [check] = await checks(story)
    told = [(note["annotationLevel"], note["message"]) for note in check["annotations"]]
    assert check["conclusion"] == "failure"
    assert told == [("FAILURE", f"{FILE} is too long to be read, or is no text")]

"""Rules that somebody typed in the playground become a pull request."""

from dataclasses import replace
from typing import Any

import pytest

from bot.errors import GitHubError
from bot.modes import Modes
from bot.proposing.asked import branch_of
from bot.proposing.splices import CannotChange
from bot.rulechange.typed import NewRules, Proposer, digest_of
from tests.journeys.conftest import REPO, RULES_PATH, whole

BEFORE = whole("rules:\n  - {name: Bugs, on: issues.opened, when: {title: breaks}, do: [{label: bug}]}\n")
AFTER = BEFORE.replace("title: breaks", "title: cracks")
TYPED = NewRules(AFTER, digest_of(BEFORE), by="ada", language="en")


async def proposed(story: Any, rules: NewRules = TYPED) -> int:
    """What comes of the button."""
    return int(await Proposer(story.bot.hub).propose(REPO, rules))


async def test_they_are_a_pull_request_once_however_often_they_are_proposed_and_hold_once_it_is_merged(
    story: Any,
) -> None:
    await story.begin(BEFORE)
    number = await proposed(story)
    done = await story.did()
    assert (await proposed(story), await story.did()) == (number, done)
    pull = await story.item(f"{REPO}#{number}")
    assert (pull["title"], pull["body"].startswith("@ada wrote these rules")) == ("Change the rules", True)
    assert pull["files"] == [RULES_PATH]
    await story.works()
    await story.act("ada", "merge", item=f"{REPO}#{number}")
    await story.works()
    breaks, cracks = await story.opens(), await story.opens(title="It cracks")
    await story.works()
    assert [(await story.seen(item))["labels"] for item in (breaks, cracks)] == [[], ["bug"]]


async def test_other_rules_are_another_one_and_what_was_closed_is_opened_anew(story: Any) -> None:
    await story.begin(BEFORE)
    first = await proposed(story)
    second = await proposed(story, replace(TYPED, text=AFTER.replace("bug", "crack")))
    await story.act("ada", "close", item=f"{REPO}#{first}")
    third = await proposed(story)
    assert len({first, second, third}) == 3


async def test_whoever_sits_at_the_machine_is_not_named(story: Any) -> None:
    await story.begin(BEFORE)
    pull = await story.item(f"{REPO}#{await proposed(story, replace(TYPED, by=''))}")
    assert pull["body"].startswith("They hold once this pull request is merged")


async def test_lines_end_as_they_did(story: Any) -> None:
    before = BEFORE.replace("\n", "\r\n")
    await story.begin(before)
    with pytest.raises(CannotChange, match="these are the rules on the default branch already"):
        await proposed(story, replace(TYPED, text=BEFORE))
    number = await proposed(story)
    await story.act("ada", "merge", item=f"{REPO}#{number}")
    with pytest.raises(CannotChange, match="these are the rules on the default branch already"):
        await proposed(story)


async def test_what_somebody_changed_meanwhile_is_not_undone(story: Any) -> None:
    await story.begin(BEFORE)
    await story.writes_rules(BEFORE.replace("bug", "crash"))
    with pytest.raises(CannotChange, match="the file on the default branch is another one than you began with"):
        await proposed(story)
    assert await story.did() == []


async def test_a_pull_request_that_somebody_changed_is_left_to_them(story: Any) -> None:
    await story.begin(BEFORE)
    number = await proposed(story)
    branch = branch_of(REPO, f"playground {digest_of(AFTER)}/0")
    await story.writes_rules(AFTER.replace("bug", "crash"), branch)
    with pytest.raises(CannotChange, match=f"somebody has changed pull request #{number}, which proposes these rules"):
        await proposed(story)


async def test_first_rules_may_be_proposed_too(story: Any) -> None:
    await story.begin(None)
    pull = await story.item(f"{REPO}#{await proposed(story, replace(TYPED, begun=digest_of('')))}")
    assert pull["files"] == [RULES_PATH]


async def test_where_nothing_may_be_written_nothing_is(story: Any) -> None:
    story.settings = story.settings.model_copy(update={"mode": Modes("observe")})
    await story.begin(BEFORE)
    with pytest.raises(CannotChange, match="FINGERPOST_MODE has the bot write nothing here"):
        await proposed(story)
    assert await story.did() == []


async def test_rules_that_github_does_not_tell_at_once_are_changed_like_others(story: Any) -> None:
    why = "# Why we do what we do.\n" * 40_000
    await story.begin(before := BEFORE + why)
    number = await proposed(story, NewRules(AFTER + why, digest_of(before), by="ada", language="en"))
    await story.act("ada", "merge", item=f"{REPO}#{number}")
    await story.works()
    await story.opens(title="It cracks")
    await story.works()
    assert (await story.seen(f"{REPO}#{number + 1}"))["labels"] == ["bug"]


async def test_a_file_that_is_too_long_is_left_alone_and_so_is_a_repository_that_the_app_does_not_see(
    story: Any,
) -> None:
    await story.begin(BEFORE + "#" * 1_100_000)
    with pytest.raises(CannotChange, match="too long to be changed by a program"):
        await proposed(story)
    with pytest.raises(GitHubError):
        await Proposer(story.bot.hub).propose("orchard/nothing", TYPED)

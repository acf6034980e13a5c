"""A group's status is proposed once all steps of the pathway are taken, and only then."""

from dataclasses import replace
from typing import Any

import pytest

from bot.actions.propose import OpenProposal
from bot.item import ItemRef
from bot.planning.checklists import NEEDS as OF_STEPS
from bot.proposing.asked import Asked, branch_of
from bot.proposing.completing import NEEDS, asked_by_steps, completed, needs_of_steps
from rules.facts import UNKNOWN, Facts, Group, Person
from rules.forms import Field, Form
from rules.language import load
from rules.proposals import Proposal

TEXT = "- name: Vienna\n  mentor: jmaier\n"
BOOK = load("""
project: {purpose: We meet, groups: groups.yml}
pathways:
  organising: {form: new, steps: {Mentor: {group: {mentor: 1}}}, completes: {group_status: official}}
  meeting: {form: met, steps: {Met: {form: {Name: answered}}}}
rules: []
""")
BRANCH = branch_of("acme/site#7", "pathways.organising.completes/0")
VIENNA = Group(name="Vienna", has={"mentor": 1})
FORM = Form(path="new.yml", name="new", fields=(Field(label="Name"),))
FOLLOWING = frozenset({"checklist: organising"})
HERE = ItemRef(installation=42, repo_id=1, repo_node="R_1", repo="acme/site", number=7, node="I_7", kind="issue")
FACTS = Facts(
    kind="issue", repo="acme/site", number=7, title="A", body="### Name\n\nvienna", labels=(), forms=(FORM,),
    author=Person(login="ada"), private=False, recorded=FOLLOWING, sections={}, groups=(VIENNA,),
    granted={"contents": "write", "pull_requests": "write"},
    proposals={BRANCH: Proposal(repository="R_1", base="main", commit="c0", text=TEXT)},
)  # fmt: skip


def test_the_status_is_proposed_for_the_group_that_the_item_is_about() -> None:
    [action] = completed(BOOK, FACTS, "d1")
    assert isinstance(action, OpenProposal)
    assert (action.title, action.text, action.rule, action.cause) == (
        "Vienna is official", f"{TEXT}  status: official\n", "pathways.organising.completes", "d1",
    )  # fmt: skip
    assert action.body.startswith("All steps of organising are taken: `Vienna` becomes `official`.")


@pytest.mark.parametrize(
    "without",
    [
        {"recorded": frozenset({"checklist: meeting"})},
        {"recorded": frozenset[str]()},
        {"groups": ()},
        {"groups": (replace(VIENNA, status="official"),)},
        {"groups": (replace(VIENNA, has={"mentor": 0}),)},
        {"granted": UNKNOWN},
        {"ours": frozenset({("pathways.organising.completes", "propose", f"{BRANCH}=m")})},
    ],
)
def test_as_long_as_anything_is_missing_or_it_was_proposed_nothing_is(without: dict[str, Any]) -> None:
    assert list(completed(BOOK, FACTS.but(**without), "d1")) == []


def test_the_file_is_only_asked_for_as_long_as_it_may_be_changed() -> None:
    def asked(book: Any = BOOK, recorded: frozenset[str] = FOLLOWING, *targets: str) -> list[Asked]:
        deeds = {("r", "propose", target) for target in targets} | {("r", "label", f"{BRANCH}=m")}
        return list(asked_by_steps(book, recorded, deeds, "acme/site", 7))

    nowhere = load("project: {purpose: We meet}\nrules: []\n")
    bare = replace(BOOK, project=nowhere.project)
    assert asked() == [Asked(BRANCH, "acme/site", "groups.yml")]
    assert (asked(bare), asked(BOOK, frozenset({"checklist: meeting"}))) == ([], [])
    assert (asked(BOOK, FOLLOWING, f"{BRANCH}=m"), len(asked(BOOK, FOLLOWING, "another=m"))) == ([], 1)


def test_what_the_steps_need_is_asked_for_where_they_are_followed() -> None:
    needs = [
        needs_of_steps(BOOK, recorded, (), HERE)
        for recorded in (FOLLOWING, frozenset({"checklist: meeting"}), frozenset[str]())
    ]
    assert needs == [OF_STEPS | NEEDS, OF_STEPS, frozenset()]

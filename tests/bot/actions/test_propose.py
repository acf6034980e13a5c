"""`propose`: one pull request for each rule and item, brought up to date, and never against a person's word."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.action import Look, Target, Write
from bot.actions import VERBS
from bot.actions.comment import Say
from bot.actions.propose import OpenProposal
from bot.asking.obeying import spoken_rule
from bot.item import ItemRef
from bot.plan import Occasion, Plan, make_plan
from bot.proposing.asked import branch_of
from rules.facts import UNKNOWN, Facts, Inviting, Person
from rules.goals.propose import Propose, Proposed
from rules.language import load
from rules.proposals import Proposal, Pull

PEOPLE = "- github: ada\n"
ADDED = f"{PEOPLE}- github: alice\n"
BRANCH = branch_of("acme/garden#7", "R/0")
DO = '{file: people.yml, add: {github: "{author}"}, title: "{author} joins", body: "Look, {author}."}'
THERE = Proposal(repository="R_1", base="main", commit="c0", text=PEOPLE)
ALL = {"contents": "write", "pull_requests": "write"}
HERE = ItemRef(installation=42, repo_id=1, repo_node="R_1", repo="acme/garden", number=7, node="I_7", kind="issue")


@pytest.fixture
def facts(issue: Facts) -> Facts:
    return issue.but(private=False, granted=ALL, proposals={BRANCH: THERE})


def plan_of(facts: Facts, do: str = DO, project: str = "people: people.yml") -> Plan:
    text = f"project: {{purpose: Tests, {project}}}\nrules: [{{name: R, do: [{{propose: {do}}}]}}]\n"
    return make_plan(load(text), facts, [Occasion("d1", None)])


def proposed(facts: Facts, do: str = DO) -> OpenProposal:
    [action] = plan_of(facts, do).actions
    assert isinstance(action, OpenProposal)
    return action


def why(facts: Facts, do: str = DO) -> str:
    plan = plan_of(facts, do)
    assert [action for action in plan.actions if isinstance(action, OpenProposal)] == []
    [held] = plan.held_back
    return held.why


def known(facts: Facts, **there: Any) -> Facts:
    return facts.but(proposals={BRANCH: replace(THERE, **there)})


def writes(action: OpenProposal) -> list[tuple[str, Any]]:
    """The mutations one after the other, each with what tells it apart."""
    found, left = [], list(VERBS["propose"].writes([action], Target(HERE)))
    while left:
        [write] = left
        assert isinstance(write, Write)
        found.append((write.mutation, write.input))
        left = list(write.then.writes({})) if write.then else []
    return found


def test_a_change_is_proposed_on_a_branch_of_its_own(facts: Facts) -> None:
    action = proposed(facts)
    assert action.document() == {"do": "propose", "rule": "R", "file": "people.yml", "title": "alice joins"}
    assert (action.text, action.describe()) == (ADDED, "propose “alice joins” for people.yml")
    made = writes(action)
    assert [name for name, _ in made] == ["createRef", "createCommitOnBranch", "createPullRequest"]
    assert made[0][1] == {"repositoryId": "R_1", "name": f"refs/heads/{BRANCH}", "oid": "c0"}
    assert (made[1][1]["expectedHeadOid"], made[1][1]["message"]) == ("c0", {"headline": "alice joins"})
    assert made[2][1]["body"].splitlines()[:3] == ["Look, alice.", "", "Opened for #7."]


def test_planned_twice_it_is_there(facts: Facts) -> None:
    after = proposed(facts).applied_to(facts)
    assert plan_of(after).document()["actions"] == []
    assert VERBS["propose"].told(f"{BRANCH}=x", after) == {"branch": BRANCH}
    assert VERBS["propose"].trace.there(after) == [f"{BRANCH}={proposed(facts).mark}"]


def test_what_was_begun_is_brought_to_its_end(facts: Facts) -> None:
    branch = proposed(known(facts, head="c0", head_text=PEOPLE))
    assert [name for name, _ in writes(branch)] == ["createCommitOnBranch", "createPullRequest"]
    commit = proposed(known(facts, head="c1", head_text=ADDED))
    assert ([name for name, _ in writes(commit)], commit.text) == (["createPullRequest"], None)
    assert plan_of(commit.applied_to(known(facts, head="c1", head_text=ADDED))).actions == ()


def test_an_open_one_takes_in_what_the_rule_asks_for_by_now(facts: Facts) -> None:
    there = Pull(id="PR_8", number=8, state="open", mark="another")
    action = proposed(
        known(facts, head="c1", head_text=ADDED, pull=there), DO.replace("}, title", ", name: Al}, title")
    )
    assert [name for name, _ in writes(action)] == ["createCommitOnBranch", "updatePullRequest"]
    assert action.text == f"{ADDED}  name: Al\n"


def test_a_person_has_the_last_word(facts: Facts) -> None:
    mark = proposed(facts).mark
    gone = known(facts, pull=Pull(id="PR_8", number=8, state="closed", mark=mark))
    assert why(gone) == "a person closed pull request #8, which proposed it"
    taken = known(facts, head="c1", head_text=PEOPLE, pull=Pull(id="PR_8", number=8, state="open", mark=mark))
    assert why(taken) == "a person changed what pull request #8 proposes"
    anew = known(facts, head="c1", head_text=PEOPLE, pull=Pull(id="PR_8", number=8, state="open"))
    assert why(anew) == "a person rewrote pull request #8"


def test_what_the_file_says_already_or_was_merged_is_reached(facts: Facts) -> None:
    do = "{file: people.yml, of: {github: ada}, set: {github: ada}}"
    merged = known(facts, pull=Pull(id="PR_8", number=8, state="merged", mark="m"))
    assert [plan_of(each, what).document()["actions"] for each, what in ((facts, do), (merged, DO))] == [[], []]


def planned(facts: Facts, there: Proposal, change: Proposed, number: int = 7) -> Any:
    """What comes of it that alice asks for a change by `/step-down`."""
    look = Look(
        BOOK, spoken_rule("step-down"), 0, "c1", facts.but(proposals={ASKED: there}, number=number), {}, "alice"
    )
    [one] = VERBS["propose"].plan(Propose(change), look)
    return one


BOOK = load("project: {purpose: Tests, people: people.yml}\nrules: []\n")
ASKED = branch_of("acme/garden", "/step-down/0@alice")
LISTED = "- github: ada\n- github: alice\n  roles: [editor]\n"
GIVEN = replace(THERE, text=LISTED)
RESIGNED = Proposed.model_validate({"file": "people.yml", "of": {"github": "alice"}, "remove": {"roles": "editor"}})


def test_what_a_person_asks_for_anew_begins_its_branch_anew(facts: Facts) -> None:
    done = Pull(id="PR_8", number=8, state="merged", mark="m")
    before = replace(GIVEN, ref="REF_1", head="c1", head_text="- github: ada\n", pull=done)
    action = planned(facts, before, RESIGNED)
    made = writes(action)
    assert [name for name, _ in made] == ["updateRef", "createCommitOnBranch", "createPullRequest"]
    assert made[0][1] == {"refId": "REF_1", "oid": "c0", "force": True}
    assert (made[1][1]["expectedHeadOid"], action.text) == ("c0", LISTED.replace("[editor]", "[]"))
    gone = planned(facts, replace(before, ref="", head="", head_text=""), RESIGNED)
    assert next(name for name, _ in writes(gone)) == "createRef"


def test_what_a_person_asks_for_again_elsewhere_is_added_to_the_same_pull_request(facts: Facts) -> None:
    first = planned(facts, GIVEN, RESIGNED)
    there = replace(GIVEN, ref="REF_1", head="c1", head_text=first.text)
    pull = Pull(id="PR_8", number=8, state="open", mark=first.mark)
    look = facts.but(proposals={ASKED: replace(there, pull=pull)}, number=9)
    spoken = Look(BOOK, spoken_rule("step-down"), 0, "c2", look, {}, "alice")
    assert list(VERBS["propose"].plan(Propose(RESIGNED), spoken)) == []
    more = Proposed.model_validate({"file": "people.yml", "of": {"github": "alice"}, "set": {"country": "AT"}})
    unsent = planned(facts, replace(there, pull=replace(pull, id="")), more)
    assert unsent.why == "something else is proposed there at this very moment; ask for it again"


def test_what_cannot_be_is_held_back(facts: Facts) -> None:
    sign = "<!-- fingerpost:opened acme/garden#1 R/0 -->"
    assert why(facts.but(proposals={})) == "it is not known what the file says"
    assert why(known(facts, repository="")) == "the App sees no repository acme/garden with a commit in it"
    assert why(facts.but(private=True)) == "nothing of a private repository may appear in another one"
    assert why(known(facts, text=UNKNOWN)) == "people.yml is too long to be changed by a program, or is no text"
    own = facts.but(author=Person(login="fingerpost[bot]", bot=True), body=sign)
    assert why(own) == "a rule opened this item itself, and one would lead to another without end"
    assert why(facts.but(proposals=UNKNOWN)) == "not known: proposals"


def test_a_change_that_is_refused_is_told_in_the_comment(facts: Facts) -> None:
    listed = known(facts, text="- github: alice\n")
    reason = "people.yml is not changed: `alice` is listed already, on line 1"
    assert why(listed) == reason
    [said] = plan_of(listed).actions
    assert isinstance(said, Say)
    assert said.body.startswith("Not everything could be proposed for `people.yml`: ")
    again = said.applied_to(listed)
    assert plan_of(again).actions == ()


def test_without_the_permission_the_lines_are_told(facts: Facts) -> None:
    less = facts.but(granted={"contents": "read", "pull_requests": "write"})
    assert why(less) == "the App lacks a permission: Contents: write, or Pull requests: write"
    [said] = plan_of(less).actions
    assert isinstance(said, Say)
    assert said.body.splitlines()[1:] == ["```text", "- github: alice", "```"]
    assert len(plan_of(less.but(granted={})).actions) == 1
    assert plan_of(less.but(sections=UNKNOWN)).actions == ()


def test_an_address_in_the_text_is_told_to_whoever_wrote_it(facts: Facts) -> None:
    written = facts.but(body="Write to alice@post.example")
    action, said = plan_of(written).actions
    assert (action.do, said.do) == ("propose", "comment")
    assert isinstance(said, Say)
    assert (said.calls, "post.example" in said.body) == (("alice",), False)


def test_what_nobody_titled_is_called_after_its_entry(facts: Facts) -> None:
    add = "{file: people.yml, add: {github: bob}}"
    change = "{file: people.yml, of: {github: ada}, set: {name: Ada}}"
    assert [proposed(facts, do).title for do in (add, change)] == ["Add bob in people.yml", "Change ada in people.yml"]


def test_two_goals_of_a_rule_have_a_pull_request_each(decide: Callable[..., Any], facts: Facts) -> None:
    do = [{"propose": {"file": "a.yml", "add": {"x": "1"}}}, {"propose": {"file": "b.yml", "add": {"x": "1"}}}]
    branches = {branch_of("acme/garden#7", key): THERE for key in ("A rule/0", "A rule/1", "R/0", "R/1")}
    planned, held = decide(do, facts.but(proposals=branches))
    assert ([each["file"] for each in planned], held) == (["a.yml", "b.yml"], [])


def test_whoever_joins_is_told_what_they_may_do_at_once(facts: Facts) -> None:
    do = '{file: people.yml, add: {github: "{author}", topics: [editing, storage], languages: fr}}'
    open_ones = tuple(
        Inviting(number=number, title="x", labels=(label,)) for number, label in enumerate(("lang/ja", "a", "editing"))
    )
    _, said = plan_of(facts.but(inviting=open_ones), do).actions
    _, nothing = plan_of(facts.but(inviting=open_ones[:1]), do).actions
    assert isinstance(said, Say)
    assert isinstance(nothing, Say)
    assert said.body.splitlines()[1:] == ["", "- #2 x", "- #1 x"]
    assert nothing.body == (
        "**alice**, good to have you. Nothing that is marked for newcomers fits you at the moment; ask, and somebody "
        "will know."
    )
    for other in (do.replace("{author}", "bob"), do.replace("people.yml", "groups.yml")):
        [alone] = plan_of(facts.but(inviting=open_ones), other).actions
        assert alone.do == "propose"

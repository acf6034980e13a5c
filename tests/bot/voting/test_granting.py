"""What follows from a passed nomination: the role is proposed once, and its bearer invited once it is in force."""

from dataclasses import replace
from datetime import timedelta

from bot.action import Action, HeldBack
from bot.actions.invite import InviteToTeam
from bot.actions.propose import OpenProposal
from bot.voting.granting import PENDING, Grant, asked_by_votes, granted, granting_needs, grants
from rules.facts import UNKNOWN, Facts, Member
from rules.goals.invite import Invite
from rules.proposals import Proposal
from rules.votes import Vote
from tests.bot.voting.community import NOON, PEOPLE, RULES, asked, book, issue

TEAM = RULES.replace("granted: by nomination,", "granted: by nomination, team: acme/speakers,")
VOTE = replace(asked("decide: {decision: nomination, nominee: gil, role: ambassador}"), counts=(3, 1, 0))
PASSED = replace(VOTE, state="passed")
GIL = Member(login="Gil", roles=("ambassador",))
ITEM = "acme/garden#7"
ALL = {"contents": "write", "pull_requests": "write", "members": "write"}
TEXT = "- github: ada\n"


def pending(
    vote: Vote = PASSED, deeds: tuple[tuple[str, str, str], ...] = (), people: tuple[Member, ...] = PEOPLE
) -> list[Grant]:
    return grants(book(TEAM), (vote,), deeds, people, ITEM)


[FIRST] = pending()
DONE = (("R", "propose", f"{FIRST.branch}=abc"),)


def there(**known: object) -> Facts:
    proposals = {FIRST.branch: Proposal(repository="R_1", base="main", commit="c0", text=TEXT)}
    facts = issue(votes=(PASSED,), granted=ALL, proposals=proposals, private=False)
    return facts.but(**known)


def actions(facts: Facts) -> list[Action]:
    return [one for one in granted(book(TEAM), facts) if isinstance(one, Action)]


def test_first_the_role_is_proposed_then_waited_for_then_its_bearer_is_invited() -> None:
    assert (FIRST.invites, FIRST.branch != "") == ("", True)
    assert pending(deeds=DONE) == [Grant(PASSED)]
    assert pending(deeds=DONE, people=(GIL,)) == [Grant(PASSED, invites="acme/speakers")]
    assert pending(deeds=(*DONE, ("R", "invite", "acme/speakers:gil")), people=(GIL,)) == []


def test_a_role_without_a_team_or_of_nobody_asks_for_nothing_more() -> None:
    assert grants(book(), (PASSED,), (), (GIL,), ITEM) == []
    other = (replace(PASSED, nominee=""), replace(PASSED, role="king"), replace(PASSED, state="failed"))
    assert [pending(vote) for vote in other] == [[], [], []]


def test_facts_are_asked_for_only_when_something_is_due() -> None:
    ends = VOTE.closes_at
    begun, invited = pending(VOTE), pending(deeds=DONE, people=(GIL,))
    proposing = {"proposals", "granted", "sections"}
    moments = (ends - timedelta(hours=1), ends, ends + PENDING + timedelta(days=1))
    assert [granting_needs(begun, at) for at in moments] == [frozenset(), proposing, frozenset()]
    assert granting_needs(invited, ends) == Invite.reads
    assert granting_needs(pending(deeds=DONE), ends) == frozenset()


def test_the_people_file_is_what_is_asked_about() -> None:
    assert [(one.branch, one.repo, one.path) for one in asked_by_votes(book(TEAM), pending(), "acme/garden")] == [
        (FIRST.branch, "acme/garden", "people.yml")
    ]
    assert list(asked_by_votes(book(TEAM), pending(deeds=DONE), "acme/garden")) == []


def test_the_role_comes_with_its_day_and_the_result() -> None:
    [action] = actions(there())
    assert isinstance(action, OpenProposal)
    assert (action.title, action.text) == (
        "Add gil as ambassador",
        f"{TEXT}- github: gil\n  roles: [{{ambassador: 2026-03-09}}]\n",
    )
    assert "@gil was nominated as ambassador, and it has passed: 3 for, 1 against." in action.body


def test_whoever_has_the_role_is_invited_and_one_who_waits_is_not() -> None:
    invited = there(people=(GIL,))
    [action] = actions(invited)
    assert isinstance(action, InviteToTeam)
    assert (action.team, action.login) == ("acme/speakers", "gil")
    assert actions(there(ours=frozenset(DONE))) == []
    assert actions(there(votes=(VOTE,))) == []


def test_nothing_is_done_on_what_is_not_known() -> None:
    [held] = granted(book(TEAM), there(proposals=UNKNOWN))
    assert isinstance(held, HeldBack)
    assert held.why == "not known: proposals"
    unknown = (there(votes=UNKNOWN), there(people=UNKNOWN), there(repo=UNKNOWN))
    assert [list(granted(book(TEAM), facts)) for facts in unknown] == [[], [], []]


def test_the_day_is_the_one_on_which_the_voting_ended() -> None:
    assert actions(there(now=NOON + timedelta(days=30)))[0].targets == actions(there())[0].targets

"""`invite`: over REST, where the App may; else somebody else is asked."""

import pytest

from bot.action import Errand, Look, Target
from bot.actions import VERBS
from bot.actions.comment import Say
from bot.actions.invite import InviteToTeam
from bot.item import ItemRef
from rules.combine import All
from rules.facts import Facts
from rules.goals.invite import Invitation, Invite
from rules.language import load
from rules.rule import Rule

HERE = ItemRef(installation=42, repo_id=1, repo_node="R_1", repo="acme/garden", number=7, node="I_7", kind="issue")


def planned(facts: Facts) -> list[object]:
    book = load("project: {purpose: p}\nrules: []\n")
    look = Look(book, Rule("R", "r", 0, frozenset(), All(()), ()), 0, "d1", facts, {})
    return list(VERBS["invite"].plan(Invite(Invitation("acme/docs", "ada")), look))


@pytest.mark.parametrize("granted", [{"members": "write"}, {}])
def test_somebody_is_invited(issue: Facts, granted: dict[str, str]) -> None:
    [action] = planned(issue.but(granted=granted))
    assert isinstance(action, InviteToTeam)
    assert action.document() == {"do": "invite", "rule": "R", "team": "acme/docs", "login": "ada"}
    assert (action.describe(), action.applied_to(issue)) == ("invite ada to acme/docs", issue)
    assert VERBS["invite"].told(action.targets[0], issue) == {"team": "acme/docs", "login": "ada"}
    [errand] = VERBS["invite"].writes([action], Target(HERE))
    assert isinstance(errand, Errand)
    assert (errand.path, errand.body) == ("/orgs/acme/teams/docs/memberships/ada", {"role": "member"})


def test_without_the_permission_somebody_else_is_asked(issue: Facts) -> None:
    held, said = planned(issue.but(granted={"members": "read"}))
    assert getattr(held, "why", "") == "the App lacks a permission: organization Members: write"
    assert isinstance(said, Say)
    assert said.body.startswith("ada has the role now.")

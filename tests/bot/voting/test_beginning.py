"""How a decision begins: by which terms, who may vote, until when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.plan import Occasion, make_plan
from bot.voting.beginning import CannotBegin, Matter, begin
from rules.facts import Facts, Member, Person
from rules.votes import Posted, Talk
from tests.bot.voting.community import NOON, PEOPLE, RULES, asked, book, issue, later, look

NOBODY = "decide: {decision: nomination, nominee: '{assignee}'}"
NOMINATION = "decide: {decision: nomination, nominee: fay, role: ambassador}"


def why(do: str, facts: Facts) -> list[str]:
    rules = RULES.replace("do: [{decide: consent}]", f"do: [{{{do}}}]")
    return [held.why for held in make_plan(book(rules), facts, [Occasion("d1", "issues.opened")]).held_back]


def test_it_keeps_the_terms_and_the_people_of_its_beginning() -> None:
    vote = asked(NOMINATION)
    assert (vote.key, vote.decision, vote.state) == ("ask/0@1", "nomination", "open")
    assert (vote.roll, vote.roles) == (("ada", "bo", "cy", "dee", "eve", "fay"), ("ambassador",))
    assert vote.excluded == {"gil": "nominator", "fay": "nominee"}
    assert (vote.terms, vote.closes_at) == ({"net_support": "2"}, NOON + timedelta(days=7))


def test_what_is_decided_is_the_title_the_nomination_or_the_question() -> None:
    assert asked().question == "A new bed"
    assert asked(NOMINATION).question == "fay is nominated as ambassador."
    assert asked("decide: {decision: consent, question: 'Do we want {title}?'}").question == "Do we want A new bed?"


def test_a_program_that_opens_an_issue_nominates_nobody() -> None:
    rules = RULES.replace("do: [{decide: consent}]", f"do: [{{{NOMINATION}}}]")
    occasion = Occasion("d1", "issues.opened", actor=Person(login="robot[bot]", bot=True))
    [action] = make_plan(book(rules), issue(), [occasion]).actions
    assert action.vote.nominator == "gil"  # type: ignore[attr-defined]  # the only action is ours


@pytest.mark.parametrize(
    ("do", "facts", "reason"),
    [
        ("decide: consent", issue(people=()), "nobody may vote in the decision consent"),
        (
            NOMINATION,
            issue(people=(Member(login="Fay", roles=("ambassador",)),)),
            "nobody may vote in the decision nomination",
        ),
        (NOBODY, issue(assignees=()), "nobody is nominated: the value is empty, or no login"),
        (NOBODY, issue(assignees=("ada", "bo")), "nobody is nominated: the value is empty, or no login"),
        (
            "decide: consent",
            issue(votes=(replace(asked("decide: vote"), cause="d0"),)),
            "the decision vote is open on this item, and",
        ),
        ("decide: consent", Facts(kind="issue"), "not known: author, now, people, talk, title, votes"),
    ],
)
def test_it_does_not_begin_where_it_cannot_end(do: str, facts: Facts, reason: str) -> None:
    assert [each[: len(reason)] for each in why(do, facts)] == [reason]


def test_the_same_event_and_the_same_matter_begin_it_once() -> None:
    vote = asked()
    for cause, days in (("d1", 0), ("d2", 0), ("d1", 1), ("d1", 6)):
        plan = make_plan(book(), later(vote, days=days), [Occasion(cause, "issues.opened")])
        assert [vote.key for vote in plan.facts.votes] == ["ask/0@1"]  # type: ignore[union-attr]  # they are known
    plan = make_plan(book(), later(vote, days=6), [Occasion("d2", "issues.opened")])
    assert [vote.key for vote in plan.facts.votes] == ["ask/0@1", "ask/0@2"]  # type: ignore[union-attr]  # they are known


def test_people_who_are_meant_otherwise_vote_where_nobody_fits() -> None:
    rules = RULES.replace("consent: {voters: ambassador", "consent: {voters: {role: editor, fallback: {users: ivy}}")
    vote = asked(rules=rules)
    assert (vote.roll, vote.roles) == (("ivy",), ())


def test_a_decision_that_the_rules_do_not_have_cannot_begin() -> None:
    with pytest.raises(CannotBegin, match="the rules have no decision duel"):
        begin(Matter("duel", "?", "k", "ada"), look(issue()))


def test_a_comment_that_stands_already_is_taken_for_its_beginning() -> None:
    before = NOON - timedelta(hours=2)
    talk = Talk(posted={"ask/0@1": Posted(id="IC_1", at=before, digest="")})
    plan = make_plan(book(), issue(talk=talk), [Occasion("d1", "issues.opened")])
    [action] = [one for one in plan.actions if one.do == "decide"]
    assert (action.stands, action.vote.begun_at) == (True, before)  # type: ignore[attr-defined]  # ours, as above


def test_everybody_who_is_excluded_is_so_by_the_first_reason_that_is_named() -> None:
    rules = RULES.replace("excluding: [nominator, nominee]", "excluding: [nominee, author, nominator]")
    vote = asked("decide: {decision: nomination, nominee: gil, role: ambassador}", issue(people=PEOPLE), rules)
    assert vote.excluded == {"gil": "nominee"}


def test_it_calls_the_team_of_the_role_else_a_few_people() -> None:
    assert asked(NOMINATION).called == ("ada", "bo", "cy", "dee", "eve")
    team = RULES.replace("{about: Speaks for us,", "{about: Speaks for us, team: acme/speakers,")
    assert asked(NOMINATION, rules=team).called == ("acme/speakers",)
    assert asked(NOMINATION, issue(worn=frozenset({"bo"}))).called == ("ada", "cy", "dee", "eve")
    crowd = tuple(Member(login=f"p{n}", roles=("ambassador",)) for n in range(11))
    assert asked(facts=issue(people=crowd)).called == ()


def test_a_nominee_is_known_with_and_without_the_sign_of_a_mention() -> None:
    vote = asked(NOBODY.replace("nomination,", "nomination, role: ambassador,"), issue(assignees=("@fay",)))
    assert (vote.nominee, vote.excluded["fay"]) == ("fay", "nominee")

"""What follows from a passed nomination: the role is proposed in the people file, then the team's invitation. Pure.

The role is in force once somebody merged the pull request; nobody gets anything before.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.action import Action, HeldBack, Look
from bot.actions import VERBS
from bot.messages import say, words
from bot.people.parting import back_from_rest
from bot.people.standing import entry_of
from bot.planning.values import values_of
from bot.proposing.asked import Asked, branch_of, place_of
from bot.voting.holding import is_decided_on
from rules.book import Rule, Rulebook
from rules.combine import All
from rules.condition import known
from rules.facts import UNKNOWN, Facts, Member
from rules.goals.invite import Invitation, Invite
from rules.goals.propose import Propose, Proposed
from rules.template import literally
from rules.votes import Vote

PENDING = timedelta(days=180)
"""How long a role that was decided on and did not come into force is thought of."""
Deeds = Collection[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that people decided to give.

    Attributes:
        branch: on which it is proposed; empty where the file says it already.
        invites: the team to which its bearer is to be invited now; empty where there is none, or it is done.
    """

    vote: Vote
    branch: str = ""
    invites: str = ""


def grants(book: Rulebook, votes: tuple[Vote, ...], deeds: Deeds, people: tuple[Member, ...], item: str) -> list[Grant]:
    """What is still to be done for the nominations that passed, or are about to be counted.

    Args:
        book: the rules: they name the people file and the team.
        votes: of the item.
        deeds: what the bot did there, as (rule, verb, target).
        people: the people file's entries.
        item: `acme/site#7`.
    """
    done = {(verb, target.partition("=")[0].lower()) for _, verb, target in deeds}
    found = []
    for vote in votes:
        role = book.roles.get(vote.role)
        if not (vote.nominee and role and book.project.people and vote.state in {"open", "passed"}):
            continue
        branch = branch_of(item, f"{_rule(vote).id}/0")
        has = any(vote.role in each.roles for each in people if each.login.lower() == vote.nominee.lower())
        if not has and ("propose", branch.lower()) not in done:
            found.append(Grant(vote, branch=branch))
        elif role.team and ("invite", f"{role.team}:{vote.nominee}".lower()) not in done:
            found.append(Grant(vote, invites=role.team if has else ""))
    return found


def granting_needs(pending: list[Grant], now: datetime) -> frozenset[str]:
    """The facts that these ask for: of an open decision only once its time is up."""
    due = [each for each in pending if each.vote.closes_at <= now <= each.vote.closes_at + PENDING]
    proposing = (
        frozenset({"proposals", "granted", "sections"}) if any(each.branch for each in due) else frozenset[str]()
    )
    inviting = Invite.reads if any(each.invites for each in due) else frozenset[str]()
    return proposing | inviting


def asked_by_votes(book: Rulebook, pending: list[Grant], repo: str) -> Iterator[Asked]:
    """The changes of the people file that they may propose."""
    path = book.project.people
    for each in pending:
        if path and each.branch:
            yield Asked(each.branch, place_of(book, path, repo), path)


def granted(book: Rulebook, facts: Facts) -> Iterator[Action | HeldBack]:
    """What is to be done now for those that passed."""
    if not is_decided_on(facts) or facts.people is UNKNOWN:
        return
    if facts.repo is UNKNOWN or facts.number is UNKNOWN:
        return
    item = f"{facts.repo}#{facts.number}"
    for each in grants(book, known(facts.votes), facts.ours, facts.people, item):
        if each.vote.state == "passed" and (each.branch or each.invites):
            goal = (
                _proposal(book, each.vote, facts.people)
                if each.branch
                else Invite(Invitation(each.invites, each.vote.nominee))
            )
            look = Look(book, _rule(each.vote), 0, f"decision:{each.vote.key}", facts, values_of(facts, book))
            if missing := goal.missing(facts):
                yield look.held_back(goal.word, f"not known: {', '.join(missing)}")
            else:
                yield from VERBS[goal.word].plan(goal, look)


def _rule(vote: Vote) -> Rule:
    """What the plan and the ledger name as the reason."""
    return Rule(vote.rule, f"decision:{vote.key}", 0, frozenset(), All(()), ())


def _proposal(book: Rulebook, vote: Vote, people: tuple[Member, ...]) -> Propose:
    """The role with its first day, in an entry that is made where there is none; whoever is back rests no more."""
    day, language = f"{vote.closes_at.astimezone(book.home.zone):%Y-%m-%d}", book.project.language
    told = {"nominee": vote.nominee, "role": vote.role}
    sides = {"support": str(vote.counts[0]), "objections": str(vote.counts[1])}
    back = back_from_rest(entry_of(vote.nominee, None, people), vote.role, book.roles, day)
    change = Proposed.model_construct(
        file=book.project.people or "",
        of={"github": literally(vote.nominee)},
        add=None if back else {"roles": ({vote.role: literally(day)},)},
        set={"roles": back} if back else None,
        remove=None,
        title=literally(words("grant-title", language, **told)),
        body=literally(say("grant-proposed", language, **told, **sides)),
    )
    return Propose(change)

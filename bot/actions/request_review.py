"""`request_review`: ask people and teams to review a pull request."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Name, Refusal, Target, Write
from bot.hearing.causes import ENDED
from bot.people.choice import Choice, barred_from
from bot.verb import Trace, Verb, Wording
from bot.writing.choosing import chosen_by, handed_on, needs_told, role_kept
from bot.writing.permissions import PULLS, needs
from rules.condition import known
from rules.durations import Duration
from rules.facts import Facts
from rules.goals.request_review import RequestReview
from rules.selector import Need, Selector

MOST_REQUESTS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReviews(Action):
    """Reviewers to ask, or whose requests are withdrawn.

    Attributes:
        withdrawn: whether they are asked no more.
        rest: of a withdrawal, those who stay asked: GitHub replaces all requests at once.
        by: the goal that asks for them: its rule's id and its position.
        patience: how long they have to answer before the next one is asked.
    """

    do: ClassVar[str] = "request_review"
    reviewers: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    withdrawn: bool = False
    rest: tuple[str, ...] = ()
    by: tuple[str, int] = field(default=("", 0), compare=False)
    patience: Duration | None = field(default=None, compare=False)

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(name.lower() for name in (*self.reviewers, *self.teams))

    def keys(self) -> dict[str, Any]:
        back = {"withdrawn": True} if self.withdrawn else {}
        return {"reviewers": list(self.reviewers), "teams": list(self.teams), **back}

    def describe(self) -> str:
        people = ", ".join((*self.reviewers, *self.teams))
        return f"ask {people} no more" if self.withdrawn else f"ask {people} for a review"

    def changes(self, facts: Facts) -> dict[str, Any]:
        if self.withdrawn:
            return {"requested": self.rest}
        asked = {(self.by, login.lower()) for login in self.reviewers}
        requested = (*known(facts.requested), *self.reviewers, *self.teams)
        return {"requested": requested, "asked": facts.asked | asked}

    def only(self, targets: frozenset[str]) -> Action | None:
        people = tuple(login for login in self.reviewers if login.lower() in targets)
        teams = tuple(team for team in self.teams if team.lower() in targets)
        return replace(self, reviewers=people, teams=teams) if people or teams else None

    def claims(self) -> Mapping[str, str]:
        return {f"reviewer {target}": "off" if self.withdrawn else "on" for target in self.targets}


class RequestReviewVerb(Verb[RequestReview], word="request_review"):
    """Asks as many of those who are meant as are missing; who has reviewed already is not asked again."""

    trace = Trace("requested", timeline=True)
    permissions = needs(requestReviews=PULLS)
    takes_back = "request_review"
    several = True
    wording = Wording("ask", "asked {} for a review", "ask {} for a review", "asked {} no more")

    def plan(self, goal: RequestReview, look: Look) -> Iterator[Action | HeldBack]:
        if goal.since:
            yield from _next_one(goal.value, look)
            return
        picked = _pick(goal.value, look)
        yield from needs_told(picked.choice, look, met=picked.reached)
        for why in picked.notes:
            yield look.held_back("request_review", why)
        room = max(0, MOST_REQUESTS - len(known(look.facts.requested)))
        people, teams = picked.people[:room], picked.teams[: max(0, room - len(picked.people))]
        if people or teams:
            yield _asking(picked.choice, people, teams, look)
            yield from role_kept(picked.choice, look)
        elif picked.people or picked.teams:
            yield look.held_back("request_review", f"GitHub takes {MOST_REQUESTS} requests at most")

    def told(self, target: str, facts: Facts) -> dict[str, Any]:
        del facts
        team = "/" in target
        return {"reviewers": [] if team else [target], "teams": [target] if team else []}

    def take_back(self, goal: Any, targets: frozenset[str], look: Look) -> Iterator[Action | HeldBack]:
        del goal  # who has answered is not asked any more, so there is nothing of theirs to take back
        asked = known(look.facts.requested)
        ours = [name for name in asked if name.lower() in targets]
        if ours:
            people, teams = ([name for name in ours if ("/" in name) is team] for team in (False, True))
            rest = tuple(name for name in asked if name not in ours)
            signed = look.signed
            yield RequestReviews(**signed, reviewers=tuple(people), teams=tuple(teams), withdrawn=True, rest=rest)

    def names(self, action: RequestReviews) -> Sequence[Name]:
        return _named((*action.reviewers, *action.teams, *action.rest))

    def writes(self, actions: Sequence[RequestReviews], target: Target) -> Iterator[Write | Refusal]:
        for action in actions:
            if action.withdrawn:
                yield _withdrawal(action, target)
        # One write for each: GitHub refuses a whole request for one reviewer who may not see the repository.
        asking = [action for action in actions if not action.withdrawn]
        yield from self.unknown(asking, target, "GitHub knows no {}, or does not show it to this App")
        for part in self.known_parts(asking, target):
            for name in self.names(part):
                key = "userIds" if name.kind == "user" else "teamIds"
                given = {"pullRequestId": target.item.node, key: [target.ids[name]], "union": True}
                yield Write("requestReviews", given, (part.only(frozenset({name.key.lower()})),))


def _named(people: Iterable[str]) -> list[Name]:
    return [Name("team" if "/" in name else "user", name) for name in people]


def _withdrawal(action: RequestReviews, target: Target) -> Write | Refusal:
    """The write that asks only the rest; where one of them has no id, it would drop them."""
    rest = _named(action.rest)
    if lost := next((name.key for name in rest if name not in target.ids), None):
        why = f"the request to {lost} would be lost with it, for GitHub does not show them to this App"
        return Refusal(action, action.targets[0], why)
    given = {
        "pullRequestId": target.item.node,
        "userIds": [target.ids[name] for name in rest if name.kind == "user"],
        "teamIds": [target.ids[name] for name in rest if name.kind == "team"],
        "union": False,
    }
    return Write("requestReviews", given, (action,))


@dataclass(frozen=True, slots=True)
class _Picked:
    """Whom to ask, and why others are not asked.

    Attributes:
        choice: of the people.
        reached: whether somebody who is meant has been asked, or is about to be.
    """

    people: tuple[str, ...]
    teams: tuple[str, ...]
    notes: tuple[str, ...]
    choice: Choice
    reached: bool


def _pick(selector: Selector, look: Look) -> _Picked:
    """Who is missing of those who are meant; where nobody of them can be asked, of those who stand in for them."""
    facts, barred = look.facts, barred_from(look.facts, "request_review", author_too=True)
    have = (*known(facts.requested), *(review.author for review in known(facts.reviews)))
    whole = () if selector.narrows else selector.team or ()
    missing = [team for team in whole if not _asked(team, have, facts)]
    teams = tuple(team for team in missing if team.lower() not in barred)
    notes = tuple(f"{team}: {barred[team.lower()]}" for team in missing if team not in teams)
    people = selector if selector.narrows else selector.model_copy(update={"team": None})
    alone = people if isinstance(selector.fallback, Need) else people.model_copy(update={"fallback": None})
    choice = chosen_by(alone, look, have, barred)
    if not choice.enough and not choice.chosen and (people.names_somebody or people.narrows or not whole):
        notes = (choice.why, *notes)
    reached = choice.some or len(missing) < len(whole)
    if choice.chosen or teams or reached or selector.stand_in is None:
        met = reached or bool(choice.chosen or teams)
        told = replace(choice, need=None) if met else choice
        return _Picked(choice.chosen, teams, notes, told, met)
    rest = _pick(selector.stand_in, look)
    rest = replace(rest, choice=replace(rest.choice, passed=(*choice.passed, *rest.choice.passed)))
    return rest if rest.people or rest.teams or not rest.notes else replace(rest, notes=(*notes, *rest.notes))


def _next_one(selector: Selector, look: Look) -> Iterator[Action | HeldBack]:
    """Free those whom the rule asked and who have not answered, as many as others are found; nobody is asked twice."""
    facts, requested = look.facts, known(look.facts.requested)
    mine = {login for by, verb, login in facts.ours if (by, verb) == (look.rule.id, "request_review")}
    silent = [login for login in requested if login.lower() in mine and "/" not in login]
    goal = (look.rule.id, look.position)
    if not silent or facts.state != "open" or any(by == goal for by, _ in facts.asked):
        return
    have = [login for login in requested if login not in silent] + [one.author for one in known(facts.reviews)]
    barred = barred_from(facts, "request_review", author_too=True) | dict.fromkeys(mine, "was asked already")
    people = selector if selector.narrows else selector.model_copy(update={"team": None})
    choice = chosen_by(people, look, have, barred)

    def hand(released: tuple[str, ...]) -> Iterator[Action]:
        rest = tuple(login for login in requested if login not in released)
        ended = {**look.signed, "cause": f"{ENDED}{look.cause}"}
        yield RequestReviews(**ended, reviewers=released, withdrawn=True, rest=rest)
        yield replace(_asking(choice, choice.chosen, (), look), by=goal)

    yield from handed_on("request_review", choice, silent, look, hand)


def _asking(choice: Choice, people: tuple[str, ...], teams: tuple[str, ...], look: Look) -> RequestReviews:
    """The people and teams that are asked, and why."""
    given = {**look.signed, "why": choice.explained, "even": choice.even, "patience": choice.patience}
    return RequestReviews(**given, reviewers=people, teams=teams)


def _asked(team: str, have: Iterable[str], facts: Facts) -> bool:
    """Whether a team is asked already or has reviewed: in its own name, or by a member, where the members are known."""
    names = {name.lower() for name in have}
    reviewers = {review.author.lower() for review in known(facts.reviews)}
    members = {login.lower() for login in facts.teams.get(team, ())}
    return team.lower() in names or not members.isdisjoint(reviewers)

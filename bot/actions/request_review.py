"""`request_review`: ask people and teams to review a pull request."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Name, Refusal, Target, Verb, Write
from bot.people.choice import barred_from, choose
from rules.condition import known
from rules.facts import Facts
from rules.goals.request_review import RequestReview

MOST_REQUESTS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReviews(Action):
    """Reviewers to ask."""

    do: ClassVar[str] = "request_review"
    reviewers: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(name.lower() for name in (*self.reviewers, *self.teams))

    def keys(self) -> dict[str, Any]:
        return {"reviewers": list(self.reviewers), "teams": list(self.teams)}

    def describe(self) -> str:
        return f"ask {', '.join((*self.reviewers, *self.teams))} for a review"

    def applied_to(self, facts: Facts) -> Facts:
        return facts.but(requested=(*known(facts.requested), *self.reviewers, *self.teams))

    def only(self, targets: frozenset[str]) -> Action | None:
        people = tuple(login for login in self.reviewers if login.lower() in targets)
        teams = tuple(team for team in self.teams if team.lower() in targets)
        return replace(self, reviewers=people, teams=teams) if people or teams else None

    def claims(self) -> Mapping[str, str]:
        return {f"reviewer {target}": "on" for target in self.targets}


class RequestReviewVerb(Verb[RequestReview], word="request_review"):
    """Asks as many of those who are meant as are missing; who has reviewed already is not asked again."""

    def plan(self, goal: RequestReview, look: Look) -> Iterator[Action | HeldBack]:
        facts, selector = look.facts, goal.value
        requested, reviewed = known(facts.requested), tuple(review.author for review in known(facts.reviews))
        barred = barred_from(facts, "request_review", author_too=True)
        teams = [team for team in selector.team or () if team.lower() not in {name.lower() for name in requested}]
        free = tuple(team for team in teams if team.lower() not in barred)
        people: tuple[str, ...] = ()
        if selector.team is None or selector.users or selector.role:
            choice = choose(
                selector.model_copy(update={"team": None}), facts, look.values, (*requested, *reviewed), barred
            )
            people = choice.chosen
            if not people and not choice.enough:
                yield look.held_back("request_review", choice.why)
        for team in sorted(set(teams) - set(free)):
            yield look.held_back("request_review", f"{team}: {barred[team.lower()]}")
        room = max(0, MOST_REQUESTS - len(requested))
        if (people or free) and room:
            yield RequestReviews(**look.signed, reviewers=people[:room], teams=free[: max(0, room - len(people))])

    def names(self, action: RequestReviews) -> Sequence[Name]:
        people = [Name("user", login) for login in action.reviewers]
        return [*people, *(Name("team", team) for team in action.teams)]

    def writes(self, actions: Sequence[RequestReviews], target: Target) -> Iterator[Write | Refusal]:
        # One write for each: GitHub refuses a whole request for one reviewer who may not see the repository.
        for action in actions:
            for name in self.names(action):
                if name not in target.ids:
                    yield Refusal(
                        action, name.key.lower(), f"there is no GitHub {name.kind} {name.key}, or not for this App"
                    )
                    continue
                key = "userIds" if name.kind == "user" else "teamIds"
                given = {"pullRequestId": target.item.node, key: [target.ids[name]], "union": True}
                yield Write("requestReviews", given, (action,))

"""`invite`: take somebody into a team, or send them GitHub's invitation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, Errand, HeldBack, Look, Refusal, Target, Write
from bot.messages import say
from bot.verb import Verb, Wording
from bot.writing.aside import said_aside
from bot.writing.permissions import MEMBERS, given
from rules.facts import Facts
from rules.goals.invite import Invite


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteToTeam(Action):
    """An invitation; sent twice it is still one."""

    do: ClassVar[str] = "invite"
    team: str
    login: str

    @property
    def targets(self) -> tuple[str, ...]:
        return (f"{self.team}:{self.login}",)

    def keys(self) -> dict[str, Any]:
        return {"team": self.team, "login": self.login}

    def describe(self) -> str:
        return f"invite {self.login} to {self.team}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        del facts
        return {}


class InviteVerb(Verb[Invite], word="invite"):
    """Invites, where the App may."""

    wording = Wording("other", "invited {login} to {team}", "invite {login} to {team}")

    def plan(self, goal: Invite, look: Look) -> Iterator[Action | HeldBack]:
        team, login = goal.value.team, goal.value.login
        if given(look.facts, "members"):
            yield InviteToTeam(**look.signed, team=team, login=login)
            return
        yield look.held_back("invite", f"the App lacks a permission: {MEMBERS}")
        text = say("invite-by-hand", look.book.project.language, who=login, team=team)
        yield from said_aside(text, look)

    def told(self, target: str, facts: Facts) -> dict[str, Any]:
        del facts
        team, _, login = target.rpartition(":")
        return {"team": team, "login": login}

    def writes(self, actions: Sequence[InviteToTeam], target: Target) -> Iterator[Write | Errand | Refusal]:
        del target
        for action in actions:
            org, _, slug = action.team.partition("/")
            path = f"/orgs/{org}/teams/{slug}/memberships/{action.login}"
            yield Errand(path, {"role": "member"}, action, MEMBERS)

"""Who somebody is: what `author` and `actor` may ask of a person."""

from typing import Annotated, Literal

from rules.condition import known
from rules.facts import Facts, Person
from rules.parts import MEMBER_ASSOCIATIONS
from rules.sections import May
from rules.shorthand import Shorthand
from rules.words import Asking, Login, OneOrMany, Team, Text, listed

Association = Literal[
    "owner", "member", "collaborator", "contributor", "first_time_contributor", "first_timer", "mannequin", "none"
]


class PersonWanted(Asking):
    """What is asked of a person; everything that is given must hold."""

    login: OneOrMany[Login] | None = None
    new: bool | None = None
    association: OneOrMany[Association] | None = None
    team: OneOrMany[Team] | None = None
    bot: bool | None = None
    role: OneOrMany[Text] | None = None
    may: OneOrMany[May] | None = None

    def needs(self, who: str) -> frozenset[str]:
        """The facts that these questions read of `author` or `actor`."""
        wanted = {who}
        wanted |= {f"{who}.new"} if self.new is not None else set()
        wanted |= {f"{who}.association"} if self.association else set()
        wanted |= {f"{who}.roles"} if self.role else set()
        wanted |= {f"{who}.may"} if self.may else set()
        wanted |= {f"team:{team}" for team in self.team or ()}
        return frozenset(wanted)

    def fits(self, person: Person, facts: Facts) -> bool:
        """Whether a person is meant; every needed fact is known here."""
        checks = (
            self.login is None or person.login.lower() in {login.lower() for login in self.login},
            self.bot is None or person.bot == self.bot,
            self.new is None or (not person.bot and known(person.new) == self.new),
            self.association is None or known(person.association).lower() in self.association,
            self.team is None or _in_teams(person, self.team, facts),
            self.role is None or (not person.bot and not set(known(person.roles)).isdisjoint(self.role)),
            self.may is None or (not person.bot and not known(person.may).isdisjoint(self.may)),
        )
        return all(checks)

    def asks(self) -> str:
        """The questions in words."""
        parts = [f"{listed(self.login)}"] if self.login else []
        parts += ["new here" if self.new else "not new here"] if self.new is not None else []
        parts += [f"of association {listed(self.association)}"] if self.association else []
        parts += [f"in the team {listed(self.team)}"] if self.team else []
        parts += ["a bot" if self.bot else "not a bot"] if self.bot is not None else []
        parts += [f"in the role {listed(self.role)}"] if self.role else []
        parts += [f"allowed to {listed(self.may)}"] if self.may else []
        return " and ".join(parts)


People = Annotated[PersonWanted, Shorthand("login")]


def newness(association: str) -> bool | None:
    """Whether GitHub's word for the bond already tells if somebody is new; None when history must be asked.

    Members are never new, and a contributor has had a change merged here. The rest may have written before.
    """
    if association in MEMBER_ASSOCIATIONS or association == "CONTRIBUTOR":
        return False
    return None


def _in_teams(person: Person, teams: tuple[str, ...], facts: Facts) -> bool:
    return any(person.login.lower() in {login.lower() for login in facts.teams[team]} for team in teams)

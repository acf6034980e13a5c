"""Checks of the ladder of `roles`: everybody can come to each, and whatever it names exists."""

from collections.abc import Iterable, Iterator
from typing import Any

from rules.asked import AskedChecks
from rules.checking import Path
from rules.diagnostics import Diagnostic
from rules.ladder import Requirement, by_itself
from rules.sections import Role


class LadderChecks(AskedChecks):
    """Checks of what roles require, of what keeps them, and of what follows them."""

    def ladder(self) -> Iterator[Diagnostic]:
        """Every role can be come to."""
        for name, role in self.file.roles.items():
            path = ("roles", name)
            yield from self.required(name)
            yield from self.alone(role, path)
            yield from self.requirement(role.requires, (*path, "requires"))
            yield from self.requirement(role.stays_if, (*path, "stays_if"))
            yield from self.rest(name, role, path)

    def required(self, name: str) -> Iterator[Diagnostic]:
        """No role requires itself, be it by way of others: nobody could ever come to it."""
        way, after = [name], self._role_before(name)
        while after in self.file.roles and after not in way:
            way.append(after)
            after = self._role_before(after)
        if after == name:
            told = " → ".join((*way, name))
            message = f"the role `{name}` requires itself: {told}"
            yield self.at(("roles", name, "requires"), "error", "ladder", message, "let the lowest one require none")

    def alone(self, role: Role, path: Path) -> Iterator[Diagnostic]:
        """What is granted without a decision can be told without one."""
        if not by_itself(role.granted):
            return
        if role.requires is None:
            message, advice = "nothing is required, so nobody comes to this role by themselves", "add `requires:`"
            yield self.at((*path, "granted"), "warning", "ladder", message, advice, key=True)
        elif role.requires.sponsors:
            message = "people see to `sponsors`, so nobody comes to this role by themselves"
            place, advice = (*path, "requires", "sponsors"), "grant it `by` a decision"
            yield self.at(place, "warning", "ladder", message, advice, key=True)

    def requirement(self, asked: Requirement | None, path: Path) -> Iterator[Diagnostic]:
        """The roles and pathways that are asked for exist."""
        if asked is None:
            return
        yield from self.roles(asked.role or (), (*path, "role"))
        for name in () if self.unseen else asked.pathways:
            if name not in self.file.pathways:
                advice = self.suggestions.meant(name, self._countable) or "add it under `pathways`"
                yield self.at((*path, name), "error", "unknown-pathway", f"unknown pathway `{name}`", advice, key=True)
        yield from self.requirement(asked.any, (*path, "any"))

    def rest(self, name: str, role: Role, path: Path) -> Iterator[Diagnostic]:
        """Who leaves a role comes to rest in another one."""
        yield from self.roles((role.otherwise,) if role.otherwise else (), (*path, "otherwise"))
        if role.otherwise == name:
            message = f"who leaves the role `{name}` has it still"
            yield self.at((*path, "otherwise"), "error", "ladder", message, "name another role: emeritus")

    def chosen(self, names: Iterable[str], path: Path) -> Iterator[Diagnostic]:
        """Who has a role by themselves is known only once they act: nobody can be chosen by it."""
        for i, name in enumerate(names):
            role = self.file.roles.get(name)
            if role and by_itself(role.granted):
                message = f"people come to `{name}` by themselves: here it means those who have it in the people file"
                yield self.at((*path, i), "note", "ladder", message)

    @property
    def _countable(self) -> list[str]:
        return [*self.file.pathways, *(name for name in Requirement.model_fields if name != "role")]

    def _role_before(self, name: str) -> Any:
        asked = self.file.roles[name].requires
        before = asked.role if asked and asked.role else ()
        return before[0] if len(before) == 1 else ""

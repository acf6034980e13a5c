"""Checks of `decisions`: what a decision passes with fits together, and what decides what can be followed to an end."""

from collections.abc import Iterator

from rules.checking import Path
from rules.decisions import WAYS, Decision, decision_in
from rules.diagnostics import Diagnostic
from rules.ladder import by_itself
from rules.rungs import LadderChecks


class DecidingChecks(LadderChecks):
    """Checks of how people decide."""

    def decisions(self) -> Iterator[Diagnostic]:
        """Every decision can be taken, and every role that a decision grants names one that exists."""
        for name, decision in self.file.decisions.items():
            path = ("decisions", name)
            yield from self.passing(decision, path)
            yield from self.voters(decision, (*path, "voters"))
            yield from self.followed(name, decision, (*path, "if_contested"))
        for name, role in self.file.roles.items():
            granted = ("roles", name, "granted")
            if decision_in(role.granted):
                yield from self.decision(decision_in(role.granted), granted)
            elif role.granted and not by_itself(role.granted):
                message = f"`{role.granted}` is no way to come to a role"
                yield self.at(granted, "error", "unknown-decision", message, "automatically, or by DECISION")

    def passing(self, decision: Decision, path: Path) -> Iterator[Diagnostic]:
        """The keys of `passes_with` belong to one way to decide; only people who object contest anything."""
        ways = decision.passes_with.ways
        if ways not in WAYS:
            advice = "write {net_support: 2}, {support: 1, objections: 0} or {in_favour: 66%, quorum: 50%}"
            message = f"{' and '.join(sorted(ways))} {'is' if len(ways) == 1 else 'are'} no way to decide"
            yield self.at((*path, "passes_with"), "error", "decision", message, advice)
        elif decision.if_contested and "support" not in ways:
            message = "only a decision with `support` and `objections` can be contested"
            yield self.at((*path, "if_contested"), "error", "decision", message, "leave `if_contested` out", key=True)

    def voters(self, decision: Decision, path: Path) -> Iterator[Diagnostic]:
        """Somebody may vote, and the roles exist."""
        yield from self.roles(decision.voters.role or (), path)
        yield from self.chosen(decision.voters.role or (), (*path, "role"))
        if decision.voters.means_nobody:
            yield self.at(path, "error", "nobody", "nobody is meant by this", "say who: a role, or `team`, or `users`")

    def followed(self, name: str, decision: Decision, path: Path) -> Iterator[Diagnostic]:
        """The decision that follows exists, and none leads back to itself."""
        if decision.if_contested is None:
            return
        yield from self.decision(decision.if_contested, path)
        seen, after = [name], decision.if_contested
        while after in self.file.decisions and after not in seen:
            seen.append(after)
            after = self.file.decisions[after].if_contested or ""
        if after == name:
            way = " → ".join((*seen, name))
            yield self.at(path, "error", "decision", f"this leads back to itself: {way}", "let the last one just end")

    def decision(self, name: str, path: Path) -> Iterator[Diagnostic]:
        """A decision that is named stands under `decisions`."""
        if name in self.file.decisions or (self.unseen and not self.file.decisions):
            return
        advice = self.suggestions.meant(name, self.file.decisions) if self.file.decisions else ""
        message = f"there is no decision `{name}`"
        yield self.at(path, "error", "unknown-decision", message, advice or "add it under `decisions`")

"""What a pull request makes of a file that the whole community keeps: its people, its groups, its rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rules.diagnostics import Diagnostic
from rules.parts import Maybe


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account on GitHub; the number stays when it is renamed."""

    login: str
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFile:
    """Such a file, before and after.

    Attributes:
        before: on the default branch; empty where there is none, unknown where it is too long.
        after: on the pull request's last commit, in the same way.
        commit: that commit.
        author: who wrote the pull request; None where the account is gone.
        approved: who approves that last commit.
    """

    before: Maybe[str]
    after: Maybe[str]
    commit: str = ""
    author: Account | None = None
    approved: tuple[Account, ...] = ()

    @property
    def agreed(self) -> tuple[Account, ...]:
        """Those whose word the pull request has as it is now."""
        return (*([self.author] if self.author else []), *self.approved)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """What was found out about a proposed rule file.

    Attributes:
        findings: all that is to be said of it, of its bases too.
        first: whether the repository has no rules in force so far.
        gone: whether there is no rule file any more.
        differences: what differs from the file in force, in sentences.
        backtest: what both would have done in the repository's past; None where the file cannot be used.
        flips: the decisions of people that would have ended otherwise, in words.
    """

    findings: tuple[Diagnostic, ...] = ()
    first: bool = False
    gone: bool = False
    differences: tuple[str, ...] = ()
    backtest: Mapping[str, Any] | None = field(default=None, hash=False)
    flips: tuple[str, ...] = ()

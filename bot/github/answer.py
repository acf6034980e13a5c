"""What GitHub answered, understood for one caller, who may have shared the request with others. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.action import Write
from bot.errors import Ambiguous, GitHubError, PermissionMissing, RateLimited, Retryable
from bot.github.document import Fault
from bot.github.limits import is_limit

READ_LAG = timedelta(seconds=60)
NOT_INTEGRATED = "Resource not accessible by integration"
ABSENT = frozenset({"NOT_FOUND", "FORBIDDEN"})
_PASSING = ("something went wrong", "timed out", "timedout", "timeout")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the data by alias, and what went wrong in parts of it.

    Attributes:
        resumes: when one may go on, where a fault is a limit.
    """

    data: Mapping[str, Any]
    faults: tuple[Fault, ...] = ()
    resumes: datetime | None = None

    @property
    def fault_of_all(self) -> Fault | None:
        """What went wrong with the request as a whole."""
        return next((fault for fault in self.faults if not fault.path), None)

    @property
    def limited(self) -> RateLimited | None:
        """The wait that GitHub asks for, if a limit was met."""
        limit = next((fault for fault in self.faults if is_limit(fault)), None)
        if limit is None:
            return None
        if self.resumes is None:
            raise ValueError("the transport says when one may go on after a limit")
        return RateLimited(f"GitHub asks to wait until {self.resumes:%H:%M:%S} UTC: {limit.message}", self.resumes)

    @property
    def told(self) -> bool:
        """Whether anything at all was told."""
        return any(value is not None for value in self.data.values())

    def fault_at(self, alias: str) -> Fault | None:
        """What went wrong with one part, be it with the whole request."""
        return next((fault for fault in self.faults if fault.path[:1] == (alias,)), self.fault_of_all)

    def faulty(self, alias: str, field: str) -> bool:
        """Whether something in a field of one part could not be told."""
        return any(fault.path[:2] == (alias, field) for fault in self.faults)

    def found(self, alias: str) -> Any:
        """What GitHub says of one part; None where there is no such thing, or none that the App may see.

        Raises:
            Retryable: it could not tell now, which is not the same as that there is none.
        """
        fault = self.fault_at(alias)
        if fault is not None and fault.kind not in ABSENT:
            raise Retryable(f"GitHub says: {fault.message}")
        return self.data.get(alias)

    def of(self, prefix: str) -> "Answer":
        """One caller's share: the parts whose aliases begin so, by the names that the caller gave them."""
        if not prefix:
            return self
        data = {alias.removeprefix(prefix): each for alias, each in self.data.items() if alias.startswith(prefix)}
        return Answer(data, tuple(mine for fault in self.faults if (mine := _share(fault, prefix))), self.resumes)

    def refused(self) -> GitHubError | None:
        """Why a question was not answered at all; None where it was, be it in part."""
        if limited := self.limited:
            return limited
        # One field that may not be null takes the whole answer with it.
        whole = self.fault_of_all or (None if self.data else next(iter(self.faults), None))
        return _refused_whole(whole) if whole is not None and not self.told else None

    def written(self, writes: Sequence[Write], now: datetime) -> "list[Written]":
        """What became of each write.

        Raises:
            Ambiguous: it is not clear of one of them.
            RateLimited, GitHubError: nothing was carried out.
        """
        settled_at = now + READ_LAG
        if limited := self.limited:
            # What came before the limit has happened.
            raise Ambiguous(str(limited), max(limited.until, settled_at)) if self.told else limited
        found = [Written(write, self.data.get(f"w{n}"), self.fault_at(f"w{n}")) for n, write in enumerate(writes)]
        unclear = [each for each in found if each.answer is None and (each.fault is None or is_passing(each.fault))]
        if unclear:
            fault = unclear[0].fault
            said = f"GitHub says: {fault.message}" if fault else "GitHub left out a part of its answer"
            raise Ambiguous(said, settled_at)
        if self.fault_of_all is not None and not self.told:
            raise _refused_whole(self.fault_of_all)
        return found


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one write: its answer, or the fault."""

    write: Write
    answer: Mapping[str, Any] | None
    fault: Fault | None = None


def is_passing(fault: Fault) -> bool:
    """Whether an error may be GitHub's own trouble; a request that is wrong stays wrong."""
    return any(words in fault.message.lower() for words in _PASSING)


def _share(fault: Fault, prefix: str) -> Fault | None:
    """A fault as the caller of a prefix knows it; None where it is another one's."""
    if not fault.path:
        return fault
    alias = str(fault.path[0])
    if not alias.startswith(prefix):
        return None
    return Fault(fault.kind, fault.message, (alias.removeprefix(prefix), *fault.path[1:]))


def _refused_whole(fault: Fault) -> GitHubError:
    if is_passing(fault):
        return Retryable(f"GitHub says: {fault.message}")
    if fault.kind == "FORBIDDEN" or NOT_INTEGRATED in fault.message:
        return PermissionMissing(f"the App lacks a permission: {fault.message}")
    return GitHubError(f"GitHub refused the request: {fault.message}")

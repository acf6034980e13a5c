"""What is asked of GitHub over REST, as `/metrics` counts it.

PyGithub has a request carry its proof right before it is sent, and has each page of a list do so: there it is counted.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from bot.metrics import REST, count_request, tell_points

T = TypeVar("T")


class _Asker(Protocol):
    """PyGithub, as an installation or as the App; knows what GitHub's last answer told is left of the hour's points."""

    @property
    def requester(self) -> Any: ...


A = TypeVar("A", bound=_Asker)


class Counted:
    """Counts the requests that it is asked to prove; goes before the proof of PyGithub's that does so."""

    def authentication(self, headers: dict[str, Any]) -> None:
        """Count a request, and prove who asks."""
        count_request(REST)
        super().authentication(headers)  # type: ignore[misc]  # the proof's, which comes next


def asked(whom: A, work: Callable[[A], T]) -> T:
    """Do what asks PyGithub, and note what GitHub told at last is left of the hour's points."""
    try:
        return work(whom)
    finally:
        tell_points(REST, *whom.requester.rate_limiting)

"""Count the voices of a decision by the terms with which it began.

Pure, and the same for all three ways to decide: a net of supporters (*nomination*), nobody against (*lazy consensus*),
a share of those who voted with a quorum (*vote*).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bot.voting.ballots import Voice
from rules.decisions import share

Result = Literal["open", "passed", "failed", "contested"]


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a decision needs to pass and does not have.

    Attributes:
        of: net, support, objections, share or quorum.
        have: how much there is.
        need: how much there should be; of objections, how many there may be.
    """

    of: str
    have: str
    need: str


@dataclass(frozen=True, slots=True)
class NetSupport:
    """So many more for it than against it."""

    least: int

    def lacks(self, count: "Count") -> list[Lack]:
        """What is missing."""
        net = len(count.support) - len(count.objections)
        return [Lack("net", str(net), str(self.least))] if net < self.least else []


@dataclass(frozen=True, slots=True)
class Consent:
    """At least so many for it, at most so many against it."""

    support: int
    objections: int

    def lacks(self, count: "Count") -> list[Lack]:
        """What is missing."""
        found = []
        if len(count.support) < self.support:
            found.append(Lack("support", str(len(count.support)), str(self.support)))
        if len(count.objections) > self.objections:
            found.append(Lack("objections", str(len(count.objections)), str(self.objections)))
        return found


@dataclass(frozen=True, slots=True)
class Majority:
    """A share of those who took a side, and a share of all voters who are not away."""

    in_favour: Fraction
    quorum: Fraction

    def lacks(self, count: "Count") -> list[Lack]:
        """What is missing."""
        sides, voted = len(count.support) + len(count.objections), count.voted
        found = []
        if not sides or Fraction(len(count.support), sides) < self.in_favour:
            found.append(Lack("share", f"{len(count.support)}/{sides}", percent(self.in_favour)))
        if voted < self.quorum * len(count.voters):
            found.append(Lack("quorum", f"{voted}/{len(count.voters)}", percent(self.quorum)))
        return found


Terms = NetSupport | Consent | Majority


def terms_of(given: Mapping[str, str]) -> Terms:
    """The terms that `passes_with` stands for: nobody may object where it does not say how many may."""
    if "net_support" in given:
        return NetSupport(int(given["net_support"]))
    if "support" in given:
        return Consent(int(given["support"]), int(given.get("objections", 0)))
    return Majority(share(given["in_favour"]), share(given.get("quorum", "0%")))


@dataclass(frozen=True, slots=True)
class Count:
    """Whose voices count, and how.

    Attributes:
        voters: everybody who may vote and is not away, without those who are excluded.
        not_counted: the voices that do not count, each with the reason in a word: nominee, stranger, silent ...
    """

    voters: tuple[str, ...]
    support: tuple[Voice, ...] = ()
    objections: tuple[Voice, ...] = ()
    abstained: tuple[Voice, ...] = ()
    not_counted: tuple[tuple[Voice, str], ...] = ()

    @property
    def voted(self) -> int:
        """How many voices count."""
        return len(self.support) + len(self.objections) + len(self.abstained)


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of it, and what was missing."""

    result: Result
    count: Count
    missing: tuple[Lack, ...] = ()


def count(
    voices: Iterable[Voice], voters: Sequence[str], excluded: Mapping[str, str], *, reasons_wanted: bool
) -> Count:
    """Sort the voices.

    Args:
        voices: one a person.
        voters: logins of those who may vote and are not away.
        excluded: logins, in lower case, whose voice does not count, and why, in a word: "nominee".
        reasons_wanted: whether an objection needs a reason.
    """
    may = {login.lower() for login in voters}
    sides: dict[str, list[Voice]] = {"support": [], "object": [], "abstain": []}
    left: list[tuple[Voice, str]] = []
    for voice in voices:
        login = voice.login.lower()
        if login in excluded:
            left.append((voice, excluded[login]))
        elif login not in may:
            left.append((voice, "stranger"))
        elif reasons_wanted and voice.says == "object" and not voice.reason:
            left.append((voice, "silent"))
        else:
            sides[voice.says].append(voice)
    able = tuple(login for login in voters if login.lower() not in excluded)
    return Count(able, tuple(sides["support"]), tuple(sides["object"]), tuple(sides["abstain"]), tuple(left))


def tally(terms: Terms, counted: Count, *, over: bool) -> Tally:
    """What has come of a decision by now.

    Args:
        terms: those with which it began.
        counted: the voices as they stand.
        over: whether its time is up; before that nothing is decided, so that nobody is too late who was in time.
    """
    missing = tuple(terms.lacks(counted))
    if not over:
        return Tally("open", counted, missing)
    if not missing:
        return Tally("passed", counted)
    contested = isinstance(terms, Consent) and len(counted.objections) > terms.objections
    return Tally("contested" if contested else "failed", counted, missing)


def percent(share: Fraction) -> str:
    """A share as people write it."""
    return f"{float(share * 100):g} %"

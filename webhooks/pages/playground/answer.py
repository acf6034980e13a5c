"""What the playground answers: what is wrong with the rules typed, and what they would do in the case. Pure."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from bot.explaining.explain import CaseError, Explainer
from bot.explaining.written import Misstated, read_case
from bot.looking.ruleset import Found, Unread
from bot.messages import built_in
from bot.store.decisions import Decision
from bot.store.rulefiles import RuleFile
from rules.book import Rulebook
from rules.diagnostics import Diagnostic, lines_of
from rules.facts import Member
from rules.sayings import Sayings
from webhooks.pages.playground.form import Typed
from webhooks.pages.reasons import LookShown, look_shown
from webhooks.pages.text import counted

MOST_FINDINGS = 100
MOST_NUMBERED = 5_000
_FEWEST_LINES = 12
_GRAVEST = ("note", "warning", "error")


@dataclass(frozen=True, slots=True)
class Line:
    """A line's number, and the gravest that is to be said of it: `error`, `warning`, `note` or nothing."""

    number: int
    mark: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown beside what was typed.

    Attributes:
        rules: how many the file has; None where it cannot be used.
        findings: what is to be said of it; left_out: how many more there are.
        lines: of the rules, for their numbers.
        look: what the rules would do, and why; None where there is no case, or the rules cannot be used.
        misstated: what is wrong with the facts.
        problem: what is wrong with the rest of the case.
    """

    rules: int | None
    findings: tuple[Diagnostic, ...]
    left_out: int
    lines: tuple[Line, ...]
    look: LookShown | None = None
    misstated: tuple[Diagnostic, ...] = ()
    problem: str = ""

    @property
    def told(self) -> str:
        """What was found, as a sentence."""
        counts = Counter[str](found.severity for found in self.findings)
        sums = ", ".join(counted(counts[severity], severity) for severity in reversed(_GRAVEST) if counts[severity])
        if self.rules is None or counts["error"] or counts["warning"]:
            return f"{sums}."
        return f"{counted(self.rules, 'rule')}, nothing wrong{f', {sums}' if sums else ''}."

    @property
    def usable(self) -> bool:
        """Whether the rules could act."""
        return self.rules is not None


def unread(rules: str, file: RuleFile | None) -> Unread:
    """Rules as they are typed, with what belongs to the repository's own file: its bases, its messages."""
    bases, messages = (file.bases, file.messages) if file else ({}, {})
    return Unread(rules.encode(), bases, Sayings(messages, built_in()))


def answered(typed: Typed, found: Found, people: tuple[Member, ...], now: datetime) -> Answer:
    """The answer.

    Args:
        typed: by the visitor.
        found: what came of loading the rules.
        people: everybody in the repository's people file.
        now: the present, for a case that does not tell its own.
    """
    book, findings = found
    shown = findings[:MOST_FINDINGS]
    answer = Answer(
        rules=None if book is None else len(book.rules),
        findings=shown,
        left_out=len(findings) - len(shown),
        lines=_numbered(typed.rules, shown),
    )
    if book is None or not typed.event:
        return answer
    if typed.too_long:
        return replace(answer, problem=f"{typed.too_long} is longer than a MiB: leave out what no rule asks for")
    try:
        return replace(answer, look=_look(typed, book, people, now))
    except Misstated as error:
        return replace(answer, misstated=error.diagnostics)
    except CaseError as error:
        return replace(answer, problem=str(error))


def _look(typed: Typed, book: Rulebook, people: tuple[Member, ...], now: datetime) -> LookShown:
    case = read_case(typed.event, typed.facts, typed.payload)
    given = {"now": now} | ({"people": people} if people else {})
    missing = {name: value for name, value in given.items() if not case.facts.knows(name)}
    explained = Explainer(book, complete=typed.whole).explain(replace(case, facts=case.facts.but(**missing)))
    look = look_shown(Decision("", 0, (), explained | {"events": [typed.event]}), insider=True)
    planned = tuple(replace(deed, state="planned") for deed in look.told.deeds)
    return replace(look, told=replace(look.told, deeds=planned))


def _numbered(rules: str, findings: tuple[Diagnostic, ...]) -> tuple[Line, ...]:
    marks: dict[int, str] = {}
    for severity in _GRAVEST:
        marks |= {found.line: severity for found in findings if found.severity == severity and not found.base}
    last = max(_FEWEST_LINES, min(len(lines_of(rules)), MOST_NUMBERED))
    return tuple(Line(number, marks.get(number, "")) for number in range(1, last + 1))

"""`check`: report a check run on the pull request's last commit."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.verb import Trace, Verb, Wording
from bot.writing.permissions import CHECKS, needs
from rules import escape
from rules.condition import Finding, known
from rules.facts import Facts, OwnCheck
from rules.goals.check import Check
from rules.override import passed_by
from rules.votes import newest_of

WAITING = "in_progress"
_RESULTS = {True: "success", False: "failure", None: WAITING}
_MARKS = {True: "\N{WHITE HEAVY CHECK MARK}", False: "\N{CROSS MARK}", None: "\N{WHITE QUESTION MARK ORNAMENT}"}
_MOST_SAID = 30_000
_MOST_IN_TITLE = 200


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark at a place of a file; `level` is GitHub's FAILURE, WARNING or NOTICE, the end column lies behind it."""

    path: str
    line: int
    column: int
    end: int
    level: str
    message: str

    @property
    def input(self) -> dict[str, Any]:
        """It as GitHub takes it."""
        place = {"startLine": self.line, "endLine": self.line, "startColumn": self.column, "endColumn": self.end}
        return {"path": self.path, "location": place, "annotationLevel": self.level, "message": self.message}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCheck(Action):
    """A check to report.

    Attributes:
        conclusion: success, failure, or in_progress where that cannot be told yet.
        title: it in a sentence.
        summary: each condition and what was seen, as Markdown.
        commit: what it is about.
        run: the id of the check run that is replaced; None where there is none yet.
        annotations: remarks in the files; GitHub keeps those of a run, so they are sent with a new one only.
    """

    do: ClassVar[str] = "check"
    name: str
    conclusion: str
    title: str
    summary: str
    commit: str
    run: str | None = None
    annotations: tuple[Annotation, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        return (f"{self.name}={self.conclusion}".lower(),)

    @property
    def digest(self) -> str:
        """What tells two reports apart."""
        told = [self.conclusion, self.title, self.summary, *map(repr, self.annotations)]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:20]

    def keys(self) -> dict[str, Any]:
        return {"name": self.name, "conclusion": self.conclusion}

    def describe(self) -> str:
        return f"check {self.name}: {self.conclusion}"

    def applied_to(self, facts: Facts) -> Facts:
        run = OwnCheck(id=self.run or "", conclusion=self.conclusion, digest=self.digest)
        return facts.but(own_checks={**known(facts.own_checks), self.name.lower(): run})

    def claims(self) -> Mapping[str, str]:
        return {f"check {self.name.lower()}": self.digest}


def _results(runs: Mapping[str, OwnCheck]) -> dict[str, str]:
    return {name: run.conclusion for name, run in runs.items()}


class CheckVerb(Verb[Check], word="check"):
    """Reports what is not reported yet, in the check run that is there: never two of one name on one commit."""

    last = repeats = True
    trace = Trace("own_checks", valued=True, timeline=True, read=_results)
    permissions = needs(createCheckRun=CHECKS, updateCheckRun=CHECKS)
    wording = Wording("other", "check “{name}”: {conclusion}", "check “{name}”: {conclusion}")

    def plan(self, goal: Check, look: Look) -> Iterator[Action | HeldBack]:
        found = _decided(look) if goal.decided else goal.question.check(look.facts)
        name = goal.value.name
        let = "" if goal.decided else passed_by(look.facts, name)
        there = known(look.facts.own_checks).get(name.lower())
        action = ReportCheck(
            **look.signed,
            name=name,
            conclusion=_RESULTS[True if let else found.met],
            title=f"Let pass by {let}"[:_MOST_IN_TITLE] if let else _title(found),
            summary="\n".join(_lines(found.parts, ""))[:_MOST_SAID],
            commit=known(look.facts.commit),
            run=there.id if there else None,
        )
        if there is None or (there.conclusion, there.digest) != (action.conclusion, action.digest):
            yield action

    def told(self, target: str, facts: Facts) -> dict[str, Any]:
        del facts
        name, _, conclusion = target.rpartition("=")
        return {"name": name, "conclusion": conclusion}

    def writes(self, actions: Sequence[ReportCheck], target: Target) -> Iterator[Write | Refusal]:
        for action in actions:
            waiting = action.conclusion == WAITING
            given: dict[str, Any] = {
                "repositoryId": target.item.repo_node,
                "name": action.name,
                "externalId": action.digest,
                "output": {"title": action.title, "summary": action.summary},
                "status": "IN_PROGRESS" if waiting else "COMPLETED",
                **({} if waiting else {"conclusion": action.conclusion.upper()}),
            }
            if action.run:
                yield Write("updateCheckRun", {**given, "checkRunId": action.run}, (action,))
            else:
                if action.annotations:
                    given["output"]["annotations"] = [each.input for each in action.annotations]
                yield Write("createCheckRun", {**given, "headSha": action.commit}, (action,))


def _decided(look: Look) -> Finding:
    """Whether people have decided for it, as the last commit stands."""
    vote = newest_of(known(look.facts.votes), look.rule.id)
    if vote is None or vote.open:
        says, met = "people are deciding" if vote else "nobody has been asked to decide yet", None
    elif vote.state == "passed" and vote.commit != look.facts.commit:
        says, met = "people decided for it, before the last commit", False
    else:
        says, met = "people have decided for it", vote.state == "passed"
    return Finding("all", met, None, "", (Finding("decided", met, vote.state if vote else None, says),))


def _title(found: Finding) -> str:
    """How many conditions hold, in a sentence."""
    held = sum(part.met is True for part in found.parts)
    unknown = sum(part.met is None for part in found.parts)
    doubt = f", {unknown} cannot be told yet" if unknown else ""
    return f"{held} of {len(found.parts)} conditions hold{doubt}"


def _lines(findings: Sequence[Finding], indent: str) -> Iterator[str]:
    """Each condition, whether it holds, and what was seen; what others wrote cannot pass for ours."""
    for found in findings:
        if found.condition == "all" and len(found.parts) == 1:
            yield from _lines(found.parts, indent)
            continue
        seen = "" if found.parts or found.saw is None else f": saw {escape.code(_seen(found.saw))}"
        yield f"{indent}- {_MARKS[found.met]} {escape.text(found.says)}{seen}"
        yield from _lines(found.parts, f"{indent}  ")


def _seen(value: Any) -> str:
    if isinstance(value, (list, tuple, frozenset)):
        return ", ".join(map(str, value)) or "nothing"
    return str(value) or "nothing"

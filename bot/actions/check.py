"""`check`: report a check run on the pull request's last commit."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from bot.action import Action, Follow, HeldBack, Look, Refusal, Target, Write
from bot.verb import Trace, Verb, Wording
from bot.writing.permissions import CHECKS, needs
from bot.writing.remarks import MOST_AT_ONCE, Annotation, begun, marked
from rules import escape
from rules.condition import Finding, known
from rules.facts import Facts, OwnCheck
from rules.goals.check import Check
from rules.override import passed_by
from rules.votes import newest_of

WAITING = "in_progress"
_UNFINISHED = "QUEUED"
"""While remarks are still to come: no report ends so, so that none looks as if it were whole."""
_RESULTS = {True: "success", False: "failure", None: WAITING}
_MARKS = {True: "\N{WHITE HEAVY CHECK MARK}", False: "\N{CROSS MARK}", None: "\N{WHITE QUESTION MARK ORNAMENT}"}
_MOST_SAID = 30_000
_MOST_IN_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCheck(Action):
    """A check to report.

    Attributes:
        conclusion: success, failure, or in_progress where that cannot be told yet.
        title: it in a sentence.
        summary: each condition and what was seen, as Markdown.
        commit: what it is about.
        run: the id of the check run that is gone on with; None where a new one is to be made.
        annotations: remarks in the files.
        sent: how many of them that run has already.
    """

    do: ClassVar[str] = "check"
    name: str
    conclusion: str
    title: str
    summary: str
    commit: str
    run: str | None = None
    annotations: tuple[Annotation, ...] = ()
    sent: int = 0

    @property
    def targets(self) -> tuple[str, ...]:
        return (f"{self.name}={self.conclusion}".lower(),)

    @property
    def digest(self) -> str:
        """What tells two reports apart, once all of it is there."""
        return self.mark(len(self.annotations))

    def mark(self, sent: int) -> str:
        """The same while only so many of its remarks are there."""
        told = f"{self.conclusion}\n{self.title}\n{self.summary}"
        return marked(hashlib.sha256(told.encode()).hexdigest()[:20], self.annotations, sent)

    def stands(self, there: OwnCheck | None) -> bool:
        """Whether a check run says all of it already."""
        return there is not None and (there.conclusion, there.digest) == (self.conclusion, self.digest)

    def keys(self) -> dict[str, Any]:
        return {"name": self.name, "conclusion": self.conclusion}

    def describe(self) -> str:
        return f"check {self.name}: {self.conclusion}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        run = OwnCheck(id=self.run or "", conclusion=self.conclusion, digest=self.digest)
        return {"own_checks": {**known(facts.own_checks), self.name.lower(): run}}

    def claims(self) -> Mapping[str, str]:
        return {f"check {self.name.lower()}": self.digest}


def _results(runs: Mapping[str, OwnCheck]) -> dict[str, str]:
    return {name: run.conclusion for name, run in runs.items()}


class CheckVerb(Verb[Check], word="check"):
    """Reports what is not reported yet, in the check run that is there: never two of one name on one commit."""

    last = repeats = True
    trace = Trace("own_checks", valued=True, timeline=True, read=_results)
    permissions = needs(createCheckRun=CHECKS, updateCheckRun=CHECKS)
    wording = Wording("other", "check “{name}”: {conclusion}", "check “{name}”: {conclusion}", end="=")

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
            run=begun(there, ())[0],
        )
        if not action.stands(there):
            yield action

    def told(self, target: str, facts: Facts) -> dict[str, Any]:
        del facts
        name, _, conclusion = target.rpartition("=")
        return {"name": name, "conclusion": conclusion}

    def writes(self, actions: Sequence[ReportCheck], target: Target) -> Iterator[Write | Refusal]:
        for action in actions:
            yield _report(action, target.item.repo_node, action.run, action.sent)


@dataclass(frozen=True, slots=True)
class _Rest(Follow):
    """The remarks for which the request before had no room."""

    action: ReportCheck
    repo: str
    sent: int

    def writes(self, answer: Mapping[str, Any]) -> Sequence[Write]:
        """The next of them; where the answer does not name the check run, the next look finds how far this one came."""
        run = (answer.get("checkRun") or {}).get("id")
        return (_report(self.action, self.repo, run, self.sent),) if run else ()


def _report(action: ReportCheck, repo: str, run: str | None, sent: int) -> Write:
    """The report with its next remarks; only the last of several requests says how the check ended."""
    there = min(sent + MOST_AT_ONCE, len(action.annotations))
    whole, waiting = there == len(action.annotations), action.conclusion == WAITING
    notes = [each.input for each in action.annotations[sent:there]]
    given: dict[str, Any] = {
        "repositoryId": repo,
        "name": action.name,
        "externalId": action.mark(there),
        "output": {"title": action.title, "summary": action.summary, **({"annotations": notes} if notes else {})},
        "status": ("IN_PROGRESS" if waiting else "COMPLETED") if whole else _UNFINISHED,
        **({"conclusion": action.conclusion.upper()} if whole and not waiting else {}),
    }
    mutation, subject = (
        ("updateCheckRun", {"checkRunId": run}) if run else ("createCheckRun", {"headSha": action.commit})
    )
    write = Write(mutation, given | subject, (action,))
    return write if whole else replace(write, select="checkRun { id }", then=_Rest(action, repo, there))


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

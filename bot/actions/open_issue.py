"""`open_issue`: open an issue because of the item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, Follow, HeldBack, Look, Name, Refusal, Target, Write, is_spoken
from bot.people.choice import choose
from bot.planning.values import label_of
from bot.verb import Trace, Verb, Wording
from bot.writing.opened import is_signed, signed
from bot.writing.permissions import ISSUES, needs
from rules import escape
from rules.condition import known
from rules.facts import Facts
from rules.forms import NO_ANSWER, Form
from rules.goals.open_issue import OpenIssue, Wanted
from rules.scope import REPOSITORY

LONGEST_TITLE = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateIssue(Action):
    """An issue to be opened.

    Attributes:
        key: which goal of which rule opens it for this item.
        repository: where; empty for the item's own.
    """

    do: ClassVar[str] = "open_issue"
    key: str
    title: str
    body: str
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    repository: str = ""

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.key,)

    def keys(self) -> dict[str, Any]:
        there = {"repo": self.repository} if self.repository else {}
        return {"title": self.title, "labels": list(self.labels), "assignees": list(self.assignees), **there}

    def describe(self) -> str:
        where = f" in {self.repository}" if self.repository else ""
        return f"open “{self.title}”{where}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        return {"opened": known(facts.opened) | {self.key}}


@dataclass(frozen=True, slots=True)
class AssignOpened(Follow):
    """Assigns people to the issue that was just opened, one by one: GitHub refuses all of them for one."""

    people: tuple[str, ...]

    def writes(self, answer: Mapping[str, Any]) -> Sequence[Write]:
        """One write for each person."""
        issue = answer["issue"]["id"]
        given = ({"assignableId": issue, "assigneeIds": [person]} for person in self.people)
        return [Write("addAssigneesToAssignable", each, ()) for each in given]


class OpenIssueVerb(Verb[OpenIssue], word="open_issue"):
    """Opens it where this rule has not opened it for this item yet."""

    trace = Trace("opened", timeline=True)
    permissions = needs(
        createIssue=f"{ISSUES}, and the App installed in that repository", addAssigneesToAssignable=ISSUES
    )
    wording = Wording("comment", "opened “{title}”", "open “{title}”")

    def plan(self, goal: OpenIssue, look: Look) -> Iterator[Action | HeldBack]:
        wanted, key = goal.value, _key(goal, look)
        if key in known(look.facts.opened):
            return
        form = _form(wanted, look.facts)
        title = wanted.title.plain(look.values) if wanted.title else f"{form.title}{form.name}" if form else None
        if why := _barred(goal, look, form):
            yield look.held_back("open_issue", why)
        elif not title or not title.strip():
            yield look.held_back("open_issue", "a value in its title is empty")
        else:
            yield _action(wanted, look, key, title.strip()[:LONGEST_TITLE], form)

    def names(self, action: CreateIssue) -> Sequence[Name]:
        place = [Name("repository", action.repository)] if action.repository else []
        return [*place, *_labels(action), *(Name("user", login) for login in action.assignees)]

    def writes(self, actions: Sequence[CreateIssue], target: Target) -> Iterator[Write | Refusal]:
        for action in actions:
            there = Name("repository", action.repository)
            if action.repository and there not in target.ids:
                why = f"the App sees no repository {action.repository}: is it installed there?"
                yield Refusal(action, action.key, why)
                continue
            given = {
                "repositoryId": target.ids.get(there, target.item.repo_node),
                "title": action.title,
                "body": action.body,
                "labelIds": [target.ids[name] for name in _labels(action) if name in target.ids],
            }
            people = [target.ids.get(Name("user", login), "") for login in action.assignees]
            then = AssignOpened(tuple(person for person in people if person))
            yield Write("createIssue", given, (action,), select="issue { id }", creates=1, then=then)


def _key(goal: OpenIssue, look: Look) -> str:
    """What it is opened for: once for an item; for a repository once each time that the rule fires.

    A command opens one, wherever in a comment it stands; or one for each time that it stands there.
    """
    once = is_spoken(look.rule.id) and not goal.each_time
    key = look.rule.id if once else f"{look.rule.id}/{look.position}"
    return (f"{key}/{look.cause}" if goal.each_time or look.facts.kind == REPOSITORY else key).lower()


def _form(wanted: Wanted, facts: Facts) -> Form | None:
    name = wanted.form
    return next((form for form in known(facts.forms) if form.called(name)), None) if name else None


def _barred(goal: OpenIssue, look: Look, form: Form | None) -> str:
    """Why nothing may be opened; nothing where it may."""
    wanted, here = goal.value, known(look.facts.repo)
    there = _elsewhere(wanted, look.facts)
    if not goal.each_time and known(look.facts.author).bot and is_signed(known(look.facts.body)):
        return "this issue was itself opened by a rule, and one would lead to another without end"
    if wanted.for_each not in {None, "item"}:
        return f"this version opens one for each item only, not for each {wanted.for_each}"
    if there and there.partition("/")[0].lower() != here.partition("/")[0].lower():
        return f"{there} belongs to another account"
    if there and known(look.facts.private):
        return "nothing of a private repository may appear in another one"
    if wanted.form and form is None:
        return f"there is no issue form {wanted.form}"
    return ""


def _elsewhere(wanted: Wanted, facts: Facts) -> str:
    there = wanted.repo or ""
    return "" if there.lower() == known(facts.repo).lower() else there


def _action(wanted: Wanted, look: Look, key: str, title: str, form: Form | None) -> CreateIssue:
    facts, there = look.facts, _elsewhere(wanted, look.facts)
    told = wanted.body.render(look.values) if wanted.body else ""
    body = "\n\n".join(part for part in (told, _questions(form)) if part)
    labels = [label_of(name, look.values) for name in wanted.labels or ()]
    item = f"{known(facts.repo)}#{known(facts.number)}"
    return CreateIssue(
        **look.signed,
        key=key,
        title=title,
        body=signed(body, item, key, elsewhere=bool(there)),
        labels=tuple(dict.fromkeys([*(form.labels if form else ()), *(label for label in labels if label)])),
        assignees=choose(wanted.assign, facts, look.values, (), {}).chosen if wanted.assign else (),
        repository=there,
    )


def _questions(form: Form | None) -> str:
    """A form's questions as GitHub writes them into an issue, without answers."""
    fields = form.fields if form else ()
    return "\n\n".join(f"### {escape.label(field.label, 200)}\n\n{NO_ANSWER}" for field in fields)


def _labels(action: CreateIssue) -> list[Name]:
    if action.repository:
        return [Name("label_of", f"{action.repository}:{label}") for label in action.labels]
    return [Name("label", label) for label in action.labels]

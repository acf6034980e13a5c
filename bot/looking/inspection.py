"""What GitHub has of the things that a rule file names, and what is to be said of the difference. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.action import Name
from bot.actions import VERBS
from bot.people.directory import Directory
from rules.diagnostics import Diagnostic, nearest
from rules.facts import Board, BoardField, Maybe, Unknown
from rules.forms import Form
from rules.goals import GOALS
from rules.outside import Named
from rules.words import listed

_PERMISSION = re.compile(r"((?:organization )?[A-Z][a-z]+(?: [a-z]+)?): write")
_OF_KIND = {"issue": "Issues", "pull_request": "Pull requests", "discussion": "Discussions"}
_SHOWN = 10
HERE = "on the default branch"
THERE = "on the branch of this pull request"
NO_BOARD = Board(problem="the rules name no project")


@dataclass(frozen=True, slots=True)
class Outside:
    """What the App sees of one repository and its owner.

    Attributes:
        known: the names asked for that GitHub knows.
        labels: the repository's, for hints; the first hundred. milestones: its open ones.
        people: what the people file holds; None where the rules name none, unknown where a base names it.
        forms: unknown where no rule speaks of forms, as with `codeowners`.
        files: further files by path, empty where there is none.
        permissions: what the App was given there: `{"issues": "write"}`.
        where: on which branch its files were looked for.
    """

    repo: str
    known: frozenset[Name] = frozenset()
    labels: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()
    board: Board = NO_BOARD
    people: Maybe[Directory | None] = None
    forms: Maybe[tuple[Form, ...]] = ()
    codeowners: Maybe[str] = ""
    files: Mapping[str, str] = field(default_factory=dict)
    permissions: Mapping[str, str] = field(default_factory=dict)
    where: str = HERE


def names_to_ask(named: Iterable[Named], key: Callable[[str], str]) -> tuple[Name, ...]:
    """What GitHub must be asked for by name; `key` gives a project its `owner/number`."""
    kinds = {"label": "label", "new label": "label", "user": "user", "team": "team", "milestone": "milestone"}
    found = [Name(kinds[each.kind], each.name) for each in named if each.kind in kinds]
    return tuple(
        dict.fromkeys((*found, *(Name("project", key(each.name)) for each in named if each.kind == "project")))
    )


def compared(named: Iterable[Named], outside: Outside, key: Callable[[str], str]) -> Iterator[Diagnostic]:
    """What is to be said of everything that a file names, each thing once."""
    told = tuple(named)
    made = {each.name.lower() for each in told if each.kind == "new label"}
    first = {(each.kind, each.name.lower(), _about(each)): each for each in reversed(told)}
    for each in sorted(first.values(), key=lambda each: (each.line, each.column)):
        if each.kind == "project":
            yield from _project(each, Name("project", key(each.name)), outside)
        elif each.kind != "label" or each.name.lower() not in made:
            yield from _JUDGES[each.kind](each, outside)


def _about(each: Named) -> frozenset[str]:
    """The kinds of item, where they make a difference."""
    return each.about if each.kind == "verb" else frozenset()


def _label(each: Named, outside: Outside) -> Iterator[Diagnostic]:
    if Name("label", each.name) not in outside.known:
        message = f"{outside.repo} has no label `{each.name}`, and no rule gives it"
        yield each.finding(
            "warning", "absent", message, _near(each.name, outside.labels) or "create it, or mend its name"
        )


def _new_label(each: Named, outside: Outside) -> Iterator[Diagnostic]:
    if Name("label", each.name) not in outside.known:
        near = nearest(each.name, outside.labels)
        doubt = f" (it has `{near}`)" if near else ""
        yield each.finding(
            "note", "new", f"{outside.repo} has no label `{each.name}`{doubt}: it is created when needed"
        )


def _user(each: Named, outside: Outside) -> Iterator[Diagnostic]:
    if Name("user", each.name) not in outside.known:
        yield each.finding("warning", "absent", f"GitHub knows nobody called `{each.name}`", "mend the login")


def _team(each: Named, outside: Outside) -> Iterator[Diagnostic]:
    if Name("team", each.name) not in outside.known:
        message = f"the App sees no team `{each.name}`"
        advice = "mend organisation or team (as in the team's address), or give the App the permission Members: read"
        yield each.finding("warning", "absent", message, advice)


def _milestone(each: Named, outside: Outside) -> Iterator[Diagnostic]:
    if Name("milestone", each.name) not in outside.known:
        message = f"{outside.repo} has no open milestone `{each.name}`"
        has = f"; it has {listed(outside.milestones[:_SHOWN], 'and')}" if outside.milestones else ""
        yield each.finding("warning", "absent", message, f"create it, or mend its title{has}")


def _project(each: Named, name: Name, outside: Outside) -> Iterator[Diagnostic]:
    if name not in outside.known:
        message = f"the App sees no open project {name.key}"
        yield each.finding("warning", "unseen-board", message, _BOARD_HELP)


_BOARD_HELP = (
    "it must belong to an organisation (an App sees none of a user's), be open, "
    "and the App needs the permission organization Projects: write"
)


def _board(each: Named, outside: Outside) -> Iterator[Diagnostic]:
    if outside.board.problem:
        message = f"{outside.board.problem}; `stage/…` labels carry the stage instead"
        yield each.finding("warning", "unseen-board", message, _BOARD_HELP)


def _column(each: Named, outside: Outside) -> Iterator[Diagnostic]:
    columns = outside.board.options
    if not outside.board.problem and each.name.lower() not in {column.lower() for column in columns}:
        advice = _near(each.name, columns) or f"the board has {listed(columns, 'and')}"
        yield each.finding("warning", "absent", f"the board has no column `{each.name}`", advice)


def _board_field(each: Named, outside: Outside) -> Iterator[Diagnostic]:
    fields: tuple[BoardField, ...] = outside.board.fields or ()
    if not outside.board.problem and each.name.lower() not in {one.name.lower() for one in fields}:
        advice = _near(each.name, [one.name for one in fields]) or "add it to the board"
        yield each.finding("warning", "absent", f"the board has no field `{each.name}`", advice)


def _people(each: Named, outside: Outside) -> Iterator[Diagnostic]:
    if isinstance(outside.people, Directory) and outside.people.problem:
        advice = "add or mend it; until then the last valid one counts, and without one nobody has a role"
        yield each.finding("warning", "people", f"{each.name}: {outside.people.problem}", advice)


def _role(each: Named, outside: Outside) -> Iterator[Diagnostic]:
    if outside.people is None:
        advice = "name it: `project: {people: people.yml}`"
        yield each.finding("warning", "people", f"nobody is `{each.name}`: the file names no people file", advice)
    elif isinstance(outside.people, Directory) and not outside.people.problem:
        roles = {role for member in outside.people.members for role in member.roles}
        if each.name not in roles:
            advice = _near(each.name, sorted(roles)) or "add the role to somebody's entry"
            yield each.finding("warning", "people", f"nobody in the people file is `{each.name}`", advice)


def _form(each: Named, outside: Outside) -> Iterator[Diagnostic]:
    if isinstance(outside.forms, Unknown) or any(form.called(each.name) for form in outside.forms):
        return
    names = [name for form in outside.forms for name in (form.stem, form.name)]
    advice = _near(each.name, names) or f"forms are .github/ISSUE_TEMPLATE/*.yml {outside.where}"
    yield each.finding("warning", "absent", f"{outside.repo} has no issue form `{each.name}`", advice)


def _question(each: Named, outside: Outside) -> Iterator[Diagnostic]:
    if isinstance(outside.forms, Unknown) or any(form.field_named(each.name) for form in outside.forms):
        return
    labels = [question.label for form in outside.forms for question in form.fields]
    advice = _near(each.name, labels) or "write the question's label or id, as it stands in the form's file"
    yield each.finding("warning", "absent", f"no issue form asks `{each.name}`", advice)


def _codeowners(each: Named, outside: Outside) -> Iterator[Diagnostic]:
    if outside.codeowners == "":
        message = f"{outside.repo} has no CODEOWNERS {outside.where}, so nothing belongs to anybody"
        yield each.finding("warning", "absent", message, "add .github/CODEOWNERS, or name another file: `{file: …}`")


def _file(each: Named, outside: Outside) -> Iterator[Diagnostic]:
    if outside.files.get(each.name) == "":
        message = f"{outside.repo} has no file {each.name} {outside.where}"
        yield each.finding("warning", "absent", message, "mend the path, which begins at the repository's root")


def _verb(each: Named, outside: Outside) -> Iterator[Diagnostic]:
    kinds = each.about & GOALS[each.name].kinds
    lacks = sorted({word for kind in kinds for word in taken(each.name, kind) if not _given(word, outside.permissions)})
    if kinds != {"discussion"}:  # an App without the permission hears of no discussion
        lacks = [word for word in lacks if word != "Discussions"]
    if lacks:
        words = listed([f"{word}: write" for word in lacks], "and")
        advice = "give it to the App on its settings page on GitHub, and accept it where the App is installed"
        yield each.finding("warning", "permission", f"`{each.name}` needs the permission {words}", advice)


def taken(verb: str, kind: str) -> frozenset[str]:
    """The permissions that a verb takes for a kind of item, in the words of GitHub's settings page."""
    words = {word for phrase in VERBS[verb].permissions.values() for word in _PERMISSION.findall(phrase)}
    own = _OF_KIND[kind] if _OF_KIND[kind] in words else "Issues"
    return frozenset(word for word in words if word == own or word not in _OF_KIND.values())


def _given(word: str, permissions: Mapping[str, str]) -> bool:
    return permissions.get(word.lower().replace(" ", "_")) == "write"


def _near(name: str, names: Iterable[str]) -> str:
    near = nearest(name, names)
    return f"did you mean `{near}`?" if near else ""


_JUDGES: Mapping[str, Callable[[Named, Outside], Iterator[Diagnostic]]] = {
    "label": _label,
    "new label": _new_label,
    "user": _user,
    "team": _team,
    "milestone": _milestone,
    "board": _board,
    "column": _column,
    "board field": _board_field,
    "people": _people,
    "role": _role,
    "form": _form,
    "question": _question,
    "codeowners": _codeowners,
    "file": _file,
    "verb": _verb,
}

"""Issue forms: what a form asks, which form an issue was written with, and what was answered.

GitHub keeps no record of the form. It writes the answers into the body, each under a `### Label` heading, where the
author may edit them later. So a form is recognised by its headings, and never proves who somebody is.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from rules.diagnostics import RuleFileError
from rules.yamltree import parse

FOLDER = ".github/ISSUE_TEMPLATE"
NO_ANSWER = "_No response_"
MOST_FIELDS = 200

_HEADING = re.compile(r"###[ \t]+(?=[^ \t])")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_CHECKBOX = re.compile(r"^[-*+] \[([ xX])\] (.*\S|.)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a form.

    Attributes:
        label: the heading under which its answer stands.
        id: its short name in the form's file; empty where it has none.
        type: input, textarea, dropdown, checkboxes or upload.
        options: what a dropdown or checkboxes offer.
    """

    label: str
    id: str = ""
    type: str = "input"
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One issue form.

    Attributes:
        path: of its file in the repository.
        title: what it writes before the issue's title.
        labels: those that it puts on the issue.
    """

    path: str
    name: str
    title: str = ""
    labels: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()

    @property
    def stem(self) -> str:
        """Its file's name without ending: `bug` for `.github/ISSUE_TEMPLATE/bug.yml`."""
        return PurePosixPath(self.path).stem

    def called(self, name: str) -> bool:
        """Whether a rule file's name means this form: its name, or its file's."""
        return name.lower() in {self.name.lower(), self.stem.lower(), PurePosixPath(self.path).name.lower()}

    def field_named(self, name: str) -> Field | None:
        """The question with this label or id."""
        wanted = name.lower()
        by_label = next((field for field in self.fields if field.label.lower() == wanted), None)
        return by_label or next((field for field in self.fields if field.id and field.id.lower() == wanted), None)


def read_form(path: str, text: str | bytes) -> Form | None:
    """The form that a file of `.github/ISSUE_TEMPLATE` holds; None when it is not one, or cannot be read."""
    try:
        data, _ = parse(text)
    except RuleFileError:
        return None
    if not isinstance(data, dict) or not isinstance(data.get("body"), list):
        return None
    questions = (_field(each) for each in data["body"][:MOST_FIELDS])
    return Form(
        path=path,
        name=_text(data.get("name")),
        title=_text(data.get("title")),
        labels=_labels(data.get("labels")),
        fields=tuple(field for field in questions if field is not None),
    )


def form_of(forms: Sequence[Form], *, title: str, body: str, labels: Sequence[str]) -> Form | None:
    """The form that an issue was written with; None when its body has no heading of any.

    Most headings win; among equals the title's beginning tells, then the labels, then which form asks least beyond.
    """
    headings = {heading.lower() for _, heading in _headings(body)}
    carried = {label.lower() for label in labels}

    def closeness(form: Form) -> tuple[int, bool, int, int]:
        asked = [field.label.lower() for field in form.fields]
        found = sum(label in headings for label in asked)
        begins = bool(form.title) and title.lower().startswith(form.title.lower())
        worn = sum(label.lower() in carried for label in form.labels)
        return found, begins, worn, -len(asked)

    best = max(forms, key=closeness, default=None)
    return best if best is not None and closeness(best)[0] else None


def answers(form: Form, body: str) -> Mapping[str, str]:
    """What stands under each of the form's headings, by the label in the form's spelling.

    A question that was left open has an empty answer; one that is not in the body has none. Headings that are not the
    form's belong to the answer above them, and a label that comes twice counts where it comes first.
    """
    lines, asked = body.splitlines(), {field.label.lower(): field.label for field in form.fields}
    starts = [(row, asked[heading.lower()]) for row, heading in _headings(body) if heading.lower() in asked]
    found: dict[str, str] = {}
    for (row, label), (end, _) in zip(starts, [*starts[1:], (len(lines), "")], strict=True):
        text = "\n".join(lines[row + 1 : end]).strip()
        found.setdefault(label, "" if text == NO_ANSWER else text)
    return found


def choices(field: Field, answer: str) -> tuple[str, ...]:
    """What was chosen: the ticked boxes, or a dropdown's options; GitHub writes several with commas between them."""
    if field.type == "checkboxes":
        return tuple(text for mark, text in _CHECKBOX.findall(answer) if mark != " ")
    if answer in field.options:
        return (answer,)
    if answer in {"", "None"}:  # GitHub's own first option of a dropdown that need not be answered
        return ()
    return tuple(part.strip() for part in answer.split(", ") if part.strip())


def ticked(answer: str) -> bool:
    """Whether an answer has boxes to tick, and all of them are ticked."""
    marks = [mark for mark, _ in _CHECKBOX.findall(answer)]
    return bool(marks) and " " not in marks


def _headings(body: str) -> list[tuple[int, str]]:
    """The `###` headings of a text with their rows, outside fenced code."""
    found: list[tuple[int, str]] = []
    fence = ""
    for row, line in enumerate(body.splitlines()):
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif not fence and (heading := _HEADING.match(line)):
            text = line[heading.end() :].rstrip(" \t")  # not by an expression: a stranger's body may be all spaces
            found.append((row, text.rstrip("#").rstrip(" \t") or text[:1]))
    return found


def _field(question: Any) -> Field | None:
    look = question.get("attributes") if isinstance(question, dict) else None
    label = _text(look.get("label")).strip() if isinstance(look, dict) else ""
    if not label or not isinstance(look, dict) or question.get("type") == "markdown":
        return None
    options = look.get("options")
    return Field(
        label=label,
        id=_text(question.get("id")),
        type=_text(question.get("type")),
        options=tuple(map(_option, options)) if isinstance(options, list) else (),
    )


def _option(option: Any) -> str:
    return _text(option.get("label")) if isinstance(option, dict) else _text(option)


def _labels(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split(",")
    return tuple(text for each in value if (text := _text(each).strip())) if isinstance(value, list) else ()


def _text(value: Any) -> str:
    """Names may look like numbers or truth to YAML; they stay names."""
    return "" if value is None or isinstance(value, (dict, list)) else str(value)

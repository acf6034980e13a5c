"""The work of `fingerpost explain`."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer
from rich.text import Text

from bot.commandline.findings import counted, plural, show
from bot.commandline.messages_beside import as_bases, sayings_beside
from bot.commandline.run_check import MOST_BYTES, bases_of
from bot.commandline.terminal import FINDING, WRONG_USE, console, fail, name_of, opened, print_json, read
from bot.explaining.explain import CaseError, Explainer, case_of, check_event, make_case
from bot.explaining.told import told
from bot.explaining.visible import one_line
from bot.explaining.written import Misstated, facts_in, json_in
from bot.looking.ruleset import Unread, load
from rules.facts import BLANK, Facts

_LONGEST = 25 * 1024 * 1024
_NARROW, _WIDE = 80, 100


def prepare(path: Path, files: Mapping[str, Path], *, complete: bool) -> Explainer:
    """The rules of a file, ready to be asked; ends with 1 where the file has errors.

    Args:
        path: the file.
        files: the other repositories' files that it extends; one that is missing is told on standard error.
        complete: whether what a case does not say is empty.
    """
    source = read(path, MOST_BYTES)
    bases = bases_of(source, files)
    sayings = sayings_beside(path)
    book, findings = load(Unread(source, bases, sayings))
    if book is None:
        show(name_of(path), source, findings, {**bases, **as_bases(sayings)}, err=True)
        fail(f"the rule file has {plural(counted(findings)['error'], 'error')}", FINDING)
    show(name_of(path), source, [each for each in findings if each.code == "unseen"], err=True)
    return Explainer(book, complete=complete)


def explain_one(
    explainer: Explainer, event: str | None, payload: Path | None, facts: Path | None, *, as_json: bool
) -> None:
    """Explain one case."""
    try:
        name = check_event(event)
        case = make_case(name, _facts(facts) if facts else BLANK, _payload(payload) if payload else None)
        document = explainer.explain(case)
    except CaseError as error:
        fail(one_line(str(error), 1_000))
    if as_json:
        print_json(document)
        return
    show_told(document, name)


def show_told(document: Mapping[str, Any], event: str) -> None:
    """Print an explanation for people, with what led to it at its head."""
    out = console()
    out.print(_coloured(told(document, event, min(out.width, _WIDE) if sys.stdout.isatty() else _NARROW)))


def explain_all(explainer: Explainer, path: Path) -> None:
    """Explain a case for each line of a file, as they come; ends with 1 where a line is none."""
    bad = False
    with opened(path) as file:
        for number, line in enumerate(file, 1):
            try:
                document = explainer.explain(case_of(json_in(line)))
            except CaseError as error:
                document, bad = {"error": str(error), "line": number}, True
            print_json(document, indented=False)
    if bad:
        raise typer.Exit(FINDING)


def _payload(path: Path) -> Any:
    try:
        return json_in(read(path, _LONGEST))
    except CaseError as error:
        raise CaseError(f"{name_of(path)}: {error}") from None


def _facts(path: Path) -> Facts:
    source = read(path, _LONGEST)
    try:
        return facts_in(source)
    except Misstated as error:
        show(name_of(path), source, error.diagnostics, err=True)
    raise typer.Exit(WRONG_USE)


def _coloured(text: str) -> Text:
    coloured = Text(text)
    for mark in (r"(?m)^ *(?P<green>[✓+])", r"(?m)^ *(?P<red>✗)", r"(?m)^ *(?P<yellow>\?) "):
        coloured.highlight_regex(mark)
    return coloured

"""Small worlds for the tests of the rule language: only the facts that matter, only the lines that matter."""

from textwrap import dedent, indent
from typing import Any

from rules.book import Rule, Rulebook
from rules.condition import Finding
from rules.diagnostics import Diagnostic, RuleFileError
from rules.evaluate import judge
from rules.facts import Facts, Person
from rules.goal import Goal
from rules.language import load

Told = tuple[int, int, str, str, str]


def facts(**only_what_matters: Any) -> Facts:
    """An item of which nothing else is known."""
    return Facts(**only_what_matters)


def person(login: str = "alice", **only_what_matters: Any) -> Person:
    """Somebody of whom nothing else is known."""
    return Person(login=login, **only_what_matters)


def rulebook(text: str) -> Rulebook:
    """The rulebook of a file whose first line, `project`, goes without saying."""
    return load("project: {purpose: Growing food together}\n" + dedent(text))


def rule(text: str) -> Rule:
    """The only rule of a file, given by its keys; its name goes without saying."""
    (only,) = rulebook(f"rules:\n  - name: A rule\n{indent(dedent(text), '    ')}").rules
    return only


def finding(when: str, **known: Any) -> Finding:
    """What the first condition of `when` answers, given the facts that are known."""
    return judge(rule(f"when: {{{when}}}"), facts(**known)).because[0]


def met(when: str, **known: Any) -> bool | None:
    """Whether `when` is met, given the facts that are known."""
    return judge(rule(f"when: {{{when}}}"), facts(**known)).matched


def goal(do: str) -> Goal[Any]:
    """The only goal of a rule."""
    ((_, only),) = rule(f"do: [{{{do}}}]").goals
    return only


def diagnostics(text: str | bytes) -> tuple[Diagnostic, ...]:
    """Everything that is said about a whole file, whether it can be used or not."""
    try:
        return load(dedent(text) if isinstance(text, str) else text).diagnostics
    except RuleFileError as error:
        return error.diagnostics


def told(text: str | bytes) -> list[Told]:
    """The same without severities and widths: line, column, code, message, help.

    That a rule without `do` does nothing goes without saying.
    """
    found = (each for each in diagnostics(text) if each.code != "does-nothing")
    return [(each.line, each.column, each.code, each.message, each.help) for each in found]


def told_of_rule(text: str) -> list[Told]:
    """The same for a file with one rule whose keys begin on line 4, in column 5."""
    return told(
        f"project: {{purpose: Growing food together}}\nrules:\n  - name: A rule\n{indent(dedent(text), '    ')}"
    )

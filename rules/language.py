"""From the text of a rule file to a rulebook, or to everything that is wrong with the text."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from pydantic import ValidationError

from rules.bases import Base
from rules.besides import besides
from rules.blanks import find_blanks
from rules.book import Rule, Rulebook
from rules.checks import check_file
from rules.combine import All
from rules.compose import Composed, compose, locked_messages
from rules.diagnostics import MOST, Diagnostic, RuleFileError, first_of, in_order
from rules.expression import expression
from rules.filling import fill
from rules.goal import Goal, Goals
from rules.goals import GOALS
from rules.goals.after import After, Later, within
from rules.home import Home, Way, home_of
from rules.licensing import licensing
from rules.mistakes import explain
from rules.nudging import nudges
from rules.pathways import Pathway
from rules.question import question
from rules.rulefile import RuleFile, RuleLook, When, entry_value, entry_word
from rules.sayings import NOTHING, Sayings, examine, together, without_mistakes
from rules.scope import scope_of
from rules.spoken import Spoken, names_in
from rules.strays import strays
from rules.tending import tending
from rules.thanking import thanks
from rules.words import Effort
from rules.yamltree import Node, locate, parse

Further = Callable[[RuleFile, Node], Iterable[Diagnostic]]


def load(
    source: bytes | str,
    bases: Mapping[str, Base] | None = None,
    further: Further | None = None,
    sayings: Sayings = NOTHING,
) -> Rulebook:
    """The rulebook of a rule file.

    Args:
        source: its text.
        bases: the other repositories' rule files that it extends, by the name that it gives them.
        further: what else is to be said of a file whose form is right, given the file and where its parts stand.
        sayings: what rules may say beside its own `messages`.

    Raises:
        RuleFileError: the file cannot be used; every mistake that could be found is in it.
    """
    data, tree = parse(source)
    if not isinstance(data, dict):
        found = "nothing stands in this file" if data is None else "it is not a list or a text"
        message = f"a rule file begins with `project:`, {found}"
        raise RuleFileError([Diagnostic(1, 1, "error", "not-a-rule-file", message, 'write `project: {purpose: "…"}`')])
    composed, missed = _put_together(data, tree, bases or {})
    wrong = [*islice(examine(sayings.files, locked_messages(composed)), MOST)]
    sayings = without_mistakes(sayings, wrong)
    file: RuleFile | None = None
    try:
        file = RuleFile.model_validate(composed.data, context=Effort())
    except ValidationError as error:
        missed += explain(error, composed.tree)
    if file is None or any(found.severity == "error" for found in missed):
        raise RuleFileError((*composed.told([*missed, *besides(composed, sayings)]), *wrong))
    file = file.model_copy(update={"messages": together(file.messages, sayings, file.project.language)})
    said = further(file, composed.tree) if further else ()
    told = composed.told([*missed, *check_file(file, composed.tree, composed.unseen), *said])
    diagnostics = (*told, *in_order(wrong))
    if any(found.severity == "error" for found in diagnostics):
        raise RuleFileError(diagnostics)
    return _compile(file, composed, diagnostics)


def _put_together(data: dict[str, Any], tree: Node, bases: Mapping[str, Base]) -> tuple[Composed, list[Diagnostic]]:
    """A file with what it builds on and with its lists put in, and the mistakes that show on the way.

    Raises:
        RuleFileError: a base cannot be used, a locked rule is changed, or lists cannot be written out.
    """
    blanks = first_of(tuple(find_blanks(data, tree)))
    try:
        composed = compose(data, tree, bases)
        return composed, [*blanks, *strays(composed), *fill(composed)]
    except RuleFileError as error:
        raise RuleFileError((*blanks, *error.diagnostics)) from None


def _compile(file: RuleFile, composed: Composed, diagnostics: tuple[Diagnostic, ...]) -> Rulebook:
    home = home_of(file.project, file.translations, file.regions)
    home = replace(home, voting=frozenset().union(*(each.needs(home) for each in file.decisions.values())))
    home = replace(home, pathways=tuple(_way(name, pathway) for name, pathway in file.pathways.items()))
    looks, titles = file.rules or [], {name: part.title for name, part in composed.parts.items()}
    rules = [_rule(look, origin, file, home) for look, origin in zip(looks, composed.origins, strict=True)]
    rules = [rule for rule, look in zip(rules, looks, strict=True) if not look.off]
    tended = () if composed.people else tending(file)
    for path, rule in (*nudges(file, home), *thanks(file, home), *tended):
        base, line = composed.sources.place(locate(composed.tree, path).line + 1)
        rules.append(replace(rule, base=base, line=line))
    for rule in licensing(file, home, rules):
        base, line = composed.sources.place(locate(composed.tree, ("project", "license")).line + 1)
        rules.append(replace(rule, base=base, line=line))
    return Rulebook(
        project=file.project,
        home=home,
        rules=tuple(replace(rule, base=titles.get(rule.base, "")) for rule in rules),
        board=file.board,
        labels=file.labels,
        messages=file.messages,
        limits=file.limits,
        roles=file.roles,
        decisions=file.decisions,
        pathways=file.pathways,
        diagnostics=diagnostics,
        people_from=composed.people,
        mode=file.mode,
    )


def _way(name: str, pathway: Pathway) -> Way:
    return Way(
        name,
        forms=pathway.form or (),
        files=pathway.files or (),
        counts=pathway.counts or "",
        credit=pathway.credit or "",
    )


def _rule(look: RuleLook, origin: tuple[str, int], file: RuleFile, home: Home) -> Rule:
    goals, later = _goals(look.do, file.messages, home)
    when = question(look.when, home)
    if look.if_ is not None:
        when = All((*when.parts, expression(look.if_)))
    return Rule(
        name=look.name,
        id=look.id or look.name,
        line=origin[1],
        base=origin[0],
        on=frozenset(look.on or ()),
        when=when,
        goals=goals,
        later=later,
        while_true=look.while_,
        on_own_actions=look.on_own_actions,
        scope=scope_of(look, file.messages, origin[0]),
        mode="observe" if "observe" in (file.mode, look.mode) else "act",
        names_stage=_names_stage(look.when),
    )


def _goals(
    entries: Iterable[Any], messages: Mapping[str, Any], home: Home, first: int = 0
) -> tuple[Goals, tuple[str, ...]]:
    """The goals of some entries, and the verbs that a later version acts on."""
    goals: list[tuple[int, Goal[Any]]] = []
    later: list[str] = []
    for position, entry in enumerate(entries, first):
        word = entry_word(entry) or ""
        if isinstance(entry, Later):
            then, unknown = _goals(entry.do, messages, home, within(position))
            goals.append((position, After(entry, Spoken(home=home), then)))
            later += unknown
        elif word in GOALS:
            value = entry_value(entry)
            goals.append((position, GOALS[word](value, Spoken(names_in(value, messages), home))))
        else:
            later.append(word)
    return tuple(goals), tuple(later)


def _names_stage(when: Any) -> bool:
    """Whether a `when` block can only hold where it has named the present stage."""
    if when is None:
        return False
    every = when.stage_ is not None or any(_names_stage(block) for block in when.all_ or ())
    return every or (when.any_ is not None and all(_names_stage(block) for block in when.any_))


__all__ = ["RuleFileError", "Rulebook", "When", "load", "question"]

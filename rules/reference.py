"""The manual page of the rule language, made from the words themselves."""

from collections.abc import Iterator
from inspect import cleandoc

from rules.conditions import CONDITIONS
from rules.events import GITHUB_EVENTS, OWN_EVENTS
from rules.goals import GOALS
from rules.later import CONDITIONS_LATER, GOALS_LATER
from rules.template import FILTERS, NAMES

HEAD = """\
# The rule language

The file is `.github/pathways.yml` on the default branch: YAML 1.2, one document, at most 1 MiB and 1,000 rules, and
with all that it extends 50,000 keys and values. Patterns, globs and expressions have bounds too, wide enough for
hundreds of rules: `fingerpost check` says where one is passed. Unknown keys, verbs, events and stages are errors with
the nearest name; it tells them all.

An editor completes words and marks mistakes where the first line names the schema that `fingerpost schema` prints:
`# yaml-language-server: $schema=pathways.schema.json`. Ready-made rules to begin with: [presets](presets.md). Every
code of a finding: [errors](errors.md).

```yaml
project: {purpose: "What the community is for, in a sentence."}
board: {project: 1, stages: {Backlog: {}, Review: {}, Done: {done: true}}}
rules:
  - name: A sentence that people will read
    on: issues.opened            # one event or a list; without it the rule is looked at every time
    when: {title: crash}         # everything that is listed must hold; a list means any of
    do: [{label: bug}, {comment: "Thank you, {author}."}]
```

Answers have three values: a condition holds, does not hold, or cannot be told. A rule that cannot be told never acts.
`not`, `any` and `all` nest: `not: {label: keep}`, `any: [{title: crash}, {body: traceback}]`.

What rules have in common is written once. `{list: NAME}` stands for the values of a list, or for some of the values
where several may stand; `{say: NAME}` for a message, in the language of the item where it is written in several.

```yaml
lists: {areas: [docs, website], stale: [stalled, {list: areas}]}
messages: {thanks: {en: "Thank you, {author}.", de: "Danke, {author}."}}
rules:
  - name: Areas have readers
    when: {label: {list: areas}}
    do: [{label: [reading, {list: stale}]}, {comment: {say: thanks}}]
```

`schedule.daily` and its like, `after` and a stage's `nudge` are explained in [time](time.md).

`extends` builds on presets and on the rule files of other repositories: [presets](presets.md) says how they come
together, and who may build on whose.
"""


def reference() -> str:
    """The whole page, as Markdown."""
    return "\n".join([HEAD, *_conditions(), *_goals(), *_texts(), *_events(), *_later()])


def words() -> tuple[str, ...]:
    """Every word of which `reference_of` can tell."""
    later = (*CONDITIONS_LATER, *GOALS_LATER)
    return tuple(dict.fromkeys((*sorted(CONDITIONS), *sorted(GOALS), *GITHUB_EVENTS, *OWN_EVENTS, *NAMES, *later)))


def reference_of(word: str) -> tuple[str, ...]:
    """What the page says of one word, as a condition, as a goal, as an event, as a value; nothing of an unknown one."""
    family = word.partition(".")[0]
    told = [f"Condition, under `when`:\n\n{_condition(word)}"] if word in CONDITIONS else []
    told += [f"Goal, under `do`:\n\n{_goal(word)}"] if word in GOALS else []
    told += [f"Events, under `on`:\n\n{_event(family)}\n"] if family in {**GITHUB_EVENTS, **OWN_EVENTS} else []
    told += [f"Value, in texts:\n\n`{{{word}}}` is {NAMES[word]}.\n"] if word in NAMES else []
    told += [
        f"`{word}`: {table[word]}. Not acted on yet.\n" for table in (CONDITIONS_LATER, GOALS_LATER) if word in table
    ]
    return tuple(told)


def _conditions() -> Iterator[str]:
    yield "## Conditions: what may stand under `when`\n"
    yield from map(_condition, sorted(CONDITIONS))


def _condition(word: str) -> str:
    condition = CONDITIONS[word]
    return f"### `{word}`\n\n{cleandoc(condition.__doc__ or '')}\n\n```yaml\nwhen: {{{condition.example}}}\n```\n"


def _goals() -> Iterator[str]:
    yield "## Goals: what may stand under `do`\n"
    yield "A goal is a state, not a deed: where it is reached, nothing is done.\n"
    yield from map(_goal, sorted(GOALS))


def _goal(word: str) -> str:
    goal = GOALS[word]
    kinds = ", ".join(sorted(kind.replace("_", " ") for kind in goal.kinds))
    return (
        f"### `{word}`\n\n{cleandoc(goal.__doc__ or '')}\n\n```yaml\ndo:\n  - {goal.example}\n```\n\n"
        f"For: {kinds}. Reached when: {goal.reached}. Held back when: {goal.held_back}.\n"
    )


def _texts() -> Iterator[str]:
    yield "## Values in texts\n"
    yield "Written `{name}`, or with a filter `{name|filter}`. `{{` is a brace."
    yield "A sentence that holds an empty value is left out.\n"
    yield "| value | is |\n|---|---|"
    yield from (f"| `{{{name}}}` | {about} |" for name, about in NAMES.items())
    yield f"\nFilters: {', '.join(f'`{name}`' for name in FILTERS)}."
    yield "Without one a value is plain text: no markup and no mention survives.\n"


def _events() -> Iterator[str]:
    yield "## Events: what may stand under `on`\n"
    yield "`issues` alone means any action of it.\n"
    yield from map(_event, (*GITHUB_EVENTS, *OWN_EVENTS))
    yield ""


def _event(family: str) -> str:
    actions = (*GITHUB_EVENTS.get(family, ()), *OWN_EVENTS.get(family, ())) or (
        ("NAME",) if family == "command" else ()
    )
    return f"- {', '.join(f'`{family}.{action}`' for action in actions) or f'`{family}`'}"


def _later() -> Iterator[str]:
    yield "## Read, but not acted on yet\n"
    yield "These words are part of the language; a rule file that uses them loads, and `check` names them.\n"
    yield "| word | what it will be |\n|---|---|"
    yield from (f"| `{word}` (condition) | {about} |" for word, about in CONDITIONS_LATER.items())
    yield from (f"| `{word}` (goal) | {about} |" for word, about in GOALS_LATER.items())

"""The communities of the simulation: rules drawn from a seed, as plain values for the model and as YAML for the bot."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

REPO = "orchard/tools"
STAGES = ("Triage", "Doing", "Review", "Done")
PRIORITIES = ("Low", "Medium", "High")
MILESTONES = ("v1", "v2")
LABELS = (
    "bug",
    "docs",
    "urgent",
    "triage",
    "confirmed",
    "queued",
    "attention",
    "crash",
    "discussed",
    "ended",
    "waiting",
)

LABELLED = 0.3

Goal = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the model reads it.

    Attributes:
        on: GitHub's events; none for a standing rule.
        label: a label that the item must wear; without: one that it must not.
        word: what the title must hold.
        stage: the stage at which it must be.
        lasting: whether what it did is taken back when it holds no longer.
    """

    name: str
    do: tuple[Goal, ...]
    on: tuple[str, ...] = ()
    label: str = ""
    without: str = ""
    word: str = ""
    stage: str = ""
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Community:
    """What the rule file of a community says.

    Attributes:
        rules: in the order of the file.
        labelled: whether a label goes with the column of each card (`board.labels`).
    """

    rules: tuple[Rule, ...]
    labelled: bool


def draw_community(rng: random.Random, of_board: random.Random) -> Community:
    """A community.

    Args:
        rng: decides on the rules.
        of_board: decides on the board.
    """
    return Community(_draw_rules(rng), labelled=of_board.random() < LABELLED)


def _draw_rules(rng: random.Random) -> tuple[Rule, ...]:
    rules = [
        Rule("welcome", _some(rng, 4, _OPENED), on=("issues.opened",)),
        Rule("propose", _some(rng, 3, _PROPOSED), on=("pull_request.opened",)),
        Rule("bugs", _some(rng, 3, _LABELED), on=("issues.labeled", "pull_request.labeled"), label="bug"),
        Rule("urgent", (("label", "attention"),), label="urgent", lasting=True),
        Rule("ended", _some(rng, 2, _CLOSED), on=("issues.closed", "pull_request.closed")),
        *rng.sample(_OTHERS, rng.randint(2, len(_OTHERS))),
    ]
    rng.shuffle(rules)
    return tuple(rules)


def _some(rng: random.Random, least: int, goals: tuple[Goal, ...]) -> tuple[Goal, ...]:
    return tuple(rng.sample(goals, rng.randint(least, len(goals))))


_OPENED: tuple[Goal, ...] = (
    ("label", "triage"),
    ("label", "bug"),
    ("comment", "Welcome, and thank you."),
    ("assign", "ben"),
    ("stage", "Triage"),
    ("milestone", "v1"),
    ("board_field", "Low"),
)
_PROPOSED: tuple[Goal, ...] = (
    ("request_review", "cem"),
    ("label", "waiting"),
    ("comment", "Somebody will read this."),
    ("stage", "Review"),
    ("milestone", "v2"),
)
_LABELED: tuple[Goal, ...] = (
    ("assign", "cem"),
    ("stage", "Doing"),
    ("board_field", "High"),
    ("label", "confirmed"),
    ("comment", "This is a bug."),
    ("unlabel", "triage"),
)
_CLOSED: tuple[Goal, ...] = (
    ("unlabel", "triage"),
    ("stage", "Done"),
    ("label", "ended"),
    ("comment", "This is over."),
)
_OTHERS: tuple[Rule, ...] = (
    Rule("queue", (("label", "queued"), ("comment", "It is in the queue.")), label="confirmed"),
    Rule("crashes", (("label", "crash"),), word="crash"),
    Rule("talk", (("label", "discussed"), ("assign", "ada")), on=("issue_comment.created",)),
    Rule("retitled", (("board_field", "Medium"), ("unlabel", "docs")), on=("issues.edited", "pull_request.edited")),
    Rule("doing", (("assign", "ben"),), stage="Doing"),
    Rule("calm", (("label", "waiting"),), label="docs", without="urgent", lasting=True),
    Rule("reviewing", (("comment", "It is being read."),), stage="Review"),
)


def yaml_of(community: Community) -> str:
    """The rule file."""
    labels = "  labels: true\n" * community.labelled
    stages = "".join(f"    {stage}: {'{done: true}' if stage == STAGES[-1] else '{}'}\n" for stage in STAGES)
    board = f"board:\n  project: 1\n{labels}  stages:\n{stages}"
    return "\n".join(["project: {purpose: We mend tools}", f"{board}rules:", *map(_yaml, community.rules)])


def _yaml(rule: Rule) -> str:
    when = [f"label: {rule.label}"] * bool(rule.label) + [f"not: {{label: {rule.without}}}"] * bool(rule.without)
    when += [f"title: {rule.word}"] * bool(rule.word) + [f"stage: {rule.stage}"] * bool(rule.stage)
    lines = [f"  - name: {rule.name}"]
    lines += [f"    on: [{', '.join(rule.on)}]"] if rule.on else []
    lines += [f"    when: {{{', '.join(when)}}}"] if when else []
    lines += ["    while: true"] if rule.lasting else []
    return "\n".join([*lines, f"    do: [{', '.join(_goal(*goal) for goal in rule.do)}]"])


def _goal(verb: str, value: str) -> str:
    if verb == "board_field":
        return f"{{board_field: {{Priority: {value}}}}}"
    return f'{{{verb}: "{value}"}}'


def scenario_of(community: Community) -> Mapping[str, Any]:
    """The scenario for the sandbox."""
    fields = [{"name": "Status", "options": list(STAGES)}, {"name": "Priority", "options": list(PRIORITIES)}]
    return {
        "users": ["ada", "ben", "cem", "newcomer"],
        "organizations": [
            {
                "login": "orchard",
                "owners": ["ada"],
                "members": ["ben", "cem"],
                "projects": [{"title": "Work", "fields": fields}],
            }
        ],
        "repositories": [
            {
                "name": REPO,
                "labels": list(LABELS),
                "milestones": [{"title": title} for title in MILESTONES],
                "files": {".github/pathways.yml": yaml_of(community)},
            }
        ],
        "installations": [{"account": "orchard"}],
    }

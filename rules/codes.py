"""Every code that a finding about a rule file can have: what it means, and a file that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

_P = "project: {purpose: p}\n"
_R = f"{_P}rules:\n  - name: A\n    "


@dataclass(frozen=True, slots=True)
class Code:
    """One code.

    Attributes:
        about: what is wrong, in a sentence.
        example: a rule file that has it.
    """

    about: str
    example: str


CODES: Mapping[str, Code] = {
    "alias": Code("A value begins with `*` and no anchor has that name: quote it.", f"{_R}when: {{title: *name }}\n"),
    "ascii-boundary": Code("`\\b` sees no edge of a word beside this letter.", f"{_R}when: {{title: '/\\bé/'}}\n"),
    "character": Code("A character that YAML does not allow, or that hides a line end.", f"{_P}# \x01\n"),
    "decision": Code(
        "A decision cannot be taken as it is written, or leads back to itself.",
        f"{_P}roles: {{a: {{}}}}\n"
        "decisions: {vote: {voters: a, open_for: 2 days, passes_with: {quorum: 50%}}}\nrules: []\n",
    ),
    "country": Code("This is no country's code.", f"{_P}regions: {{North: [UK]}}\nrules: []\n"),
    "directive": Code("A line begins with `%`.", "%YAML 1.2\n---\nproject: {purpose: p}\n"),
    "documents": Code("A rule file is one YAML document.", f"{_P}---\n{_P}"),
    "does-nothing": Code("A rule has no `do`.", f"{_R}when: {{draft: true}}\n"),
    "duplicate-key": Code("A key stands twice in one mapping.", f"{_P}{_P}"),
    "duplicate-name": Code("Two rules have the same name or id.", f"{_P}rules: [{{name: A}}, {{name: A}}]\n"),
    "duration": Code("This is no span of time.", f"{_R}when: {{age: soon}}\n"),
    "empty": Code("Nothing stands where a value is needed.", f"{_R}when: {{title: }}\n"),
    "extends": Code("A base does not exist, cannot be used, or extends itself.", f"{_P}extends: welcom\n"),
    "fight": Code(
        "Two rules undo each other whenever both hold.",
        f"{_P}rules:\n  - {{name: A, do: [{{label: x}}]}}\n  - {{name: B, do: [{{unlabel: x}}]}}\n",
    ),
    "for-each": Code(
        "What a scheduled rule looks at; or a rule that looks at what its events are about says something else.",
        f"{_R}on: schedule.daily\n    do: [{{close: completed}}]\n",
    ),
    "hardly-meant": Code(
        "No path or branch fits a glob, a text or label is not what it looks like, an account is called `author`, or a "
        "check waits for itself.",
        f"{_R}when: {{files: /docs/**}}\n",
    ),
    "key": Code("A key of a mapping is not a plain text.", f"{_R}do: [{{comment: {{{{a}}}}}}]\n"),
    "ladder": Code(
        "A role requires itself, or nobody comes to it by themselves.",
        f"{_P}roles: {{a: {{requires: {{role: a}}}}}}\nrules: []\n",
    ),
    "limit": Code("Nested too deep, or too large once aliases are written out.", f"{_P}x: {'[' * 30}{']' * 30}\n"),
    "list": Code(
        "A list holds itself.",
        f"{_P}lists: {{a: [{{list: b}}], b: [{{list: a}}]}}\nrules: [{{name: A, when: {{label: {{list: a}}}}}}]\n",
    ),
    "locked": Code(
        "A locked rule of a base cannot be changed, nor a message or list that it uses.",
        f"{_P}extends: x/y\nrules: [{{name: A}}]\n",
    ),
    "merge-key": Code("Merge keys are not part of YAML 1.2.", f"{_P}labels: {{<<: {{a: {{}}}}}}\n"),
    "missing-key": Code("A key that is needed is missing.", "rules: []\n"),
    "more": Code("More mistakes were found than are listed.", _P + "".join(f"k{i}: x\n" for i in range(101))),
    "never": Code("Two conditions of a rule cannot hold together.", f"{_R}when: {{label: x, not: {{label: x}}}}\n"),
    "nobody": Code("A selector names nobody.", f"{_R}do: [{{assign: {{count: 1}}}}]\n"),
    "not-a-rule-file": Code("The file is a list or a text.", "- x\n"),
    "not-a-verb": Code("An entry of `do` is one verb with its value.", f"{_R}do: [x]\n"),
    "not-yet": Code("This parses, and this version does not act on it.", f"{_R}do: [{{introduce: mentor}}]\n"),
    "out-of-range": Code("A number is too small or too large.", f"{_P}board: {{project: 0, stages: {{A: }}}}\n"),
    "pattern": Code("A pattern or glob cannot be read.", f"{_R}when: {{title: '/(/'}}\n"),
    "shadowed": Code(
        "An earlier rule always takes the one value that this rule wants to set.",
        f"{_P}board: {{stages: {{X: , Y: }}}}\n"
        "rules:\n  - {name: A, do: [{stage: X}]}\n  - {name: B, when: {title: x}, do: [{stage: Y}]}\n",
    ),
    "syntax": Code("This is not YAML.", f"{_R}when: {{title: x\n"),
    "tag": Code("A value begins with `!`: quote it.", f"{_R}when: {{title: !important it}}\n"),
    "template": Code("A text holds a value that does not exist.", f"{_R}do: [{{comment: 'Dear {{autor}}'}}]\n"),
    "timezone": Code("There is no such time zone.", "project: {purpose: p, timezone: Mars/Base}\nrules: []\n"),
    "too-large": Code("The file is larger than 1 MiB.", "#" * 1_100_000),
    "too-long": Code("A text or list is too long.", f"{_P}rules: [{{name: {'x' * 201}}}]\n"),
    "unseen": Code("The rules of another repository are not here.", f"{_P}extends: acme/rules\n"),
    "unknown-list": Code("No list of this name stands under `lists`.", f"{_R}when: {{label: {{list: areas}}}}\n"),
    "twice": Code(
        "A rule sets one value twice; only the last one counts.",
        f"{_P}board: {{stages: {{X: , Y: }}}}\nrules:\n  - name: A\n    do: [{{stage: X}}, {{stage: Y}}]\n",
    ),
    "unknown-decision": Code("The decision is not under `decisions`.", f"{_R}do: [{{decide: consent}}]\n"),
    "unknown-event": Code("There is no such event.", f"{_R}on: issues.openned\n"),
    "unknown-key": Code("There is no such key here.", f"{_R}wen: {{title: x}}\n"),
    "unknown-message": Code(
        "No text of this name stands under `messages`.", f"{_R}do: [{{comment: {{say: hello}}}}]\n"
    ),
    "unknown-pathway": Code(
        "The pathway is not under `pathways`.", f"{_P}roles: {{a: {{requires: {{writing: 2}}}}}}\nrules: []\n"
    ),
    "unknown-region": Code("The region is not under `regions`.", f"{_R}when: {{region: North}}\n"),
    "unknown-role": Code(
        "The role is not under `roles`.",
        f"{_P}roles: {{editor: {{}}}}\nrules: [{{name: A, do: [{{assign: {{role: x}}}}]}}]\n",
    ),
    "unknown-rule": Code(
        "No base has the rule that is changed here.", f"{_P}extends: welcome\nrules: [{{id: welcom}}]\n"
    ),
    "unknown-stage": Code("The stage is not under `board.stages`.", f"{_R}do: [{{stage: Review}}]\n"),
    "unknown-verb": Code("There is no such verb.", f"{_R}do: [{{labl: x}}]\n"),
    "unknown-word": Code("Only some words may stand here.", f"{_P}mode: watch\nrules: []\n"),
    "while-with-on": Code(
        "`while` needs a rule that is always looked at.", f"{_R}on: issues.opened\n    while: true\n"
    ),
    "wrong-form": Code(
        "A value does not have the form that is needed.", f"{_P}labels: {{x: {{color: red}}}}\nrules: []\n"
    ),
    "wrong-item": Code("A word means nothing for what the rule looks at.", f"{_R}on: issues\n    when: {{files: x}}\n"),
    "wrong-kind": Code("A text, number, list or mapping stands where another is needed.", f"{_R}off: 'yes'\n"),
}
BY_LOOKING: Mapping[str, str] = {
    "absent": "GitHub does not have what the file names: a label, a login, a team, a form, a milestone, a column.",
    "new": "A label that the repository does not have; the bot creates it when it is needed.",
    "offline": "GitHub was not asked about what the file names; `fingerpost check --live OWNER/REPO` asks.",
    "people": "The people file is missing or broken, or nobody in it has the role.",
    "permission": "The App lacks a permission that a verb takes.",
    "unseen-board": "The App cannot see the board or project; it sees none that belongs to a user.",
}
"""Those that only a look beside the file gives."""
BY_BYTES = {"encoding": "The file is not UTF-8 text."}
_LONGEST = 400


def page() -> str:
    """The list of all codes, as Markdown."""
    lines = ["# What `fingerpost check` may say", ""]
    lines += [
        "Each finding has a code that can be searched for. Errors keep a file from being used; warnings and notes do",
        "not.",
    ]
    told = {**{code: each.about for code, each in CODES.items()}, **BY_BYTES, **BY_LOOKING}
    for code, about in sorted(told.items()):
        lines += ["", f"## `{code}`", "", about]
        if code in CODES and len(CODES[code].example) < _LONGEST:
            lines += ["", "```yaml", CODES[code].example.replace("\x01", "\ufffd").rstrip(), "```"]
    return "\n".join(lines)

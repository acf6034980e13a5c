"""A rule that only observed acts: what is to be written, in every way in which files are written."""

import difflib

import pytest

from bot.proposing.splices import CannotChange
from bot.proposing.switching import Written, switched_on
from rules.bases import Base

HEAD = "project: {purpose: p}\n"
BASE = """project: {purpose: b}
rules:
  - {name: Theirs, on: issues.opened, do: [{label: a}]}
  - {name: Watched, id: watched, mode: observe, on: issues.opened, do: [{label: b}]}
"""


def lines(text: str, name: str, **bases: str) -> list[str]:
    """What differs once a rule acts."""
    file = Written(text, {key.replace("_", "/"): Base(value) for key, value in bases.items()})
    now = switched_on(file, name)
    return [line for line in difflib.ndiff(text.splitlines(), now.splitlines()) if line[0] in "+-"]


def refused(text: str, name: str, **bases: str) -> str:
    with pytest.raises(CannotChange) as caught:
        lines(text, name, **bases)
    return str(caught.value)


@pytest.mark.parametrize(
    ("rules", "differs"),
    [
        (
            "rules:\n  - {name: A, mode: observe, do: [{label: a}]}  # ours\n  - {name: B, mode: observe}\n",
            [
                "-   - {name: A, mode: observe, do: [{label: a}]}  # ours",
                "+   - {name: A, mode: act, do: [{label: a}]}  # ours",
            ],
        ),
        ("rules:\n- name: A\n  mode: observe\n  do: [{label: a}]\n", ["-   mode: observe", "+   mode: act"]),
    ],
)
def test_a_rule_that_observes_by_itself_says_that_it_acts(rules: str, differs: list[str]) -> None:
    assert lines(HEAD + rules, "A") == differs


def test_in_a_file_that_observes_all_others_say_so_themselves() -> None:
    rules = "rules:\n  - name: A\n    do: [{label: a}]\n  - {name: B, mode: observe}\n  - {name: C}\n"
    text = f"{HEAD}mode: observe\n{rules}"
    assert lines(text, "A") == [
        "- mode: observe",
        "+ mode: act",
        "-   - {name: C}",
        "+   - {name: C, mode: observe}",
    ]
    assert set(lines(text, "B")) == {
        "- mode: observe",
        "+ mode: act",
        "+     mode: observe",
        "-   - {name: B, mode: observe}",
        "+   - {name: B, mode: act}",
        "-   - {name: C}",
        "+   - {name: C, mode: observe}",
    }


def test_a_rule_of_a_base_gets_a_line_of_its_own() -> None:
    text = f"{HEAD}extends: acme/rules\n"
    assert lines(text, "Watched", acme_rules=BASE) == ["+ rules:", "+   - {id: watched, mode: act}"]
    more = f"{text}rules:\n  - name: Ours\n    do: [{{label: c}}]\n# the end\n"
    assert lines(more, "Watched", acme_rules=BASE) == ["+   - {id: watched, mode: act}"]
    observing = f"{HEAD}mode: observe\nextends: acme/rules\nrules:\n  - {{name: Ours, do: [{{label: c}}]}}\n"
    assert lines(observing, "Ours", acme_rules=BASE) == [
        "- mode: observe",
        "+ mode: act",
        "+   - {name: Theirs, mode: observe}",
    ]
    locked = BASE.replace("watched, mode", "watched, locked: true, mode")
    assert refused(text, "Watched", acme_rules=locked) == "line 4: the rule “Watched” of `acme/rules` is locked"


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        (f"{HEAD}rules: [{{name: A}}]\n", "B", "there is no rule “B” that can be switched alone"),
        (f"{HEAD}rules: {{}}\n", "B", "line 2: "),
        (f"{HEAD}mode: observe\nextends: acme/rules\nrules: [{{name: A}}]\n", "A", "its `rules` stand in brackets"),
        (f"{HEAD}extends: acme/rules\nrules: []\n", "Watched", "its `rules` are empty"),
    ],
)
def test_what_a_program_cannot_change_is_refused_with_the_reason(text: str, name: str, why: str) -> None:
    assert refused(text, name, acme_rules=BASE).startswith(why)

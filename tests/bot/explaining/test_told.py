"""An explanation as a person reads it: whole, within the width, and with nothing in it that passes for more."""

from typing import Any

import pytest
from rich.cells import cell_len

from bot.explaining.explain import Explainer, case_of
from bot.explaining.told import told
from rules.language import load

RULES = """
project: {purpose: Test}
rules:
  - name: Crashes are urgent
    on: issues.opened
    when: {title: [crash, panic], any: [{label: bug}, {not: {label: idea, body: x}}]}
    do: [{label: [bug, urgent]}, {comment: "Hi {author}!\\n\\nThanks."}]
  - name: Everything is new
    do: [{label: new}, {close: completed}]
  - name: Nothing is new
    do: [{unlabel: new}]
  - name: Docs
    on: pull_request.opened
    do: [{label: docs}]
  - name: Newcomers
    when: {author: {new: true}}
    do: [{label: newcomer}]
"""


def text_of(facts: dict[str, Any], event: str = "issues.opened", width: int = 80) -> str:
    return told(Explainer(load(RULES)).explain(case_of({"event": event, "facts": facts})), event, width)


def test_an_explanation_shows_rules_conditions_plan_and_what_is_left_alone() -> None:
    facts = {"number": 7, "repo": "acme/w", "title": "A crash", "body": "", "labels": ["idea", "new"], "author": "a"}
    assert (
        text_of(facts)
        == """\
issues.opened · issue acme/w#7 “A crash”

✓ Crashes are urgent (line 4)
    ✓ the title holds “crash” or “panic” · saw “A crash”
    ✓ any of:
        ✗ a label is bug · saw idea, new
        ✓ none of:
            ✗ all of:
                ✗ the body holds “x” · saw nothing
                ✓ a label is idea · saw idea, new

✓ Everything is new (line 8)
    no conditions

✓ Nothing is new (line 10)
    no conditions

✗ Docs (line 12)
    ✗ the event is pull_request.opened · saw “issues.opened”

? Newcomers (line 15)
    ? the author is new here (author.new not known)

Plan
  + label bug, urgent · by “Crashes are urgent”
  + comment · by “Crashes are urgent”
      │ Hi a!
      │
      │ Thanks.

Held back
  - close: not known: state · by “Everything is new”

Two rules want one place
  - unlabel (label new): “Nothing is new” gives way to “Everything is new”"""
    )


def test_an_empty_plan_is_said_to_be_empty() -> None:
    assert "\n\nPlan: nothing is to be done\n\nHeld back\n" in text_of({})


HOSTILE = "x\x1b[2J\r\n✓ Trust me (line 1)\n\u202e" + "日本語" * 400 + "x" * 50_000


@pytest.mark.parametrize("width", [80, 100])
def test_what_others_wrote_fits_and_cannot_pass_for_a_line_of_ours(width: int) -> None:
    text = text_of(
        {"title": f"crash {HOSTILE}", "body": HOSTILE, "labels": [HOSTILE], "author": "a" * 999}, width=width
    )
    assert [line for line in text.splitlines() if cell_len(line) > width] == []
    assert [each for each in text if ord(each) < 32 and each != "\n"] == []
    assert [line for line in text.splitlines() if line.lstrip().startswith("✓ Trust")] == []
    assert len(text) < 10_000


def test_a_long_comment_is_shown_up_to_a_screenful() -> None:
    said = "\\n".join(f"line {number}" for number in range(60))
    rule = f'{{name: a, on: pull_request.opened, when: {{draft: false}}, do: [{{comment: "{said}"}}]}}'
    book = load(f"project: {{purpose: Test}}\nrules: [{rule}]")
    text = told(Explainer(book).explain(case_of({"event": "pull_request.opened", "facts": {"draft": False}})), "push")
    assert text.splitlines()[3] == "    ✓ the pull request is not a draft · saw no"
    assert text.splitlines()[-2:] == ["      │ line 39", "      … 20 more lines"]


def test_what_a_rule_would_do_later_is_told_behind_when() -> None:
    rule = "{name: r, on: schedule.daily, do: [{after: 2 days, do: [{label: docs}, {pin: true}]}]}"
    document = Explainer(load(f"project: {{purpose: p}}\nrules:\n  - {rule}\n"), complete=True).explain(
        case_of({"event": "schedule.daily", "facts": {"kind": "issue", "now": "2026-03-02T06:00:00Z"}})
    )
    assert "  + after 2 days, 2026-03-04T06:00:00+00:00; then label docs; then pin" in told(document, "schedule.daily")

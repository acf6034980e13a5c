"""`project.license` checks each pull request without a rule."""

import pytest

from rules.evaluate import judge
from rules.facts import Facts
from rules.language import load

FILE = "project: {purpose: p, license: MIT}\n"
FILE += "board: {stages: {A: {}, B: {needs: {label: x}}, C: {needs: {check: License}}}}\n"
OWN = "rules: [{name: Mine, do: [{check: {name: License, passes_when: {label: ok}}}]}]\n"


@pytest.mark.parametrize(
    ("kind", "state", "met"),
    [("pull_request", "open", True), ("pull_request", "merged", False), ("issue", "open", False)],
)
def test_each_open_pull_request_is_checked(kind: str, state: str, *, met: bool) -> None:
    (rule,) = load(FILE + "rules: []\n").rules
    assert (rule.name, rule.line, rule.mode) == ("project.license", 1, "act")
    assert judge(rule, Facts(kind=kind, state=state)).matched is met


def test_a_rule_that_reports_such_a_check_takes_its_place_and_where_nobody_asks_there_is_none() -> None:
    assert [rule.name for rule in load(FILE + OWN).rules] == ["Mine"]
    for part in ("license: MIT", "check: License"):
        assert load(FILE.replace(part, "name: x" if "MIT" in part else "label: y") + "rules: []\n").rules == ()
    assert load("project: {purpose: p, license: MIT}\nrules: []\n").rules == ()
    assert [rule.mode for rule in load(FILE + "mode: observe\nrules: []\n").rules] == ["observe"]

"""A large rule file is not asked rule by rule, and decides the same."""

from bot.plan import make_plan
from bot.planning.occasion import Occasion
from bot.planning.settling import ASKED_ONE_BY_ONE, worth_asking
from rules.facts import Facts, Person
from rules.language import load

ISSUE = Facts(
    kind="issue",
    title="a crash",
    body="",
    labels=(),
    assignees=(),
    undone=frozenset(),
    sections={},
    author=Person(login="ada"),
)
CHAIN = """
  - {name: Crashes, on: issues.opened, when: {title: crash}, do: [{label: bug}]}
  - {name: Bugs, on: issues.opened, when: {label: bug}, do: [{label: triage}]}
  - {name: Closed, on: issues.closed, do: [{label: done}]}
"""
OTHERS = "".join(
    f"  - {{name: Word {n}, on: issues.opened, when: {{title: 'word {n:03}'}}, do: [{{label: w}}]}}\n"
    for n in range(ASKED_ONE_BY_ONE)
)
OPENED = Occasion("d1", "issues.opened")


def test_a_large_file_asks_only_rules_that_may_hold_in_the_course_of_the_look() -> None:
    large = load(f"project: {{purpose: x}}\nrules:\n{CHAIN}{OTHERS}")
    assert [rule.name for rule in worth_asking(large, ISSUE, OPENED)] == ["Crashes", "Bugs"]


def test_a_small_file_asks_every_rule_that_hears_so_that_silence_has_a_reason() -> None:
    small = load(f"project: {{purpose: x}}\nrules:\n{CHAIN}")
    quiet = ISSUE.but(title="a wish")
    assert [rule.name for rule in worth_asking(small, quiet, OPENED)] == ["Crashes", "Bugs"]


def test_both_come_to_the_same_plan() -> None:
    small, large = (load(f"project: {{purpose: x}}\nrules:\n{CHAIN}{more}") for more in ("", OTHERS))
    plans = [make_plan(book, ISSUE, [OPENED]) for book in (small, large)]
    assert [[action.describe() for action in plan.actions] for plan in plans] == [["+bug", "+triage"]] * 2


def test_where_somebody_wants_checks_alone_rules_that_wait_for_an_event_do_nothing_else() -> None:
    book = load("""project: {purpose: x}
rules:
  - {name: New, on: pull_request.opened, do: [{label: bug}, {check: {name: titled, passes_when: {title: crash}}}]}
  - {name: Always, do: [{label: triage}]}
""")
    pull = ISSUE.but(kind="pull_request", commit="abc", own_checks={}, recorded={})
    looks = [Occasion("d1", "pull_request.opened", only=only) for only in ("", "check")]
    plans = [[action.describe() for action in make_plan(book, pull, [look]).actions] for look in looks]
    assert plans == [["+bug", "+triage", "check titled: success"], ["+triage", "check titled: success"]]

"""A plan in which a rule goes on: what it had heard is heard again, and standing rules have their say beside it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.plan import Occasion, Plan, make_plan
from bot.waking.again import Due
from rules.facts import BLANK, Facts, Member, Person
from rules.language import load

SINCE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ISSUE = BLANK.but(
    kind="issue", state="open", labels=("idea",), undone=frozenset(), sections={}, human_at=SINCE, awaited={},
    now=SINCE + timedelta(days=7), author=Person(login="ada"), assignees=(),
)  # fmt: skip
LATER = Occasion("timer:after:1#1:r/1:5", due=Due(rule="r", position=1, since=SINCE))


def plan(*rules: str, facts: Facts = ISSUE, due: dict[str, Any] | None = None) -> Plan:
    book = load("project: {purpose: p}\nrules:\n" + "".join(f"  - {rule}\n" for rule in rules))
    told = LATER.due.model_copy(update=due or {}) if LATER.due else None
    return make_plan(book, facts, [Occasion(LATER.cause, due=told)])


def done(found: Plan) -> list[tuple[str, str, int, str]]:
    return [(action.rule, action.describe(), action.position, action.cause) for action in found.actions]


WAITED = (
    "{name: r, on: issues.labeled, when: {%s}, do: [{comment: Hello.}, {after: 7 days, unless: activity, do: [%s]}]}"
)


def test_what_was_left_for_now_is_done_and_nothing_else() -> None:
    found = plan(WAITED % ("label: idea", "{label: bug}, {comment: Bye.}"))
    assert done(found) == [("r", "+bug", 200, LATER.cause), ("r", "say “Bye.”", 201, LATER.cause)]
    assert [(verdict.rule.name, verdict.matched) for verdict in found.verdicts] == [("r", True)]
    assert [getattr(action, "section", "") for action in found.actions] == ["", "r#201"]


def test_the_person_and_the_event_that_it_had_heard_are_known_again() -> None:
    rule = WAITED % ("actor: ada, label: idea", "{label: bug}")
    assert done(plan(rule, due={"actor": "ada", "event": "issues.labeled", "label": "idea"})) != []
    assert done(plan(rule, due={"actor": "ben", "event": "issues.labeled"})) == []


def test_a_rule_that_the_file_has_no_more_does_not_go_on() -> None:
    assert done(plan("{name: other, on: issues.labeled, do: [{label: bug}]}")) == []
    assert done(plan("{name: r, on: issues.labeled, do: [{label: bug}]}")) == []


def test_standing_rules_are_asked_in_the_same_look_and_keep_their_episodes() -> None:
    standing = "{name: s, when: {label: bug}, do: [{label: seen}]}"
    found = plan(WAITED % ("label: idea", "{label: bug}"), standing, facts=ISSUE.but(labels=("idea", "bug")))
    assert ([action.rule for action in found.actions], found.begun, found.holding) == (
        ["s"],
        frozenset({"s"}),
        frozenset({"s"}),
    )
    alone = plan("{name: r, when: {label: idea}, do: [{label: x}, {after: 1 day, do: [{label: y}]}]}")
    assert ([one.describe() for one in alone.actions][::2], alone.holding) == (["+x", "+y"], frozenset({"r"}))


def test_what_is_held_back_then_is_told_too() -> None:
    found = plan(WAITED % ("label: idea", "{label: bug}"), facts=ISSUE.but(undone=frozenset({("label", "bug")})))
    assert [one.position for one in found.held_back] == [200]


def test_a_rule_may_wait_again_from_there() -> None:
    found = plan(WAITED % ("label: idea", "{label: bug}, {after: 3 days, do: [{label: docs}]}"))
    assert [one.describe() for one in found.actions] == ["+bug", "after 3 days: label"]
    deeper = plan(WAITED % ("label: idea", "{label: bug}, {after: 3 days, do: [{label: docs}]}"), due={"position": 201})
    assert [one.describe() for one in deeper.actions] == ["+docs"]


def test_what_the_person_may_ask_for_is_known_again_too() -> None:
    do = "do: [{pin: true}, {after: 1 day, do: [{label: x}]}]"
    rule = f"{{name: r, on: issues.labeled, when: {{actor: {{role: editor}}}}, {do}}}"
    people = ISSUE.but(people=(Member(login="ada", roles=("editor",)), Member(login="ben")), pinned=True)
    asked = {"event": "issues.labeled"}
    done_for = [done(plan(rule, facts=people, due={**asked, "actor": actor})) != [] for actor in ("ada", "ben", "cem")]
    assert done_for == [True, False, False]
    member = rule.replace("{role: editor}", "{association: member}")
    found = [
        done(plan(member, due={**asked, "actor": "cem", "association": bond})) != [] for bond in ("MEMBER", "NONE")
    ]
    assert found == [True, False]

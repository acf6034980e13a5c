"""From rules and facts to a plan: chains, conflicts, order, repeats, what people undid."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from bot.plan import Conflict, Occasion, Plan, described, make_plan
from rules.book import Rulebook
from rules.facts import UNKNOWN, Board, Facts, Person
from rules.language import load

HEAD = """\
project: {purpose: Tests}
board: {project: 1, stages: {Backlog: {}, Drafting: {}, Review: {}}}
rules:
"""
ISSUE = Facts(
    kind="issue",
    title="A crash",
    author=Person(login="alice"),
    labels=(),
    assignees=(),
    undone=frozenset(),
    sections={},
    stage=None,
    card=None,
    board=Board(options=("Backlog", "Drafting", "Review")),
)
OPENED = Occasion("d1", "issues.opened")
SWEEP = Occasion("sweep")


@cache
def book_of(rules: str) -> Rulebook:
    return load(HEAD + "".join(f"  - {rule}\n" for rule in rules.strip().splitlines()))


def plan(rules: str, facts: Facts = ISSUE, occasions: Iterable[Occasion] = (OPENED,), **more: Any) -> Plan:
    return make_plan(book_of(rules), facts, list(occasions), **more)


def done(found: Plan) -> list[str]:
    return [f"{action.rule}: {action.describe()}" for action in found.actions]


def held(found: Plan) -> list[str]:
    return [f"{one.rule}: {one.why}" for one in found.held_back]


def verdicts(found: Plan) -> dict[str, bool | None]:
    return {verdict.rule.name: verdict.matched for verdict in found.verdicts}


# Chains


def test_chained_rules_settle_in_one_look_whatever_their_order() -> None:
    chain = [
        "{name: A, on: issues.opened, when: {title: crash}, do: [label: bug]}",
        "{name: B, when: {label: bug}, do: [label: triage]}",
        "{name: C, when: {label: triage}, do: [assign: bob]}",
    ]
    expected = ["A: +bug", "B: +triage", "C: assign bob"]
    assert done(plan("\n".join(chain))) == expected
    backwards = plan("\n".join(reversed(chain)))
    assert (done(backwards), backwards.conflicts) == (expected, ())
    assert (backwards.facts.labels, backwards.facts.assignees) == (("bug", "triage"), ("bob",))


def test_a_rule_that_waits_for_another_event_is_no_part_of_the_chain() -> None:
    found = plan(
        """
{name: A, on: issues.opened, do: [label: bug]}
{name: B, on: issues.labeled, when: {label: bug}, do: [label: triage]}
"""
    )
    assert (done(found), verdicts(found)) == (["A: +bug"], {"A": True})


def test_a_rule_that_its_own_act_ends_has_acted_and_says_its_comment() -> None:
    found = plan("{name: A, when: {not: {label: seen}}, do: [comment: 'Seen with {labels}.', label: seen]}")
    assert done(found) == ["A: +seen", "A: say “Seen with seen.”"]
    assert verdicts(found) == {"A": True}
    assert (found.begun, found.holding) == (frozenset({"A"}), frozenset())


def test_comments_of_all_rules_come_after_everything_else() -> None:
    found = plan(
        """
{name: A, on: issues.opened, do: [comment: 'For {assignee} at {stage}.']}
{name: B, when: {label: bug}, do: [assign: bob, stage: Drafting]}
{name: C, on: issues.opened, do: [label: bug]}
"""
    )
    assert done(found) == ["C: +bug", "B: assign bob", "B: stage Drafting", "A: say “For bob at Drafting.”"]


def test_what_was_held_back_for_a_while_is_not_told_once_it_is_done() -> None:
    found = plan(
        """
{name: A, on: issues.opened, do: [label: 'for-{assignee}']}
{name: B, on: issues.opened, do: [assign: bob]}
"""
    )
    assert (done(found), held(found)) == (["B: assign bob", "A: +for-bob"], [])


def test_stages_lead_on_to_each_other_in_one_look_whatever_their_order() -> None:
    rules = [
        "{name: In, on: issues.opened, do: [stage: Backlog]}",
        "{name: On, when: {stage: Backlog}, do: [stage: Drafting]}",
        "{name: Out, do: [stage: {to: Review, only_from: Drafting}]}",
    ]
    for order in (rules, rules[::-1]):
        found = plan("\n".join(order))
        assert done(found) == ["In: stage Backlog", "On: stage Drafting", "Out: stage Review"]
        assert (found.conflicts, found.facts.stage) == ((), "Review")


# Conflicts


def test_of_two_rules_that_want_one_place_the_first_in_the_file_wins_and_it_is_told() -> None:
    found = plan(
        """
{name: A, on: issues.opened, do: [stage: Drafting]}
{name: B, on: issues.opened, do: [stage: Review]}
"""
    )
    assert done(found) == ["A: stage Drafting"]
    assert found.conflicts == (Conflict("B", "stage", "stage", "A"),)
    assert found.facts.stage == "Drafting"


def test_the_first_in_the_file_wins_also_where_it_wakes_later() -> None:
    found = plan(
        """
{name: A, when: {label: ready}, do: [stage: Review]}
{name: B, on: issues.opened, do: [stage: Drafting, label: ready]}
"""
    )
    assert done(found) == ["B: +ready", "A: stage Review"]
    assert found.conflicts == (Conflict("B", "stage", "stage", "A"),)


def test_a_conflict_costs_only_its_own_part() -> None:
    labelled = ISSUE.but(labels=("wip",), assignees=("bob", "carol"))
    found = plan(
        """
{name: A, on: issues.opened, do: [unlabel: wip, unassign: bob]}
{name: B, on: issues.opened, do: [label: [wip, docs], assign: [bob, dan]]}
""",
        labelled,
    )
    assert done(found) == ["A: -wip", "A: unassign bob", "B: +docs", "B: assign dan"]
    assert found.conflicts == (
        Conflict("B", "label", "label wip", "A"),
        Conflict("B", "assign", "assignee bob", "A"),
    )


def test_two_rules_that_want_the_same_agree() -> None:
    found = plan(
        """
{name: A, on: issues.opened, do: [label: [bug, docs], stage: Drafting]}
{name: B, on: issues.opened, do: [label: [bug, triage], stage: Drafting]}
"""
    )
    assert (done(found), found.conflicts) == (["A: +bug +docs", "A: stage Drafting", "B: +triage"], ())


ON = "{name: On, when: {not: {label: docs}}, do: [label: docs]}"
OFF = "{name: Off, when: {label: docs}, do: [unlabel: docs]}"


@pytest.mark.parametrize(
    ("order", "labels", "acts", "loser", "winner"),
    [
        ([ON, OFF], (), ["On: +docs"], ("Off", "unlabel"), "On"),
        ([ON, OFF], ("docs",), [], ("Off", "unlabel"), "On"),
        ([OFF, ON], (), [], ("On", "label"), "Off"),
        ([OFF, ON], ("docs",), ["Off: -docs"], ("On", "label"), "Off"),
    ],
)
def test_rules_that_undo_each_other_come_to_rest_with_the_first_and_are_told(
    order: list[str], labels: tuple[str, ...], acts: list[str], loser: tuple[str, str], winner: str
) -> None:
    found = plan("\n".join(order), ISSUE.but(labels=labels), [OPENED, SWEEP, SWEEP])
    assert done(found) == acts
    assert found.conflicts == (Conflict(*loser, "label docs", winner),)


def test_stages_that_lead_in_a_circle_come_to_rest() -> None:
    there = "{name: There, when: {stage: Backlog}, do: [stage: Drafting]}"
    back = "{name: Back, when: {stage: Drafting}, do: [stage: Backlog]}"
    backlog = ISSUE.but(stage="Backlog")
    forth = plan(f"{there}\n{back}", backlog, [OPENED, SWEEP])
    assert (done(forth), forth.facts.stage) == (["There: stage Drafting"], "Drafting")
    assert forth.conflicts == (Conflict("Back", "stage", "stage", "There"),)
    stay = plan(f"{back}\n{there}", backlog, [OPENED, SWEEP])
    assert (done(stay), stay.conflicts) == ([], (Conflict("There", "stage", "stage", "Back"),))


def test_within_a_rule_what_is_written_last_is_meant_and_is_no_conflict() -> None:
    found = plan("{name: A, on: issues.opened, do: [label: wip, unlabel: wip]}", ISSUE.but(labels=("wip",)))
    assert (done(found), found.conflicts) == (["A: -wip"], ())
    assert done(plan("{name: A, on: issues.opened, do: [label: wip, unlabel: wip]}")) == []


# Occasions


def test_events_are_applied_in_order_against_what_was_decided_before() -> None:
    rules = """
{name: Opened, on: issues.opened, do: [label: new]}
{name: Closed, on: issues.closed, when: {label: new}, do: [unlabel: new, label: done]}
"""
    opened, closed = OPENED, Occasion("d2", "issues.closed")
    found = plan(rules, occasions=[opened, closed])
    assert done(found) == ["Opened: +new", "Closed: -new", "Closed: +done"]
    assert [action.cause for action in found.actions] == ["d1", "d2", "d2"]
    assert found.facts.labels == ("done",)
    assert done(plan(rules, occasions=[closed, opened])) == ["Opened: +new"]


def test_an_event_that_comes_twice_changes_nothing() -> None:
    rules = "{name: A, on: issues.opened, do: [label: bug, assign: bob, stage: Backlog, comment: Hello.]}"
    once = plan(rules)
    twice = plan(rules, occasions=[OPENED, Occasion("d2", "issues.opened"), OPENED])
    assert twice == once
    assert len(once.actions) == 4


def test_nothing_is_planned_without_an_occasion_or_without_rules() -> None:
    rules = "{name: A, do: [label: bug]}"
    assert plan(rules, occasions=[]) == Plan()
    assert make_plan(load("project: {purpose: Tests}\nrules: []\n"), ISSUE, [OPENED]) == Plan()


def test_the_bots_own_echo_wakes_only_rules_that_ask_for_it() -> None:
    rules = """
{name: Deaf, on: issues.labeled, do: [label: a]}
{name: Keen, on: issues.labeled, on_own_actions: true, do: [label: b]}
{name: Standing, do: [label: c]}
"""
    echo = Occasion("d1", "issues.labeled", own=True)
    assert done(plan(rules, occasions=[echo])) == ["Keen: +b"]
    assert done(plan(rules, occasions=[SWEEP])) == ["Standing: +c"]


def test_a_rule_that_held_for_one_event_does_not_speak_for_the_next() -> None:
    rules = "{name: A, on: issues.closed, when: {actor: bob}, do: [comment: 'Closed by {actor}.']}"
    by_bob, by_eve = (Occasion(name, "issues.closed", actor=Person(login=name)) for name in ("bob", "eve"))
    assert done(plan(rules, occasions=[by_bob, by_eve])) == ["A: say “Closed by bob.”"]
    assert done(plan(rules, occasions=[by_eve, by_bob])) == ["A: say “Closed by bob.”"]
    assert verdicts(plan(rules, occasions=[by_bob, by_eve])) == {"A": True}
    assert verdicts(plan(rules, occasions=[by_eve])) == {"A": False}


def test_whoever_acted_before_does_not_act_in_a_sweep() -> None:
    rules = "{name: A, when: {actor: bob}, do: [label: 'by-{actor}']}"
    by_bob = Occasion("d1", "issues.closed", actor=Person(login="bob"))
    told = plan(rules, ISSUE.but(labels=("by-bob",)), [by_bob, SWEEP])
    assert told.facts.actor == Facts().actor
    assert done(plan(rules, ISSUE.but(actor=Person(login="bob")), [SWEEP])) == ["A: +by-bob"]


def test_of_the_author_who_acts_more_is_known_than_the_event_tells() -> None:
    rules = "{name: A, on: issues.opened, when: {actor: {new: true}}, do: [label: welcome]}"
    known = ISSUE.but(author=Person(login="Alice", new=True))
    by_alice, by_bob = (Occasion("d1", "issues.opened", actor=Person(login=name)) for name in ("alice", "bob"))
    assert done(plan(rules, known, [by_alice])) == ["A: +welcome"]
    assert (done(plan(rules, known, [by_bob])), verdicts(plan(rules, known, [by_bob]))) == ([], {"A": None})


# Standing rules, causes


def test_an_event_is_the_cause_and_for_a_standing_rule_the_episode_is() -> None:
    rules = """
{name: Heard, on: issues.opened, do: [label: a]}
{name: Standing, id: st, do: [label: b, assign: bob]}
"""
    causes = [(a.rule, a.position, a.cause) for a in plan(rules).actions]
    assert causes == [("Heard", 0, "d1"), ("Standing", 0, "standing:1"), ("Standing", 1, "standing:1")]
    again = plan(rules, episodes={"st": 3, "Standing": 9})
    assert [action.cause for action in again.actions] == ["d1", "standing:3", "standing:3"]


def test_the_standing_rules_that_hold_are_told_by_id() -> None:
    found = plan(
        """
{name: Holds, id: holds, when: {title: crash}, do: []}
{name: Holds not, when: {title: other}, do: [label: a]}
{name: Unknown, when: {draft: true, label: x}, do: [label: b]}
{name: Heard, on: issues.opened, do: [label: c]}
"""
    )
    assert found.holding == frozenset({"holds"})


# Three values


def test_unknown_conditions_never_act_and_say_so() -> None:
    found = plan("{name: A, on: issues.opened, when: {body: crash}, do: [label: bug]}")
    assert (done(found), verdicts(found)) == ([], {"A": None})
    assert [part.says for part in found.verdicts[0].because] == ["the body holds “crash” (body not known)"]


def test_a_goal_on_unknown_facts_is_held_back_and_the_others_go_on() -> None:
    unknown = ISSUE.but(assignees=Facts().assignees)
    found = plan("{name: A, on: issues.opened, do: [assign: bob, label: bug]}", unknown)
    assert (done(found), held(found)) == (["A: +bug"], ["A: not known: assignees"])


def test_a_goal_that_the_kind_of_item_does_not_have_is_held_back() -> None:
    rules = "{name: A, do: [request_review: bob, stage: Drafting, assign: bob, label: bug]}"
    assert held(plan(rules)) == ["A: issues have no such thing"]
    discussion = plan(rules, ISSUE.but(kind="discussion"))
    assert (done(discussion), held(discussion)) == (["A: +bug"], ["A: discussions have no such thing"] * 3)


def test_what_is_held_back_stands_in_the_order_of_the_file_each_once() -> None:
    undone = ISSUE.but(undone=frozenset({("label", "a"), ("label", "b")}))
    found = plan(
        """
{name: Late, when: {label: go}, do: [label: a]}
{name: Early, on: issues.opened, do: [label: b, label: go]}
""",
        undone,
        [OPENED, OPENED],
    )
    assert (done(found), held(found)) == (["Early: +go"], ["Late: a person took a off", "Early: a person took b off"])


# As it is printed


def test_a_plan_prints_as_explain_prints_it() -> None:
    found = plan(
        """
{name: A, id: a, on: issues.opened, when: {any: [{title: crash}, {body: x}]}, do: [label: bug, stage: Drafting]}
{name: B, on: issues.opened, do: [stage: Review, comment: 'To {milestone}.']}
"""
    )
    parts: list[dict[str, Any]] = [
        {"condition": "title", "met": True, "saw": "A crash", "says": "the title holds “crash”"},
        {"condition": "body", "met": None, "saw": None, "says": "the body holds “x” (body not known)"},
    ]
    blocks = [
        {"condition": "all", "met": part["met"], "saw": None, "says": "all of", "parts": [part]} for part in parts
    ]
    because = [{"condition": "any", "met": True, "saw": None, "says": "any of", "parts": blocks}]
    assert found.document() == {
        "rules": [
            {"name": "A", "id": "a", "line": 4, "matched": True, "because": because},
            {"name": "B", "id": "B", "line": 5, "matched": True, "because": []},
        ],
        "actions": [
            {"do": "label", "rule": "A", "labels": ["bug"]},
            {"do": "stage", "rule": "A", "stage": "Drafting"},
        ],
        "held_back": [{"do": "comment", "rule": "B", "why": "not known: milestone"}],
        "conflicts": [{"rule": "B", "do": "stage", "place": "stage", "winner": "A"}],
    }


def test_a_plan_fits_on_a_line_of_the_log() -> None:
    assert described(plan("{name: A, on: issues.opened, do: [label: bug, assign: bob]}").actions) == "+bug, assign bob"
    assert described(()) == "nothing"


def test_the_address_of_the_item_can_stand_in_a_text() -> None:
    found = plan("{name: A, do: [comment: 'See {url|code}.']}", url="https://github.com/acme/garden/issues/7")
    assert done(found) == ["A: say “See `https://github.com/acme/garden/issues/7`.”"]


# Taking back


WHILE = "{name: A, while: true, when: {title: crash}, do: [%s]}"
OVER = ISSUE.but(title="A wish")


@pytest.mark.parametrize(
    ("goal", "facts", "deed", "taken"),
    [
        ("label: bug", {"labels": ("Bug", "docs")}, ("label", "bug"), ["A: -Bug"]),
        ("assign: bob", {"assignees": ("bob", "carol")}, ("assign", "bob"), ["A: unassign bob"]),
        ("milestone: '2.0'", {"milestone": "2.0"}, ("milestone", "2.0"), ["A: milestone none"]),
        ("stage: Review", {"stage": "Review", "before": "Drafting"}, ("stage", "Review"), ["A: stage Drafting"]),
        ("label: bug", {"labels": ()}, ("label", "bug"), []),
        ("assign: bob", {"assignees": ()}, ("assign", "bob"), []),
        ("milestone: '2.0'", {"milestone": "3.0"}, ("milestone", "2.0"), []),
        ("milestone: '2.0'", {"milestone": None}, ("milestone", "2.0"), []),
        ("stage: Review", {"stage": "Drafting"}, ("stage", "Review"), []),
    ],
)
def test_a_rule_that_stops_holding_takes_back_its_own(goal: str, facts: Any, deed: Any, taken: list[str]) -> None:
    there = OVER.but(milestone=None).but(**facts)
    rules = WHILE % goal
    assert done(plan(rules, there.but(ours=frozenset({("A", *deed)})), [SWEEP])) == taken
    assert done(plan(rules, there, [SWEEP])) == []
    assert done(plan(rules, there.but(ours=frozenset({("B", *deed)})), [SWEEP])) == []


def test_what_a_person_did_again_is_theirs() -> None:
    ours = OVER.but(labels=("bug",), ours=frozenset({("A", "label", "bug")}))
    assert done(plan(WHILE % "label: bug", ours, [SWEEP])) == ["A: -bug"]
    assert done(plan(WHILE % "label: bug", ours.but(claimed=frozenset({("label", "bug")})), [SWEEP])) == []


def test_what_another_rule_wants_stays() -> None:
    ours = OVER.but(labels=("bug",), ours=frozenset({("A", "label", "bug")}))
    both = WHILE % "label: bug" + "\n{name: B, when: {title: %s}, do: [label: bug]}"
    assert done(plan(both % "wish", ours, [SWEEP])) == []
    assert done(plan(both % "hope", ours, [SWEEP])) == ["A: -bug"]


def test_what_is_taken_back_leads_on_to_other_rules() -> None:
    ours = OVER.but(labels=("bug",), ours=frozenset({("A", "label", "bug")}))
    rules = WHILE % "label: bug" + "\n{name: B, when: {not: {label: bug}}, do: [{comment: Calm.}, label: calm]}"
    assert done(plan(rules, ours, [SWEEP])) == ["A: -bug", "B: +calm", "B: say “Calm.”"]


def test_a_rule_that_another_one_ends_takes_back_its_own_in_the_same_look() -> None:
    ours = OVER.but(labels=("docs", "wait"), ours=frozenset({("A", "label", "wait")}))
    waits = "{name: A, when: {label: docs}, while: true, do: [label: wait]}"
    rules = f"{waits}\n{{name: B, on: issues.edited, do: [unlabel: docs]}}"
    found = plan(rules, ours, [Occasion("d1", "issues.edited")])
    assert done(found) == ["B: -docs", "A: -wait"]
    assert (found.begun, found.holding) == (frozenset({"A"}), frozenset())


def test_what_a_rule_begins_and_another_one_ends_is_taken_back_or_not_begun() -> None:
    waits = "{name: A, when: {label: docs}, while: true, do: [label: wait]}"
    rules = f"{waits}\n{{name: B, on: issues.edited, do: [unlabel: docs]}}"
    there = OVER.but(labels=("docs",))
    edited = Occasion("d2", "issues.edited")
    assert done(plan(rules, there, [edited])) == ["B: -docs"]
    assert done(plan(rules, there, [Occasion("d1", "issues.labeled"), edited])) == ["A: +wait", "B: -docs", "A: -wait"]


def test_without_while_or_while_it_is_not_known_nothing_is_taken_back() -> None:
    ours = OVER.but(labels=("bug",), ours=frozenset({("A", "label", "bug")}))
    assert done(plan("{name: A, when: {title: crash}, do: [label: bug]}", ours, [SWEEP])) == []
    assert done(plan(WHILE % "label: bug", ours.but(title=UNKNOWN), [SWEEP])) == []
    assert done(plan(WHILE % "label: bug, unlabel: docs", ours.but(title="crash"), [SWEEP])) == []


def test_a_stage_goes_back_only_to_where_the_bot_had_it() -> None:
    there = OVER.but(stage="Review", ours=frozenset({("A", "stage", "Review")}))
    found = plan(WHILE % "stage: Review", there, [SWEEP])
    assert (done(found), held(found)) == ([], ["A: nobody knows where it was before Review"])


def test_a_stage_that_a_rule_has_brought_back_stays_there() -> None:
    ours = frozenset({("A", "stage", "Drafting")})
    there = OVER.but(stage="Drafting", before="Review", ours=ours)
    assert done(plan(WHILE % "{stage: {to: Review, back: true}}", there, [SWEEP])) == []
    assert done(plan(WHILE % "stage: Drafting", there, [SWEEP])) == ["A: stage Review"]


def test_what_cannot_be_taken_back_is_left() -> None:
    there = OVER.but(state="closed", ours=frozenset({("A", "close", "closed")}))
    assert done(plan(WHILE % "close: completed", there, [SWEEP])) == []


def test_each_event_is_seen_with_the_label_and_the_comment_that_it_brought() -> None:
    rules = """{name: Labelled, on: issues, if: event.label == 'wish', do: [{label: seen}]}
{name: Asked, on: issues, if: event.comment.contains('please'), do: [{label: asked}]}"""
    occasions = [
        Occasion("d1", "issues.labeled", label="bug", comment="Yes, please"),
        Occasion("d2", "issues.labeled", label="wish", comment=None),
    ]
    assert done(plan(rules, occasions=occasions)) == ["Asked: +asked", "Labelled: +seen"]
    assert done(plan(rules, ISSUE.but(event_label="wish", event_comment=None))) == ["Labelled: +seen"]


def test_of_a_file_that_observes_all_is_told_and_nothing_is_to_be_done() -> None:
    found = plan("{name: A, on: issues.opened, do: [label: bug]}\n{name: B, when: {label: bug}, do: [assign: bob]}")
    book = replace(book_of("{name: A, on: issues.opened, do: [label: bug]}"), mode="observe")
    watched = make_plan(book, ISSUE, [OPENED])
    assert (described(found.actions), found.observed, found.note) == ("+bug, assign bob", (), "+bug, assign bob")
    assert (watched.actions, watched.facts, watched.note) == ((), ISSUE, "nothing; only observed: +bug")
    assert (watched.document()["observed"], [one["do"] for one in watched.document()["actions"]]) == (["A"], ["label"])


def test_a_rule_that_observes_takes_no_place_from_one_that_acts_and_leads_to_nothing() -> None:
    rules = """{name: A, on: issues.opened, mode: observe, do: [{label: bug}, {stage: Drafting}]}
{name: B, on: issues.opened, do: [{stage: Review}]}
{name: C, when: {label: bug}, do: [{assign: bob}]}"""
    found = plan(rules)
    assert (described(found.actions), described(found.observed)) == ("stage Review", "+bug, stage Drafting")
    assert [(one.rule, one.winner) for one in found.conflicts] == [("B", "A")]
    assert [(one.rule.name, one.matched) for one in found.verdicts] == [("A", True), ("B", True), ("C", False)]

"""What holds for every small rule file and every item: plans repeat, come to rest, and do not hang on chance order."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.plan import Occasion, Plan, make_plan
from rules.book import Rulebook
from rules.facts import Board, Facts, Member, Person
from rules.language import load

LABELS = ("a", "b", "c")
PEOPLE = ("alice", "bob", "carol")
STAGES = ("One", "Two", "Three")
EVENTS = ("issues.opened", "issues.labeled", "issues.closed")

some_labels = st.lists(st.sampled_from(LABELS), min_size=1, max_size=2)
some_people = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2)
selectors = st.one_of(
    some_people.map(lambda users: {"users": users}),
    st.integers(1, 3).map(lambda count: {"role": "editor", "count": count, "fallback": {"users": "carol"}}),
)
leave = st.sampled_from(({}, {"back": True}, *({"only_from": [stage]} for stage in STAGES)))
moves = st.builds(lambda stage, how: {"to": stage, **how}, st.sampled_from(STAGES), leave)
goals = st.one_of(
    some_labels.map(lambda names: {"label": names}),
    some_labels.map(lambda names: {"unlabel": names}),
    selectors.map(lambda selector: {"assign": selector}),
    (selectors | st.just("all")).map(lambda selector: {"unassign": selector}),
    selectors.map(lambda selector: {"request_review": selector}),
    moves.map(lambda move: {"stage": move}),
    st.sampled_from(("acme/shed", "acme/barn")).map(lambda place: {"transfer": place}),
    st.sampled_from(("talk", "book")).map(lambda name: {"record": name}),
    some_labels.map(lambda names: {"open_issue": {"title": "For {title}", "labels": names}}),
    st.sampled_from(LABELS).map(lambda name: {"check": {"name": "ready", "passes_when": {"label": name}}}),
    st.sampled_from(("Hello {author}.", "At {stage}.", "For {milestone}.")).map(lambda text: {"comment": text}),
)
questions = st.one_of(
    some_labels.map(lambda names: {"label": names}),
    some_labels.map(lambda names: {"not": {"label": names}}),
    st.sampled_from((*STAGES, "none")).map(lambda stage: {"stage": stage}),
    st.sampled_from(PEOPLE).map(lambda login: {"author": login}),
    st.just({"draft": False}),
    st.none(),
)


@st.composite
def rule_files(draw: st.DrawFn) -> Rulebook:
    rules = []
    for number in range(draw(st.integers(1, 5))):
        rule: dict[str, Any] = {
            "name": f"rule {number}",
            "do": draw(st.lists(goals, min_size=1, max_size=3, unique_by=lambda goal: next(iter(goal)))),
        }
        if on := draw(st.lists(st.sampled_from(EVENTS), max_size=2, unique=True)):
            rule["on"] = on
        if when := draw(questions):
            rule["when"] = when
        rules.append(rule)
    board = {"project": 1, "labels": draw(st.booleans()), "stages": {stage: {} for stage in STAGES}}
    return load(json.dumps({"project": {"purpose": "Tests"}, "board": board, "rules": rules}))


marks = st.tuples(
    st.sampled_from(("label", "unlabel", "assign", "unassign", "request_review", "stage")),
    st.sampled_from((*LABELS, *PEOPLE, *(stage.lower() for stage in STAGES))),
)
facts = st.builds(
    Facts,
    kind=st.sampled_from(("issue", "pull_request")),
    title=st.just("A title"),
    draft=st.booleans(),
    author=st.sampled_from(PEOPLE).map(lambda login: Person(login=login)),
    labels=st.lists(st.sampled_from((*LABELS, "stage/One")), unique=True).map(tuple),
    assignees=st.lists(st.sampled_from(PEOPLE), unique=True).map(tuple),
    requested=st.lists(st.sampled_from(PEOPLE), unique=True).map(tuple),
    reviews=st.just(()),
    undone=st.frozensets(marks, max_size=3),
    flapping=st.frozensets(marks, max_size=1),
    sections=st.just({}),
    body=st.just(""),
    repo=st.just("acme/garden"),
    number=st.just(7),
    private=st.booleans(),
    came_from=st.sampled_from(((), ("acme/shed",))),
    opened=st.just(frozenset()),
    recorded=st.sampled_from((frozenset(), frozenset({"talk"}))),
    commit=st.just("c0ffee"),
    own_checks=st.just({}),
    stage=st.sampled_from((*STAGES, None)),
    card=st.none(),
    board=st.sampled_from((Board(options=STAGES), Board(options=STAGES[:2]), Board(problem="it is hidden"))),
    people=st.just(tuple(Member(login=login, roles=("editor",)) for login in PEOPLE)),
)
occasions = st.lists(st.sampled_from((None, *EVENTS)), min_size=1, max_size=3).map(
    lambda events: [Occasion(f"d{number}", event) for number, event in enumerate(events)]
)


def wanted(plan: Plan) -> set[tuple[str, str, int, str]]:
    """The acts one by one, whatever their order."""
    return {(action.do, action.rule, action.position, target) for action in plan.actions for target in action.targets}


@given(rule_files(), facts, occasions)
def test_planning_twice_gives_the_same_plan(book: Rulebook, item: Facts, why: list[Occasion]) -> None:
    assert make_plan(book, item, why) == make_plan(book, item, why)


@given(rule_files(), facts, occasions)
def test_what_was_planned_without_a_conflict_needs_nothing_more(
    book: Rulebook, item: Facts, why: list[Occasion]
) -> None:
    first = make_plan(book, item, why[:1])
    again = make_plan(book, first.facts, why[:1])
    assert first.conflicts or again.actions == ()


@given(rule_files(), facts, st.sampled_from((None, *EVENTS)))
def test_looking_again_and_again_comes_to_rest(book: Rulebook, item: Facts, event: str | None) -> None:
    found = make_plan(book, item, [])
    for number in range(8):
        found = make_plan(book, found.facts if number else item, [Occasion("d", event)])
    assert found.actions == ()


@given(rule_files(), facts, st.sampled_from((None, *EVENTS)))
def test_repeating_an_occasion_without_a_conflict_adds_nothing(book: Rulebook, item: Facts, event: str | None) -> None:
    once = make_plan(book, item, [Occasion("d", event)])
    twice = make_plan(book, item, [Occasion("d", event), Occasion("d", event)])
    assert once.conflicts or twice.actions == once.actions


@given(rule_files(), facts, occasions, st.randoms(use_true_random=False))
def test_the_order_in_which_github_lists_things_does_not_matter(
    book: Rulebook, item: Facts, why: list[Occasion], random: Any
) -> None:
    def shuffled(names: Any) -> tuple[str, ...]:
        return tuple(random.sample(names, len(names)))

    other = item.but(
        labels=shuffled(item.labels), assignees=shuffled(item.assignees), requested=shuffled(item.requested)
    )
    assert wanted(make_plan(book, other, why)) == wanted(make_plan(book, item, why))


@given(rule_files(), facts, occasions)
def test_nothing_is_done_that_a_person_undid_or_that_is_so_already(
    book: Rulebook, item: Facts, why: list[Occasion]
) -> None:
    plan = make_plan(book, item, why[:1])
    acts = {(do, target.lower()) for do, _, _, target in wanted(plan)}
    undone = item.undone if isinstance(item.undone, frozenset) else frozenset()
    assert {(do, target) for do, target in acts & undone if do != "stage"} == set()
    assert acts.isdisjoint(("label", label) for label in item.labels)  # type: ignore[union-attr]  # they are known


@given(rule_files(), facts, occasions)
def test_within_one_look_nothing_is_both_done_and_undone(book: Rulebook, item: Facts, why: list[Occasion]) -> None:
    plan = make_plan(book, item, why[:1])
    places = [place for action in plan.actions for place in action.claims() if place != "stage"]
    assert len(places) == len(set(places))


@given(rule_files(), facts, occasions, st.data())
def test_an_unknown_fact_never_makes_a_rule_act_that_reads_it(
    book: Rulebook, item: Facts, why: list[Occasion], data: st.DataObject
) -> None:
    hidden = data.draw(st.sampled_from(("labels", "assignees", "stage", "undone", "sections", "board")))
    plan = make_plan(book, item.but(**{hidden: getattr(Facts(), hidden)}), why)
    readers = {(rule.name, position) for rule in book.rules for position, goal in rule.goals if hidden in goal.needs}
    assert {(action.rule, action.position) for action in plan.actions}.isdisjoint(readers)


def test_a_label_that_holds_the_labels_ends_too() -> None:
    text = (
        "project: {purpose: Tests}\nrules:\n"
        "  - {name: A, do: [label: 'x-{labels}']}\n"
        "  - {name: B, do: [label: 'y-{labels}']}\n"
    )
    item = Facts(kind="issue", labels=("a",), undone=frozenset())
    found = make_plan(load(text), item, [Occasion("d", None)])
    assert make_plan(load(text), found.facts, [Occasion("d", None)]).actions == ()
    assert isinstance(found.facts.labels, tuple)
    assert max(len(label) for label in found.facts.labels) <= 50

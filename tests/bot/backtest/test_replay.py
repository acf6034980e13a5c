"""A past played once more: people's acts stay, the bot's own are left out, and the rules act in their stead."""

from dataclasses import replace
from typing import Any

from bot.backtest.replay import Rehearsal, Replayed
from rules.facts import BLANK, Facts, Member
from rules.language import load


def played(history: Any, *items: Any, rules: str, around: Facts = BLANK) -> list[Replayed]:
    return list(Rehearsal(load(f"project: {{purpose: p}}\n{rules}"), history(*items), around).play_all())


def done(replayed: Replayed) -> list[tuple[str, str, str]]:
    return [(deed.event, deed.do, deed.target) for deed in replayed.deeds]


BUGS = "rules: [{name: Bugs, on: issues.opened, when: {title: crash}, do: [{label: bug}, {comment: Thanks}]}]"


def test_rules_act_on_what_was_opened(past: Any, history: Any) -> None:
    [one, other] = played(history, past(), past(number=2, title="A wish"), rules=BUGS)
    assert done(one) == [("issues.opened", "label", "bug"), ("issues.opened", "comment", "Bugs")]
    assert (one.deeds[1].text, one.deeds[0].at, done(other)) == ("Thanks", one.past.created_at, [])


def test_a_chain_of_rules_is_followed(past: Any, history: Any) -> None:
    chain = """rules:
  - {name: Bugs, on: issues.opened, when: {title: crash}, do: [{label: bug}]}
  - {name: Triage, when: {label: bug}, do: [{label: triage}]}"""
    assert done(played(history, past(), rules=chain)[0]) == [
        ("issues.opened", "label", "bug"),
        ("issues.opened", "label", "triage"),
    ]


def test_what_the_bot_did_then_is_left_out_and_what_people_did_is_not(past: Any, history: Any) -> None:
    item = past(("labeled", "fingerpost[bot]", "bug"), ("labeled", "ben", "docs"), labels=("bug", "docs"))
    rules = """rules:
  - {name: Docs, when: {label: docs}, do: [{label: writing}]}
  - {name: Bugs, when: {label: bug}, do: [{label: never}]}"""
    [one] = played(history, item, rules=rules)
    assert done(one) == [("issues.labeled", "label", "writing")]


def test_people_have_the_last_word_there_too(past: Any, history: Any) -> None:
    item = past(("labeled", "fingerpost[bot]", "bug"), ("unlabeled", "ben", "bug"), ("commented", "ben", "No bug"))
    rules = "rules: [{name: Bugs, when: {title: crash}, do: [{label: bug}]}]"
    assert done(played(history, item, rules=rules)[0]) == [("issues.opened", "label", "bug")]


def test_what_holds_as_long_as_a_rule_does_is_taken_back(past: Any, history: Any) -> None:
    item = past(("renamed", "ada", "A crash"), title="A wish")
    rules = "rules: [{name: Bugs, when: {title: crash}, do: [{label: bug}], while: true}]"
    assert done(played(history, item, rules=rules)[0]) == [
        ("issues.opened", "label", "bug"),
        ("issues.edited", "unlabel", "bug"),
    ]


def test_what_another_rule_undid_is_not_the_first_ones_to_take_back(past: Any, history: Any) -> None:
    acts = [("closed", "ben", ""), ("labeled", "ben", "bug"), ("renamed", "ada", "A crash")]
    item = past(*acts, title="A wish", labels=("bug",))
    rules = """rules:
  - {name: Over, on: issues.closed, do: [{unlabel: bug}]}
  - {name: Bugs, when: {title: crash}, do: [{label: bug}], while: true}"""
    assert done(played(history, item, rules=rules)[0]) == [
        ("issues.opened", "label", "bug"),
        ("issues.closed", "unlabel", "bug"),
    ]


def test_an_author_is_new_with_the_first_item_unless_they_belong_here(past: Any, history: Any) -> None:
    items = [
        past(),
        past(number=2),
        past(number=3, author="ben", association="MEMBER"),
        past(number=4, author="x[bot]"),
    ]
    rules = "rules: [{name: Welcome, on: issues.opened, when: {author: {new: true}}, do: [{label: first}]}]"
    assert [len(one.deeds) for one in played(history, *items, rules=rules)] == [1, 0, 0, 0]


def test_whoever_opened_an_older_item_that_is_left_out_is_not_new(past: Any, history: Any) -> None:
    book = load(
        "project: {purpose: p}\n"
        "rules: [{name: Welcome, on: issues.opened, when: {author: {new: true}}, do: [{label: first}]}]"
    )
    rest = replace(history(past(number=2, author="Ada"), past(number=3, author="ben")), earlier=frozenset({"ada"}))
    assert [len(one.deeds) for one in Rehearsal(book, rest, BLANK).play_all()] == [0, 1]


def test_the_people_file_of_today_counts(past: Any, history: Any) -> None:
    around = BLANK.but(people=(Member(login="ada", roles=("editor",)),))
    rules = "rules: [{name: Ours, on: issues.opened, when: {author: {role: editor}}, do: [{label: ours}]}]"
    rules = f"roles: {{editor: {{}}}}\n{rules}"
    assert done(played(history, past(), rules=rules, around=around)[0]) == [("issues.opened", "label", "ours")]


def test_somebody_else_acts_and_the_title_of_each_moment_counts(past: Any, history: Any) -> None:
    item = past(("renamed", "ben", "One"), ("renamed", "ada", "Two"), ("merged", "ben", ""), title="Three")
    rules = """rules:
  - {name: Two, on: issues.edited, when: {title: Two, actor: ben}, do: [{label: two}]}
  - {name: Three, on: issues.edited, when: {title: Three, actor: ada}, do: [{label: three}]}"""
    assert done(played(history, item, rules=rules)[0]) == [
        ("issues.edited", "label", "two"),
        ("issues.edited", "label", "three"),
    ]


def test_a_rule_that_cannot_be_told_is_named(past: Any, history: Any) -> None:
    when = "when: {actor: {association: none}}"
    rules = f"rules: [{{name: Newcomer speaks, on: issue_comment.created, {when}, do: [{{label: x}}]}}]"
    [one] = played(history, past(("commented", "ben", "Hi")), rules=rules)
    assert (one.unsure, done(one)) == (frozenset({"Newcomer speaks"}), [])


BOARD = """board: {project: 1, stages: {Backlog: {}, Review: {}, Done: {done: true}}}
rules:
  - {name: Waits, on: issues.opened, do: [{stage: Backlog}]}
  - {name: Goes on, on: issues.labeled, do: [{stage: Review}]}
  - {name: Came, on: stage.entered, when: {stage: Review}, do: [{label: reviewing}]}
  - {name: Ends, on: [stage.entered, issues.closed], when: {stage: Review, state: closed}, do: [{stage: Done}]}
  - {name: Never, on: issues.closed, when: {stage: Review, title: peace}, do: [{stage: Done}]}
"""


def test_an_item_begins_without_a_card_and_the_rules_move_it(past: Any, history: Any) -> None:
    [one] = played(history, past(("labeled", "ben", "bug"), ("labeled", "ben", "docs")), rules=BOARD)
    assert (one.unsure, done(one)) == (
        frozenset(),
        [
            ("issues.opened", "stage", "Backlog"),
            ("issues.labeled", "stage", "Review"),
            ("issues.labeled", "label", "reviewing"),
        ],
    )


def test_a_rule_that_asks_where_people_may_have_moved_the_card_is_named(past: Any, history: Any) -> None:
    moved, waits = past(("labeled", "ben", "bug"), ("closed", "ben", "")), past(("closed", "ben", ""), number=2)
    one, other = played(history, moved, waits, rules=BOARD)
    assert (one.unsure, other.unsure) == (frozenset({"Ends"}), frozenset({"Ends"}))
    assert (done(one)[-1], done(other)) == (
        ("issues.closed", "stage", "Done"),
        [("issues.opened", "stage", "Backlog")],
    )

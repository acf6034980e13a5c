"""The index finds the same rules as asking each of them, and never rules out what is not known."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import index
from rules.evaluate import judge
from rules.facts import UNKNOWN, Facts, Person
from rules.index import Index
from rules.language import load

BOOK = load("""
project: {purpose: x}
rules:
  - {name: title, on: issues.opened, when: {title: [crash, '/^docs/i']}, do: [{label: a}]}
  - {name: title and body, on: issues, when: {title: crash, body: trace}, do: [{label: b}]}
  - {name: label, on: [issues.opened, pull_request.opened], when: {label: [Bug, wish]}, do: [{label: c}]}
  - {name: every label, on: issues.opened, when: {label: {all: [bug, wish]}}, do: [{label: d}]}
  - {name: files, on: pull_request.opened, when: {files: ["docs/**", "!docs/old/**"]}, do: [{label: e}]}
  - {name: all but, on: pull_request.opened, when: {files: ["!docs/**"]}, do: [{label: f}]}
  - {name: class, on: pull_request.opened, when: {files: "[ab]/*.py"}, do: [{label: g}]}
  - {name: only, on: pull_request.opened, when: {files: {only: "docs/*"}}, do: [{label: h}]}
  - {name: count, on: pull_request.opened, when: {files: {count: ">= 2"}}, do: [{label: i}]}
  - {name: base, on: pull_request.opened, when: {base: [main, "release/*", "!release/1"]}, do: [{label: q}]}
  - {name: not base, on: pull_request.opened, when: {base: ["!main"]}, do: [{label: r}]}
  - {name: head, on: pull_request.opened, when: {head: "docs/[ab]", base: main}, do: [{label: s}]}
  - {name: draft, on: pull_request.opened, when: {draft: true}, do: [{label: j}]}
  - {name: author, on: issues.opened, when: {author: [Ann, bob]}, do: [{label: k}]}
  - {name: newcomer, on: issues.opened, when: {author: {new: true}}, do: [{label: l}]}
  - {name: not, on: issues.opened, when: {not: {title: crash}}, do: [{label: m}]}
  - {name: standing, when: {body: trace}, do: [{label: n}]}
  - {name: own too, on: issues.opened, on_own_actions: true, do: [{label: o}]}
  - {name: always, on: issues.opened, do: [{label: p}]}
""")
EVENTS = ["issues.opened", "issues.edited", "pull_request.opened", None]


def maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.just(UNKNOWN), values)


texts = st.sampled_from(["", "a crash", "Docs: x", "a trace of a crash", "crash\ntrace"])
paths = st.sampled_from(["docs/a", "docs/old/b", "docs/x/y", "a/b.py", "c/d.py", "docs\n/a", "new\nline"])
facts = st.builds(
    Facts,
    kind=maybe(st.sampled_from(["issue", "pull_request", "discussion"])),
    title=maybe(texts),
    body=maybe(texts),
    draft=maybe(st.booleans()),
    base=maybe(st.sampled_from(["main", "release/1", "release/2", "old/main"])),
    head=maybe(st.sampled_from(["docs/a", "docs/c", "main"])),
    labels=maybe(st.lists(st.sampled_from(["bug", "BUG", "Wish", "other"]), max_size=3).map(tuple)),
    files=maybe(st.lists(paths, max_size=4).map(tuple)),
    author=maybe(st.sampled_from([Person(login="ann", new=True), Person(login="BOB"), Person(login="x", new=False)])),
)


@given(facts, st.sampled_from(EVENTS), st.booleans())
def test_what_the_index_leaves_out_does_not_hold(known: Facts, event: str | None, own: bool) -> None:
    heard = [rule for rule in BOOK.rules if rule.hears(event, own=own)]
    found = Index(BOOK.rules).may_hold(event, known, own=own)
    left_out = [rule for rule in heard if rule not in found]
    assert [rule.name for rule in left_out if judge(rule, known).matched is not False] == []
    assert [rule.name for rule in found if rule not in heard] == []
    assert found == [rule for rule in BOOK.rules if rule in found]


def test_a_thousand_rules_come_down_to_the_one_that_concerns_the_item() -> None:
    rules = "\n".join(
        f"  - {{name: r{n}, on: issues.opened, when: {{title: word{n:04}}}, do: [{{label: a}}]}}" for n in range(999)
    )
    book = load(f"project: {{purpose: x}}\nrules:\n{rules}")
    found = book.index.may_hold("issues.opened", Facts(kind="issue", title="here is WORD0042, alone"))
    assert [rule.name for rule in found] == ["r42"]


@pytest.mark.parametrize(
    ("event", "own", "names"),
    [
        ("issues.edited", False, ["title and body", "standing"]),
        ("issues.opened", True, ["own too"]),
        (None, False, ["standing"]),
    ],
)
def test_who_hears_an_event(event: str | None, own: bool, names: list[str]) -> None:
    assert [rule.name for rule in BOOK.index.hearing(event, own=own)] == names


def test_what_is_asked_again_is_answered_again() -> None:
    known = Facts(kind="issue", title="a crash", body="", labels=(), author=Person(login="x", new=False))
    first = BOOK.index.may_hold("issues.edited", known)
    assert [rule.name for rule in first] == []
    assert BOOK.index.may_hold("issues.edited", known) == first
    traced = known.but(body="a trace")
    assert [rule.name for rule in BOOK.index.may_hold("issues.edited", traced)] == ["title and body", "standing"]


@pytest.mark.parametrize(
    ("known", "names"),
    [
        ({"base": "main", "head": "docs/a"}, ["main", "docs", "not old"]),
        ({"base": "release/2", "head": "topic"}, ["release", "not old"]),
        ({"base": "topic/main", "head": "docs/a/b"}, ["not old"]),
        ({}, ["main", "release", "docs", "not old"]),
    ],
)
def test_branches_are_looked_up(known: dict[str, Any], names: list[str]) -> None:
    asked = {"main": "base: main", "release": "base: ['release/*', '!x']", "docs": "head: 'docs/*'"}
    rules = ", ".join(f"{{name: {name}, when: {{{when}}}}}" for name, when in asked.items())
    book = load(f"project: {{purpose: x}}\nrules: [{rules}, {{name: not old, when: {{base: '!old'}}}}]")
    found = book.index.may_hold(None, Facts(kind="pull_request", **known))
    assert [rule.name for rule in found] == names


def test_a_path_with_a_line_break_is_one_path() -> None:
    book = load("project: {purpose: x}\nrules: [{name: docs, on: push, when: {files: 'docs/**'}}]")
    assert book.index.may_hold("push", Facts(files=("src\ndocs/a",))) == []
    assert book.index.may_hold("push", Facts(files=("src", "docs/a"))) == list(book.rules)


def test_what_cheap_facts_rule_out_needs_no_text() -> None:
    book = load("project: {purpose: x}\nrules: [{name: docs, on: push, when: {files: 'docs/**'}}]")
    assert book.index.may_hold("push", Facts(kind="issue", files=("docs/a",))) == []
    assert book.index.may_hold("push", Facts(kind="pull_request")) == list(book.rules)


def test_state_and_milestone_are_looked_up_before_anything_is_asked() -> None:
    asked = {"done": "state: closed", "planned": "milestone: V2", "open": "milestone: none"}
    rules = ", ".join(f"{{name: {name}, when: {{{when}}}}}" for name, when in asked.items())
    book = load(f"project: {{purpose: x}}\nrules: [{rules}]")
    assert [rule.name for rule in book.index.may_hold(None, Facts(state="open", milestone="v2"))] == ["planned"]
    assert [rule.name for rule in book.index.may_hold(None, Facts(state="closed", milestone=None))] == ["done", "open"]
    assert len(book.index.may_hold(None, Facts())) == len(book.rules)


def test_texts_that_are_not_known_rule_nothing_out() -> None:
    book = load("project: {purpose: x}\nrules: [{name: Crashes, when: {title: crash}, do: [{label: bug}]}]")
    held = [[rule.name for rule in book.index.may_hold(None, Facts(title=title))] for title in (UNKNOWN, "A wish")]
    assert held == [["Crashes"], []]


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles that are searched from now on."""
    titles: list[str] = []

    def read(title: str) -> str:
        titles.append(title)
        return title

    monkeypatch.setattr(index, "TEXTS", {**index.TEXTS, "title": read})
    return titles


def test_a_text_is_searched_only_while_a_rule_with_a_hint_on_it_is_in_play(searched: list[str]) -> None:
    book = load(
        "project: {purpose: x}\nrules:\n"
        "  - {name: both, when: {label: bug, title: crash}, do: [{label: a}]}\n"
        "  - {name: label, when: {label: wish}, do: [{label: b}]}\n"
    )
    named = [
        [rule.name for rule in book.index.may_hold(None, Facts(labels=(name,), title="x"))] for name in ("wish", "bug")
    ]
    assert (named, searched) == ([["label"], []], ["x"])
    assert [rule.name for rule in book.index.may_hold(None, Facts(labels=("bug",), title="a crash"))] == ["both"]
    assert [rule.name for rule in book.index.may_hold(None, Facts(labels=("bug",), title="a wish"))] == []


def test_a_text_is_searched_once_whatever_happens_to_the_item(searched: list[str]) -> None:
    book = load(
        "project: {purpose: x}\nrules:\n"
        "  - {name: opened, on: issues.opened, when: {title: crash}, do: [{label: a}]}\n"
        "  - {name: closed, on: issues.closed, when: {title: [crash, wish]}, do: [{label: b}]}\n"
    )
    item = Facts(title="a wish")
    named = [[rule.name for rule in book.index.may_hold(f"issues.{end}", item)] for end in ("opened", "closed")]
    assert (named, searched) == ([[], ["closed"]], ["a wish"])

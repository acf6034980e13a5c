"""What holds for every condition, those included that do not exist yet."""

from datetime import UTC, datetime

import pytest

from rules.condition import Condition, known
from rules.conditions import CONDITIONS
from rules.evaluate import judge
from rules.facts import UNKNOWN, Facts, Review
from rules.forms import Field, Form
from rules.works import Works
from tests.rules.world import facts, person, rulebook


def question(label: str) -> Field:
    return Field(label=label)


BOARD = "board: {stages: {Drafting: {}, Revision: {}}}\nregions: {Nordics: [NO], Alps: [AT]}\n"
BOARD += "pathways: {translating: {form: bug}, writing: {form: idea}}\n"
ASKED = ("Version", "Media type", "Copies", "Country", "Region")
BUG = Form(path="bug.yml", name="Bug", fields=tuple(map(question, ASKED)))
ALL_KNOWN = {
    "kind": "issue",
    "title": "crash",
    "body": "traceback\n\n### Version\n\n2.1\n\n### Media type\n\nVideo\n\n### Copies\n\n3"
    "\n\n### Country\n\nAT\n\n### Region\n\nNordics",
    "labels": ("bug", "country/AT", "region/Nordics"),
    "files": ("docs/a.md",),
    "commit": "c0ffee",
    "works": Works(),
    "codeowners": "* @alice",
    "draft": False,
    "head": "docs/a",
    "base": "main",
    "stage": "Drafting",
    "reviews": (Review(author="bob", state="APPROVED"), Review(author="carol", state="APPROVED")),
    "fields": {"Priority": "High", "Estimate": 3},
    "forms": (BUG,),
    "state": "open",
    "milestone": "v2.0",
    "additions": 400,
    "deletions": 100,
    "comments": 3,
    "reactions": 3,
    "locked": False,
    "linked": 1,
    "assignees": (),
    "checks": "success",
    "repo": "acme/docs-web",
    "created_at": datetime(2026, 1, 1, tzinfo=UTC),
    "human_at": datetime(2026, 1, 1, tzinfo=UTC),
    "now": datetime(2026, 2, 1, tzinfo=UTC),
    "author": person("alice", new=True),
    "actor": person("alice", new=True),
}
TEAMS = {"acme/docs": ("alice",)}
WORDS = sorted(CONDITIONS)


def asked(word: str) -> Condition[object]:
    """The condition that its own example makes."""
    (rule,) = rulebook(f"{BOARD}rules:\n  - name: A rule\n    when:\n      {CONDITIONS[word].example}\n").rules
    (only,) = rule.when.parts
    assert isinstance(only, Condition)
    return only


def only(needs: frozenset[str]) -> Facts:
    """Facts that know what is needed, and nothing else."""
    names = {need.partition(".")[0] for need in needs if not need.startswith("team:")}
    teams = {need.removeprefix("team:") for need in needs if need.startswith("team:")}
    known_ = {name: ALL_KNOWN[name] for name in names}
    return facts(**known_, teams={team: TEAMS[team] for team in teams})


def without(need: str, told: Facts) -> Facts:
    if need.startswith("team:"):
        return told.but(teams={})
    name, _, part = need.partition(".")
    if part:
        return told.but(**{name: person("alice")})
    return told.but(**{name: UNKNOWN})


@pytest.mark.parametrize("word", WORDS)
def test_its_example_is_met_with_nothing_known_but_its_needs(word: str) -> None:
    condition = asked(word)
    answer = condition.check(only(condition.needs))
    assert (answer.condition, answer.met) == (word, True)


@pytest.mark.parametrize("word", WORDS)
def test_each_missing_need_leaves_it_open_and_is_named(word: str) -> None:
    condition = asked(word)
    told = only(condition.needs)
    for need in condition.needs:
        answer = condition.check(without(need, told))
        assert (answer.met, answer.saw) == (None, None)
        assert f"{need}" in answer.says


@pytest.mark.parametrize("word", WORDS)
def test_an_item_that_has_no_such_fact_does_not_meet_it(word: str) -> None:
    condition = asked(word)
    for kind in {"issue", "pull_request", "discussion"} - condition.kinds:
        assert condition.check(only(condition.needs).but(kind=kind)).met is False


@pytest.mark.parametrize("word", WORDS)
def test_it_says_what_it_is_for_with_a_line_that_shows_it(word: str) -> None:
    condition = CONDITIONS[word]
    assert (condition.__doc__ or "").startswith("Met when ")
    assert condition.example.startswith(f"{word}: ")
    assert condition.__module__ == f"rules.conditions.{word}"


def test_a_fact_that_is_read_without_being_needed_is_a_bug_that_shows() -> None:
    with pytest.raises(TypeError, match="read without being declared in `needs`"):
        known(UNKNOWN)


def test_a_class_between_the_base_and_a_condition_does_not_become_a_word() -> None:
    class Between(Condition[str]):
        """Not a word of the language."""

    assert Between.word == ""
    assert sorted(CONDITIONS) == WORDS


def test_the_question_whether_a_rule_holds_can_be_asked_of_all_of_them_at_once() -> None:
    board = BOARD.replace("{form: bug}", "{form: bug, files: docs/*}")
    for kind in ("issue", "pull_request"):
        lines = "".join(f"      {CONDITIONS[word].example}\n" for word in WORDS if kind in CONDITIONS[word].kinds)
        (rule,) = rulebook(f"{board}rules:\n  - name: A rule\n    when:\n{lines}").rules
        assert judge(rule, only(rule.needs).but(kind=kind)).matched is True


@pytest.mark.parametrize("word", WORDS)
def test_its_hint_is_about_a_fact_that_it_needs(word: str) -> None:
    condition = asked(word)
    hint = condition.hint()
    assert hint is None or hint.fact in condition.needs

"""What rules that only observe would have done, once for each item, and what people did meanwhile."""

from typing import Any

import pytest

from bot.figures.looks import Looks
from bot.figures.observed import compared, lanes_of, would
from bot.store.decisions import Decision
from bot.store.items import ItemRecord


def looks(*told: tuple[int, dict[str, Any]], observed: tuple[str, ...] = ("A",)) -> Looks:
    """Decisions, newest first: the item's number, and one action of the rule A."""
    documents = [{"actions": [{"rule": "A"} | action], "observed": [*observed]} for _, action in told]
    return Looks([Decision(f"1#{n}", 0, (), each) for (n, _), each in zip(told, documents, strict=True)])


def item(number: int = 1, **known: Any) -> ItemRecord:
    fixed = {"installation": 1, "repo_id": 1, "repo": "a/b", "repo_node": "R", "private": False, "kind": "issue"}
    texts = {"node_id": "I", "title": "", "url": "", "author": "ada", "state": "open", "seen_at": 0}
    return ItemRecord(lane=f"1#{number}", number=number, **{**fixed, **texts, **known})


LABEL = {"do": "label", "labels": ["bug"]}


def test_the_same_again_on_an_item_counts_once() -> None:
    found = would(looks((2, LABEL), (2, {"do": "label", "labels": ["Bug", "docs"]}), (1, LABEL)))["A"]
    assert [(wish.words, wish.lanes) for wish in found.wishes] == [("+bug", ["1#2", "1#1"]), ("+docs", ["1#2"])]
    assert (found.items, lanes_of([found])) == (2, ["1#2", "1#1"])


def test_what_acts_is_not_counted() -> None:
    assert would(looks((1, LABEL), observed=())) == {}
    assert would(Looks([Decision("1#1", 0, (), {"actions": None, "observed": None})])) == {}


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ({"do": "comment", "body": "Hello @ada"}, ["comment"]),
        (
            {"do": "request_review", "reviewers": ["ben"], "teams": ["a/docs"]},
            ["ask ben for a review", "ask a/docs for a review"],
        ),
        ({"do": "react", "reactions": ["+1 on IC_1"]}, ["react with +1"]),
        ({"do": "wait", "login": "ada", "state": "waits"}, ["ada in line: waits"]),
        ({"do": "board_field", "field": "Size", "value": "L"}, ["board field Size, L"]),
        ({"do": "reopen"}, ["reopen"]),
        ({"do": "later", "what": "x"}, ["later x"]),
    ],
)
def test_each_verb_is_told_in_its_words(action: dict[str, Any], words: list[str]) -> None:
    assert [wish.words for wish in would(looks((1, action)))["A"].wishes] == sorted(words)


def test_whoever_would_have_been_called_is_counted_once_for_each_item() -> None:
    found = would(
        looks(
            (2, {"do": "comment", "body": "@ada and @ben"}),
            (2, {"do": "assign", "assignees": ["Ada"]}),
            (1, {"do": "comment", "body": "@ada"}),
            (1, {"do": "label", "labels": ["ada"]}),
        )
    )
    assert found["A"].calls == {"ada": 2, "ben": 1}


@pytest.mark.parametrize(
    ("action", "known", "came"),
    [
        (LABEL, {"labels": ("Bug",)}, "same"),
        (LABEL, {"labels": ("docs",)}, "otherwise"),
        (LABEL, {"state": "closed"}, "otherwise"),
        (LABEL, {}, "open"),
        ({"do": "assign", "assignees": ["ben"]}, {"assignees": ("Ben",)}, "same"),
        ({"do": "request_review", "reviewers": ["ben"], "teams": []}, {}, "open"),
        ({"do": "unlabel", "labels": ["bug"]}, {"labels": ("bug",)}, "open"),
        ({"do": "unlabel", "labels": ["bug"]}, {}, "same"),
        ({"do": "stage", "stage": "Doing"}, {"stage": "doing"}, "same"),
        ({"do": "stage", "stage": "Doing"}, {"stage": "Done"}, "otherwise"),
        ({"do": "stage", "stage": "Doing"}, {}, "open"),
        ({"do": "close", "reason": "completed"}, {"state": "closed"}, "same"),
        ({"do": "close", "reason": "completed"}, {}, "open"),
        ({"do": "milestone", "title": "One"}, {}, ""),
    ],
)
def test_what_people_did_themselves_is_told(action: dict[str, Any], known: dict[str, Any], came: str) -> None:
    found = would(looks((1, action), (2, action)))
    compared(found.values(), {"1#1": item(**known)})
    assert found["A"].wishes[0].came == ({came: 1} if came else {})

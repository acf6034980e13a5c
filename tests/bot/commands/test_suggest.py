from typing import Any

import pytest

from bot.commands import COMMANDS
from rules.facts import Facts
from rules.forms import Form
from rules.language import load

FORM = Form(path=".github/ISSUE_TEMPLATE/suggestion.yml", name="Suggest", title="Idea: ", labels=("idea",))


@pytest.fixture
def here(item: Facts) -> Facts:
    return item.but(opened=frozenset(), private=False)


def test_a_suggestion_becomes_an_issue_that_names_who_made_it(said: Any, here: Facts) -> None:
    came = said("/suggest A chapter on @ben's <b>trees</b>", by="bob", facts=here)
    assert (came.done, came.signs) == (
        [{"do": "open_issue", "title": "A chapter on @ben's trees", "labels": [], "assignees": []}],
        ["+1"],
    )


def test_the_form_for_suggestions_gives_its_labels_and_the_beginning_of_its_title(said: Any, here: Facts) -> None:
    came = said(f"/suggest {'x' * 100}", by="bob", facts=here.but(forms=(FORM,)))
    [opened] = came.done
    assert (opened["title"], opened["labels"]) == (f"Idea: {'x' * 80}…", ["idea"])


def test_each_suggestion_is_one_of_its_own_also_where_the_bot_opened_the_item(said: Any, here: Facts) -> None:
    ours = here.but(body="<!-- fingerpost:opened acme/garden#1 r/0 -->", opened=frozenset({"/suggest/0/c0"}))
    came = said("/suggest One\n\n/suggest Two", by="bob", facts=ours)
    assert [one["title"] for one in came.done] == ["One", "Two"]


def test_nothing_is_no_suggestion(said: Any, here: Facts) -> None:
    came = said("/suggest", by="bob", facts=here)
    assert (came.done, came.told) == (
        [],
        "What do you suggest? Please write it behind the command: `/suggest WHAT`.",
    )


def test_where_forms_are_not_known_there_is_none(said: Any, here: Facts) -> None:
    came = said("/suggest One", by="bob", facts=Facts(**{**vars(here), "forms": Facts().forms}))
    assert [one["labels"] for one in came.done] == [[]]


def test_the_forms_are_good_to_know_and_not_needed() -> None:
    suggest = COMMANDS["suggest"]
    assert ("forms" in suggest.asks(load("project: {purpose: p}\nrules: []")), "forms" in suggest.needs) == (
        True,
        False,
    )

"""What somebody has on their hands who steps down."""

from typing import Any

import pytest

from bot.github.answer import Answer
from bot.github.duties import duties_in, duties_parts
from bot.item import ItemRef
from rules.facts import UNKNOWN, Duty

ITEM = ItemRef(installation=1, repo_id=2, repo_node="R_2", repo="acme/garden", number=7, node="I_7", kind="issue")


def test_each_of_them_is_asked_about_once() -> None:
    parts = duties_parts(ITEM, ["ada", "ben"])
    assert [next(iter(part.variables.values()))[1] for part in parts] == [
        "repo:acme/garden is:open assignee:ada",
        "repo:acme/garden is:open is:pr review-requested:ada",
        "repo:acme/garden is:open assignee:ben",
        "repo:acme/garden is:open is:pr review-requested:ben",
    ]
    assert duties_parts(ITEM, []) == []


def test_what_is_assigned_and_what_waits_for_a_review_is_told_apart() -> None:
    told = {
        "assigned0": {"nodes": [{"number": 1, "title": "I"}, None, {}]},
        "reviews0": {"nodes": [{"number": 3, "title": "P"}]},
    }
    own = (Duty(number=1, title="I"), Duty(number=3, title="P", review=True))
    assert (duties_in(Answer(told), ["Ada"]), duties_in(Answer({}), [])) == ({"ada": own}, {})


@pytest.mark.parametrize("told", [{}, {"assigned0": None, "reviews0": {"nodes": []}}, {"assigned0": {"nodes": []}}])
def test_what_github_does_not_tell_is_not_known(told: dict[str, Any]) -> None:
    assert (duties_in(Answer(told), ["ada"]), len(duties_parts(ITEM, ["ada"]))) == (UNKNOWN, 2)

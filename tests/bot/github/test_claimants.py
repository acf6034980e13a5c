"""Those who would take an item: whether they are there, and how much they have."""

from typing import Any

import pytest

from bot.github.answer import Answer
from bot.github.claimants import claimant_parts, claimants_in
from bot.github.document import Fault
from bot.item import ItemRef
from rules.facts import UNKNOWN

ITEM = ItemRef(installation=1, repo_id=2, repo_node="R_2", repo="acme/garden", number=7, node="I_7", kind="issue")
ADA = {"login": "ada"}


def had(number: int) -> dict[str, Any]:
    return {"issues": {"totalCount": number}}


def test_each_is_asked_about_once_and_counted_where_it_matters() -> None:
    assert [part.alias for part in claimant_parts(ITEM, ["ada", "ben"], counted=False)] == ["k0", "k1"]
    assert [part.alias for part in claimant_parts(ITEM, ["ada"], counted=True)] == ["k0", "has0"]
    assert claimant_parts(ITEM, [], counted=True) == []


@pytest.mark.parametrize(
    ("told", "kind", "counted", "found"),
    [
        ({"k0": ADA, "has0": had(3)}, "", True, {"ada": 3}),
        ({"k0": ADA}, "", False, {"ada": 0}),
        ({"k0": None, "has0": had(0)}, "NOT_FOUND", True, {"ada": None}),
        ({"k0": None}, "INTERNAL", False, UNKNOWN),
        ({"k0": ADA, "has0": None}, "", True, UNKNOWN),
    ],
)
def test_what_github_does_not_tell_is_not_known(told: dict[str, Any], kind: str, counted: bool, found: Any) -> None:
    faults = (Fault(kind, "no", ("k0",)),) if kind else ()
    assert claimants_in(Answer(told, faults), ["Ada"], counted=counted) == found

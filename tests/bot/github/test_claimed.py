"""What somebody else did last is theirs."""

from typing import Any

import pytest

from bot.github.history import done_by_others

US, ADA = {"__typename": "Bot", "login": "us"}, {"__typename": "User", "login": "ada"}


def labeled(actor: Any) -> dict[str, Any]:
    return {"__typename": "LabeledEvent", "actor": actor, "label": {"name": "Bug"}}


UNLABELED = {"__typename": "UnlabeledEvent", "actor": ADA, "label": {"name": "Bug"}}


@pytest.mark.parametrize(
    ("timeline", "theirs"),
    [
        ([labeled(US)], set()),
        ([labeled(ADA)], {("label", "bug")}),
        ([labeled(US), UNLABELED, labeled(ADA)], {("label", "bug")}),
        ([labeled(ADA), UNLABELED, labeled(US)], set()),
    ],
)
def test_the_last_one_who_did_it_counts(timeline: list[Any], theirs: set[Any]) -> None:
    assert done_by_others(timeline, "us[bot]") == theirs

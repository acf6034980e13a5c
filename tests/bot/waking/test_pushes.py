"""Whether a push changed the rules: what cannot be told counts as changed, what is told otherwise costs nothing."""

from typing import Any

import pytest

from bot.item import RepoRef
from bot.waking.pushes import MOST_COMMITS, Push
from rules.bases import FILE

WATCHED = {FILE, "community/people.yml"}


def push(**more: Any) -> Push:
    repository = {"id": 1, "node_id": "R_1", "full_name": "acme/tools"}
    return Push.model_validate({"installation": {"id": 7}, "repository": repository, **more})


@pytest.mark.parametrize("kind", ["added", "removed", "modified"])
def test_a_push_touches_the_rules_however_it_changes_their_file(kind: str) -> None:
    for path in WATCHED:
        assert push(commits=[{"modified": ["README.md"]}, {kind: ["a", path]}]).touches(WATCHED)
    assert push(commits=[{kind: ["README.md"]}, {"added": None}, None]).touches(WATCHED) is False


@pytest.mark.parametrize(
    "told",
    [{"commits": None}, {"commits": []}, {"forced": True}, {"commits": [{}] * MOST_COMMITS}, {"base": "a/b"}],
)
def test_what_a_push_does_not_tell_may_have_changed_them(told: dict[str, Any]) -> None:
    assert push(**{"commits": [{"added": ["README.md"]}], **told}).touches(WATCHED)


def test_it_says_where_it_happened() -> None:
    assert push().repo == RepoRef(7, 1, "R_1", "acme/tools")

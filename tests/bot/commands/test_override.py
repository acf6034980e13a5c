from typing import Any

import pytest

CHECKED = {"rules": [
    {"name": "R", "do": [{"check": {"name": "License", "passes_when": {"label": "ok"}}}]},
    {"name": "V", "do": [{"decide": "consent"}, {"check": {"name": "vote", "passes_when": "decided"}}]},
], "decisions": {"consent": {"voters": "steward", "open_for": "2 days", "passes_with": {"support": 1}}}}  # fmt: skip


@pytest.fixture
def pull(item: Any) -> Any:
    return item.but(kind="pull_request", commit="c0ffee", own_checks={}, human_at=item.created_at)


def test_the_check_passes_for_this_commit_and_says_why(said: Any, pull: Any) -> None:
    came = said("/override license: he agreed", facts=pull, file=CHECKED)
    assert came.done[0] == {"do": "record", "name": "override License at c0ffee by stella: he agreed"}
    assert came.signs == ["+1"]
    assert {"do": "check", "name": "License", "conclusion": "success"} in came.done


@pytest.mark.parametrize(
    ("wish", "by", "says"),
    [
        ("vote: no", "stella", "There is no check `vote` that could be let pass. These could: License."),
        ("", "stella", "These could: License."),
        ("license", "stella", "Whoever opened this wants to know why: `/override license: …`."),
        ("license: ok", "ed", "`/override` is for people who may `everything`."),
    ],
)
def test_without_reason_leave_or_such_a_check_nothing_passes(
    said: Any, pull: Any, wish: str, by: str, says: str
) -> None:
    came = said(f"/override {wish}", by=by, facts=pull, file=CHECKED)
    assert ([one["do"] for one in came.done if one["do"] == "record"], came.signs) == ([], ["confused"])
    assert says in came.told.replace("\\", "")


def test_where_there_is_no_check_none_is_offered(said: Any, pull: Any) -> None:
    came = said("/override license: he agreed", facts=pull)
    assert came.told == "There is no check `license` that could be let pass."

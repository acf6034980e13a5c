"""`transfer`: reached, held back, written."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.action import Name, Refusal, Target, Write
from bot.actions import VERBS
from bot.actions.transfer import MOVED, TransferIssue
from rules.facts import Facts


@pytest.fixture
def here(issue: Facts) -> Facts:
    return issue.but(came_from=())


def test_an_issue_that_is_elsewhere_is_moved_once(decide: Callable[..., Any], here: Facts) -> None:
    do = [{"transfer": "acme/shed"}]
    assert decide(do, here) == ([{"do": "transfer", "repository": "acme/shed"}], [])
    assert decide(do, here.but(repo="Acme/Shed")) == ([], [])


@pytest.mark.parametrize(
    ("there", "came_from", "why"),
    [
        ("acme/shed", ("Acme/Shed",), "somebody moved it here from acme/shed"),
        ("other/shed", (), "GitHub moves issues only within one account, and other/shed is elsewhere"),
    ],
)
def test_it_is_held_back_where_it_would_undo_or_cannot_be(
    decide: Callable[..., Any], here: Facts, there: str, came_from: tuple[str, ...], why: str
) -> None:
    assert decide([{"transfer": there}], here.but(came_from=came_from)) == ([], [f"transfer: {why}"])


def test_of_two_repositories_the_first_in_the_file_wins(decide: Callable[..., Any], here: Facts) -> None:
    found = decide([{"transfer": "acme/shed"}], here)
    assert found == ([{"do": "transfer", "repository": "acme/shed"}], [])
    assert decide([{"transfer": "acme/shed"}], here.but(kind="pull_request")) == (
        [],
        ["transfer: pull requests have no such thing"],
    )


def test_its_write_names_the_repository_by_id(signed: dict[str, Any], target: Target) -> None:
    action = TransferIssue(**signed, repository="acme/Shed")
    assert (action.targets, action.describe()) == (("acme/shed",), "transfer to acme/Shed")
    [refusal] = VERBS["transfer"].writes([action], target)
    why = "the App sees no repository acme/Shed: is it installed there?"
    assert refusal == Refusal(action, "acme/shed", why)
    known = {Name("repository", "acme/Shed"): "R_9"}
    [write] = VERBS["transfer"].writes([action], Target(target.item, known))
    given = {"issueId": "I_7", "repositoryId": "R_9", "createLabelsIfMissing": True}
    assert write == Write("transferIssue", given, (action,), select=MOVED)


def test_everything_else_is_written_first() -> None:
    assert [word for word, verb in VERBS.items() if verb.parting] == ["transfer"]

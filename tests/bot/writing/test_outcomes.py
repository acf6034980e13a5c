"""What is known of a plan once a request of it has failed."""

from datetime import UTC, datetime

from bot.actions.stage import SetStage
from bot.errors import Ambiguous, GitHubError, Retryable
from bot.ledger import Entry, Settled
from bot.writing.outcomes import Performed, certain


def stage(name: str) -> SetStage:
    return SetStage(rule=name, position=0, cause="d-1", stage=name, card=True, label=True)


DONE, HALF, UNSENT = stage("Triage"), stage("Doing"), stage("Review")
OF = {Entry("d-1", "5#1", one.rule, 0, one.stage, "stage"): one for one in (DONE, HALF, UNSENT)}


def known(error: GitHubError) -> dict[str, Settled]:
    performed = Performed(pending=[HALF, UNSENT], begun=[DONE, HALF])
    return {entry.target: came for entry, came in certain(error, performed, list(OF), OF).items()}


def test_what_was_not_begun_has_failed_but_what_is_half_done_may_be_finished_yet() -> None:
    refused = Settled("failed", "not carried out: no route")
    assert known(Retryable("no route")) == {"Triage": Settled("done"), "Review": refused}


def test_of_a_request_without_a_clear_answer_only_what_was_done_before_is_known() -> None:
    assert known(Ambiguous("no answer", datetime(2026, 3, 1, tzinfo=UTC))) == {"Triage": Settled("done")}

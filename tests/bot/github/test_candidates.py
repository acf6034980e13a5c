"""Those who may be chosen, as GitHub tells of them: who they are, whether they are busy, what they have to do."""

from typing import Any

from bot.github.answer import Answer
from bot.github.candidates import candidate_parts, candidates_in
from bot.github.document import Fault
from bot.item import ItemRef
from rules.facts import UNKNOWN, Candidate

ITEM = ItemRef(1, 2, "R_2", "acme/garden", 7, "I_7", "issue")


def people(*logins: str) -> dict[str, Any]:
    return {"nodes": [{"login": login} for login in logins]}


LOAD = {
    "issues": {
        "nodes": [
            {"number": 1, "assignees": people("Ada", "ben")},
            {"number": 7, "assignees": people("ada")},
            None,
        ]
    },
    "pullRequests": {
        "nodes": [
            {
                "number": 2,
                "assignees": people("ada"),
                "reviewRequests": {"nodes": [{"requestedReviewer": {"login": "ada"}}, None]},
            },
            {
                "number": 3,
                "assignees": None,
                "reviewRequests": {"nodes": [{"requestedReviewer": {}}, {"requestedReviewer": {"login": "cem"}}]},
            },
        ]
    },
}
ADA = {"databaseId": 11, "status": None}
BUSY = {"databaseId": 12, "status": {"indicatesLimitedAvailability": True}}


def test_each_open_item_counts_once_and_this_one_not() -> None:
    answer = Answer({"load": LOAD, "c0": ADA, "c1": BUSY})
    assert candidates_in(answer, ITEM, ("Ada", "ben")) == {
        "ada": Candidate(open_items=2, id=11),
        "ben": Candidate(open_items=1, limited=True, id=12),
    }


def test_whom_github_does_not_know_has_no_number_and_whom_it_could_not_tell_of_is_left_out() -> None:
    faults = (Fault("NOT_FOUND", "no such user", ("c0",)), Fault("", "Something went wrong", ("c1",)))
    answer = Answer({"load": LOAD, "c0": None, "c1": None, "c2": ADA}, faults)
    assert candidates_in(answer, ITEM, ("gone", "unclear", "cem")) == {
        "gone": Candidate(),
        "cem": Candidate(open_items=1, id=11),
    }


def test_where_the_load_could_not_be_told_nothing_is_known() -> None:
    assert candidates_in(Answer({"load": None, "c0": ADA}), ITEM, ("ada",)) is UNKNOWN
    assert candidates_in(Answer({"load": {"issues": None, "pullRequests": None}, "c0": ADA}), ITEM, ("ada",)) == {
        "ada": Candidate(id=11)
    }


def test_where_nobody_may_be_chosen_nobody_is_asked_about() -> None:
    assert (candidate_parts(ITEM, ()), candidates_in(Answer({}), ITEM, ())) == ([], {})
    assert [part.alias for part in candidate_parts(ITEM, ("ada", "ben"))] == ["load", "c0", "c1"]

"""Remarks are sent fifty at a time, each once: a report's mark tells which of them are there."""

import pytest

from bot.writing.remarks import Annotation, begun, marked
from rules.facts import OwnCheck

ONE = Annotation("a.yml", 3, 5, 9, "FAILURE", "It is wrong.")
TWO = Annotation("a.yml", 4, 1, 2, "WARNING", "It is odd.")


def run(digest: str) -> OwnCheck:
    return OwnCheck(id="CR_1", conclusion="queued", digest=digest)


def test_a_remark_is_what_github_takes() -> None:
    place = {"startLine": 3, "endLine": 3, "startColumn": 5, "endColumn": 9}
    assert ONE.input == {
        "path": "a.yml",
        "location": place,
        "annotationLevel": "FAILURE",
        "message": "It is wrong.",
    }


def test_a_report_without_remarks_is_marked_by_itself_alone() -> None:
    assert marked("abc", (), 0) == "abc"
    assert begun(run("abc"), ()) == ("CR_1", 0)


def test_where_nothing_is_reported_yet_nothing_is_gone_on_with() -> None:
    assert begun(None, ()) == begun(None, (ONE,)) == (None, 0)


def test_one_that_was_cut_short_is_gone_on_with_where_it_ended() -> None:
    assert begun(run(marked("abc", (ONE, TWO), 1)), (ONE, TWO)) == ("CR_1", 1)
    assert begun(run(marked("another report", (ONE, TWO), 2)), (ONE, TWO)) == ("CR_1", 2)


def test_remarks_are_added_to_a_report_that_has_none() -> None:
    assert begun(run("abc"), (ONE, TWO)) == ("CR_1", 0)


@pytest.mark.parametrize("remarks", [(), (ONE,), (TWO, ONE)])
def test_other_remarks_need_a_new_report(remarks: tuple[Annotation, ...]) -> None:
    assert begun(run(marked("abc", (ONE, TWO), 2)), remarks) == (None, 0)


def test_a_mark_that_is_not_ours_needs_a_new_report() -> None:
    assert begun(run(f"{marked('abc', (ONE,), 1)}0½"), (ONE,)) == (None, 0)

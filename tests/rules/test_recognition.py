import pytest

from rules.recognition import TYPES, credit_name, read_credit


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("credit: talk, ada", ("talk", "ada", "")),
        ("credit: talk, ada: Trust, at work", ("talk", "ada", "Trust, at work")),
        ("credit: talk, somebody 2", ("talk", "somebody 2", "")),
        ("need: credit", None),
        ("credit: talk", None),
    ],
)
def test_a_record_is_read_as_the_credit_that_it_is(name: str, told: tuple[str, str, str] | None) -> None:
    assert read_credit(name) == told
    assert told is None or credit_name(*told) == name


def test_the_types_are_those_of_all_contributors() -> None:
    assert (len(TYPES), {"content", "review", "translation", "talk", "eventOrganizing"} - set(TYPES)) == (33, set())

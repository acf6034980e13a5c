import pytest

from bot.hearing.calls import LONGEST_WISH, MOST_CALLS, Call, Heard, hear

NAMES = {"assign": "assign", "claim": "assign", "label": "label", "asignarme": "assign", "担当": "assign"}


def heard(*lines: str) -> Heard:
    return hear(lines, NAMES, "fingerpost[bot]")


@pytest.mark.parametrize("line", ["/assign", "/Assign", "/claim", "@fingerpost claim", "@FINGERPOST: /assign", "/担当"])
def test_a_command_goes_by_each_of_its_names(line: str) -> None:
    assert [call.command for call in heard(line).calls] == ["assign"]


def test_what_stands_behind_the_name_is_the_wish() -> None:
    assert heard("/label  bug, good first issue ") == Heard((Call("label", "bug, good first issue", "label"),))


@pytest.mark.parametrize(
    "line", ["/etc/passwd", "/usr", "//assign", "/ assign", "@other claim", "@fingerpost", "+1", "/"]
)
def test_what_is_no_command_of_ours_is_let_pass(line: str) -> None:
    assert heard(line) == Heard()


def test_what_is_almost_a_command_is_told_with_the_name_that_may_be_meant() -> None:
    assert heard("/asign me", "/lable bug") == Heard(mistyped=(("asign", "assign"), ("lable", "label")))


def test_the_same_call_twice_counts_once_and_others_keep_their_order() -> None:
    assert [call.wish for call in heard("/label b", "/label a", "/label b").calls] == ["b", "a"]


def test_of_a_thousand_calls_the_first_are_heard_and_the_others_counted() -> None:
    told = heard(*(f"/label l{number}" for number in range(1000)))
    assert [call.wish for call in told.calls] == [f"l{number}" for number in range(MOST_CALLS)]
    assert told.left_out == 1000 - MOST_CALLS


def test_a_long_wish_is_cut() -> None:
    assert len(heard("/label " + "x" * 5000).calls[0].wish) == LONGEST_WISH


def test_of_thousands_of_strange_words_only_the_first_are_compared() -> None:
    strange = [f"/zz{number}" for number in range(30)]
    assert heard(*strange, "/asign") == Heard()
    assert heard(*strange[1:], "/asign", "/assign") == Heard((Call("assign", "", "assign"),), (("asign", "assign"),))

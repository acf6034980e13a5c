from tests.rules.world import finding, met


def test_one_of_the_labels_is_enough_whatever_its_case() -> None:
    assert met("label: [Bug, regression]", labels=("bug", "docs")) is True
    assert met("label: bug", labels=("BUG",)) is True
    assert met("label: bug", labels=("bugfix",)) is False
    assert met("label: bug", labels=()) is False


def test_all_wants_every_one_of_them() -> None:
    assert met("label: {all: [bug, docs]}", labels=("docs", "Bug")) is True
    assert met("label: {all: [bug, docs]}", labels=("bug",)) is False


def test_any_and_all_are_asked_together() -> None:
    assert met("label: {any: [a, b], all: c}", labels=("b", "c")) is True
    assert met("label: {any: [a, b], all: c}", labels=("c",)) is False
    assert met("label: {any: [a, b], all: c}", labels=("a",)) is False


def test_the_answer_tells_the_labels_and_what_was_asked() -> None:
    answer = finding("label: {any: [a, b], all: [c, d]}", labels=("a",))
    assert answer.saw == ["a"]
    assert answer.says == "a label is a or b and the labels are c and d"
    assert finding("label: {all: c}", labels=()).says == "the labels are c"
    assert finding("label: [a, b, c]", labels=()).says == "a label is a, b or c"

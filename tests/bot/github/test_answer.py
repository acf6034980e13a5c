"""One caller's share of an answer."""

from bot.github.answer import Answer
from bot.github.document import Fault

SHARED = Answer(
    {"c0_item": {"id": "I_1"}, "c1_item": None, "c10_item": {"id": "I_3"}},
    (Fault("NOT_FOUND", "No", ("c1_item", "id")), Fault("", "of all")),
)


def test_a_share_is_what_the_caller_asked_by_its_own_names() -> None:
    assert SHARED.of("c1_") == Answer({"item": None}, (Fault("NOT_FOUND", "No", ("item", "id")), Fault("", "of all")))
    assert SHARED.of("c0_") == Answer({"item": {"id": "I_1"}}, (Fault("", "of all"),))


def test_who_asked_alone_has_the_whole_answer() -> None:
    assert SHARED.of("") is SHARED

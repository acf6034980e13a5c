"""How the items stand that a command names."""

from bot.github.answer import Answer
from bot.github.document import Fault
from bot.github.named import named_in, named_parts
from bot.item import ItemRef
from rules.facts import UNKNOWN

ISSUE = ItemRef(1, 2, "R_2", "acme/garden", 7, "I_7", "issue")
TALK = ItemRef(1, 2, "R_2", "acme/garden", 7, "D_7", "discussion")


def test_each_number_is_asked_for_in_its_own_part() -> None:
    found = named_parts(ISSUE, (12, 13))
    assert [part.alias for part in found] == ["named12", "named13"]
    assert found[0].variables == {"repo": ("ID!", "R_2"), "named12": ("Int!", 12)}
    assert ["discussion(number: $named12)" in part.text for part in named_parts(TALK, (12,))] == [True]


def test_an_item_is_open_closed_a_duplicate_or_not_there() -> None:
    told = {
        "named1": {"it": {"closed": False, "stateReason": None}},
        "named2": {"it": {"closed": True}},
        "named3": {"it": {"closed": True, "stateReason": "DUPLICATE"}},
        "named4": {"it": None},
    }
    lost = Fault("NOT_FOUND", "Could not resolve", ("named4", "it"))
    answer = Answer(told, (lost,))
    assert named_in(answer, (1, 2, 3, 4)) == {1: "open", 2: "closed", 3: "duplicate", 4: None}


def test_what_github_could_not_tell_is_not_known() -> None:
    answer = Answer({"named1": None}, (Fault("SERVICE_UNAVAILABLE", "later", ("named1",)),))
    assert named_in(answer, (1,)) is UNKNOWN

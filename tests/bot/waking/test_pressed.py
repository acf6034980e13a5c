"""A button on a page becomes a look in which a command is obeyed."""

import zlib
from dataclasses import replace

from bot.events import decode
from bot.hearing.calls import Call, Heard
from bot.hearing.nudges import Nudges
from bot.plan import Occasion
from bot.queue.rank import COMMAND
from bot.store.items import ItemRecord
from bot.waking.again import Asked
from bot.waking.pressed import as_delivery, is_pressed
from rules.facts import Person

RECORD = ItemRecord("5#1", 7, 5, "orchard/tools", "R_5", False, "issue", 1, "I_1", "It breaks", "", "ada", "open", 9)
UNDO = Asked(by="Ada", command="undo", wish="label bug")


def test_the_same_again_within_a_minute_is_a_repeat_and_names_nobody() -> None:
    first, again, later = (as_delivery(RECORD, UNDO, now) for now in (60_000, 119_999, 120_000))
    others = [UNDO.model_copy(update={name: "other"}) for name in ("by", "command", "wish")]
    ids = {as_delivery(RECORD, each, 60_000).delivery for each in others}
    assert (first.delivery == again.delivery, len(ids | {first.delivery, later.delivery})) == (True, 5)
    assert (first.lane, first.installation, first.rank, "ada" in first.delivery.lower()) == ("5#1", 7, COMMAND, False)


def test_the_look_obeys_it_as_if_it_had_been_written_but_marks_no_text() -> None:
    incoming = as_delivery(replace(RECORD, private=True), UNDO, 1)
    event = decode(incoming.delivery, incoming.event, zlib.decompress(incoming.packed))
    (occasion,) = Nudges((event,), (1,), tried=False, broken={}).occasions("us")
    heard = Heard((Call("undo", "label bug", "undo"),))
    assert occasion == Occasion(incoming.delivery, actor=Person(login="Ada"), heard=heard, aside=True)
    assert (event.private, event.item and event.item.node, occasion.events) == (True, "I_1", (None, "command.undo"))
    assert (occasion.told, is_pressed(occasion.cause), is_pressed("d-1")) == ("page.undo", True, False)

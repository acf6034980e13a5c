from typing import Any

from bot.commands import COMMANDS


def test_everything_that_somebody_may_ask_for_is_listed(said: Any) -> None:
    came = said("/help")
    head, *lines = came.answer.splitlines()
    assert head == "**stella**, this is what you may ask me here, in a comment, on a line of its own:"
    assert [line[4:].split("`")[0].split()[0] for line in lines if line] == [
        name for name, command in COMMANDS.items() if "issue" in command.kinds
    ]
    assert (came.done, came.signs) == ([], ["+1"])


def test_what_somebody_may_not_ask_for_is_left_out(said: Any, item: Any) -> None:
    came = said("/help", by="newcomer", facts=item.but(kind="discussion"))
    assert ("`/help`" in came.answer, "`/label" in came.answer) == (True, False)

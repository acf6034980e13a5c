from typing import Any

from bot.commands import COMMANDS
from rules.facts import Member


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


def test_it_is_answered_in_the_language_of_whoever_asks(said: Any, item: Any) -> None:
    people = (*item.people, Member(login="newcomer", languages=("pt-BR", "en")))
    came = said("/help", by="newcomer", facts=item.but(people=people))
    head, *lines = came.answer.splitlines()
    assert head.startswith("**newcomer**, isto é o que você pode me pedir aqui")
    assert "- `/help`: Mostra o que você pode pedir ao bot aqui." in [line.replace("\\", "") for line in lines]


def test_what_may_be_typed_is_code_in_what_a_command_does(said: Any) -> None:
    assert "until the end of that day or until `/back`: meanwhile nobody is asked in vain." in said("/help").answer

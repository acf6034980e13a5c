import unicodedata
from typing import Any

import pytest

from bot.asking.authority import ANYONE
from bot.asking.command import Command, names
from bot.commands import COMMANDS, NAMES
from bot.hearing.calls import hear
from bot.hearing.spoken import lines_said
from rules.facts import Facts
from rules.goal import ANY_ITEM
from rules.sections import May

MAY: dict[str, set[str]] = {"newcomer": set(), "tess": {"triage"}, "ed": {"stage", "triage"}}
FORBIDDEN = [(name, by) for name, one in COMMANDS.items() for by in MAY if one.may not in {ANYONE, *MAY[by]}]
WORDS = {ANYONE, *May.__args__}  # type: ignore[attr-defined]  # what a Literal has


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_does_and_how_it_is_given(name: str) -> None:
    command = COMMANDS[name]
    assert command.name == name
    assert command.about.endswith((".", "!")) or command.about.endswith(":")
    assert (command.may in WORDS, command.kinds <= ANY_ITEM, bool(command.examples)) == (True, True, True)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_example_is_heard_as_the_command(name: str) -> None:
    for example in COMMANDS[name].examples:
        heard = hear(lines_said(example), NAMES, "fingerpost[bot]")
        assert [call.command for call in heard.calls] in ([name], []), example
        assert heard.calls or not example.startswith("/"), example


@pytest.mark.parametrize(("name", "by"), FORBIDDEN)
def test_whoever_may_not_have_it_is_told_so_and_nothing_is_done(name: str, by: str, said: Any, item: Facts) -> None:
    command = COMMANDS[name]
    there = item.but(kind=min(command.kinds), **dict.fromkeys(item.lacking(command.needs)))
    came = said(next(one for one in command.examples if one.startswith("/")), by=by, facts=there)
    assert (came.done, came.signs, came.answer) == ([], ["confused"], "")
    assert came.told.startswith(f"**{by}**: `/{name}` is for people who may `{command.may}`.")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_heard_by_each_of_its_other_names(name: str) -> None:
    others = [one for each in COMMANDS[name].aliases.values() for one in each]
    said = [hear([f"/{other} x"], NAMES, "fingerpost[bot]").calls for other in others]
    assert [[call.command for call in calls] for calls in said] == [[name]] * len(others)


def test_no_name_stands_for_two_commands() -> None:
    told = {(other, name) for name, one in COMMANDS.items() for each in one.aliases.values() for other in each}
    told |= {(name, name) for name in COMMANDS}
    assert (len(told), names()) == (len(NAMES), NAMES)


def test_names_are_written_as_people_type_them() -> None:
    assert [name for name in NAMES if name != unicodedata.normalize("NFC", name.lower())] == []


def test_what_is_not_said_of_a_command_is_so_for_most() -> None:
    assert (Command.usage, Command.may, Command.kinds, Command.reads) == ("", ANYONE, ANY_ITEM, frozenset())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_name_in_each_language_that_the_bot_speaks(name: str) -> None:
    assert {"de", "es", "fr", "ja", "pt"} - COMMANDS[name].aliases.keys() == set()

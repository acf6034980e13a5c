import pytest

from bot.asking.unheard import unheard
from rules.diagnostics import Diagnostic
from rules.language import load

HEAD = "project: {purpose: p}\nrules:\n  - name: A\n    do: [{close: completed}]\n"


def told(on: str) -> list[Diagnostic]:
    found: list[Diagnostic] = []

    def look(file: object, tree: object) -> list[Diagnostic]:
        found.extend(unheard(file, tree))  # type: ignore[arg-type]  # as the loader gives them
        return []

    load(f"{HEAD}    on: {on}\n", further=look)
    return found


@pytest.mark.parametrize(("name", "meant"), [("lable", "label"), ("wontfix", "decline"), ("what_next", "what-next")])
def test_a_slip_and_another_name_are_warned_of(name: str, meant: str) -> None:
    message = f"no command is called `{name}`"
    help_ = f"did you mean `command.{meant}`?"
    assert told(f"[issues.opened, command.{name}]") == [
        Diagnostic(5, 25, "warning", "unknown-event", message, help_, len(f"command.{name}"))
    ]


def test_a_command_that_people_can_give_is_right_and_so_is_one_of_the_communitys_own() -> None:
    assert told("[command.label, command.what-next, issues.opened, command.fell-through]") == []

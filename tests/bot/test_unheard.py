import pytest

from bot.unheard import unheard
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
    message = f"no command of this version is called `{name}`"
    help_ = f"did you mean `command.{meant}`?"
    assert told(f"[issues.opened, command.{name}]") == [
        Diagnostic(5, 25, "warning", "unknown-event", message, help_, len(f"command.{name}"))
    ]


def test_a_command_of_a_later_version_is_noted() -> None:
    [found] = told("command.fell-through")
    assert (found.severity, found.code, found.help) == ("note", "not-yet", "")


def test_a_command_that_people_can_give_is_right() -> None:
    assert told("[command.label, command.what-next, issues.opened]") == []

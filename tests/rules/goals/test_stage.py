from rules.goals.stage import Move
from tests.rules.world import rulebook


def move(value: str) -> Move:
    (rule,) = rulebook(f"board: {{stages: {{A: , B: }}}}\nrules:\n  - {{name: A rule, do: [{{stage: {value}}}]}}").rules
    ((_, only),) = rule.goals
    assert only.needs == {"stage", "card", "board", "labels", "undone"}
    assert isinstance(only.value, Move)
    return only.value


def test_a_name_alone_is_where_to_go() -> None:
    assert move("A") == Move(to="A", only_from=None, back=False)


def test_a_way_back_is_said() -> None:
    assert move("{to: A, back: true}") == Move(to="A", back=True)
    assert move("{to: A, only_from: B}") == Move(to="A", only_from=("B",))

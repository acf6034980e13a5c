"""Looking at GitHub for what a file names: bounded, whoever wrote the file."""

from typing import Any

from bot.action import Name
from bot.github.outside import Onlooker, Place
from bot.item import ItemRef
from rules.outside import Named
from rules.rulefile import RuleFile

PLACE = Place(ItemRef(1, 2, "R_2", "acme/site", 0, "", "issue"), {}, (), ())
FILE = RuleFile.model_validate({"project": {"purpose": "p"}, "rules": []})


class Names:
    """Knows no name."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    async def ids(self, _place: Any, names: Any) -> dict[Any, str]:
        self.asked.append(len(names))
        return {}


class Graph:
    """Has no file."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    async def read(self, _installation: int, parts: Any, _deliveries: Any) -> Any:
        self.asked.append(len(parts))
        return self

    def found(self, _alias: str) -> Any:
        return {"object": None}

    def fault_at(self, _alias: str) -> None:
        return None


async def seen(kind: str, many: int) -> tuple[Any, Names, Graph]:
    names, graph = Names(), Graph()
    onlooker = Onlooker(None, graph, names)  # type: ignore[arg-type]  # it asks nobody else
    return await onlooker.outside(PLACE, FILE, [Named(kind, f"n{n}", 1, 1, 1) for n in range(many)]), names, graph


async def test_of_very_many_names_a_thousand_are_looked_for_and_nothing_is_said_of_the_rest() -> None:
    outside, names, _ = await seen("label", 1_002)
    assert names.asked == [100] * 10
    assert outside.known == {Name("label", "n1000"), Name("label", "n1001")}


async def test_of_very_many_files_fifty_are_read_and_nothing_is_said_of_the_rest() -> None:
    outside, _, graph = await seen("file", 60)
    assert graph.asked == [50]
    assert set(outside.files) == {f"n{n}" for n in range(50)}

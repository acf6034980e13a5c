"""Two whole communities in this language: what acts is read, what comes later is named, nothing is refused."""

from pathlib import Path
from typing import Any

import pytest

from rules.bases import Base
from rules.language import load

COMMUNITIES = Path(__file__).parent / "communities"
BY_ITSELF = ("board.", "pathways.", "project.", "roles.")
"""How the rules are called that nobody has to write."""
LATER = {"writers": {"needs"}, "groups": {"resources", "needs"}}


@pytest.mark.parametrize(("name", "rules", "stages"), [("writers", 7, "Ideas"), ("groups", 7, "New")])
def test_a_community_loads_and_learns_which_sections_do_not_act_yet(name: str, rules: int, stages: str) -> None:
    book = load((COMMUNITIES / f"{name}.yml").read_bytes())
    written = [rule for rule in book.rules if not rule.name.startswith(BY_ITSELF)]
    assert (len(written), book.stages[0], len(book.stages)) == (rules, stages, 4)
    assert {found.severity for found in book.diagnostics} == {"note"}
    sections = {found.message.split("`")[1] for found in book.diagnostics if found.message.startswith("the section")}
    assert LATER[name] - sections == set()


def test_what_such_a_community_shares_another_one_extends_with_its_own_lists_and_words() -> None:
    ours = """project: {purpose: Another press}
extends: orchard/press
lists: {texts: ["essays/**"]}
messages: {published: {fr: "Merci !"}}
rules: [{name: The monthly meeting, off: true}]
"""
    book = load(ours, {"orchard/press": Base((COMMUNITIES / "writers.yml").read_text(encoding="utf-8"))})
    assert ({rule.base for rule in book.rules}, book.people_from) == ({"orchard/press"}, "orchard/press")
    (drafts,) = [rule for rule in book.rules if rule.name.startswith("Two editors")]
    files: Any = next(part for part in drafts.when.parts if getattr(part, "word", "") == "files")
    said = [book.saying("published", language) for language in ("en", "fr")]
    assert [text.source if text else "" for text in said] == ["{title} is out. Thank you, {author}!", "Merci !"]
    assert "essays/**" in files.asks()

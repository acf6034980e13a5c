from typing import Any

from bot.commands import COMMANDS
from rules.language import load

RULES: Any = {
    "rules": [
        {"name": "Bugs", "on": "issues.opened", "when": {"title": "crash"}, "do": [{"label": "bug"}]},
        {"name": "Docs", "when": {"label": "docs"}, "do": [{"assign": "ed"}]},
        {"name": "Busy", "when": {"comments": ">= 9"}, "do": [{"label": "busy"}]},
    ]
}


def test_what_was_done_and_what_the_rules_say_now_is_told(said: Any, item: Any) -> None:
    ours = frozenset({("Bugs", "label", "bug"), ("/label", "label", "docs"), ("Bugs", "comment", "Bugs")})
    came = said("/why", by="newcomer", file=RULES, facts=item.but(ours=ours))
    assert came.answer.splitlines() == [
        "**newcomer**, this is what I did here, and why.",
        "",
        "- \\+docs, because of `/label`.",
        "- \\+bug, because of `Bugs`.",
        "",
        "- ✓ `Bugs` (line 1) holds. It acts on `issues.opened`.",
        "- ✗ `Docs` (line 1) does not hold. It asks: `a label is docs`.",
        "- ? `Busy` (line 1) cannot be told. It asks: `the number of comments is >= 9 (comments not known)`.",
    ]


def test_a_deed_is_told_in_words_alone(said: Any, item: Any) -> None:
    deeds = [
        ("/assign", "wait", "stella=waits"),
        ("/forget-me", "forget", "zoe"),
        ("/nominate", "decide", "/nominate/0@1=84a181232e482de5bc2e"),
        ("Ask", "check", "license=failure"),
        ("Ask", "propose", "fingerpost/7-ask=0a1b2c"),
    ]
    came = said("/why", facts=item.but(ours=frozenset(deeds)))
    assert [line for line in came.answer.replace("\\", "").splitlines() if line.startswith("- ")][:4] == [
        "- in line: stella, because of `/assign`.",
        "- asked for a decision, because of `/nominate`.",
        "- check license, because of `Ask`.",
        "- proposed a change of a file, because of `Ask`.",
    ]


def test_the_page_with_all_reasons_is_named(said: Any, item: Any) -> None:
    came = said("/why", facts=item.but(page="https://bot.example/items/acme/garden/7"))
    link = "[Every look at this item, with all its reasons](https://bot.example/items/acme/garden/7)"
    assert came.answer.split("\n\n") == [
        "**stella**, this is what I did here, and why.",
        "Nothing that still stands.",
        link,
    ]


def test_of_many_rules_the_first_are_told(said: Any) -> None:
    many = {"rules": [{"name": f"r{n}", "do": [{"label": "bug"}]} for n in range(25)]}
    lines = said("/why", file=many).answer.splitlines()
    assert (lines[-1], len([line for line in lines if line.startswith("- ✓")])) == ("Rules left out here: 5.", 20)


def test_all_that_the_rules_ask_is_asked_for() -> None:
    book = load("project: {purpose: p}\nrules: [{name: a, when: {reactions: '>= 2', base: main}, do: [{label: x}]}]")
    assert COMMANDS["why"].asks(book) == {"reactions", "base", "labels", "undone"}

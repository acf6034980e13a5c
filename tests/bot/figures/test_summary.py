"""The summary of observing: which rules it tells of, how each is switched on, what stands beside them."""

from bot.figures.looks import Looks
from bot.figures.observed import would
from bot.figures.summary import Seen, called, chapters, document, numbers, others
from bot.proposing.switching import Written
from bot.store.decisions import Decision

TEXT = """project: {purpose: p}
rules:
  - {name: A, mode: observe, do: [{assign: ben}]}
  - {name: B, do: [{label: b}]}
"""


def seen(text: str = TEXT, *, elsewhere: bool = False) -> Seen:
    file = Written(text)
    actions = [{"do": "assign", "rule": rule, "assignees": ["ben"]} for rule in ("A", "/assign")]
    looks = Looks([Decision("1#7", 5, (), {"actions": actions, "observed": ["A", "/assign"]})])
    return Seen("a/b", file, file.load(), looks, elsewhere, 5, would(looks), {})


def test_only_rules_that_observe_have_a_chapter_with_their_switch() -> None:
    (only,) = chapters(seen())
    assert (only.rule.name, only.would.items, only.stays) == ("A", 1, "")
    assert only.switch == (
        "-  - {name: A, mode: observe, do: [{assign: ben}]}",
        "+  - {name: A, mode: act, do: [{assign: ben}]}",
    )


def test_where_the_settings_have_it_observe_no_line_of_the_file_switches_a_rule_on() -> None:
    told = chapters(seen(TEXT.replace("mode: observe, ", ""), elsewhere=True))
    assert [(one.rule.name, one.would.items, one.switch) for one in told] == [("A", 1, ()), ("B", 0, ())]


def test_what_cannot_be_switched_by_a_program_says_why() -> None:
    text = "project: {purpose: p}\nextends: [welcome]\nmode: observe\nrules: [{name: A}]\n"
    assert {one.stays for one in chapters(seen(text))} == {"its `rules` stand in brackets, not on lines of their own"}


def test_what_no_rule_asks_for_stands_beside_them() -> None:
    assert ([one.rule for one in others(seen())], called(seen())) == (["/assign"], [("ben", 2)])


def test_it_is_told_to_programs() -> None:
    told = document(seen())
    assert (told["since"], told["looks"], told["more_looks"]) == ("1970-01-01T00:00:00.005000+00:00", 1, False)
    wish = {"do": "assign", "target": "ben", "says": "assign ben", "items": 1, "examples": [7]}
    assert told["rules"][0]["would"] == [wish]
    assert [one["rule"] for one in told["besides"]] == ["/assign"]
    assert document(Seen("a/b", Written(TEXT), Written(TEXT).load(), Looks(), False, None, {}, {}))["since"] is None


def test_examples_are_items_and_few() -> None:
    assert numbers(["1#0", *(f"1#{n}" for n in range(1, 9))]) == [1, 2, 3, 4, 5]


def test_of_a_long_file_no_lines_are_told() -> None:
    rules = "".join(f"  - {{name: R{number}, mode: observe}}\n" for number in range(151))
    told = chapters(seen(f"project: {{purpose: p}}\nrules:\n{rules}"))
    assert (len(told), {one.switch for one in told}) == (151, {()})

"""Entries name roles and regions of the rule file."""

from bot.people.agreement import examine_with
from rules.language import load

BOOK = load("project: {purpose: p}\nroles: {editor: {}}\nregions: {DACH: [DE, AT]}\nrules: []\n")
BLANK = load("project: {purpose: p}\nrules: []\n")


def told(text: str, book: object = BOOK) -> list[tuple[int, int, str, str, str]]:
    return [(e.line, e.column, e.severity, e.message, e.help) for e in examine_with(text, book)]  # type: ignore[arg-type]  # one of both


def test_a_role_or_a_region_that_the_rules_do_not_have_is_doubtful() -> None:
    text = "- github: bob\n  roles: [editor, editr, king]\n  covers: [AT, dach, DASH, Moon]\n"
    other = "add it to the rule file, or mend the entry"
    assert told(text) == [
        (2, 19, "warning", "the rule file has no role `editr`", "did you mean `editor`?"),
        (2, 26, "warning", "the rule file has no role `king`", other),
        (3, 22, "warning", "the rule file has no region `DASH`", "did you mean `DACH`?"),
        (3, 28, "warning", "the rule file has no region `Moon`", other),
    ]


def test_without_a_section_of_roles_every_role_is_one() -> None:
    assert told("- github: bob\n  roles: king\n", BLANK) == []


def test_mistakes_come_before_doubts() -> None:
    assert told("- github: bob\n  roles: king\n  country: UK\n") == [
        (3, 12, "error", "country: `UK` is no country's code", "did you mean GB?")
    ]

import pytest

from rules.language import RuleFileError, load

WRITING = "pathways: {writing: {about: Writes}}"


def told(roles: str, more: str = WRITING) -> list[tuple[str, str, str]]:
    """What is said of a file with these roles."""
    try:
        found = load(f"project: {{purpose: p, people: people.yml}}\nroles: {roles}\n{more}\nrules: []\n").diagnostics
    except RuleFileError as error:
        found = tuple(error.diagnostics)
    return [(each.severity, each.code, each.message) for each in found if each.code != "not-yet"]


@pytest.mark.parametrize(
    ("roles", "way"),
    [
        ("{a: {requires: {role: b}}, b: {requires: {role: a}}}", "a → b → a"),
        ("{a: {requires: {role: a}}}", "a → a"),
        ("{c: {requires: {role: a}}, a: {requires: {role: b}}, b: {requires: {role: a}}}", "a → b → a"),
    ],
)
def test_nobody_has_to_be_something_to_become_it(roles: str, way: str) -> None:
    [first, *_] = told(roles)
    assert first == ("error", "ladder", f"the role `a` requires itself: {way}")


@pytest.mark.parametrize(
    "roles",
    [
        "{c: {requires: {role: a}}, a: {requires: {role: b}}, b: {requires: {writing: 2}}}",
        "{a: {requires: {role: [a, b]}}, b: {}}",
        "{a: {granted: automatically, requires: {any: {writing: 2, contributions: 5}, within: 6 months}}}",
        "{a: {requires: {sponsors: 2, listed_in: groups}}}",
        "{a: {}, b: {stays_if: {months_active: 1}, otherwise: a, term: 1 year, seats: print}}",
    ],
)
def test_a_ladder_that_can_be_climbed_is_left_in_peace(roles: str) -> None:
    assert (told(roles), WRITING.count("writing")) == ([], 1)


@pytest.mark.parametrize(
    ("roles", "finding"),
    [
        ("{a: {requires: {role: editr}}, editor: {}}", ("error", "unknown-role", "unknown role `editr`")),
        ("{a: {requires: {writting: 2}}}", ("error", "unknown-pathway", "unknown pathway `writting`")),
        ("{a: {stays_if: {any: {x: 2}}}}", ("error", "unknown-pathway", "unknown pathway `x`")),
        ("{a: {requires: {writing: often}}}", ("error", "wrong-kind", "`often` is not a whole number")),
        ("{a: {requires: {writing: 0}}}", ("error", "out-of-range", "`0` is out of range")),
        ("{a: {requires: {}}}", ("error", "empty", "nothing stands here")),
        ("{a: {requires: often}}", ("error", "wrong-kind", "`often` is not a mapping of keys and values")),
        ("{a: {stays_if: {writing: 1, within: long}}}", ("error", "duration", "`long` is no span of time")),
        ("{a: {term: long}}", ("error", "duration", "`long` is no span of time")),
        ("{a: {otherwise: b}}", ("error", "unknown-role", "unknown role `b`")),
        ("{a: {otherwise: a}}", ("error", "ladder", "who leaves the role `a` has it still")),
        (
            "{a: {granted: automatically}}",
            ("warning", "ladder", "nothing is required, so nobody comes to this role by themselves"),
        ),
        (
            "{a: {granted: automatically, requires: {sponsors: {count: 2, employers: 2}}}}",
            ("warning", "ladder", "people see to `sponsors`, so nobody comes to this role by themselves"),
        ),
    ],
)
def test_what_nobody_can_come_to_is_told(roles: str, finding: tuple[str, str, str]) -> None:
    assert (finding in told(roles), len(told(roles))) == (True, 1)


def test_a_pathway_that_was_meant_is_named() -> None:
    with pytest.raises(RuleFileError) as error:
        load(f"project: {{purpose: p}}\nroles: {{a: {{requires: {{contribution: 2}}}}}}\n{WRITING}\nrules: []\n")
    [found] = [each for each in error.value.diagnostics if each.severity == "error"]
    assert (found.line, found.column, found.help) == (2, 24, "did you mean `contributions`?")


def test_nobody_can_be_chosen_by_what_comes_by_itself() -> None:
    chosen = f"{WRITING}\ndecisions: {{d: {{voters: a, open_for: 1 day, passes_with: {{support: 1}}}}}}"
    [found] = told("{a: {granted: automatically, requires: {writing: 1}}}", chosen)
    said = "people come to `a` by themselves: here it means those who have it in the people file"
    assert found == ("note", "ladder", said)

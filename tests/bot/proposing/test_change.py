"""Changes of one entry, made in the text of a file: whatever is not meant stays as it is."""

from difflib import unified_diff

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.proposing.change import CannotChange, Change, changed, lines_of
from rules.yamltree import parse

PEOPLE = """# who is who
- github: ada # the first
  roles: [ambassador]  # for long
  country: AT

# about ben
- github: ben
  roles:
    - editor   # since 2020
    # more to come
  away: until 2026-01-01

- {github: cem, roles: []}
- login: "@dot"
  roles:
# the end
"""
ADA, BEN = {"github": "ADA"}, {"github": "ben"}


def made(text: str = PEOPLE, /, **what: object) -> list[str]:
    """The lines that a change adds, each with a plus, and those that it takes away."""
    before, after = text.splitlines(), changed(text, Change(**what)).splitlines()  # type: ignore[arg-type]  # as given
    return [line for line in list(unified_diff(before, after, n=0, lineterm=""))[2:] if not line.startswith("@@")]


@pytest.mark.parametrize(
    ("what", "lines"),
    [
        ({"of": ADA, "set": {"country": "NO"}}, ["-  country: AT", '+  country: "NO"']),
        (
            {"of": ADA, "set": {"country": "DE", "capacity": 3, "languages": ("de", "pt-BR")}},
            ["-  country: AT", "+  country: DE", "+  capacity: 3", "+  languages: [de, pt-BR]"],
        ),
        (
            {"of": ADA, "add": {"roles": ("editor", "ambassador")}},
            ["-  roles: [ambassador]  # for long", "+  roles: [ambassador, editor]  # for long"],
        ),
        ({"of": BEN, "add": {"roles": ({"ambassador": "2026-03-09"},)}}, ["+    - {ambassador: 2026-03-09}"]),
        (
            {"of": BEN, "remove": {"roles": ("editor",)}},
            ["-  roles:", "-    - editor   # since 2020", "+  roles: []"],
        ),
        (
            {"of": {"github": "cem"}, "add": {"roles": ("editor",)}, "set": {"name": 'C: "x"'}},
            ["-- {github: cem, roles: []}", "+- {github: cem, roles: [editor], name: 'C: \"x\"'}"],
        ),
        ({"of": {"github": "dot"}, "add": {"roles": ("editor",)}}, ["-  roles:", "+  roles: [editor]"]),
        (
            {"of": {"github": "eli"}, "set": {"country": "AT"}, "add": {"roles": ("editor",)}},
            ["+- github: eli", "+  country: AT", "+  roles: [editor]"],
        ),
        ({"of": {"github": "eli"}, "new": True}, ["+- github: eli"]),
        ({"of": ADA, "set": {"country": "AT"}, "add": {"roles": ("ambassador",)}}, []),
        ({"of": {"github": "eli"}, "remove": {"roles": ("editor",)}}, []),
        ({"of": ADA, "remove": {"roles": ("editor",), "seats": ("chair",)}}, []),
        ({"of": ADA, "remove": {"country": ("AT",)}}, ["-  country: AT", "+  country: []"]),
        (
            {"of": ADA, "add": {"country": ("DE",)}},
            ["-  country: AT", "+  country: [AT, DE]"],
        ),
    ],
)
def test_only_what_is_meant_is_written_otherwise(what: dict[str, object], lines: list[str]) -> None:
    assert made(**what) == lines


@pytest.mark.parametrize(
    ("text", "what", "after"),
    [
        ("", {"of": {"github": "a"}, "new": True}, "- github: a\n"),
        ("# nobody", {"of": {"github": "a"}, "new": True}, "# nobody\n- github: a\n"),
        ("[]\n", {"of": {"github": "a"}, "new": True}, "- github: a\n"),
        ("- github: a\n\n- github: b\n", {"of": {"github": "c"}, "new": True},
         "- github: a\n\n- github: b\n\n- github: c\n"),
        ("- github: a\r\n  x: [p]", {"of": {"github": "a"}, "add": {"x": ("q",)}, "set": {"z": "1"}},
         '- github: a\r\n  x: [p, q]\r\n  z: "1"'),
        ("- github: a\n  x: [p, ]\n", {"of": {"github": "a"}, "add": {"x": ("q",)}}, "- github: a\n  x: [p, q]\n"),
        ("- github: a\n  t: |\n    one\n    two\n", {"of": {"github": "a"}, "set": {"x": "y z"}},
         "- github: a\n  t: |\n    one\n    two\n  x: y z\n"),
        ("- github: a\n  r: {x: 2020-01-01}\n", {"of": {"github": "a"}, "add": {"r": ({"q": "2026-01-01"}, "s", "x")}},
         "- github: a\n  r: {x: 2020-01-01, q: 2026-01-01, s: null}\n"),
        ("- github: a\n  r: [{x: 2020-01-01}, q]\n", {"of": {"github": "a"}, "remove": {"r": ("x",)}},
         "- github: a\n  r: [q]\n"),
        ("- github: a\n  r:\n    - x\n    - q\n", {"of": {"github": "a"}, "remove": {"r": ("x",)}},
         "- github: a\n  r:\n    - q\n"),
    ],
)  # fmt: skip
def test_the_text_keeps_its_manner(text: str, what: dict[str, object], after: str) -> None:
    assert changed(text, Change(**what)) == after  # type: ignore[arg-type]  # as given


@pytest.mark.parametrize(
    ("text", "what", "why"),
    [
        (PEOPLE, {"of": ADA, "new": True}, "`ADA` is listed already, on line 2"),
        (PEOPLE, {"of": BEN, "set": {"roles": "editor"}}, "`roles` on line 8 is written over several lines"),
        ("a: 1\n", {"of": ADA, "new": True}, "it is no list of entries"),
        ("- {\n", {"of": ADA, "new": True}, "it is broken on line 2: a list or mapping is not closed before this"),
        ("- github: a\n- github: A\n", {"of": {"github": "a"}, "set": {"x": "y"}}, "2 entries are `a`"),
        ("[{github: a}]\n", {"of": ADA, "new": True}, "its entries stand in brackets, not on lines of their own"),
        ("- github: a\n  r: [x, # why\n    q]\n", {"of": {"github": "a"}, "remove": {"r": ("x",)}},
         "`r` on line 2 has a comment in its brackets"),
        ("- github: a\n  r: {x: 2020-01-01}\n", {"of": {"github": "a"}, "remove": {"r": ("x",)}},
         "`r` on line 2 is no list"),
        ("- github: a\n  r: [x # why\n  ]\n", {"of": {"github": "a"}, "add": {"r": ("q",)}},
         "it is written in a way that a program cannot change safely"),
        ("- &one\n  github: a\n  x: y\n- *one\n", {"of": {"github": "a"}, "set": {"x": "z"}}, "2 entries are `a`"),
        ("- github: a\n  x: &one y\n- github: b\n  x: *one\n", {"of": {"github": "a"}, "set": {"x": "z"}},
         "it is written in a way that a program cannot change safely"),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_safely_is_refused(text: str, what: dict[str, object], why: str) -> None:
    with pytest.raises(CannotChange) as refused:
        changed(text, Change(**what))  # type: ignore[arg-type]  # as given
    assert str(refused.value) == why


SORTED = """# who is who
- github: ben
  country: AT
  # moves in May
# about dot
- github: dot

- github: FAY
"""


@pytest.mark.parametrize(
    ("name", "after"),
    [("cem", "  # moves in May"), ("Eli", "- github: dot"), ("fay-2", "- github: FAY"), ("ada", "- github: FAY")],
)
def test_a_new_entry_stands_behind_the_one_before_it_in_the_alphabet(name: str, after: str) -> None:
    lines = changed(SORTED, Change(of={"github": name}, new=True)).splitlines()
    rest = [line for line in lines if line not in {"", f"- github: {name}"}]
    assert rest == [line for line in SORTED.splitlines() if line]
    before = lines[: lines.index(f"- github: {name}")]
    assert [line for line in before if line][-1] == after


@pytest.mark.parametrize(
    ("text", "who", "after"),
    [
        (SORTED, "BEN", "# who is who\n# about dot\n- github: dot\n\n- github: FAY\n"),
        (SORTED, "fay", SORTED.removesuffix("- github: FAY\n")),
        (SORTED, "nobody", SORTED),
        ("# us\n- {github: ada}\n", "ada", "# us\n[]\n"),
        ("- github: ada\r\n  x: |\r\n    y\r\n- github: b", "ada", "- github: b"),
    ],
)
def test_an_entry_is_taken_out_whole(text: str, who: str, after: str) -> None:
    change = Change(of={"github": who}, gone=True)
    assert (changed(text, change), lines_of(change)) == (after, f"# without the entry `{who}`")


@pytest.mark.parametrize("text", ["[{github: ada}]\n", "-\n  github: ada\n- github: b\n"])
def test_an_entry_that_is_not_on_lines_of_its_own_is_not_taken_out(text: str) -> None:
    with pytest.raises(CannotChange):
        changed(text, Change(of={"github": "ada"}, gone=True))


def test_a_number_names_no_entry_and_neither_does_nothing() -> None:
    assert changed("- 1\n- github: a\n", Change(of={"github": "b"}, new=True)) == "- 1\n- github: a\n- github: b\n"
    assert changed("- github: a\n", Change(of={}, set={"x": "y"})) == '- github: a\n- x: "y"\n'


def test_the_lines_for_a_person_say_the_same() -> None:
    told = lines_of(Change(of=ADA, set={"country": "NO"}, add={"roles": ("x",)}, remove={"seats": ("chair", "clerk")}))
    assert told == '- github: ADA\n  country: "NO"\n  roles: [x]\n# without seats: chair, clerk'


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_is_written_is_read_back_as_it_was_meant(key: str, value: str) -> None:
    """The writer either gives what was meant or refuses: it never writes anything else."""
    try:
        after = changed(PEOPLE, Change(of=ADA, set={"name": value, "x" + key: value}))
    except CannotChange:
        return
    assert parse(after)[0][0] == {
        "github": "ada", "roles": ["ambassador"], "country": "AT", "name": value, "x" + key: value,
    }  # fmt: skip

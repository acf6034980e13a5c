import tracemalloc
from typing import Annotated

import pytest
from pydantic import BaseModel, Field, ValidationError

from rules.diagnostics import MOST
from rules.mistakes import explain
from rules.yamltree import parse
from tests.rules.world import diagnostics, told, told_of_rule

A_KEY_A_LINE = "write each key with its value on a line of its own: `key: value`"
AN_ENTRY_A_LINE = "write each entry on a line of its own that begins with `- `"
NO_ENTRIES = "write its keys without `- ` before them"
NUMBER = 'a number to compare with: ">= 10"'
REASONS = "one of: true, false, resolved, off_topic, too_heated, spam"
REVIEWS = "say which reviews: {approved: 2}"
TEAM = "write a team as {team: acme/docs}"
GREEN = "`green` is not one of the words that may stand here"
PASSING = "write conditions, as under `when`: {draft: false}"
SECTIONS = (
    "one of: board, decisions, extends, labels, limits, lists, messages, mode, needs, pathways, project, regions, "
    "resources, roles, rules, translations"
)


@pytest.mark.parametrize(
    ("line", "column", "message", "advice"),
    [
        ("wehn: {}", 5, "unknown key `wehn`", "did you mean `when`?"),
        ("when: {titel: x}", 12, "unknown key `titel`", "did you mean `title`?"),
        ("when: {xyzzy: x}", 12, "unknown key `xyzzy`", ""),
        ("when: {not: {any: [{titel: x}]}}", 25, "unknown key `titel`", "did you mean `title`?"),
        ("when: {files: {onyl: x}}", 20, "unknown key `onyl`", "did you mean `only`?"),
        ("when: {author: {nwe: true}}", 21, "unknown key `nwe`", "did you mean `new`?"),
        ("do: [{stage: {onyl_from: A, to: B}}]", 19, "unknown key `onyl_from`", "did you mean `only_from`?"),
        ("do: [{assign: {rol: x}}]", 20, "unknown key `rol`", "did you mean `role`?"),
        ("do: [{assign: {role: x, fallback: {rol: y}}}]", 40, "unknown key `rol`", "did you mean `role`?"),
        ("do: [{after: 7 days, unles: x, do: [{pin: true}]}]", 26, "unknown key `unles`", "did you mean `unless`?"),
    ],
)
def test_an_unknown_key_gets_the_nearest_one(line: str, column: int, message: str, advice: str) -> None:
    assert told_of_rule(line) == [(4, column, "unknown-key", message, advice)]


@pytest.mark.parametrize(
    ("line", "column", "code", "message", "advice"),
    [
        ("do: [{lock: angry}]", 17, "unknown-word", "`angry` is not one of the words that may stand here", REASONS),
        ('do: [{pin: "true"}]', 16, "wrong-kind", "`true` in quotes is a text", "write it without quotes"),
        ("do: [{board_field: {On: true}}]", 29, "wrong-kind", "`true` is not a text", 'quote it: "true"'),
        ("when: {comments: 3.5}", 22, "wrong-kind", "`3.5` is not a text", NUMBER),
        ("when: {reviews: 2}", 21, "wrong-kind", "`2` is not a mapping of keys and values", REVIEWS),
        ("do: [{request_review: acme/docs}]", 27, "wrong-form", "`acme/docs` is no login", TEAM),
        ("do: [{check: {name: r, passes_when: green}}]", 41, "unknown-word", GREEN, PASSING),
    ],
)
def test_where_a_value_may_be_of_several_kinds_all_of_them_are_told(
    line: str, column: int, code: str, message: str, advice: str
) -> None:
    assert told_of_rule(line) == [(4, column, code, message, advice)]


def test_a_missing_key_that_was_written_otherwise_is_told_once() -> None:
    assert told("project: {purpose: p}\nrules:\n  - nme: A\n") == [
        (3, 5, "unknown-key", "unknown key `nme`", "did you mean `name`?")
    ]
    assert [each[2:4] for each in told("project: {purpose: p}\nrules:\n  - xyzzy: A\n")] == [
        ("missing-key", "`name` is missing"),
        ("unknown-key", "unknown key `xyzzy`"),
    ]


def test_sections_and_their_keys_are_known_too() -> None:
    assert told("project: {purpose: p, purpos: q}\nrulez: []\nxyzzy: 1\n") == [
        (1, 23, "unknown-key", "unknown key `purpos`", "did you mean `purpose`?"),
        (2, 1, "unknown-key", "unknown key `rulez`", "did you mean `rules`?"),
        (3, 1, "unknown-key", "unknown key `xyzzy`", SECTIONS),
    ]
    assert told("project: {purpose: p}\nrules: []\nboard: {stages: {needs: {ownr: x}}}\n") == [
        (3, 26, "unknown-key", "unknown key `ownr`", "did you mean `owner`?")
    ]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "rules: []",
            (1, 1, "`project` is missing", 'begin the file with `project: {purpose: "What the community is for."}`'),
        ),
        (
            "project: {name: x}\nrules: []",
            (1, 10, "`purpose` is missing", 'add `purpose: "What the community is for, in one sentence."`'),
        ),
        ("project: {purpose: p}\nrules:\n  - on: push\n", (3, 5, "`name` is missing", "add `name: …`")),
        ("project: {purpose: p}", (1, 1, "`rules` is missing", "add `rules:` with a list of rules")),
    ],
)
def test_a_key_that_is_missing_is_told_with_what_to_add(text: str, finding: tuple[int, int, str, str]) -> None:
    line, column, message, advice = finding
    assert told(text) == [(line, column, "missing-key", message, advice)]


@pytest.mark.parametrize(
    ("line", "column", "message", "advice"),
    [
        ("when: {title: 1.10}", 19, "`1.10` is not a text", 'quote it: "1.10"'),
        ("when: {title: true}", 19, "`true` is not a text", 'quote it: "true"'),
        ("when: {label: [a, 0x1F]}", 23, "`0x1F` is not a text", 'quote it: "0x1F"'),
        ("when: {title: {a: b}}", 19, "a mapping is not a text", ""),
        ("when: {title: [x, [y]]}", 23, "a list is not a text", ""),
        ("when: {draft: yes}", 19, "`yes` is not true or false", "write true or false, without quotes"),
        ("while: 'true'", 12, "`true` is not true or false", "write true or false, without quotes"),
        ("when: [title]", 11, "a list is not a mapping of keys and values", NO_ENTRIES),
        ("when: title", 11, "`title` is not a mapping of keys and values", A_KEY_A_LINE),
        ("do: {label: x}", 9, "a mapping is not a list", AN_ENTRY_A_LINE),
        ("do: label", 9, "`label` is not a list", AN_ENTRY_A_LINE),
        (
            "do: [{assign: {role: x, count: two}}]",
            36,
            "`two` is not a whole number",
            "write a whole number without quotes",
        ),
        (
            "do: [{assign: {role: x, count: 1.5}}]",
            36,
            "`1.5` is not a whole number",
            "write a whole number without quotes",
        ),
        ("do: [{assign: {role: x, fallback: y}}]", 39, "`y` is not a mapping of keys and values", A_KEY_A_LINE),
    ],
)
def test_a_value_of_the_wrong_kind_is_shown_as_it_is_spelled(line: str, column: int, message: str, advice: str) -> None:
    assert told_of_rule(line) == [(4, column, "wrong-kind", message, advice)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("project: {purpose: p}\nrulez: []\n", (2, 1, 5)),
        ("project: p\nrules: []\n", (1, 10, 1)),
        ("project: {purpose: p}\nrules: {}\n", (2, 8, 2)),
        ("project: {purpose: p}\nrules:\n  a: b\n  c: d\n", (3, 3, 1)),
        ("project: {purpose: p}\nextends: welcom\n", (2, 10, 6)),
        ("project: {purpose: p}\nextends: a\n", (2, 10, 1)),
        ("project: {purpose: p}\nextends: [\n  welcome, 'wel\n  come']\n", (3, 12, 1)),
    ],
)
def test_what_is_wrong_is_underlined_as_far_as_its_line_goes(text: str, place: tuple[int, int, int]) -> None:
    found = diagnostics(text)[0]
    assert (found.line, found.column, found.width) == place


def test_a_section_of_the_wrong_kind_is_told_too() -> None:
    assert told("project: p\nrules: {}\nlabels: [a]\n") == [
        (1, 10, "wrong-kind", "`p` is not a mapping of keys and values", A_KEY_A_LINE),
        (2, 8, "wrong-kind", "a mapping is not a list", AN_ENTRY_A_LINE),
        (3, 9, "wrong-kind", "a list is not a mapping of keys and values", NO_ENTRIES),
    ]


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("do: [{lable: bug}]", (11, "unknown-verb", "unknown verb `lable`", "did you mean `label`?")),
        ("do: [{xyzzy: bug}]", (11, "unknown-verb", "unknown verb `xyzzy`", "")),
        (
            "do: [{label: a, comment: b}]",
            (
                10,
                "not-a-verb",
                "an entry of `do` is one verb with its value",
                "write each verb as an entry of its own: `do: [{label: bug}, {comment: Thanks!}]`",
            ),
        ),
        (
            "do: [label]",
            (
                10,
                "not-a-verb",
                "an entry of `do` is one verb with its value",
                "write each verb as an entry of its own: `do: [{label: bug}, {comment: Thanks!}]`",
            ),
        ),
    ],
)
def test_a_verb_that_does_not_exist_gets_the_nearest_one(line: str, finding: tuple[int, str, str, str]) -> None:
    assert told_of_rule(line) == [(4, *finding)]


@pytest.mark.parametrize(
    ("line", "column", "message", "advice"),
    [
        ("mode: obsrve", 11, "`obsrve` is not one of the words that may stand here", "did you mean `observe`?"),
        ("mode: xyz", 11, "`xyz` is not one of the words that may stand here", "one of: act, observe"),
        ("mode: [act]", 11, "a list is not one of the words that may stand here", "did you mean `act`?"),
        ("mode: 1.0", 11, "`1.0` is not one of the words that may stand here", "one of: act, observe"),
        (
            "when: {author: {association: MEMBER}}",
            34,
            "`MEMBER` is not one of the words that may stand here",
            "did you mean `member`?",
        ),
    ],
)
def test_a_word_that_may_not_stand_here_gets_the_nearest_one(line: str, column: int, message: str, advice: str) -> None:
    assert told_of_rule(line) == [(4, column, "unknown-word", message, advice)]


@pytest.mark.parametrize("shape", ["[{}]", "{{a: {}}}"])
def test_what_aliases_stand_for_is_not_written_out(shape: str) -> None:
    hundreds = f"[&a {'z' * 20_000}, &b [{', '.join(['*a'] * 50)}], [{', '.join(['*b'] * 3)}]]"
    tracemalloc.start()
    found = told_of_rule(f"mode: {shape.format(hundreds)}")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert ([code for _, _, code, _, _ in found], peak < 2_000_000) == (["unknown-word"], True)


@pytest.mark.parametrize(
    ("line", "column", "message", "advice"),
    [
        (
            "when: {author: 'a b'}",
            20,
            "`a b` does not have the form that `login` takes",
            "a GitHub login: alice",
        ),
        (
            "when: {author: {team: docs}}",
            27,
            "`docs` does not have the form that `team` takes",
            "an organisation and a team: acme/docs",
        ),
        (
            "when: {files: {count: '>> 1'}}",
            27,
            "`>> 1` does not have the form that `count` takes",
            'a number to compare with: ">= 10"',
        ),
        (
            "do: [{assign: '{title}'}]",
            19,
            "`{title}` is no login",
            "GitHub logins: [alice, bob]",
        ),
        ("id: a b", 9, "`a b` does not have the form that `id` takes", "letters, digits, dots and dashes"),
        (
            f"id: {'a' * 61}",
            9,
            f"`{'a' * 40}…` does not have the form that `id` takes",
            "letters, digits, dots and dashes",
        ),
    ],
)
def test_a_form_that_is_not_kept_is_shown(line: str, column: int, message: str, advice: str) -> None:
    assert told_of_rule(line) == [(4, column, "wrong-form", message, advice)]


@pytest.mark.parametrize(
    ("board", "finding"),
    [
        ("project: 0", ("out-of-range", "`0` is out of range", "write a number of at least 1")),
        (
            "project: 9999999999",
            ("out-of-range", "`9999999999` is out of range", "write a number of at most 999999999"),
        ),
        (
            "project: abc",
            (
                "wrong-form",
                "`abc` does not have the form that `project` takes",
                "the number of the owner's project, or https://github.com/orgs/OWNER/projects/NUMBER",
            ),
        ),
        ("project: [1]", ("wrong-kind", "a list is not a whole number", "write a whole number without quotes")),
    ],
)
def test_a_value_that_may_be_of_two_kinds_is_explained_by_the_one_it_has(
    board: str, finding: tuple[str, str, str]
) -> None:
    assert told(f"project: {{purpose: p}}\nrules: []\nboard: {{stages: {{A: {{}}}}, {board}}}") == [(3, 35, *finding)]


@pytest.mark.parametrize(
    ("line", "column", "message", "advice"),
    [
        (f"when: {{title: {'x' * 501}}}", 19, "501 characters are too many", "write at most 500"),
        (f"do: [{'{label: x}, ' * 21}]", 9, "21 entries are too many", "write at most 20"),
    ],
)
def test_too_much_is_told_with_the_limit(line: str, column: int, message: str, advice: str) -> None:
    assert told_of_rule(line) == [(4, column, "too-long", message, advice)]


def test_a_name_that_is_too_long_is_shown_where_the_key_stands() -> None:
    assert told(f"project: {{purpose: p}}\nrules: []\nlabels: {{{'x' * 51}: {{}}}}") == [
        (3, 10, "too-long", "51 characters are too many", "write at most 50")
    ]


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        (
            "when: {title: /(?=x)/}",
            (
                19,
                "pattern",
                "invalid perl operator: (?=: look-around and back-references are not part of the linear-time syntax",
                "",
            ),
        ),
        ("when: {files: [a, ../b]}", (23, "pattern", "a changed path has no `..` part", "")),
        ("do: [{comment: 'Hi {autor}'}]", (20, "template", "unknown value `{autor}`", "did you mean `author`?")),
        ("do: [{label: 'a{'}]", (18, "template", "a lone `{`", "write `{{` for a brace")),
    ],
)
def test_a_text_that_cannot_be_used_is_told_with_the_reason(line: str, finding: tuple[int, str, str, str]) -> None:
    assert told_of_rule(line) == [(4, *finding)]


def test_all_mistakes_are_told_at_once_and_each_place_once() -> None:
    assert [found[:3] for found in told_of_rule("name: 1\nwhen: {title: 1, titel: x}\nmode: x\n")] == [
        (4, 5, "duplicate-key")
    ]
    assert [found[:3] for found in told_of_rule("on: 1\nwhen: {title: 1, titel: x}\nmode: x\n")] == [
        (4, 9, "wrong-kind"),
        (5, 19, "wrong-kind"),
        (5, 22, "unknown-key"),
        (6, 11, "unknown-word"),
    ]


@pytest.mark.parametrize(
    ("lines", "left_out"),
    [
        ("".join(f"k{number}: x\n" for number in range(MOST + 2)), "2 more are not listed"),
        ("".join(f"k{number}:\n" for number in range(MOST + 1)), "1 more is not listed"),
        (
            f"rules:\n  - name: A\n    on: [{', '.join(f'nothing{number}' for number in range(MOST + 1))}]\n",
            "1 more is not listed",
        ),
    ],
    ids=["unknown", "empty", "events"],
)
def test_nobody_has_to_read_more_than_a_hundred_mistakes(lines: str, left_out: str) -> None:
    *mistakes, (_, _, code, message, _) = told(f"project: {{purpose: p}}\n{lines}")
    assert (len(mistakes), code, message) == (MOST, "more", left_out)


def test_a_mistake_of_a_kind_that_nobody_has_described_is_told_in_pydantics_words() -> None:
    class Even(BaseModel):
        a: Annotated[int, Field(multiple_of=2)]

    data, tree = parse("a: 3")
    with pytest.raises(ValidationError) as error:
        Even.model_validate(data)
    (found,) = explain(error.value, tree)
    assert (found.line, found.column, found.code) == (1, 4, "multiple-of")
    assert found.message == "`3`: input should be a multiple of 2"


@pytest.mark.parametrize(
    ("line", "code", "help_"),
    [
        ("do: [label:bug]", "not-a-verb", "write a space after the colon: `label: bug`"),
        ("when: title:x", "wrong-kind", "write a space after the colon: `title: x`"),
        ("on: {issues: opened}", "wrong-kind", "write GitHub's event and action as one word: issues.opened"),
        ("do: [{react: +1}]", "wrong-kind", 'quote it: "+1"'),
    ],
)
def test_what_yaml_takes_for_something_else_is_shown_as_it_was_meant(line: str, code: str, help_: str) -> None:
    (found,) = diagnostics(f"project: {{purpose: p}}\nrules:\n  - name: A\n    {line}\n")
    assert (found.line, found.code, found.help) == (4, code, help_)

"""Values that say something else than they seem to are warned of, with what was meant."""

import pytest

from tests.rules.world import told_of_rule

UNSEEN = "write it without that character"
ASK = "ask something, or leave it out"
CALLED = "write the label as it is called on GitHub"
NAME_THEM = "name the other checks: `checks: {build: success}`"


@pytest.mark.parametrize(
    ("line", "column", "message", "advice"),
    [
        ("when: {files: /docs/**}", 12, "no path fits `/docs/**`: ", 'write "docs/**"'),
        ('when: {files: [x, "!./a/"]}', 23, "no path fits `!./a/`: ", 'write "!a/**"'),
        ("when: {not: {files: {all: [docs/]}}}", 32, "no path fits `docs/`: ", 'write "docs/**"'),
        ("when: {title: /a/gi}", 12, "`/a/gi` is looked for as plain text: ", "write '/a/i'"),
        ("when: {body: [x, '/a/g']}", 22, "`/a/g` is looked for as plain text: ", "write '/a/'"),
        (r"when: {title: '^feat'}", 12, "`^feat` is looked for as plain text: ", "write '/^feat/'"),
        (
            r"when: {body: [x, 'fix(es)?:.*']}",
            22,
            "`fix(es)?:.*` is looked for as plain text: ",
            "write '/fix(es)?:.*/'",
        ),
        ("when: {base: refs/heads/main}", 12, "no branch fits `refs/heads/main`: ", 'write "main"'),
        ("when: {head: [a, '!refs/heads/b']}", 22, "no branch fits `!refs/heads/b`: ", 'write "!b"'),
        ("when: {label: area/*}", 12, "only a label called `area/*` is meant: ", "name each label"),
        (f"when: {{label: {{all: [x, {'y' * 51}]}}}}", 29, "no label has 51 characters: ", CALLED),
        ("do: [{label: [x, 'area/*']}]", 22, "only a label called `area/*` is meant: ", "name each label"),
        (f"do: [{{unlabel: {'y' * 51}}}]", 11, "no label has 51 characters: ", CALLED),
        (
            "do: [{check: {name: ready, passes_when: {any: [{draft: false, checks: success}]}}}]",
            67,
            "the check “ready” counts here too: it waits for itself",
            NAME_THEM,
        ),
        (
            "do: [{check: {name: ready, passes_when: {checks: {build: success, Ready: success}}}}]",
            46,
            "the check “ready” counts here too: it waits for itself",
            NAME_THEM,
        ),
        (
            "do: [{check: {name: ready, passes_when: {title: '^feat'}}}]",
            46,
            "`^feat` is looked for as plain text: ",
            "write '/^feat/'",
        ),
        (r'when: {title: "/\bcrash/"}', 12, "`\\b` in", "write the text in '…', where a backslash is one"),
        (
            'when: {any: [{label: {all: [a, "b\\u200b"]}}]}',
            36,
            "this holds a character that nobody sees, U+200B",
            UNSEEN,
        ),
        (r'do: [{label: "a\u00ad"}]', 11, "this holds a character that nobody sees, U+00AD", UNSEEN),
        ("when: {draft: true, not: {}}", 25, "nothing is asked here, so that `not` never holds", ASK),
        ("when: {any: [{draft: true}, {}]}", 33, "nothing is asked here, so that `any` always holds", ASK),
        ("when: {not: {all: [{}]}}", 24, "nothing is asked here, so that it changes nothing", ASK),
        (
            "do: [{unassign: All}]",
            11,
            "`All` is the account of that name",
            "for everybody who is assigned write `unassign: all`",
        ),
        ("do: [{assign: none}]", 11, "`none` is the account of that name", "for nobody leave it out"),
        (
            'do: [{comment: "Hi {{author}}"}]',
            11,
            "`{{author}}` says {author} in so many letters",
            "for the value write {author}",
        ),
        (
            "do: [{unassign: {users: [ada, assignee]}}]",
            11,
            "`assignee` is the account of that name",
            'for the assignee of the item write "{assignee}"',
        ),
    ],
)
def test_what_is_hardly_meant_is_told_with_what_is(line: str, column: int, message: str, advice: str) -> None:
    ((at, where, code, said, help_),) = told_of_rule(line)
    assert (at, where, code, help_) == (4, column, "hardly-meant", advice)
    assert said.startswith(message)


@pytest.mark.parametrize(
    "line",
    [
        'when: {files: ["docs/**", "!a/b", "/"]}',
        "when: {title: [/a/i, /a/, /usr/bin, a/g], draft: false}",
        'do: [{comment: "{{x}} {author} {{{author}}}"}, {label: x}, {introduce: y}]',
        'do: [{assign: "{author}"}, {unassign: ada}, {unassign: all}]',
        'when: {title: ["a\\tb", "a\\nb", "\U0001f469\u200d\U0001f4bb"], label: [\u2764\ufe0f, \u0646\u200c]}',
        "when: {title: [c++, 'a.b', '[RFC]', 'US$', 'why?', '(draft)', '/^feat/', '^_^', 'a ^ b']}",
        f"when: {{base: [main, refs], head: 'x/refs/heads/**', label: [{'y' * 50}, 'why?', c++]}}",
        f"do: [{{label: 'area/{{milestone}}{'y' * 50}'}}, {{unlabel: why?}}]",
        "do: [{check: {name: a, passes_when: {checks: {build: success}, not: {draft: true}}}}]",
        "do: [{check: {name: a, passes_when: decided}}]",
    ],
)
def test_what_may_be_meant_is_not(line: str) -> None:
    found = told_of_rule(line)
    assert [each for each in found if each[2] == "hardly-meant"] == []
    assert [each for each in found if each[2] != "not-yet"] == []

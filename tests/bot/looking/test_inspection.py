"""What is said of the difference between what a file names and what GitHub has."""

from functools import partial
from typing import Any

import pytest

from bot.action import Name
from bot.github.outside import key_of
from bot.looking.inspection import Outside, compared, names_to_ask, taken
from bot.people.directory import Directory
from rules.facts import UNKNOWN, Board, BoardField, Member
from rules.forms import Field, Form
from rules.outside import Named

KEY = partial(key_of, repo="acme/site")
FORM = Form(path=".github/ISSUE_TEMPLATE/idea.yml", name="New idea", fields=(Field(label="Why", id="why"),))
BOARD = Board(options=("Triage", "Doing"), fields=(BoardField(name="Size", kind="single_select"),))
EVERYTHING = {"issues": "write", "pull_requests": "write", "organization_projects": "write"}


def at(kind: str, name: str, *about: str, line: int = 1) -> Named:
    return Named(kind, name, line, 1, about=frozenset(about or {"issue"}))


def outside(**known: Any) -> Outside:
    return Outside(repo="acme/site", **{"permissions": EVERYTHING, "board": BOARD, **known})


def said(named: Named, **known: Any) -> list[tuple[str, str, str, str]]:
    found = compared([named], outside(**known), KEY)
    return [(each.severity, each.code, each.message, each.help) for each in found]


PEOPLE = Directory((Member(login="ada", roles=("editor",)),))
BROKEN = Directory(problem="line 2: an entry begins with `- github: LOGIN`")
HERE: list[tuple[Named, dict[str, Any]]] = [
    (at("label", "bug"), {"known": {Name("label", "bug")}}),
    (at("new label", "bug"), {"known": {Name("label", "bug")}}),
    (at("user", "ada"), {"known": {Name("user", "ada")}}),
    (at("team", "acme/docs"), {"known": {Name("team", "acme/docs")}}),
    (at("milestone", "2.0"), {"known": {Name("milestone", "2.0")}}),
    (at("project", "4"), {"known": {Name("project", "acme/4")}}),
    (at("project", "https://github.com/orgs/Other/projects/7"), {"known": {Name("project", "other/7")}}),
    (at("board", "3"), {}),
    (at("column", "triage"), {}),
    (at("board field", "size"), {}),
    (at("column", "Gone"), {"board": Board(problem="the App cannot see it")}),
    (at("board field", "Gone"), {"board": Board(problem="the App cannot see it")}),
    (at("people", "people.yml"), {"people": PEOPLE}),
    (at("role", "editor"), {"people": PEOPLE}),
    (at("role", "editor"), {"people": BROKEN}),
    (at("role", "editor"), {"people": UNKNOWN}),
    (at("form", "IDEA"), {"forms": (FORM,)}),
    (at("form", "new idea"), {"forms": (FORM,)}),
    (at("form", "idea"), {"forms": UNKNOWN}),
    (at("question", "why"), {"forms": (FORM,)}),
    (at("question", "why"), {"forms": UNKNOWN}),
    (at("codeowners", ""), {"codeowners": "* @ada"}),
    (at("codeowners", ""), {"codeowners": UNKNOWN}),
    (at("file", "OWNERS"), {"files": {"OWNERS": "* @ada"}}),
    (at("file", "OWNERS"), {}),
    (at("verb", "stage"), {}),
]


@pytest.mark.parametrize(("named", "known"), HERE)
def test_what_is_there_needs_no_word(named: Named, known: dict[str, Any]) -> None:
    assert said(named, **known) == []


NO_LABEL = "acme/site has no label `{}`, and no rule gives it"
ABSENT: list[tuple[Named, dict[str, Any], str, str, str]] = [
    (at("label", "bgu"), {"labels": ("bug",)}, "absent", NO_LABEL.format("bgu"), "did you mean `bug`?"),
    (at("label", "zzz"), {"labels": ("bug",)}, "absent", NO_LABEL.format("zzz"), "create it, or mend its name"),
    (at("user", "adda"), {}, "absent", "GitHub knows nobody called `adda`", "mend the login"),
    (at("milestone", "2"), {}, "absent", "acme/site has no open milestone `2`", "create it, or mend its title"),
    (
        at("milestone", "2"),
        {"milestones": ("1.0", "2.0")},
        "absent",
        "acme/site has no open milestone `2`",
        "create it, or mend its title; it has 1.0 and 2.0",
    ),
    (at("column", "Doin"), {}, "absent", "the board has no column `Doin`", "did you mean `Doing`?"),
    (at("column", "Later"), {}, "absent", "the board has no column `Later`", "the board has Triage and Doing"),
    (at("board field", "Sise"), {}, "absent", "the board has no field `Sise`", "did you mean `Size`?"),
    (at("board field", "Due"), {}, "absent", "the board has no field `Due`", "add it to the board"),
    (
        at("people", "people.yml"),
        {"people": BROKEN},
        "people",
        "people.yml: line 2: an entry begins with `- github: LOGIN`",
        "add or mend it; until then the last valid one counts, and without one nobody has a role",
    ),
    (
        at("role", "editor"),
        {},
        "people",
        "nobody is `editor`: the file names no people file",
        "name it: `project: {people: people.yml}`",
    ),
    (
        at("role", "editr"),
        {"people": PEOPLE},
        "people",
        "nobody in the people file is `editr`",
        "did you mean `editor`?",
    ),
    (
        at("role", "qqq"),
        {"people": PEOPLE},
        "people",
        "nobody in the people file is `qqq`",
        "add the role to somebody's entry",
    ),
    (at("form", "idee"), {"forms": (FORM,)}, "absent", "acme/site has no issue form `idee`", "did you mean `idea`?"),
    (at("question", "Whyy"), {"forms": (FORM,)}, "absent", "no issue form asks `Whyy`", "did you mean `Why`?"),
    (
        at("codeowners", ""),
        {},
        "absent",
        "acme/site has no CODEOWNERS on the default branch, so nothing belongs to anybody",
        "add .github/CODEOWNERS, or name another file: `{file: …}`",
    ),
    (
        at("file", "OWNERS"),
        {"files": {"OWNERS": ""}},
        "absent",
        "acme/site has no file OWNERS on the default branch",
        "mend the path, which begins at the repository's root",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("named", "known", "code", "message", "advice"), ABSENT)
def test_what_is_absent_is_a_warning_with_what_to_write(
    named: Named, known: dict[str, Any], code: str, message: str, advice: str
) -> None:
    assert said(named, **known) == [("warning", code, message, advice)]


def test_a_label_that_the_bot_creates_is_a_note_and_known_to_the_rules_that_ask_for_it() -> None:
    found = list(
        compared(
            [at("label", "New"), at("new label", "new"), at("new label", "bugs", line=2)], outside(labels=("bug",)), KEY
        )
    )
    assert [(each.severity, each.line, each.message) for each in found] == [
        ("note", 1, "acme/site has no label `new`: it is created when needed"),
        ("note", 2, "acme/site has no label `bugs` (it has `bug`): it is created when needed"),
    ]  # fmt: skip


def test_what_the_app_cannot_see_is_told_with_the_reasons() -> None:
    hidden = Board(problem="an App cannot see a project that belongs to a user; move it to an organisation")
    for named, known, message in (
        (at("board", "3"), {"board": hidden}, f"{hidden.problem}; `stage/…` labels carry the stage instead"),
        (at("project", "4"), {}, "the App sees no open project acme/4"),
        (at("team", "acme/dosc"), {}, "the App sees no team `acme/dosc`"),
    ):
        [(severity, _, text, advice)] = said(named, **known)
        assert (severity, text, "permission" in advice) == ("warning", message, True)


@pytest.mark.parametrize(
    ("verb", "kind", "permissions"),
    [
        ("comment", "issue", {"Issues"}),
        ("comment", "pull_request", {"Pull requests"}),
        ("comment", "discussion", {"Discussions"}),
        ("label", "pull_request", {"Issues"}),
        ("close", "pull_request", {"Pull requests"}),
        ("draft", "pull_request", {"Pull requests", "Contents"}),
        ("stage", "issue", {"organization Projects", "Issues"}),
    ],
)
def test_each_verb_takes_what_its_mutations_take(verb: str, kind: str, permissions: set[str]) -> None:
    assert taken(verb, kind) - ({"Issues"} if verb == "stage" else set()) == permissions - (
        {"Issues"} if verb == "stage" else set()
    )


def test_a_permission_that_is_missing_is_told_once_for_each_verb() -> None:
    named = [at("verb", "comment", "issue", "pull_request"), at("verb", "comment", "issue", "pull_request", line=2)]
    found = list(compared(named, outside(permissions={"issues": "read", "pull_requests": "write"}), KEY))
    assert [(each.line, each.severity, each.message) for each in found] == [
        (1, "warning", "`comment` needs the permission Issues: write")
    ]


def test_only_rules_about_discussions_alone_need_that_permission() -> None:
    every = ("issue", "pull_request", "discussion")
    assert said(at("verb", "comment", *every)) == []
    [(_, code, message, _)] = said(at("verb", "comment", "discussion"))
    assert (code, message) == ("permission", "`comment` needs the permission Discussions: write")


def test_each_name_is_asked_for_once() -> None:
    named = [at("label", "bug"), at("new label", "bug"), at("user", "ada"), at("project", "4"), at("form", "idea")]
    assert names_to_ask(named, KEY) == (Name("label", "bug"), Name("user", "ada"), Name("project", "acme/4"))

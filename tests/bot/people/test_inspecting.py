"""What a pull request makes of the people file, judged: mistakes, and who has to agree."""

import pytest

from bot.people.groups import examine_groups
from bot.people.inspecting import Inspection, inspect_groups, inspect_people
from rules.facts import UNKNOWN, Maybe
from rules.language import load
from rules.shared import Account, SharedFile

BOOK = load("project: {purpose: p, people: people.yml}\nroles: {editor: {}}\nrules: []\n")
ADA, BEN, CEM = Account(login="Ada", id=1), Account(login="ben", id=2), Account(login="cem", id=3)
BEFORE = "- github: ada\n  id: 1\n  roles: [editor]\n- github: ben\n"
AGREED = "Everybody agrees whose entry is added or changed"


def judged(
    after: Maybe[str], author: Account | None = ADA, *approved: Account, before: Maybe[str] = BEFORE
) -> Inspection:
    file = SharedFile(before=before, after=after, author=author, approved=approved)
    return inspect_people(file, "people.yml", BOOK)


def waits_for(*logins: str) -> tuple[None, str]:
    return None, f"Waits for {', '.join(f'@{login}' for login in logins)}: everybody approves their own entry"


@pytest.mark.parametrize(
    ("after", "agreed", "title"),
    [
        (BEFORE + "- github: cem\n", (CEM,), (True, AGREED)),
        (BEFORE + "- github: cem\n", (ADA,), waits_for("cem")),
        (BEFORE + "- github: cem\n", (ADA, CEM), (True, AGREED)),
        (BEFORE + "- github: CEM\n", (None,), waits_for("cem")),
        (BEFORE.replace("github: ben", "github: ben\n  languages: [de]"), (ADA,), waits_for("ben")),
        (BEFORE.replace("github: ben", "github: ben\n  languages: [de]"), (ADA, BEN), (True, AGREED)),
        (BEFORE.replace("github: ada", "github: ada-new"), (Account(login="ada-new", id=1),), (True, AGREED)),
        (BEFORE.replace("github: ada", "github: mallory"), (Account(login="mallory", id=9),), waits_for("ada")),
        (BEFORE.replace("id: 1", "id: 9"), (Account(login="mallory", id=9),), waits_for("ada")),
        (BEFORE.replace("- github: ben\n", ""), (CEM,), (True, AGREED)),
        ("# a remark\n" + BEFORE, (CEM,), (True, AGREED)),
        ("- login: '@ben'\n- github: ada\n  id: 1\n  roles: [editor]\n", (CEM,), waits_for("ben")),
    ],
)
def test_everybody_agrees_to_their_own_entry(
    after: str, agreed: tuple[Account, ...], title: tuple[bool | None, str]
) -> None:
    found = judged(after, *agreed)
    assert (found.passes, found.title) == title


@pytest.mark.parametrize(
    ("after", "title"),
    [
        ("- github: ada\n  country: UK\n", "1 mistake in people.yml"),
        ("- github: ada\n  country: UK\n  timezone: Mars/Base\n", "2 mistakes in people.yml"),
        ("- {\n", "1 mistake in people.yml"),
        ("", "people.yml is gone, and the rules name it"),
        (UNKNOWN, "people.yml is too long to be read, or is no text"),
    ],
)
def test_mistakes_come_first(after: Maybe[str], title: str) -> None:
    found = judged(after)
    assert (found.passes, found.title) == (False, title)


@pytest.mark.parametrize("before", ["- {\n", "a: 1\n", UNKNOWN])
def test_where_the_present_file_is_broken_nothing_can_be_compared(before: Maybe[str]) -> None:
    assert judged(BEFORE, CEM, before=before).passes is True


def test_a_new_file_is_everybodys_whom_it_names() -> None:
    found = judged("\n".join(f"- github: p{n}" for n in range(201)), CEM, before="")
    assert found.title.startswith("Waits for @p0, @p1, ")
    assert found.title.endswith(", @p9 …: everybody approves their own entry")
    assert found.summary.splitlines()[-2:] == ["- `p199`: new", "- and 1 more"]


def test_what_changes_is_told_and_so_are_doubts() -> None:
    found = judged(BEFORE.replace("[editor]", "[editor, king]").replace("id: 1", "id: 1\n  country: AT"), ADA)
    assert (found.passes, found.summary) == (True, "- `ada`: `roles`, `country`")
    assert [(note.line, note.severity, note.message) for note in found.notes] == [
        (4, "warning", "the rule file has no role `king`")
    ]


def test_a_file_of_groups_is_read_as_such() -> None:
    right = "- name: Oslo\n  country: NO\n  organizers: ada\n  languages: [nb, en]\n  status: official\n  at: [1, 2]\n"
    assert examine_groups(right) == ()
    assert inspect_groups(SharedFile(before="", after=right), "groups.yml") == Inspection(
        True, "Every group can be read"
    )
    assert inspect_groups(SharedFile(before="", after=""), "groups.yml").passes is False


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("- name: Leeds\n  country: UK\n", 2, "country: `UK` is no country's code"),
        ("- country: GB\n", 1, "name: it is missing"),
        ("- name: A\n- name: a\n", 2, "name: another group is `a`"),
        ("- {\n", 2, "a list or mapping is not closed before this"),
        ("".join(f"- name: g{n}\n" for n in range(5_001)), 1, "it lists 5001 groups, the limit is 5000"),
    ],
)
def test_mistakes_in_groups_are_told_at_their_places(text: str, line: int, said: str) -> None:
    [found] = examine_groups(text)
    assert (found.line, found.message) == (line, said)
    judged = inspect_groups(SharedFile(before="", after=text), "groups.yml")
    assert (judged.passes, judged.title) == (False, "1 mistake in groups.yml")

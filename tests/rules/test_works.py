"""What a pull request adds, and what is missing of it."""

import pytest

from rules.home import Home
from rules.works import Lack, Work, Works, lacks, original_of, picture, short, told_by_reuse

HOME = Home(
    license="CC-BY-SA-4.0",
    attribution="The Press",
    originals=(("guides/{name}.md", "i18n/{lang}/{name}.md"), ("{a}/{a}.txt", "{a}-{a}.txt")),
)
ADA = "---\ntitle: Pears\nauthor: Ada Miller\n---\nText\n"
OF_BEN = "SPDX-FileCopyrightText: Ben\nSPDX-License-Identifier: CC0-1.0"


def told(work: Work, home: Home = HOME) -> list[str]:
    return [f"{lack.why} | {lack.help}" for lack in lacks(Works((work,)), home)]


@pytest.mark.parametrize(
    "work",
    [
        Work(path="a.md", text="No word of it.\n"),
        Work(path="a.md", text="SPDX-License-Identifier: CC-BY-4.0\n"),
        Work(path="a.md", text="---\nlicense: MIT\n---\n"),
        Work(path="a.md", text="---\nlicence: [a, b]\n---\n"),
        Work(path="a.md", text="---\n- a list\n---\n"),
        Work(path="a.md", text="---\n{ no yaml\n---\n"),
        Work(path="a.bin", text=None),
        Work(path="a.md", text="SPDX-License-Identifier: X\nnew", before="SPDX-License-Identifier: X\n", new=False),
        Work(path="a.png", text=None, new=False),
        Work(path="a.png", text=None, beside=OF_BEN),
        Work(path="a.svg", text=f"<!--\n{OF_BEN}\n-->"),
        Work(path="a.png", text=None, beside="Source: https://example.org\nSPDX-License-Identifier: CC0-1.0"),
    ],
)
def test_what_may_be_shared_lacks_nothing(work: Work) -> None:
    assert told(work) == []


def test_a_licence_that_does_not_go_with_the_projects_is_named() -> None:
    mend = "ask its author for CC-BY-SA-4.0 or one that goes with CC-BY-SA-4.0, or leave it out"
    work = Work(path="a.md", text="---\r\nlicense: CC-BY-NC-4.0\r\n---\r\n")
    assert list(lacks(Works((work,)), HOME)) == [
        Lack("a.md", "CC-BY-NC-4.0 allows no commercial use", mend, "CC-BY-NC-4.0")
    ]
    beside = Work(path="a.png", text=None, beside=OF_BEN.replace("CC0-1.0", "CC-BY-ND-4.0"))
    assert told(beside, Home()) == [
        "CC-BY-ND-4.0 allows no changed versions | ask its author for another licence, or leave it out"
    ]


@pytest.mark.parametrize("beside", ["", "SPDX-License-Identifier: CC0-1.0", "SPDX-FileCopyrightText: Ben"])
def test_a_new_picture_says_who_made_it_and_under_which_licence(beside: str) -> None:
    [said] = told(Work(path="img/a.PNG", text=None, beside=beside))
    assert said.startswith("nobody says who made it and under which licence | add img/a.PNG.license with SPDX-File")


@pytest.mark.parametrize(
    ("original", "by"),
    [
        (ADA, "“Pears” (../../guides/pears.md) by Ada Miller, CC-BY-SA-4.0; translated."),
        (
            "---\nauthors: [Ada, Ben]\n---\n",
            "“pears.md” (../../guides/pears.md) by Ada, Ben, CC-BY-SA-4.0; translated.",
        ),
        (
            "---\nauthors: [{name: Ada, url: a.example}, Ben, {}]\n---\n",
            "“pears.md” (../../guides/pears.md) by Ada, Ben, CC-BY-SA-4.0; translated.",
        ),
        ("Nobody\n", "“pears.md” (../../guides/pears.md) by The Press, CC-BY-SA-4.0; translated."),
    ],
)
def test_a_translation_that_names_no_author_gets_the_line_to_write(original: str, by: str) -> None:
    work = Work(path="i18n/fr/pears.md", text="Les poires", original=original)
    assert told(work) == [f"it does not name whoever wrote the original | write in it: {by}"]


def test_lists_within_lists_name_nobody() -> None:
    hundreds, thousands = ", ".join(["*a"] * 60), ", ".join(["*b"] * 60)
    many = f"x: &a {'z' * 3_000}\ny: &b [{hundreds}]\nz: &c [{thousands}]\n"  # written out, a hundred megabytes
    text = f"---\n{many}author: [{', '.join(['*c'] * 11)}]\ntitle: *c\n---\n"
    [said] = told(Work(path="i18n/fr/pears.md", text=text, original=text))
    assert said.endswith("write in it: “pears.md” (../../guides/pears.md) by The Press, CC-BY-SA-4.0; translated.")


def test_without_licence_and_attribution_the_line_says_what_is_known() -> None:
    home = Home(originals=HOME.originals)
    [said] = told(Work(path="i18n/fr/pears.md", text=None, original=""), home)
    assert said.endswith("“pears.md” (../../guides/pears.md) by the authors named there; translated.")


@pytest.mark.parametrize(
    ("text", "before", "original"),
    [
        ("Les poires, d'après ADA MILLER", None, ADA),
        ("---\noriginal_author: Somebody\n---\n", None, "Nobody\n"),
        ("Les poires", "Les p.", ADA),
    ],
)
def test_whoever_is_named_or_never_was_is_let_be(text: str, before: str | None, original: str) -> None:
    work = Work(path="i18n/fr/pears.md", text=text, before=before, new=before is None, original=original)
    assert told(work) == []


def test_whoever_was_named_before_stays_named() -> None:
    work = Work(path="i18n/fr/pears.md", text="Les poires", before="Par Ada Miller", new=False, original=ADA)
    assert len(told(work)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("i18n/pt-BR/pears.md", "guides/pears.md"), ("i18n/pears.md", ""), ("i18n/fr/a/pears.md", ""),
        ("x-y.txt", "x/x.txt"), ("other.md", ""),
    ],
)  # fmt: skip
def test_a_translation_has_its_original(path: str, source: str) -> None:
    assert original_of(path, HOME) == source


def test_a_name_that_the_translation_has_not_is_left_out_and_a_template_beyond_bounds_stands_for_nothing() -> None:
    assert original_of("fr/a.md", Home(originals=(("{lang}{other}/{name}.md", "{lang}/{name}.md"),))) == "fr/a.md"
    assert original_of("a", Home(originals=(("a", "{a}" * 30_000), ("a", "{a}{b}" * 80)))) == ""


REUSE = """version = 1
[[annotations]]
path = ["img/**", "logo.png"]
SPDX-FileCopyrightText = "2026 Ben"
SPDX-License-Identifier = "CC0-1.0"
[[annotations]]
path = "img/own/*"
SPDX-License-Identifier = "MIT"
"""


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("img/a.png", "SPDX-FileCopyrightText: 2026 Ben\nSPDX-License-Identifier: CC0-1.0"),
        ("img/own/a.png", "SPDX-License-Identifier: MIT"),
        ("b.png", ""),
    ],
)
def test_an_entry_speaks_for_the_paths_that_it_names_the_last_one_that_does(path: str, lines: str) -> None:
    assert told_by_reuse(REUSE, path) == lines


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no toml",
        "annotations = 3",
        "[[annotations]]\npath = '@('",
        "[[annotations]]",
        f"annotations = {'9' * 5_000}",
        f"annotations{'.a' * 40_000} = 3",
    ],
)
def test_a_broken_file_speaks_for_nothing(text: str) -> None:
    assert told_by_reuse(text, "a.png") == ""


def test_pictures_are_known_by_their_names_and_long_texts_by_both_ends() -> None:
    assert [picture(path) for path in ("a/B.JPEG", "a.md", "png")] == [True, False, False]
    assert short("ab") == "ab"
    assert (short("a" * 5_000 + "b" * 5_000)[:2], len(short("a" * 10_000))) == ("aa", 8_001)

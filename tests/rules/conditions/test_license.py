"""`license`: met by what may be shared as the rest is."""

from rules.conditions.license import LicenseKept
from rules.facts import UNKNOWN, Facts
from rules.home import Home
from rules.works import Work, Works

HOME = Home(license="CC-BY-SA-4.0")
FACTS = Facts(kind="pull_request", files=("a.md",), commit="c0ffee", works=Works((Work(path="a.md", text="a"),)))


def test_what_lacks_nothing_is_shared_under_the_projects_licence() -> None:
    found = LicenseKept("kept", HOME).check(FACTS)
    assert (found.met, found.says) == (True, "everything in it may be shared under CC-BY-SA-4.0, its authors named")


def test_each_file_that_lacks_something_is_a_part_of_the_answer() -> None:
    works = Works((Work(path="b.md", text="SPDX-License-Identifier: CC-BY-NC-4.0"), Work(path="b.png", text=None)), 3)
    found = LicenseKept("kept").check(FACTS.but(works=works))
    assert (found.met, found.says) == (False, "everything in it may be shared, its authors named")
    assert [(part.met, part.saw, part.says.partition(":")[0]) for part in found.parts[:2]] == [
        (False, "CC-BY-NC-4.0", "b.md"),
        (False, None, "b.png"),
    ]
    assert found.parts[2].says == "3 more files are too many to look at: a maintainer does, and says /override"


def test_nothing_is_told_of_files_that_nobody_saw_and_an_issue_has_none() -> None:
    asked = LicenseKept("kept")
    assert asked.check(FACTS.but(works=UNKNOWN)).met is None
    assert (asked.check(FACTS.but(kind="issue")).met, asked.check(FACTS.but(kind="issue")).parts) == (False, ())

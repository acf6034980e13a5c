"""`license`: whether what a pull request adds may be shared as the rest of the work is."""

from collections.abc import Iterator
from typing import Any, Literal

from rules.condition import Condition, Finding, known
from rules.facts import Facts
from rules.works import lacks


class LicenseKept(Condition[Literal["kept"]], word="license"):
    """Met when everything that the pull request adds may be shared under `project.license`, with its authors named.

    A file that names a licence by SPDX or in its front matter must name one that goes together with the project's; one
    that names none is under the project's. A new picture or recording says who made it, beside it in `NAME.license`
    or in `REUSE.toml`. A translated file of `translations.files` names whoever wrote the original. Where a stage
    `needs: {check: license}`, each pull request gets that check without a rule. It is advice for people, no legal
    verdict.
    """

    example = "license: kept"
    reads = frozenset({"works", "files", "commit"})
    kinds = frozenset({"pull_request"})

    def check(self, facts: Facts) -> Finding:
        """Answer for these facts, file by file."""
        found = super().check(facts)
        if found.met is not False or not facts.knows("works"):
            return found
        return Finding(self.word, found.met, None, found.says, tuple(self._parts(facts)))

    def test(self, facts: Facts) -> tuple[bool, Any]:
        seen = [lack.path for lack in lacks(known(facts.works), self.home)]
        return not seen and not known(facts.works).left_out, seen

    def asks(self) -> str:
        under = f" under {self.home.license}" if self.home.license else ""
        return f"everything in it may be shared{under}, its authors named"

    def _parts(self, facts: Facts) -> Iterator[Finding]:
        works = known(facts.works)
        for lack in lacks(works, self.home):
            yield Finding(self.word, met=False, saw=lack.stated or None, says=f"{lack.path}: {lack.why}; {lack.help}")
        if works.left_out:
            says = f"{works.left_out} more files are too many to look at: a maintainer does, and says /override"
            yield Finding(self.word, met=False, says=says)

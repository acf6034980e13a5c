"""`repo`: where the item is, for rules that several repositories share."""

from typing import Any

from rules.condition import ALL_KINDS, Condition, known
from rules.facts import Facts
from rules.words import OneOrMany, Path, listed


class Repo(Condition[OneOrMany[Path]], word="repo"):
    """Met when the repository fits any of the globs: `acme/docs-*`, or without the owner `docs-*`.

    `!` excludes; the last glob that fits decides.
    """

    example = "repo: [docs-*, acme/website]"
    reads = frozenset({"repo"})
    kinds = ALL_KINDS | {"repository"}

    def test(self, facts: Facts) -> tuple[bool, Any]:
        repo = known(facts.repo)
        name = repo.rpartition("/")[2]
        taken = self.value[0].excludes
        for glob in self.value:
            if glob.matches(repo if "/" in glob.source else name):
                taken = not glob.excludes
        return taken, repo

    def asks(self) -> str:
        return f"the repository is {listed(glob.source for glob in self.value)}"

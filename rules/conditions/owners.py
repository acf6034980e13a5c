"""`owners`: whose the changed paths are."""

from typing import Annotated, Any

from rules.codeowners import Owners, read_owners
from rules.condition import Condition, known
from rules.facts import Facts
from rules.shorthand import Shorthand
from rules.words import Asking, OneOrMany, Text, listed

SHOWN = 10


class OwnersWanted(Asking):
    """Who, and by which file."""

    any: OneOrMany[Text] | None = None
    file: Text | None = None


class CodeOwners(Condition[Annotated[OwnersWanted, Shorthand("any")]], word="owners"):
    """Met when CODEOWNERS of the default branch names any of these for a changed path: `"@login"`, `"@acme/team"`.

    As on GitHub the last line that matches a path decides, and a line without owners makes it nobody's; `none` is a
    changed path that is nobody's. `{any: "@acme/docs", file: docs/OWNERS}` asks another file of the same form;
    without `any`, one owner at all is enough.
    """

    example = 'owners: ["@acme/docs", "@alice"]'
    kinds = frozenset({"pull_request"})

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({"files", f"file:{self.value.file}" if self.value.file else "codeowners"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        owned = self._read(facts).of_all(known(facts.files))
        have = {owner.lower() for owners in owned.values() for owner in owners}
        if self.value.any is None:
            met = bool(have)
        else:
            wanted = {_spelled(name) for name in self.value.any}
            met = not wanted.isdisjoint(have) or ("none" in wanted and () in owned.values())
        return met, sorted(have)[:SHOWN]

    def asks(self) -> str:
        by = f" by {self.value.file}" if self.value.file else ""
        return f"a changed path belongs{by} to {listed(self.value.any or ['somebody'])}"

    def _read(self, facts: Facts) -> Owners:
        path = self.value.file
        return read_owners(facts.documents[path] if path else known(facts.codeowners))


def _spelled(name: str) -> str:
    """Owners carry an `@`, which need not be written here."""
    low = name.lower()
    return low if "@" in low or low == "none" else f"@{low}"

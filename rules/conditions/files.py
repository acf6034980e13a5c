"""`files`: which paths a pull request changes."""

from typing import Annotated, Any

from rules.amount import Amount, amount
from rules.condition import Condition, Hint, known
from rules.facts import Facts
from rules.globs import selected, taken
from rules.shorthand import Shorthand
from rules.words import Asking, OneOrMany, Path, listed

SHOWN = 5


class Files(Asking):
    """Paths asked for; everything that is given must hold."""

    any: OneOrMany[Path] | None = None
    all: OneOrMany[Path] | None = None
    only: OneOrMany[Path] | None = None
    count: Amount | None = None


FilesWanted = Annotated[Files, Shorthand("any")]


class ChangedFiles(Condition[FilesWanted], word="files"):
    """Met when a changed path fits the globs; `!` excludes, and the last glob that fits a path decides.

    `any` is the same spelled out; `all` wants a path for each of the globs; `only` wants every changed path to fit;
    `count` compares the number of paths that fit, or of all changed paths where no glob is given.
    """

    example = 'files: ["docs/**", "!docs/generated/**"]'
    reads = frozenset({"files"})
    kinds = frozenset({"pull_request"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        files, want = known(facts.files), self.value
        found = taken(files, want.any) if want.any else []
        checks = (
            want.any is None or bool(found),
            want.all is None or all(any(selected(path, (glob,)) for path in files) for glob in want.all),
            want.only is None or (bool(files) and all(selected(path, want.only) for path in files)),
            want.count is None or amount(want.count)(len(found if want.any else files)),
        )
        shown = list((found or files)[:SHOWN])
        return all(checks), shown if len(found or files) <= SHOWN else [*shown, f"… {len(found or files)} in all"]

    def hint(self) -> Hint | None:
        globs = self.value.any or self.value.only
        if not globs or globs[0].excludes or not all(glob.simple for glob in globs):
            return None
        return Hint("files", expressions=tuple(glob.among_lines for glob in globs if not glob.excludes))

    def asks(self) -> str:
        want = self.value
        parts = [f"a changed path fits {_globs(want.any)}"] if want.any else []
        parts += [f"changed paths fit {listed((g.source for g in want.all), 'and')}"] if want.all else []
        parts += [f"every changed path fits {_globs(want.only)}"] if want.only else []
        parts += [f"their number is {want.count}"] if want.count else []
        return " and ".join(parts)


def _globs(globs: tuple[Any, ...]) -> str:
    return listed(glob.source for glob in globs)

"""`checks`: how the checks of a pull request ended."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from rules.condition import Condition, known
from rules.facts import Facts
from rules.words import OneOrMany, Text, listed

Ended = Literal["success", "failure", "pending", "none"]
ByName = Annotated[dict[Text, OneOrMany[Ended]], Field(min_length=1, max_length=50)]


def _spelling(value: Any) -> str:
    return "<by name>" if isinstance(value, dict) else "<together>"


Wanted = Annotated[
    Annotated[OneOrMany[Ended], Tag("<together>")] | Annotated[ByName, Tag("<by name>")], Discriminator(_spelling)
]


class Checks(Condition[Wanted], word="checks"):
    """Met when all checks of the last commit together stand at `success`, `failure` or `pending`.

    Where there are no checks, that is `none`.

    `{build: success, "unit tests": [failure, pending]}` asks for checks by name, and each must be as asked; `none` is
    a check that does not exist there. Neutral and skipped checks are successes, cancelled ones failures.
    """

    example = "checks: success"
    kinds = frozenset({"pull_request"})

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({"check_runs" if isinstance(self.value, dict) else "checks"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        if not isinstance(self.value, dict):
            ended = known(facts.checks)
            return (ended or "none") in self.value, ended
        have = {name.lower(): ended for name, ended in known(facts.check_runs).items()}
        saw = {name: have.get(name.lower()) for name in self.value}
        return all((saw[name] or "none") in wanted for name, wanted in self.value.items()), saw

    def asks(self) -> str:
        if not isinstance(self.value, dict):
            return f"the checks ended with {listed(self.value)}"
        return " and ".join(f"the check {name} ended with {listed(wanted)}" for name, wanted in self.value.items())

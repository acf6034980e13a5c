"""`credit`: who contributed what, for the community to remember."""

from typing import Annotated, Literal

from rules.facts import Facts
from rules.goal import Goal
from rules.home import Home
from rules.recognition import CreditType
from rules.shorthand import Shorthand
from rules.way import all_needs_of_pathway, needs_of_pathway
from rules.words import OneOrMany, Strictly

Contributor = Literal["author", "reviewers", "translators"]


class Credits(Strictly):
    """Whose part is recorded, and as what."""

    to: OneOrMany[Contributor]
    type: CreditType | None = None


CreditsWanted = Annotated[Credits, Shorthand("to")]


class Credit(Goal[CreditsWanted], word="credit"):
    """Records once for each person and item who contributed what, in the words of all-contributors.

    The author has what the item's pathway says (`pathways.NAME.credit`), else `content`; whoever reviewed has `review`.
    Where a pull request holds translations (`translations.files`), those who committed to it beside its author have
    `translation`; the author has it where it holds nothing else, or nobody else's commits. `{to: author, type: talk}`
    says another type. Bots have none. Whoever opted out in the people file is counted and not named. The records stand
    on the item's page.
    """

    example = "credit: [author, reviewers, translators]"
    reads = frozenset({"kind", "author", "recorded"})
    reached = "all of them have their credit for this item"
    held_back = "a person took it back by `/undo`"

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be planned, whatever the item."""
        return (
            self.reads | self._of_pulls | self._of_people | (all_needs_of_pathway(self._home) if self._tells else set())
        )

    def missing(self, facts: Facts) -> list[str]:
        """Those that are not known; only pull requests have reviews, files and commits."""
        needed = self.reads | self._of_people | (self._of_pulls if facts.kind == "pull_request" else set())
        needed |= needs_of_pathway(facts, self._home) if self._tells else set()
        return sorted({*facts.lacking(needed), *self.spoken.missing(facts)})

    @property
    def _home(self) -> Home:
        return self.spoken.home

    @property
    def _tells(self) -> bool:
        """Whether the pathway says what the author is credited with."""
        return "author" in self.value.to and not self.value.type and any(way.credit for way in self._home.pathways)

    @property
    def _of_pulls(self) -> set[str]:
        reviews = {"reviews"} if "reviewers" in self.value.to else set()
        return reviews | (
            {"files", "committers"} if "translators" in self.value.to and self._home.translations else set()
        )

    @property
    def _of_people(self) -> set[str]:
        return {"people"} if self._home.people else set()

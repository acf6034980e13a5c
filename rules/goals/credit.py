"""`credit`: who contributed what, for the community to remember."""

from typing import Annotated, Literal

from rules.facts import Facts
from rules.goal import Goal
from rules.recognition import CreditType
from rules.shorthand import Shorthand
from rules.words import OneOrMany, Strictly

Contributor = Literal["author", "reviewers", "translators"]


class Credits(Strictly):
    """Whose part is recorded, and as what."""

    to: OneOrMany[Contributor]
    type: CreditType | None = None


CreditsWanted = Annotated[Credits, Shorthand("to")]


class Credit(Goal[CreditsWanted], word="credit"):
    """Records once for each person and item who contributed what, in the words of all-contributors.

    The author has `content`, whoever reviewed has `review`, and the author of a pull request whose files are
    translations (`translations.files`) has `translation`; `{to: author, type: talk}` says another type. Bots have none.
    Whoever opted out in the people file is counted and not named. The records stand on the item's page.
    """

    example = "credit: [author, reviewers, translators]"
    reads = frozenset({"kind", "author", "recorded", "undone"})
    reached = "all of them have their credit for this item"
    held_back = "a person took it back by `/undo`"

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before it can be planned, whatever the item."""
        home = self.spoken.home
        reviews = {"reviews"} if "reviewers" in self.value.to else set()
        files = {"files"} if "translators" in self.value.to and home.translations else set()
        return self.reads | reviews | files | ({"people"} if home.people else set())

    def missing(self, facts: Facts) -> list[str]:
        """Those that are not known; only pull requests have reviews and files."""
        missing = super().missing(facts)
        return (
            missing if facts.kind == "pull_request" else [each for each in missing if each not in {"reviews", "files"}]
        )

"""`author`: who opened the item."""

from typing import Any

from rules.condition import Condition, Hint, known
from rules.facts import Facts
from rules.people import People


class Author(Condition[People], word="author"):
    """Met when the author is one of the logins, or fits everything that is asked.

    `new: true` is somebody whose first issue or pull request here this is, and who is not a member. Bots are never
    new: they match by login or with `bot: true`.
    """

    example = "author: {new: true}"

    @property
    def needs(self) -> frozenset[str]:
        return self.value.needs("author")

    def test(self, facts: Facts) -> tuple[bool, Any]:
        author = known(facts.author)
        return self.value.fits(author, facts), author.login

    def hint(self) -> Hint | None:
        logins = self.value.login
        return Hint("author", values=frozenset(login.lower() for login in logins)) if logins else None

    def asks(self) -> str:
        return f"the author is {self.value.asks()}"

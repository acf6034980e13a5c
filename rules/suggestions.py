"""The nearest known name in place of a mistaken one, for as many mistakes as anybody mends at once."""

from collections.abc import Iterable

from rules.diagnostics import did_you_mean, nearest

MOST = 20  # comparing a name with all others takes its time


class Suggestions:
    """What is suggested for the mistakes of one file."""

    def __init__(self) -> None:
        self._made = 0

    def near(self, word: str, words: Iterable[str]) -> str | None:
        """The known word that was probably meant; none any more after many mistakes."""
        self._made += 1
        return nearest(word, words) if self._made <= MOST else None

    def meant(self, word: str, words: Iterable[str]) -> str:
        """The same in a sentence, or all that may stand there."""
        self._made += 1
        return did_you_mean(word, words) if self._made <= MOST else ""

"""Rules that are word for word the same are loaded once: often an owner's, or a preset's, act in many repositories."""

from hashlib import sha256
from weakref import WeakValueDictionary

from bot.messages import built_in
from bot.store.rulefiles import RuleFile
from rules.book import Rulebook
from rules.language import load
from rules.sayings import Sayings


class Alike:
    """The rulebooks that somebody uses now."""

    def __init__(self) -> None:
        self._used: WeakValueDictionary[bytes, Rulebook] = WeakValueDictionary()

    def load(self, file: RuleFile) -> Rulebook:
        """The rules of a version, with all that they may say.

        Raises:
            RuleFileError: it cannot be used, as `rules.language.load` says.
        """
        key = _all_of(file)
        book = self._used.get(key)
        if book is None:
            book = load(file.text, file.bases, sayings=Sayings(file.messages, built_in()))
            self._used[key] = book
        return book


def _all_of(file: RuleFile) -> bytes:
    """What stands for all that is loaded, whoever wrote it: no other text has the same."""
    written = repr((file.text, sorted(file.bases.items()), sorted(file.messages.items())))
    return sha256(written.encode()).digest()

"""Beside which deeds of an item's looks there is a button that takes them back. Pure."""

from collections.abc import Collection, Sequence

from webhooks.pages.reasons import LookShown
from webhooks.pages.wording import Deed


def undoing(looks: Sequence[LookShown], takeable: Collection[tuple[str, str]]) -> tuple[tuple[Deed, ...], ...]:
    """For each look the deeds that can be taken back; of one that was done several times only the last has a button.

    Args:
        looks: newest first.
        takeable: (verb, target) pairs, as the ledger knows them.
    """
    left = {_key(*each) for each in takeable}
    found = []
    for look in looks:
        here = tuple(deed for deed in look.told.deeds if deed.state == "done" and _key(deed.do, deed.target) in left)
        left -= {_key(deed.do, deed.target) for deed in here}
        found.append(here)
    return tuple(found)


def _key(verb: str, target: str) -> tuple[str, str]:
    return verb, target.lower()

"""Judges what a pull request makes of the people file or the groups file, without acting on it. Pure.

An entry is the business of the person whom it is about: whoever is added or changed agrees by having written the pull
request or by approving it. Accounts are told apart by their numbers where entries have one, so that a renamed account
stays the same person and nobody becomes another by taking over a name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.people.agreement import examine_with
from bot.people.groups import examine_groups
from rules import escape
from rules.book import Rulebook
from rules.diagnostics import Diagnostic, RuleFileError
from rules.facts import UNKNOWN
from rules.shared import Account, SharedFile
from rules.yamltree import parse

MOST_NAMED = 10
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Inspection:
    """What came of it.

    Attributes:
        passes: None as long as somebody has to agree.
        title: it in a sentence; summary: what changes, as Markdown.
        notes: mistakes and doubts with their places in the file.
    """

    passes: bool | None
    title: str
    summary: str = ""
    notes: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Changed:
    """An entry that is added or changed: what it was, and is; and what of it is different."""

    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def keys(self) -> list[str]:
        """The keys that say something else."""
        every = dict.fromkeys((*self.before, *self.after))
        return [key for key in every if self.before.get(key) != self.after.get(key)]

    def whose(self) -> list[Account]:
        """Who must agree: the person that it was about, and the one that it is about now."""
        people = [_account(entry) for entry in (self.before, self.after) if entry]
        return list(dict.fromkeys(people))


def inspect_people(file: SharedFile, path: str, book: Rulebook) -> Inspection:
    """What a pull request makes of the people file."""
    text = file.after
    if unreadable := _unreadable(file, path):
        return unreadable
    notes = examine_with(str(text), book)
    if wrong := [each for each in notes if each.severity == "error"]:
        return Inspection(False, f"{len(wrong)} {'mistake' if len(wrong) == 1 else 'mistakes'} in {path}", notes=notes)
    changed = list(_changed(_entries(file.before), _entries(text)))
    waiting = [who.login for who in _missing(changed, file.agreed)]
    summary = "\n".join(_lines(changed))
    if waiting:
        named = ", ".join(f"@{login}" for login in waiting[:MOST_NAMED]) + (" …" if len(waiting) > MOST_NAMED else "")
        return Inspection(None, f"Waits for {named}: everybody approves their own entry", summary, notes)
    return Inspection(True, "Everybody agrees whose entry is added or changed", summary, notes)


def inspect_groups(file: SharedFile, path: str) -> Inspection:
    """What a pull request makes of the groups file."""
    if unreadable := _unreadable(file, path):
        return unreadable
    wrong = examine_groups(str(file.after))
    if wrong:
        return Inspection(False, f"{len(wrong)} {'mistake' if len(wrong) == 1 else 'mistakes'} in {path}", notes=wrong)
    return Inspection(True, "Every group can be read")


def _unreadable(file: SharedFile, path: str) -> Inspection | None:
    if file.after is UNKNOWN:
        return Inspection(False, f"{path} is too long to be read, or is no text")
    return Inspection(False, f"{path} is gone, and the rules name it") if not file.after else None


def _entries(text: Any) -> list[dict[str, Any]] | None:
    """The entries of a file that is right; None of one that is not."""
    if text is UNKNOWN:
        return None
    try:
        data, _ = parse(text)
    except RuleFileError:
        return None
    return (
        [entry for entry in data or () if isinstance(entry, dict)] if data is None or isinstance(data, list) else None
    )


def _changed(before: list[dict[str, Any]] | None, after: list[dict[str, Any]] | None) -> Iterator[_Changed]:
    """The entries that are new or different; where the present file is broken, nothing can be compared."""
    if before is None or after is None:
        return
    by_id = {entry["id"]: entry for entry in before if entry.get("id") is not None}
    by_login = {_account(entry).login: entry for entry in before}
    for entry in after:
        known = by_id.get(entry.get("id")) or by_login.get(_account(entry).login)
        if known != entry:
            yield _Changed(known or {}, entry)


def _account(entry: dict[str, Any]) -> Account:
    number = entry.get("id")
    login = str(entry.get("github") or entry.get("login") or "").removeprefix("@").lower()
    return Account(login=login, id=number if isinstance(number, int) else None)


def _missing(changed: Iterable[_Changed], agreed: tuple[Account, ...]) -> list[Account]:
    """Who has not agreed yet, each once."""
    wanted = [who for each in changed for who in each.whose()]
    lacking = [who for who in wanted if not any(_same(who, one) for one in agreed)]
    named: dict[int | str, Account] = {}
    for who in lacking:
        named.setdefault(who.id or who.login, who)  # by the name that the present file has
    return list(named.values())


def _same(entry: Account, account: Account) -> bool:
    """Whether an account is the one that an entry means: by its number, where the entry has one."""
    return entry.id == account.id if entry.id is not None else entry.login == account.login.lower()


def _lines(changed: list[_Changed]) -> Iterator[str]:
    for each in changed[:MOST_LINES]:
        told = ", ".join(escape.code(key) for key in each.keys) if each.before else "new"
        yield f"- {escape.code(_account(each.after).login)}: {told}"
    if len(changed) > MOST_LINES:
        yield f"- and {len(changed) - MOST_LINES} more"

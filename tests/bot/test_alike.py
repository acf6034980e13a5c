"""Rules that are word for word the same are loaded once."""

import gc
import weakref
from dataclasses import replace

from bot.alike import Alike
from bot.store.rulefiles import RuleFile
from rules.bases import FILE, Base

TEXT = "project: {purpose: Maps}\nextends: acme/rules\nrules:\n  - {name: Greet, do: [{comment: Hello}]}\n"
BASE = "project: {purpose: Ours}\nrules:\n  - {name: Sort, do: [{label: new}]}\n"
ONE = RuleFile(
    1, FILE, "a1", TEXT, valid=True, seen_at=0, repo="acme/one", bases={"acme/rules": Base(BASE)}, messages={}
)
OTHER = replace(ONE, repo_id=2, oid="b2", repo="acme/two", seen_at=9)


def test_two_repositories_with_the_same_rules_share_them() -> None:
    alike = Alike()
    assert alike.load(OTHER) is alike.load(ONE)


def test_whatever_differs_makes_rules_of_their_own() -> None:
    alike = Alike()
    welcome = ".github/pathways/messages/welcome.en.md"
    files = (
        ONE,
        replace(ONE, text=TEXT.replace("Hello", "Hi")),
        replace(ONE, bases={"acme/rules": Base(BASE.replace("new", "unsorted"))}),
        replace(ONE, bases={"acme/rules": Base(BASE, title="the rules of acme")}),
        replace(ONE, messages={welcome: "Welcome!"}),
        replace(ONE, messages={welcome: "Good day!"}),
    )
    books = [alike.load(file) for file in files]
    assert len({id(book) for book in books}) == len(files)
    assert [str(rule.base) for rule in books[3].rules] == ["the rules of acme", ""]


def test_rules_that_nobody_uses_any_more_are_let_go() -> None:
    alike = Alike()
    book = alike.load(ONE)
    seen = weakref.ref(book)
    assert alike.load(ONE) is seen()
    del book
    gc.collect()
    assert seen() is None

"""What the people file and the rule file must agree on: roles and regions that entries name are those of the rules."""

from collections.abc import Iterator, Sequence

from bot.people.directory import examine
from rules.book import Rulebook
from rules.diagnostics import Diagnostic, nearest
from rules.facts import Member
from rules.pointing import point
from rules.yamltree import Node, locate, parse


def examine_with(text: str, book: Rulebook) -> tuple[Diagnostic, ...]:
    """All that is wrong with a people file, or doubtful beside these rules."""
    members, mistakes = examine(text)
    return mistakes or tuple(_doubts(members, parse(text)[1], book))


def _doubts(members: Sequence[Member], tree: Node, book: Rulebook) -> Iterator[Diagnostic]:
    """Names that the rule file does not know: nobody is given or asked anything by them."""
    regions = [name for name, _ in book.home.regions]
    known = {name.lower() for name in regions}
    for number, member in enumerate(members):
        for k, role in enumerate(member.roles):
            if book.roles and role not in book.roles:
                yield _doubt(tree, (number, "roles", k), f"the rule file has no role `{role}`", role, list(book.roles))
        for k, place in enumerate(member.covers):
            if len(place) > len("AT") and place.lower() not in known:
                yield _doubt(tree, (number, "covers", k), f"the rule file has no region `{place}`", place, regions)


def _doubt(tree: Node, place: tuple[str | int, ...], message: str, word: str, known: list[str]) -> Diagnostic:
    near = nearest(word, known)
    advice = f"did you mean `{near}`?" if near else "add it to the rule file, or mend the entry"
    return point(locate(tree, place), "warning", "people", message, advice)

"""What the people file and the rule file must agree on: roles and regions that entries name are those of the rules."""

from collections.abc import Iterator

from bot.people.directory import examine
from rules.book import Rulebook
from rules.diagnostics import Diagnostic, nearest
from rules.yamltree import locate, parse


def examine_with(text: str, book: Rulebook) -> tuple[Diagnostic, ...]:
    """All that is wrong with a people file, or doubtful beside these rules."""
    members, mistakes = examine(text)
    if mistakes or not members:
        return mistakes
    tree, regions = parse(text)[1], dict(book.home.regions)

    def doubt(place: tuple[str | int, ...], message: str, word: str, known: Iterator[str] | list[str]) -> Diagnostic:
        near = nearest(word, known)
        node = locate(tree, place)
        advice = f"did you mean `{near}`?" if near else "add it to the rule file, or mend the entry"
        width = max(1, node.end_column - node.column) if node.line == node.end_line else 1
        return Diagnostic(node.line + 1, node.column + 1, "warning", "people", message, advice, width)

    found = []
    for number, member in enumerate(members):
        for k, role in enumerate(member.roles):
            if book.roles and role not in book.roles:
                message = f"the rule file has no role `{role}`: nobody is given anything by it"
                found.append(doubt((number, "roles", k), message, role, list(book.roles)))
        for k, place in enumerate(member.covers):
            if len(place) > len("AT") and place.lower() not in {region.lower() for region in regions}:
                message = f"the rule file has no region `{place}`"
                found.append(doubt((number, "covers", k), message, place, list(regions)))
    return tuple(found)

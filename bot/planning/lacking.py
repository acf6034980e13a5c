"""What an item lacks for a stage, in the language of whoever is told. Pure."""

from bot.messages import words
from rules.book import Rulebook
from rules.facts import Facts
from rules.gates import lacks_for


def lacking_in(language: str, stage: str, facts: Facts, book: Rulebook) -> str:
    """It in a few words; nothing where the item may come there.

    Args:
        language: in which it is told.
        stage: as the rule file spells it.
        facts: the item.
        book: the community's rules.
    """
    lacks = lacks_for(book.gate_of(stage), facts)
    return ", ".join(
        words(f"lacks-{one.of}", language, name=one.name, need=str(one.need), have=str(one.have)) for one in lacks
    )

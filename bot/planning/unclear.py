"""What an item shows of deeds of unknown outcome. Pure."""

from bot.actions.stage import StageVerb
from bot.planning.deeds import Deed, stands, withdraws
from bot.planning.mirror import MIRROR, is_stage_label
from bot.planning.stages import NOWHERE, PREFIX, lacking
from rules.condition import known
from rules.facts import Card, Facts, Unknown


def happened(cause: str, rule: str, deed: Deed, facts: Facts) -> bool:
    """Whether the item shows that what a rule meant for a cause was done: a deed, or a deed taken back."""
    if is_half_done(rule, deed, facts):
        return False
    stood = stands(deed, facts)
    return stood is False if withdraws(cause, deed[0]) else stood is True


def is_half_done(rule: str, deed: Deed, facts: Facts) -> bool:
    """Whether a stage is not there whole: a card comes in two writes, the label that goes with it in a third."""
    return lacks_column(deed, facts) or (rule == MIRROR and lacks_label(deed, facts))


def lacks_column(deed: Deed, facts: Facts) -> bool:
    """Whether a stage is not the card's, though the board could show it."""
    column = facts.card.status if isinstance(facts.card, Card) else None
    return _has_column(deed, facts) and (column or NOWHERE).lower() != deed[1].lower()


def lacks_label(deed: Deed, facts: Facts) -> bool:
    """Whether the label that goes with a column is missing, or another column's is there."""
    carried = {label.lower() for label in known(facts.labels) if is_stage_label(label)}
    return _has_column(deed, facts) and carried != {f"{PREFIX}{deed[1]}".lower()}


def _has_column(deed: Deed, facts: Facts) -> bool:
    """Whether a deed is a stage that the board could show, as far as that can be told."""
    verb, stage = deed
    told = verb == StageVerb.word and not isinstance(facts.card, Unknown) and not isinstance(facts.board, Unknown)
    return told and not lacking(known(facts.board), stage)

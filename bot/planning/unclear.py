"""What an item shows of deeds of unknown outcome. Pure."""

from bot.actions.stage import StageVerb
from bot.planning.deeds import Deed, stands, withdraws
from bot.planning.mirror import MIRROR, is_stage_label
from bot.planning.stages import NOWHERE, PREFIX, lacking
from rules.condition import known
from rules.facts import Facts, Unknown


def happened(cause: str, rule: str, deed: Deed, facts: Facts) -> bool:
    """Whether the item shows that what a rule meant for a cause was done: a deed, or a deed taken back."""
    if is_half_done(rule, deed, facts):
        return False
    stood = stands(deed, facts)
    return stood is False if withdraws(cause, deed[0]) else stood is True


def is_half_done(rule: str, deed: Deed, facts: Facts) -> bool:
    """Whether a stage is not there whole: a card comes in two writes, the label that goes with it in a third."""
    verb, stage = deed
    if verb != StageVerb.word or isinstance(facts.card, Unknown):
        return False
    if isinstance(facts.board, Unknown) or lacking(facts.board, stage):
        return False
    column = facts.card.status if facts.card else None
    if (column or NOWHERE).lower() != stage.lower():
        return True
    carried = {label.lower() for label in known(facts.labels) if is_stage_label(label)}
    return rule == MIRROR and carried != {f"{PREFIX}{stage}".lower()}

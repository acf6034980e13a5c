"""Who stepped down and may be back: to which role, and who decides on it. Pure."""

from collections.abc import Mapping

from rules.decisions import Decision, decision_in
from rules.facts import Member
from rules.sections import Role


def roles_to_return_to(entry: Member | None, roles: Mapping[str, Role]) -> tuple[str, ...]:
    """The roles that somebody had and does not have; where none is written, those that lead to their rest."""
    if entry is None:
        return ()
    had = [one.role for one in entry.tenures if one.over and one.role in roles]
    had = had or [name for name, role in roles.items() if role.otherwise in entry.roles]
    return tuple(dict.fromkeys(role for role in had if role not in entry.roles))


def decision_of_return(role: str, roles: Mapping[str, Role], decisions: Mapping[str, Decision]) -> str:
    """The decision by which somebody gets a role back; empty where nobody decides on it.

    People have chosen them once: where the rules know a consent, silence is enough.
    """
    own = decision_in(roles[role].granted)
    if not own or _is_consent(decisions.get(own)):
        return own
    return next((name for name, decision in decisions.items() if _is_consent(decision)), own)


def _is_consent(decision: Decision | None) -> bool:
    return decision is not None and decision.passes_with.objections is not None
